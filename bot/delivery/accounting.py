"""What becomes of a delivery after its message: the one table from outcomes to states."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from bot.delivery.carrier import Carrier
from bot.delivery.outcomes import Away, Doubtful, Gone, Later, Missing, Moved, Outcome, Refused, Sent
from storage import announcement_replies, claims, deliveries, pace, people, subscriptions
from storage.claims import Claimed
from storage.database import Session
from storage.deliveries import Deed, State

HOPE = timedelta(hours=4)
"""A message that its face answers with trouble for so long has failed."""
LONGEST_REST = 60.0
"""Seconds between two tries while the face takes nothing from us."""
DOUBT_PAUSE = timedelta(seconds=30)
"""Before a message is sent once more that may have arrived."""
MOST_DOUBTS = 5
"""Tries of what may safely be done twice."""
EQUAL_REFUSALS = 5
"""So many messages of one occasion refused for the same reason stop the occasion: it would fail for all."""

log = structlog.get_logger()


class Account:
    """Writes down what became of deliveries of one carrier."""

    def __init__(self, carrier: Carrier) -> None:
        self._carrier = carrier
        self._away = 0  # times in a row that the face took nothing

    async def record(self, session: Session, ended: Sequence[tuple[Claimed, Outcome]], now: datetime) -> bool:
        """Write the ends of a chunk; whether the next may leave at once."""
        sent = [(delivery.id, outcome.message) for delivery, outcome in ended if isinstance(outcome, Sent)]
        await claims.settle(session, sent, State.SENT, now)
        if sent:
            self._away = 0
        may_go_on = True
        for delivery, outcome in ended:
            if not isinstance(outcome, Sent):
                may_go_on = await self._record_one(session, delivery, outcome, now) and may_go_on
        return may_go_on

    async def _record_one(self, session: Session, delivery: Claimed, outcome: Outcome, now: datetime) -> bool:
        end = [(delivery.id, None)]
        match outcome:
            case Gone():
                await claims.settle(session, end, State.UNREACHABLE, now, "gone")
                await give_up_address(session, delivery.address, now)
            case Missing(reason=reason):
                await claims.settle(session, end, State.FAILED, now, reason)
            case Refused(reason=reason):
                await claims.settle(session, end, State.FAILED, now, reason)
                if await deliveries.count_refused(session, delivery.occasion, reason) >= EQUAL_REFUSALS:
                    log.error("occasion_stopped", occasion=delivery.occasion, reason=reason)
                    await deliveries.pause(session, delivery.occasion)
            case Moved(chat=chat):
                await move(session, delivery.address, f"{self._carrier.face}:{chat}", now)
                await claims.postpone(session, delivery.id, now)
            case Doubtful():
                await self._doubt(session, delivery, now)
            case Later(wait=wait):
                await pace.pause(session, self._carrier.face, now + wait, now)
                await claims.postpone(session, delivery.id, now + wait)
                return False
            case Away(wait=wait, reason=reason):
                await self._wait_for_face(session, delivery, wait, reason, now)
                return False
        return True

    async def _doubt(self, session: Session, delivery: Claimed, now: datetime) -> None:
        """It may have arrived. What may be done twice is; the rest as its author wants it: once more, or uncertain."""
        safe = self._carrier.repeatable or delivery.deed != Deed.SEND
        if (safe and delivery.doubts < MOST_DOUBTS) or (delivery.again and delivery.doubts == 0):
            await claims.postpone(session, delivery.id, now + DOUBT_PAUSE, doubt=True)
        else:
            await claims.settle(session, [(delivery.id, None)], State.UNCERTAIN, now, "no answer")

    async def _wait_for_face(
        self, session: Session, delivery: Claimed, wait: timedelta, reason: str, now: datetime
    ) -> None:
        since = delivery.troubled or now
        if now - since > HOPE:
            await claims.settle(session, [(delivery.id, None)], State.FAILED, now, f"technical: {reason}")
            return
        self._away += 1
        rest = max(wait, timedelta(seconds=_growing(self._away)))
        await pace.pause(session, self._carrier.face, now + rest, now)
        await claims.postpone(session, delivery.id, now + rest, troubled=since)


async def give_up_address(session: Session, address: str, now: datetime) -> None:
    """Nothing arrives at this address: its subscriptions rest, and what waits for it has come to its end."""
    await people.set_reachable(session, address, now)
    await deliveries.mark_unreachable(session, address, now)


async def move(session: Session, old: str, new: str, now: datetime) -> None:
    """A group has a new address: what we know of it, and what waits for it, goes along."""
    await people.move(session, old, new)
    await subscriptions.move(session, old, new)
    await announcement_replies.move(session, old, new)
    await deliveries.move(session, old, new, now)


def _growing(times: int) -> float:
    """Seconds to rest after so many failures in a row."""
    return min(LONGEST_REST, 2.0 ** min(times, 10)) * random.uniform(0.75, 1)  # noqa: S311 - jitter
