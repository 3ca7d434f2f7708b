"""The tick of the waiting lists, and the words of what they have to say.

Seats become free in many ways (somebody cancels, deletes everything, an offer ends, staff find a larger room); the tick
sees all of them alike, since it asks only how many are taken.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.conversation.words import Reply
from bot.delivery.carrier import Draw
from bot.events.event import PUBLIC
from bot.events.registering import OCCASION, OFFER, hand_on, has_to_hand_on
from bot.events.rows import from_row
from bot.events.saying_seats import say_ended, say_offer
from bot.events.seating import closed
from bot.on_its_own import on_its_own
from bot.texts import TextBook
from storage import events, registration_questions, registrations
from storage.claims import Claimed
from storage.database import Database, Session
from storage.registrations import Standing


@dataclass(frozen=True, kw_only=True)
class WaitingList:
    """Hands seats on, and draws the offers."""

    database: Database
    clock: Clock
    zone: ZoneInfo
    textbook: TextBook

    async def run(self) -> None:
        """The tick. Raises Unreachable."""
        now = self.clock.now()
        async with self.database.reading() as session:
            numbers = await registration_questions.with_queue(session, now)
        for number in numbers:
            with on_its_own("waiting list", number):
                await self._look_after(number)

    def draws(self) -> Mapping[str, Draw]:
        """By the first word of occasions."""
        return {OCCASION: self.draw}

    async def draw(self, session: Session, delivery: Claimed) -> Reply | None:
        """An offer, as long as it holds; or that it has ended."""
        _, number, what, again = delivery.occasion.split(":")
        row = await events.look_at(session, int(number))
        registration = await registrations.of(session, int(number), delivery.address)
        if row is None or row.status not in PUBLIC or registration is None or registration.offers != int(again):
            return None
        event, texts = from_row(row), self.textbook.of(delivery.language)
        if event.is_cancelled:
            return None
        if what == OFFER:
            holds = registration.state == Standing.OFFERED
            return say_offer(texts, event, registration, self.zone) if holds else None
        return say_ended(texts, event, self.zone) if registration.state == Standing.CANCELLED else None

    async def _look_after(self, number: int) -> None:
        async with self.database.reading() as session:
            if not await self._is_due(session, number):
                return
        async with self.database.writing() as session:
            row = await registrations.hold(session, number)
            now = self.clock.now()
            if row is not None and closed(event := from_row(row), now) is None:
                await hand_on(session, event, now, self.zone)

    async def _is_due(self, session: Session, number: int) -> bool:
        row = await events.look_at(session, number)
        if row is None:
            return False
        rows = await registrations.of_event(session, number)
        there = await registration_questions.reachable(session, [each.address for each in rows])
        return has_to_hand_on(from_row(row), rows, there.keys(), self.clock.now())
