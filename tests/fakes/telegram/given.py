"""Entities that a call brings along instead of a parse_mode: read, and refused when they are malformed."""

from typing import Any

from .errors import Refused, bad_request
from .links import checked_link
from .parameters import Parameters

GIVEN = frozenset(
    {"bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "blockquote", "expandable_blockquote"}
)
NEEDED = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}
FOUND_ANYWAY = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}
)
FARTHEST = 1_000_000

Entity = dict[str, Any]


def given_entities(params: Parameters, name: str) -> list[Entity]:
    """The entities of a call; whether they fit the text is seen when it is cleaned."""
    given = params.parsed(name, "entities")
    if not isinstance(given, list):
        return []
    return [entity for item in given if (entity := _read(item)) is not None]


def _read(item: Any) -> Entity | None:
    """One entity; None for those that Telegram finds by itself, and for links that it does not like."""
    if not isinstance(item, dict):
        raise _malformed("expected an Object")
    offset, length = _number(item, "offset"), _number(item, "length")
    kind = item.get("type")
    if not isinstance(kind, str) or not kind:
        raise _malformed("Type is not specified")
    if kind not in GIVEN | FOUND_ANYWAY | set(NEEDED):
        raise _malformed("Unsupported type specified")
    if kind in FOUND_ANYWAY or not length:
        return None
    entity = {"offset": offset, "length": length, "type": kind}
    if kind == "pre" and item.get("language"):
        entity["language"] = item["language"]
    return _with_argument(entity, item) if kind in NEEDED else entity


def _with_argument(entity: Entity, item: Entity) -> Entity | None:
    name = NEEDED[entity["type"]]
    if not item.get(name):
        raise _malformed(f'Can\'t find field "{name}"')
    value = checked_link(str(item[name])) if name == "url" else item[name]
    return None if value is None else {**entity, name: value}


def _number(item: Entity, name: str) -> int:
    if name not in item:
        raise _malformed(f'Can\'t find field "{name}"')
    value = item[name]
    if not isinstance(value, int):
        raise _malformed(f'Field "{name}" must be of type Number')
    if not 0 <= value <= FARTHEST:
        raise bad_request(f"receive an entity with incorrect {name} {value}")
    return value


def _malformed(reason: str) -> Refused:
    return bad_request(f"can't parse MessageEntity: {reason}")
