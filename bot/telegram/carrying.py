"""Pushes on their way out by Telegram: sent, changed, deleted. The replies of the moment go first."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from telegram import Bot

from bot.conversation.words import Reply
from bot.delivery.outcomes import Away, Missing, Outcome, Refused, Sent
from bot.telegram.pictures import Pictures
from bot.telegram.reading import FACE, chat_of, inline_message
from bot.telegram.rendering import Drawn, draw
from bot.telegram.writing import change, change_inline, remove, write
from storage.claims import Claimed
from storage.deliveries import Deed
from storage.errors import Unreachable

log = structlog.get_logger()


class TelegramCarrier:
    """Carries pushes. `make_way` waits for a moment while residents wait for answers; False while we don't talk with
    Telegram."""

    face = FACE
    repeatable = False

    def __init__(
        self,
        bot: Bot,
        pictures: Pictures,
        per_second: float,
        make_way: Callable[[], Awaitable[bool]],
        *,
        paid: bool = False,
    ) -> None:
        self._bot = bot
        self._pictures = pictures
        self._make_way = make_way
        self._paid = paid
        self.apart: timedelta | None = timedelta(seconds=1 / per_second)

    async def make_way(self) -> bool:
        """Wait, for a moment at most, for replies. False while we don't talk with Telegram."""
        return await self._make_way()

    async def carry(self, delivery: Claimed, reply: Reply) -> Outcome:
        """One message. An announcement is held to one message when it is written; more would be refused there."""
        if delivery.deed == Deed.DELETE:
            chat = chat_of(delivery.address)
            return await remove(self._bot, chat, delivery.message) if delivery.message else Missing("never sent")
        try:
            messages = draw(reply, self._bot.bot)
        except Exception as error:  # a bug of whoever wrote it
            log.exception("delivery_not_rendered", delivery=delivery.id)
            return Refused(type(error).__name__)
        if delivery.deed == Deed.EDIT:
            return await self._change(delivery, messages[0])
        chat = chat_of(delivery.address)
        first: Outcome = Refused("empty")
        for number, message in enumerate(messages):
            outcome: Outcome
            try:
                outcome = await write(self._bot, chat, message, None, self._pictures, paid=self._paid)
            except Unreachable as error:  # its picture is out of reach, so nothing has left
                outcome = Away(reason=type(error).__name__)
            if number == 0:
                first = outcome
            if not isinstance(outcome, Sent):
                return outcome if number == 0 else first
        return first

    async def _change(self, delivery: Claimed, message: Drawn) -> Outcome:
        """Put other words into a message, or into a card that somebody has shared."""
        if (card := inline_message(delivery.address)) is not None:
            return await change_inline(self._bot, card, message)
        if not delivery.message:
            return Missing("never sent")
        return await change(self._bot, chat_of(delivery.address), delivery.message, message)
