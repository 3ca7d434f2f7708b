"""What becomes of a delivery after its message: the one table from outcomes to states."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from bot.delivery.carrier import Carrier
from bot.delivery.kinds import ALONE
from bot.delivery.outcomes import Away, Doubtful, Gone, Later, Missing, Moved, Outcome, Refused, Sent
from storage import (
    announcement_replies,
    claim_tries,
    claims,
    deliveries,
    idea_drafts,
    idea_verdicts,
    ideas,
    pace,
    people,
    questions,
    reminding,
    subscriptions,
    supporters,
)  # fmt: skip
from storage.claims import Claimed
from storage.database import Session
from storage.deliveries import Deed, State

HOPE = timedelta(hours=4)
"""A message that its face answers with trouble for so long has failed."""
LONGEST_REST = timedelta(seconds=60)
"""Between two tries while the face takes nothing from us."""
LONGEST_PATIENCE = timedelta(minutes=10)
"""Between two tries of one message that meets trouble while others don't: it must not hold them up again and again."""
DOUBT_PAUSE = timedelta(seconds=30)
"""Before a message is sent once more that may have arrived."""
MOST_DOUBTS = 5
"""Tries of what may safely be done twice."""
EQUAL_REFUSALS = 5
"""So many messages of one occasion refused for the same reason stop the occasion: it would fail for all."""

log = structlog.get_logger()

Ended = tuple[Claimed, Outcome | None]
"""A delivery and what became of its message. None: it did not leave, since the face wanted a pause meanwhile."""


class Account:
    """Writes down what became of deliveries of one carrier, for the process that has claimed them."""

    def __init__(self, carrier: Carrier, worker: str) -> None:
        self._carrier = carrier
        self._worker = worker
        self._failures = 0  # rests in a row without a message that got through
        self._resting_until: datetime | None = None

    @property
    def in_trouble(self) -> bool:
        """Whether the face took nothing at the last try: then one is enough to find out."""
        return self._failures > 0

    async def record(self, session: Session, ended: Sequence[Ended], now: datetime) -> bool:
        """Write what became of these; whether more may leave at once. Doing it twice is no harm."""
        sent = [(delivery.id, outcome.message) for delivery, outcome in ended if isinstance(outcome, Sent)]
        await claims.settle(session, sent, State.SENT, now)
        if sent:
            self._failures = 0
        may_go_on = True
        for delivery, outcome in ended:
            if not isinstance(outcome, Sent):
                may_go_on = await self._record_one(session, delivery, outcome, now) and may_go_on
        return may_go_on

    async def _record_one(self, session: Session, delivery: Claimed, outcome: Outcome | None, now: datetime) -> bool:
        match outcome:
            case None:
                await self._postpone(session, delivery, now, now)
            case Gone():
                await give_up_address(session, delivery.address, now)
                await claims.settle(session, [(delivery.id, None)], State.UNREACHABLE, now, "gone")
            case Missing(reason=reason):
                await claims.settle(session, [(delivery.id, None)], State.FAILED, now, reason)
            case Refused(reason=reason):
                await self.refuse(session, delivery, reason, now)
            case Moved(chat=chat):
                await move(session, delivery.address, f"{self._carrier.face}:{chat}", now)
                await self._postpone(session, delivery, now, now)
            case Doubtful():
                await self._doubt(session, delivery, now)
            case Later(wait=wait):
                await pace.pause(session, self._carrier.face, now + wait, now)
                await self._postpone(session, delivery, now, now + wait)
                return False
            case Away(wait=wait, reason=reason):
                await self._wait_for_face(session, delivery, wait, reason, now)
                return False
        return True

    async def refuse(self, session: Session, delivery: Claimed, reason: str, now: datetime) -> None:
        """This message can never be sent. Too many of the same occasion for the same reason: the occasion stops."""
        await claims.settle(session, [(delivery.id, None)], State.FAILED, now, reason)
        if delivery.kind in ALONE:
            return
        if await deliveries.count_refused(session, delivery.occasion, reason) >= EQUAL_REFUSALS:
            log.error("occasion_stopped", occasion=delivery.occasion, reason=reason)
            await deliveries.pause(session, delivery.occasion)

    async def _doubt(self, session: Session, delivery: Claimed, now: datetime) -> None:
        """It may have arrived. What may be done twice is; the rest as its author wants it: once more, or uncertain."""
        safe = self._carrier.repeatable or delivery.deed != Deed.SEND
        if (safe and delivery.doubts < MOST_DOUBTS) or (delivery.again and delivery.doubts == 0):
            await self._postpone(session, delivery, now, now + DOUBT_PAUSE, doubt=True)
        else:
            await claims.settle(session, [(delivery.id, None)], State.UNCERTAIN, now, "no answer")

    async def _wait_for_face(
        self, session: Session, delivery: Claimed, wait: timedelta, reason: str, now: datetime
    ) -> None:
        """The face rests for all, ever longer. Several that were under way together are one trouble."""
        if self._resting_until is None or now >= self._resting_until:
            self._failures += 1
            self._resting_until = now + max(wait, _growing(self._failures))
            await pace.pause(session, self._carrier.face, self._resting_until, now)
        since = delivery.troubled or now
        if now - since > HOPE:
            await claims.settle(session, [(delivery.id, None)], State.FAILED, now, f"technical: {reason}")
            return
        until = self._resting_until
        if self._failures == 1:
            until = max(until, now + min(now - since, LONGEST_PATIENCE))
        await self._postpone(session, delivery, now, until, troubled=since)

    async def _postpone(
        self,
        session: Session,
        delivery: Claimed,
        now: datetime,
        until: datetime,
        *,
        troubled: datetime | None = None,
        doubt: bool = False,
    ) -> None:
        since = troubled or delivery.troubled
        await claims.postpone(session, self._worker, delivery.id, now, until, troubled=since, doubt=doubt)


async def give_up_address(session: Session, address: str, now: datetime) -> None:
    """Nothing arrives at this address: its subscriptions rest, and what waits for it has come to its end."""
    await people.set_reachable(session, address, now)
    await deliveries.mark_unreachable(session, address, now)


async def move(session: Session, old: str, new: str, now: datetime) -> None:
    """A group has a new address: what we know of it, and what waits for it, goes along."""
    await people.move(session, old, new)
    await subscriptions.move(session, old, new)
    await questions.move(session, old, new)
    await reminding.move(session, old, new)
    await idea_drafts.move(session, old, new)
    await claim_tries.move(session, old, new)
    await supporters.move(session, old, new)
    await idea_verdicts.move(session, old, new)
    await ideas.move(session, old, new)
    await announcement_replies.move(session, old, new)
    await deliveries.move(session, old, new, now)


def _growing(times: int) -> timedelta:
    """How long to rest after so many failures in a row."""
    longest = min(LONGEST_REST, timedelta(seconds=2.0 ** min(times, 10)))
    return longest * random.uniform(0.75, 1)  # noqa: S311 - jitter
