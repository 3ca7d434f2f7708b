"""One raw update at a time: read it, take its turn, hand the replies over. What cannot be read is parked."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog
from telegram import Bot, Update
from telegram.error import TelegramError

from bot.conversation.turn import Conversation
from bot.telegram.inline import Inline
from bot.telegram.reading import FACE, moved, read
from bot.telegram.sending import ReplySender
from storage import parked
from storage.errors import AlreadyTaken, StorageError

log = structlog.get_logger()

AT_ONCE = 8
"""Updates that are taken at the same time; fewer than the database has connections."""


class Inbox:
    """Takes updates as Telegram hands them over, from polling and from the webhook alike."""

    def __init__(self, bot: Bot, conversation: Conversation, sender: ReplySender, inline: Inline) -> None:
        self._bot = bot
        self._conversation = conversation
        self._sender = sender
        self._inline = inline
        self._at_once = asyncio.Semaphore(AT_ONCE)
        self._calls: set[asyncio.Task[None]] = set()

    async def close(self) -> None:
        """Presses that are not answered yet never will be, which harms nobody."""
        for call in self._calls:
            call.cancel()
        await asyncio.gather(*self._calls, return_exceptions=True)

    async def take(self, raw: Any) -> None:
        """Take one update; when this returns, it may be confirmed to Telegram.

        Raises Unreachable if the database cannot be used: the update must come again.
        """
        async with self._at_once:
            try:
                await self._taken(raw)
            except StorageError:
                raise
            except Exception as error:  # noqa: BLE001 - half of all malformed updates raise, in five kinds (README)
                await self._park(raw, error)

    async def _taken(self, raw: Any) -> None:
        update = Update.de_json(raw, self._bot)
        if update.inline_query:
            await self._inline.answer(update.inline_query)
            return
        incoming = read(update, self._bot.bot)
        if update.callback_query:
            self._in_background(self._stop_the_clock(update.callback_query.id))
        if migration := moved(update):
            await self._sender.move(*migration)
        if incoming is None:
            return
        waiting = await self._conversation.take_turn(incoming)
        if waiting:
            self._sender.hand_over(waiting)

    async def _park(self, raw: Any, error: Exception) -> None:
        number = raw.get("update_id") if isinstance(raw, dict) else None
        key = f"{FACE}:{number}" if isinstance(number, int) else f"{FACE}:unnumbered"
        reason = type(error).__name__  # the message of the error may hold what the person wrote
        log.warning("update_parked", update=key, reason=reason)
        try:
            async with self._conversation.database.writing() as session:
                parked.add(session, update=key[:100], reason=reason, now=self._conversation.clock.now())
        except AlreadyTaken:
            pass  # parked before

    def _in_background(self, call: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(call)
        self._calls.add(task)
        task.add_done_callback(self._calls.discard)

    async def _stop_the_clock(self, query: str) -> None:
        """Every press is answered, or the button seems to hang. A late one cannot be, which harms nobody."""
        try:
            await self._bot.answer_callback_query(query)
        except TelegramError as error:
            log.debug("press_not_answered", reason=type(error).__name__)
