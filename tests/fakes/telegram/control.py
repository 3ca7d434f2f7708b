"""The control door: what a test in another process may do to the town, as JSON over HTTP under `/control/`.

Every answer is a JSON object; a mistake in the question is a 400 with `error`. `remote.py` speaks it.
"""

import json
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aiohttp import web

from .faults import Fault, Faults
from .people import Person

if TYPE_CHECKING:
    from .town import FakeTelegram

Question = dict[str, Any]
DEEDS = frozenset(
    name
    for name in dir(Person)
    if name.startswith(("says", "sends_", "shares_", "edits", "forwards", "blocks", "unblocks"))
) | {"presses", "chooses", "forges_press", "deactivates", "asks_inline"}
KINDS = frozenset(name for name in vars(Faults) if not name.startswith("_")) - {"clear", "strike", "refusal_of"}


class Control:
    """Answers questions of the control door."""

    def __init__(self, town: "FakeTelegram"):
        self._town = town

    async def serve(self, request: web.BaseRequest) -> web.Response:
        name = request.path.removeprefix("/control/").replace("-", "_")
        body = await request.read()
        try:
            question = {**dict(request.query), **(json.loads(body) if body else {})}
            ask = getattr(self, f"_{request.method.lower()}_{name}", None)
            if ask is None:
                return _write({"error": f"there is no {request.method} /control/{name}"}, 404)
            return _write(await ask(question))
        except (ValueError, KeyError, TypeError, AttributeError, AssertionError) as mistake:
            return _write({"error": f"{type(mistake).__name__}: {mistake}"}, 400)

    async def _get_health(self, _: Question) -> dict[str, Any]:
        return {"url": self._town.url, "token": self._town.token, "now": self._town.clock.now().isoformat()}

    async def _post_reset(self, _: Question) -> dict[str, Any]:
        """An empty town on the same port."""
        await self._town.reset()
        return {}

    async def _post_people(self, question: Question) -> dict[str, Any]:
        """`count` new people, `started` when the bot may write first; other values as in `town.person`."""
        count = int(question.pop("count", 1))
        return {"ids": [self._town.person(**question).id for _ in range(count)]}

    async def _post_says(self, question: Question) -> dict[str, Any]:
        """`messages`: a list of [person, text] or of {person, text}; unknown people are made."""
        for item in question["messages"]:
            person, text = (item["person"], item["text"]) if isinstance(item, dict) else item
            await self._person(person).says(text)
        return {"count": len(question["messages"])}

    async def _post_do(self, question: Question) -> dict[str, Any]:
        """One deed of one person: `person`, `deed` ("presses", "sends_photo", …), `args`, `kwargs`."""
        if question["deed"] not in DEEDS:
            raise ValueError(f"{question['deed']!r} is not one of {sorted(DEEDS)}")
        deed = getattr(self._person(question["person"]), question["deed"])
        result = await deed(*question.get("args", []), **question.get("kwargs", {}))
        return {"id": getattr(result, "id", None)}

    async def _post_updates(self, question: Question) -> dict[str, Any]:
        """`updates`: raw updates as they shall come, malformed ones too."""
        return {"ids": [self._town.offer(raw) for raw in question["updates"]]}

    async def _get_updates(self, _: Question) -> dict[str, Any]:
        queue = self._town.updates
        queue.expire()
        return {
            "waiting": len(queue),
            "offered": queue.offered,
            "confirmed": queue.confirmed,
            "expired": queue.expired,
            "next_id": queue.next_id,
            "kinds": sorted(queue.kinds),
        }

    async def _post_next_update_id(self, question: Question) -> dict[str, Any]:
        self._town.updates.start_again_at(int(question["id"]))
        return {}

    async def _get_calls(self, question: Question) -> dict[str, Any]:
        """The record: `method`, `chat`, `since` (how many to pass over), `limit`."""
        since, limit = int(question.get("since", 0)), int(question.get("limit", 10_000))
        chat = int(question["chat"]) if "chat" in question else None
        calls = self._town.record.of(question.get("method"), chat, since)
        return {"calls": [call.as_json() for call in calls[:limit]], "total": len(self._town.record)}

    async def _get_counts(self, question: Question) -> dict[str, Any]:
        """How many calls took effect, by chat (and by text with `by=text`); `method` is sendMessage if not said."""
        name = "text" if question.get("by") == "text" else "chat_id"
        calls = self._town.record.of(question.get("method", "sendMessage"))
        counts = Counter(str(call.raw.get(name)) for call in calls if call.took_effect)
        return {"counts": counts, "total": counts.total(), "asked": len(calls)}

    async def _get_messages(self, question: Question) -> dict[str, Any]:
        """All the bot wrote to one `person`, deleted ones too."""
        return {"messages": [seen.as_json() for seen in self._person(question["person"]).all_messages]}

    async def _post_clock(self, question: Question) -> dict[str, Any]:
        """`advance` seconds, `set` an ISO moment, `stop`, `run`; in this order."""
        clock = self._town.clock
        if "advance" in question:
            clock.advance(float(question["advance"]))
        if "set" in question:
            clock.set(datetime.fromisoformat(question["set"]))
        if question.get("stop"):
            clock.stop()
        if question.get("run"):
            clock.run()
        return {"now": clock.now().isoformat()}

    async def _post_faults(self, question: Question) -> dict[str, Any]:
        """`kind` is a method of Faults ("too_many_requests", "cut", "silence", "late" …), the rest its values."""
        kind = question.pop("kind")
        if kind not in KINDS:
            raise ValueError(f"{kind!r} is not one of {sorted(KINDS)}")
        fault: Fault = getattr(self._town.faults, kind)(**question)
        return fault.as_json()

    async def _get_faults(self, _: Question) -> dict[str, Any]:
        return {"faults": [fault.as_json() for fault in self._town.faults.all]}

    async def _delete_faults(self, _: Question) -> dict[str, Any]:
        self._town.faults.clear()
        return {}

    async def _post_limits(self, question: Question) -> dict[str, Any]:
        """Telegram's flood limits from now on: per_second, per_chat_second, per_group_minute."""
        self._town.limit(**question)
        return {}

    async def _post_webhook(self, question: Question) -> dict[str, Any]:
        """How the webhook is asked: `speed` shortens the pauses between repeats, `timeout` in seconds."""
        webhook = self._town.webhook
        webhook.speed = question.get("speed", webhook.speed)
        webhook.timeout = float(question.get("timeout", webhook.timeout))
        return {}

    async def _get_webhook(self, _: Question) -> dict[str, Any]:
        webhook = self._town.webhook
        attempts = [[attempt.update_id, attempt.at, attempt.status] for attempt in webhook.attempts]
        return {"url": webhook.address.url if webhook.address else "", "attempts": attempts}

    async def _post_revoke_token(self, _: Question) -> dict[str, Any]:
        self._town.revoke_token()
        return {}

    def _person(self, number: int | str) -> Person:
        return self._town.people.get(int(number)) or self._town.person(id=int(number))


def _write(answer: dict[str, Any], status: int = 200) -> web.Response:
    return web.Response(body=json.dumps(answer).encode(), status=status, content_type="application/json")
