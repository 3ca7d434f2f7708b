"""Long polling: fetch, take every update of the batch, and only then move the offset.

The raw JSON is parsed update by update. Messages of one chat are taken in order, different chats in parallel.
"""

import asyncio
import json
import random
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import structlog
from telegram import Bot
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.telegram.inbox import Inbox
from bot.telegram.reading import ALLOWED_UPDATES
from bot.telegram.sending import ReplySender
from bot.telegram.troubles import Noticed
from bot.telegram.writing import told_to_wait
from storage.errors import StorageError, Unreachable

log = structlog.get_logger()

BATCH = 100
LONG_POLL = 25
LONGEST_PAUSE = 30.0


class Polling:
    """Receives until it is cancelled. `noticed` is told after every contact: None, or what is wrong."""

    def __init__(self, bot: Bot, request: BaseRequest, inbox: Inbox, sender: ReplySender, noticed: Noticed) -> None:
        self._bot = bot
        self._request = request
        self._inbox = inbox
        self._sender = sender
        self._noticed = noticed

    async def run(self) -> None:
        """Fetch and take, for ever. Whatever fails is tried again, with growing pauses."""
        offset: int | None = None
        failures = 0
        while True:
            try:
                batch = await self._fetch(offset, BATCH)
                self._noticed(None)
                await self._take_all(batch)
                offset = _after(batch)
                if batch and offset is None:
                    raise NetworkError("updates without a number")  # noqa: TRY301 - not to be asked for without end
                await self._sender.room()
                failures = 0
            except Exception as error:
                failures += 1
                if isinstance(error, StorageError):  # no trouble with Telegram: health sees the database by itself
                    log.warning("polling_waits", reason=str(error), failures=failures)
                elif isinstance(error, TelegramError):
                    self._noticed(type(error).__name__)
                    log.warning("polling_waits", reason=type(error).__name__, failures=failures)
                else:  # a bug: nobody hears us when we stop
                    self._noticed(type(error).__name__)
                    log.exception("polling_failed", failures=failures)
                await asyncio.sleep(_pause(error, failures))

    async def _fetch(self, offset: int | None, most: int) -> Sequence[Any]:
        """The next updates, raw. One that is no JSON at all is fetched alone and left out by its number."""
        payload = await self._get(offset, most)
        try:
            return _result(payload)
        except (ValueError, RecursionError):
            numbers = [int(number) for number in re.findall(rb'"update_id"\s*:\s*(\d{1,18})', payload)]
            if not numbers:
                raise NetworkError("no JSON and no number") from None
            if len(numbers) > 1 and most > 1:
                return await self._fetch(offset, 1)
            return [{"update_id": numbers[0], "message": "not JSON"}]

    async def _get(self, offset: int | None, most: int) -> bytes:
        wanted: dict[str, Any] = {"limit": most, "timeout": LONG_POLL, "allowed_updates": json.dumps(ALLOWED_UPDATES)}
        if offset is not None:
            wanted["offset"] = offset
        return await self._request.retrieve(
            f"{self._bot.base_url}/getUpdates?{urlencode(wanted)}", read_timeout=LONG_POLL + 10
        )

    async def _take_all(self, batch: Sequence[Any]) -> None:
        chats: defaultdict[object, list[Any]] = defaultdict(list)
        for raw in batch:
            chats[_chat(raw)].append(raw)
        try:
            async with asyncio.TaskGroup() as group:
                for updates in chats.values():
                    group.create_task(self._take_in_order(updates))
        except* StorageError as failed:
            first = failed.exceptions[0]  # its words are logged, and only these name nobody
            raise Unreachable(str(first) if isinstance(first, Unreachable) else type(first).__name__) from failed

    async def _take_in_order(self, updates: Sequence[Any]) -> None:
        for raw in updates:
            await self._inbox.take(raw)


def _result(payload: bytes) -> Sequence[Any]:
    """The updates in Telegram's answer. Raises ValueError or RecursionError for what is no JSON of that kind."""
    data = json.loads(payload)
    result = data.get("result") if isinstance(data, dict) else None
    if not isinstance(result, list):
        raise ValueError("no list of updates")  # noqa: TRY004 - not a bug of ours but a wrong answer
    return result


def _after(batch: Sequence[Any]) -> int | None:
    """The offset that confirms a batch. After an empty one none is given: numbers may fall after an idle week, and an
    offset above them would hide every later update."""
    numbers = [raw["update_id"] for raw in batch if isinstance(raw, Mapping) and isinstance(raw.get("update_id"), int)]
    return max(numbers) + 1 if numbers else None


def _chat(raw: Any) -> object:
    """What keeps updates of one chat together, found without trusting their form."""
    for part in ("message", "edited_message", "callback_query"):
        inner = raw.get(part) if isinstance(raw, Mapping) else None
        if isinstance(inner, Mapping):
            message = inner.get("message", inner)
            chat = message.get("chat") if isinstance(message, Mapping) else None
            number = chat.get("id") if isinstance(chat, Mapping) else None
            return number if isinstance(number, int) else None
    return None


def _pause(error: Exception, failures: int) -> float:
    """Seconds until the next try: as Telegram says, long for a wrong token or a second poller, else growing."""
    if isinstance(error, RetryAfter):
        return told_to_wait(error).total_seconds()
    if isinstance(error, InvalidToken | Conflict):
        return LONGEST_PAUSE
    return min(LONGEST_PAUSE, 0.5 * 2.0 ** min(failures, 6)) * random.uniform(0.5, 1)  # noqa: S311 - jitter
