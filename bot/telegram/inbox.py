"""One raw update at a time: read it, take its turn, hand the replies over.

What cannot be read is parked, and so is what we fail on each time we try: either would else come again for a day, and
hold up all that follows it.
"""

import asyncio
import secrets
from collections.abc import Coroutine
from typing import Any

import structlog
from telegram import Bot, Update
from telegram.error import TelegramError

from bot.conversation.turn import Conversation
from bot.conversation.words import Incoming
from bot.delivery.accounting import give_up_address
from bot.telegram.inline import Inline
from bot.telegram.reading import FACE, asked_inline, chosen_inline, moved, pressed, reachable, read
from bot.telegram.sending import ReplySender
from storage import parked, people
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
            name = _name(raw)
            try:
                act = self._read(raw)
            except Exception as error:  # noqa: BLE001 - half of all malformed updates raise, in five kinds
                reason = type(error).__name__  # its message may hold what the person wrote
                log.warning("update_parked", update=name, reason=reason)
                await self._park(name, reason)
                return
            try:
                await act
            except StorageError:
                raise
            except Exception as error:  # a bug, of which not even the apology could be stored
                log.exception("update_failed", update=name)
                await self._park(name, type(error).__name__)

    def _read(self, raw: Any) -> Coroutine[Any, Any, None]:
        """What is to be done about an update. Raises any kind of error where it is not as it should be."""
        if press := pressed(raw):  # before all else: the button must not hang because the rest cannot be read
            self._in_background(self._stop_the_clock(press))
        update = Update.de_json(raw, self._bot)
        if query := asked_inline(update):
            return self._inline.answer(query)
        if chosen := chosen_inline(update):
            return self._inline.note_chosen(chosen)
        if change := reachable(update):
            return self._note_reachable(*change)
        return self._act(read(update, self._bot.bot), moved(update))

    async def _act(self, incoming: Incoming | None, migration: tuple[int, int] | None) -> None:
        if migration:
            await self._sender.move(*migration)
        if incoming is None:
            return
        waiting = await self._conversation.take_turn(incoming)
        if waiting:
            self._sender.hand_over(waiting)

    async def _note_reachable(self, address: str, there: bool) -> None:
        async with self._conversation.database.writing() as session:
            if there:
                await people.set_reachable(session, address, None)
            else:
                await give_up_address(session, address, self._conversation.clock.now())

    async def _park(self, name: str, reason: str) -> None:
        try:
            async with self._conversation.database.writing() as session:
                parked.add(session, update=name, reason=reason, now=self._conversation.clock.now())
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


def _name(raw: Any) -> str:
    """What an update is called in logs and among the parked ones: its number, or a chance one if it has none."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return f"{FACE}:{number}"[:100] if isinstance(number, int) else f"{FACE}:unnumbered-{secrets.token_hex(4)}"
