"""Pushes by the browser chat: they wait beside a receipt of their own until the page fetches them.

The receipt carries the delivery's number, so a repeated delivery changes nothing, and nothing is ever uncertain.
"""

from collections.abc import Callable
from datetime import timedelta

from bot.clock import Clock
from bot.conversation.words import Reply
from bot.delivery.outcomes import Away, Missing, Outcome, Sent
from bot.web.cookie import FACE
from storage import receipts
from storage.claims import Claimed
from storage.database import Database
from storage.deliveries import Deed
from storage.errors import AlreadyTaken, Unreachable


class BrowserCarrier:
    """Carries pushes to pages. `tell` lets an open page look at once."""

    face = FACE
    repeatable = True

    def __init__(self, database: Database, clock: Clock, tell: Callable[[str], None]) -> None:
        self._database = database
        self._clock = clock
        self._tell = tell
        self.apart: timedelta | None = None

    async def make_way(self) -> bool:
        """Pages fetch what waits for them; nothing is ever in the way."""
        return True

    async def carry(self, delivery: Claimed, reply: Reply) -> Outcome:
        """One message. What a page has shown cannot be changed there: a correction comes as a message of its own."""
        if delivery.deed == Deed.DELETE:
            return await self._take_back(delivery)
        try:
            async with self._database.writing() as session:
                row = receipts.add(
                    session,
                    update=f"{FACE}:delivery:{delivery.id}",
                    address=delivery.address,
                    replies=[reply.as_data()],
                    now=self._clock.now(),
                    quote=None,
                )
                await session.flush()
                number = row.id
        except AlreadyTaken:
            return Sent()
        except Unreachable as error:
            return Away(reason=type(error).__name__)
        self._tell(delivery.address)
        return Sent(number)

    async def _take_back(self, delivery: Claimed) -> Outcome:
        """Not shown yet: it can be taken back. Shown: it is gone from here."""
        try:
            async with self._database.writing() as session:
                taken = await receipts.take_back(session, delivery.address, delivery.message or 0)
        except Unreachable as error:
            return Away(reason=type(error).__name__)
        return Sent() if taken else Missing("shown")
