"""Pushes on their way out by Telegram: sent, changed, deleted. The replies of the moment go first."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from telegram import Bot

from bot.conversation.words import Reply
from bot.delivery.outcomes import Missing, Outcome, Refused, Sent
from bot.telegram.pictures import Pictures
from bot.telegram.reading import FACE, chat_of
from bot.telegram.rendering import draw
from bot.telegram.writing import change, remove, write
from storage.claims import Claimed
from storage.deliveries import Deed


class TelegramCarrier:
    """Carries pushes. `replies_are_out` waits, for a moment at most, while residents wait for answers."""

    face = FACE
    repeatable = False

    def __init__(
        self,
        bot: Bot,
        pictures: Pictures,
        per_second: float,
        replies_are_out: Callable[[], Awaitable[None]],
        *,
        paid: bool = False,
    ) -> None:
        self._bot = bot
        self._pictures = pictures
        self._replies_are_out = replies_are_out
        self._paid = paid
        self.apart: timedelta | None = timedelta(seconds=1 / per_second)

    async def carry(self, delivery: Claimed, reply: Reply) -> Outcome:
        """One message. An announcement is held to one message when it is written; more would be refused there."""
        await self._replies_are_out()
        chat = chat_of(delivery.address)
        if delivery.deed == Deed.DELETE:
            return await remove(self._bot, chat, delivery.message) if delivery.message else Missing("never sent")
        messages = draw(reply, self._bot.bot)
        if delivery.deed == Deed.EDIT:
            if not delivery.message:
                return Missing("never sent")
            return await change(self._bot, chat, delivery.message, messages[0])
        first: Outcome = Refused("empty")
        for number, message in enumerate(messages):
            outcome = await write(self._bot, chat, message, None, self._pictures, paid=self._paid)
            if number == 0:
                first = outcome
            if not isinstance(outcome, Sent):
                return outcome if number == 0 else first
        return first
