"""Updates as they should never come: true ones with one to three things wrong in them.

Every mutant keeps its `update_id`: Telegram numbers what it sends, whatever is inside.
"""

import copy
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

DEPTH = 300
"""Deep enough to be absurd, shallow enough for a JSON writer."""

USER = {"id": 7_000_000_001, "is_bot": False, "first_name": "Ghost", "language_code": "de"}
CHAT = {"id": USER["id"], "first_name": "Ghost", "type": "private"}
GROUP = {"id": -4_000_000_777, "title": "Lusan", "type": "group"}
MESSAGE: dict[str, Any] = {
    "message_id": 17,
    "from": USER,
    "chat": CHAT,
    "date": 1_790_000_000,
    "text": "Was sind Solarbänke?",
}
PHOTO = {"file_id": "AgAC", "file_unique_id": "AQAD", "width": 90, "height": 60, "file_size": 1000}
BARE = {name: value for name, value in MESSAGE.items() if name != "text"}

SOUND: list[dict[str, Any]] = [
    {"message": MESSAGE},
    {"message": {**MESSAGE, "text": "/start", "entities": [{"type": "bot_command", "offset": 0, "length": 6}]}},
    {"message": {**MESSAGE, "chat": GROUP, "text": "@gera_bot was sind Solarbänke?", "reply_to_message": MESSAGE}},
    {"message": {**BARE, "photo": [PHOTO], "caption": "Hier?", "media_group_id": "13"}},
    {"message": {**BARE, "location": {"latitude": 50.88, "longitude": 12.08, "live_period": 60}}},
    {"message": {**BARE, "contact": {"phone_number": "+49365", "first_name": "Ghost", "user_id": USER["id"]}}},
    {"message": {**BARE, "voice": {"file_id": "AwAC", "file_unique_id": "AgAD", "duration": 3}}},
    {"message": {**BARE, "chat": GROUP, "new_chat_members": [USER]}},
    {"message": {**BARE, "chat": GROUP, "migrate_to_chat_id": -1_001_234_567_890}},
    {"edited_message": {**MESSAGE, "edit_date": 1_790_000_100}},
    {
        "callback_query": {
            "id": "77",
            "from": USER,
            "message": {**MESSAGE, "from": {"id": 4_839_574_812, "is_bot": True, "first_name": "Gera"}},
            "chat_instance": "1",
            "data": "1:topics:",
        }
    },
]


def nested(inner: Any = "x", depth: int = DEPTH) -> Any:
    """Lists in objects in lists."""
    for level in range(depth):
        inner = [inner] if level % 2 else {"chat": inner}
    return inner


GHOST: int = MESSAGE["chat"]["id"]
"""Whoever these updates seem to come from."""

WRONG: list[Callable[[], Any]] = [
    lambda: None,
    lambda: "x",
    lambda: "",
    lambda: True,
    lambda: -1,
    lambda: 0.5,
    lambda: 10**18,
    lambda: -(10**18),
    lambda: 10**40,
    lambda: float("nan"),
    lambda: float("inf"),
    list,
    lambda: [None],
    lambda: ["x", 1],
    dict,
    lambda: {"id": "x"},
    lambda: {"id": {"id": 1}, "type": ["private"]},
    lambda: "\ud800 half a sign",
    lambda: "\x00",
    lambda: "ä" * 20_000,
    nested,
]


def malformed(count: int, seed: int = 0) -> Iterator[dict[str, Any]]:
    """So many different mutants, without their number."""
    chance = Random(seed)
    seen: set[str] = set()
    while len(seen) < count:
        update = copy.deepcopy(chance.choice(SOUND))
        for _ in range(chance.choice((1, 1, 2, 3))):
            if update:
                mutate(update, chance)
        if (shape := repr(update)) not in seen and update not in SOUND:
            seen.add(shape)
            yield update


def mutate(update: dict[str, Any], chance: Random) -> None:
    """Take away, replace or wrap one part, wherever it lies."""
    holder, name = chance.choice(list(places(update)))
    match chance.randrange(4):
        case 0:
            del holder[name]
        case 1:
            holder[name] = [holder[name]]
        case _:
            holder[name] = chance.choice(WRONG)()


def places(part: Any, depth: int = 6) -> Iterator[tuple[Any, Any]]:
    """Every part of an update, as its holder and its name there."""
    names = part.keys() if isinstance(part, dict) else range(len(part)) if isinstance(part, list) else ()
    for name in list(names):
        yield part, name
        if depth:
            yield from places(part[name], depth - 1)
