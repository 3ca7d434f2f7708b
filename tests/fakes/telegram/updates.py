"""The updates that wait for the bot, and getUpdates: offsets confirm, one poller at a time, old ones expire."""

import asyncio
import json
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from .clock import TownClock
from .errors import conflict

DAY = 24 * 3600.0
LIFE = {"callback_query": 150.0, "inline_query": 30.0, "chosen_inline_result": 600.0}
EVERY_KIND = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
]
DEFAULT_KINDS = frozenset(EVERY_KIND) - {"chat_member", "message_reaction", "message_reaction_count"}
FUTURE = 10
SET_WEBHOOK = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
POLLED_AGAIN = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_CAME = "terminated by setWebhook request"


@dataclass(slots=True, eq=False)
class Waiting:
    """One update in the queue; `text` is its JSON at the time it came, `lane` what it stays in order with."""

    serial: int
    id: int
    content: Any
    kind: str
    lane: Hashable
    expires: float
    text: str


class UpdateQueue:
    """What Telegram keeps for the bot until it is confirmed, accepted by the webhook, or too old."""

    def __init__(self, clock: TownClock, first_id: int = 100_000_001):
        self._clock = clock
        self.next_id = first_id
        self.waiting: dict[int, Waiting] = {}
        self.kinds = DEFAULT_KINDS
        self.webhook_is_set = False
        self.arrived: Callable[[Waiting], None] | None = None
        self.offered = 0
        self.confirmed = 0
        self.expired = 0
        self._in_order = True
        self._serial = 0
        self._poller: asyncio.Future[str] | None = None

    def __len__(self) -> int:
        return len(self.waiting)

    def put(self, kind: str, content: dict[str, Any]) -> int | None:
        """Queue an update; None when the bot has not asked for this kind."""
        if kind not in self.kinds:
            return None
        update_id = self.next_id
        self.next_id += 1
        self._add(update_id, {"update_id": update_id, kind: content}, kind)
        return update_id

    def offer(self, raw: Any) -> int:
        """Queue anything at all, also malformed or repeated; a dict without update_id gets the next one."""
        update_id = self.next_id
        if isinstance(raw, dict):
            raw = {"update_id": update_id, **raw}
            if isinstance(raw["update_id"], int):
                update_id = raw["update_id"]
        if update_id == self.next_id:
            self.next_id += 1
        else:
            self._in_order = False
        kind = next((name for name in raw if name != "update_id"), "") if isinstance(raw, dict) else ""
        self._add(update_id, raw, kind)
        return update_id

    def start_again_at(self, update_id: int) -> None:
        """The next update_id, as after an idle week; ids may fall."""
        self._in_order = self._in_order and update_id >= self.next_id
        self.next_id = update_id

    def ask_for(self, kinds: Any) -> None:
        """Remember allowed_updates; what is no list changes nothing, an empty list means the default."""
        if isinstance(kinds, list):
            self.kinds = frozenset(kind for kind in kinds if kind in EVERY_KIND) or DEFAULT_KINDS

    def expire(self) -> None:
        """Forget what nobody fetched in time."""
        now = self._clock.time()
        old = [serial for serial, entry in self.waiting.items() if entry.expires <= now]
        for serial in old:
            del self.waiting[serial]
        self.expired += len(old)

    def drop_all(self) -> None:
        self.waiting.clear()

    def accept(self, entry: Waiting) -> None:
        """The webhook took it, or gave it up."""
        if self.waiting.pop(entry.serial, None) is not None:
            self.confirmed += 1

    def interrupt(self, reason: str) -> None:
        """Send the poller that waits away with a 409."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(reason)

    async def get(self, offset: int, limit: int, patience: float) -> list[Waiting]:
        """One getUpdates: confirm what lies below the offset, then hand out what waits, or wait for it."""
        if self.webhook_is_set:
            raise conflict(SET_WEBHOOK)
        self.expire()
        self._confirm(offset)
        if not self.waiting and patience > 0:
            await self._wait(patience)
        return [entry for entry, _ in zip(self.waiting.values(), range(limit), strict=False)]

    def _add(self, update_id: int, content: Any, kind: str) -> None:
        expires = self._clock.time() + LIFE.get(kind, DAY)
        self._serial += 1
        lane = lane_of(kind, content)
        entry = Waiting(self._serial, update_id, content, kind, lane, expires, json.dumps(content))
        self.waiting[entry.serial] = entry
        self.offered += 1
        if self.arrived is not None:
            self.arrived(entry)
        if self._poller is not None and not self._poller.done():
            self._poller.set_result("")

    def _confirm(self, offset: int) -> None:
        """An offset far beyond the newest id comes from before an idle week and confirms nothing."""
        if offset < 0:
            gone = list(self.waiting)[:offset]
        elif 0 < offset <= self.next_id + FUTURE:
            gone = self._below(offset)
        else:
            return
        for serial in gone:
            del self.waiting[serial]
        self.confirmed += len(gone)

    def _below(self, offset: int) -> list[int]:
        gone = []
        for serial, entry in self.waiting.items():
            if entry.id < offset:
                gone.append(serial)
            elif self._in_order:
                break
        return gone

    async def _wait(self, patience: float) -> None:
        self.interrupt(POLLED_AGAIN)
        mine: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._poller = mine
        try:
            reason = await asyncio.wait_for(mine, patience)
        except TimeoutError:
            return
        finally:
            if self._poller is mine:
                self._poller = None
        if reason:
            raise conflict(reason)


def lane_of(kind: str, update: Any) -> Hashable:
    """What an update must stay in order with: messages of one chat, presses of one person, memberships of one chat."""
    content = update.get(kind) if isinstance(update, dict) else None
    if not isinstance(content, dict):
        return (kind, 0)
    if kind in {"message", "edited_message", "channel_post", "edited_channel_post"}:
        return ("chat", _id_of(content.get("chat")))
    if kind in {"my_chat_member", "message_reaction"}:
        return (kind, _id_of(content.get("chat")))
    return (kind, _id_of(content.get("from")))


def _id_of(whom: Any) -> int:
    number = whom.get("id") if isinstance(whom, dict) else None
    return number if isinstance(number, int) else 0
