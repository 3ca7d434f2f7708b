"""The pump: takes what is due from the ledger, keeps the pace, sends, writes down what became of it.

A small chunk at a time: that it leaves is written before it does, and what became of it together with the next one, so
that a crash leaves no more in doubt than a chunk. Any number of replicas may pump; the ledger keeps them apart, and the
pace, which is a row as well, keeps them at one limit.
"""

import asyncio
import secrets
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.conversation.words import Reply
from bot.delivery.accounting import Account
from bot.delivery.carrier import Carrier, Draw
from bot.delivery.outcomes import Away, Later, Outcome
from storage import claims, deliveries, pace
from storage.claims import Claimed
from storage.database import Database, Session
from storage.deliveries import State
from storage.errors import AlreadyTaken, Unreachable

IN_FLIGHT = 4
"""Messages under way at once. As many may be uncertain after a crash."""
HELD = timedelta(seconds=10)
"""Work that is claimed at once, at the pace: well within the lease."""
MOST_HELD = 500
DATABASE_PAUSE = 1.0

log = structlog.get_logger()

Frame = Callable[[Claimed, Reply], Reply]
"""What every push carries beside its words: why it came, whether it may have come before."""


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """One delivery of a chunk: its words, and when it may leave."""

    delivery: Claimed
    reply: Reply
    at: datetime


class Pump:
    """Sends by one carrier. `draws` knows the words of each occasion by its first part (`announcement:17`)."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        carrier: Carrier,
        draws: Mapping[str, Draw],
        frame: Frame = lambda _, reply: reply,
        in_flight: int = IN_FLIGHT,
    ) -> None:
        self._database = database
        self._clock = clock
        self._carrier = carrier
        self._draws = draws
        self._frame = frame
        self._in_flight = in_flight
        self._worker = secrets.token_hex(6)
        self._account = Account(carrier)
        self._pumping = asyncio.Lock()
        self._stopping = False

    async def run(self) -> None:
        """The tick: send until nothing is due, or the face wants a pause. Raises Unreachable."""
        if self._pumping.locked() or self._stopping:
            return
        async with self._pumping:
            while not self._stopping and (claimed := await self._claim()):
                await self._send_all(claimed)

    async def sweep(self) -> None:
        """The tick that looks after what dead processes left behind. Raises Unreachable."""
        safe = [self._carrier.face] if self._carrier.repeatable else []
        async with self._database.writing() as session:
            found = await claims.sweep(session, self._clock.now(), safe)
        if any(found.values()):
            log.warning("deliveries_swept", **found)

    async def stop(self) -> None:
        """Let the chunk under way come to its end, give the rest back."""
        self._stopping = True
        async with self._pumping:
            pass

    async def _claim(self) -> list[Claimed]:
        held = MOST_HELD if self._carrier.apart is None else int(HELD / self._carrier.apart)
        most = max(self._in_flight, min(MOST_HELD, held))
        async with self._database.writing() as session:
            now = self._clock.now()
            until = await pace.paused_until(session, self._carrier.face)
            if until and now < until:
                return []
            return await claims.claim(session, self._worker, now, most, [self._carrier.face])

    async def _send_all(self, claimed: Sequence[Claimed]) -> None:
        waiting = deque(claimed)
        ended: Sequence[tuple[Claimed, Outcome | None]] = ()
        while waiting or ended:
            chunk = [waiting.popleft() for _ in range(min(self._in_flight, len(waiting)))]
            leaving = await self._turn_over(ended, chunk, waiting)
            if leaving is None:
                return
            ended = await self._send(leaving)

    async def _turn_over(
        self, ended: Sequence[tuple[Claimed, Outcome | None]], chunk: Sequence[Claimed], waiting: Sequence[Claimed]
    ) -> Sequence[Leaving] | None:
        """One transaction: what became of the last chunk, and that this one leaves now. None: nothing may leave.

        What is out must be written down, or it would be uncertain for ever: this tries until the database takes it.
        """
        while True:
            try:
                async with self._database.writing() as session:
                    now = self._clock.now()
                    for delivery, outcome in ended:
                        if outcome is None:
                            await claims.postpone(session, delivery.id, now)
                    may_go_on = await self._account.record(
                        session, [(each, outcome) for each, outcome in ended if outcome is not None], now
                    )
                    rest = [delivery.id for delivery in (*chunk, *waiting)]
                    if not may_go_on or self._stopping:
                        await claims.give_back(session, self._worker, rest)
                        return None
                    leaving = await self._begin(session, chunk, now)
                    if leaving is None:
                        await claims.give_back(session, self._worker, rest)
                    return leaving
            except (Unreachable, AlreadyTaken) as error:
                log.warning("deliveries_not_recorded_yet", error=str(error))
                await asyncio.sleep(DATABASE_PAUSE)

    async def _begin(self, session: Session, chunk: Sequence[Claimed], now: datetime) -> Sequence[Leaving] | None:
        """Write down that a chunk leaves; what of it does, and when. None: the face wants a pause."""
        words = [(delivery, await self._words(session, delivery, now)) for delivery in chunk]
        drawn = [(delivery, reply) for delivery, reply in words if reply is not None]
        if not drawn:
            return []
        moments: Sequence[datetime] = [now] * len(drawn)
        if self._carrier.apart is not None:
            moments = await pace.take(session, self._carrier.face, len(drawn), self._carrier.apart, now)
            if not moments:
                return None
        begun = await claims.begin_sending(session, self._worker, [delivery.id for delivery, _ in drawn], now)
        return [
            Leaving(delivery=delivery, reply=reply, at=at)
            for (delivery, reply), at in zip(drawn, moments, strict=True)
            if delivery.id in begun
        ]

    async def _words(self, session: Session, delivery: Claimed, now: datetime) -> Reply | None:
        try:
            if delivery.content is not None:
                reply: Reply | None = Reply.from_data(delivery.content)
            else:
                reply = await self._draws[delivery.occasion.partition(":")[0]](session, delivery)
        except Unreachable:
            raise
        except Exception as error:  # a bug with one of them must not hold up the others
            log.exception("delivery_not_drawn", delivery=delivery.id)
            await claims.settle(session, [(delivery.id, None)], State.FAILED, now, type(error).__name__)
            return None
        if reply is None:
            await claims.settle(session, [(delivery.id, None)], State.WITHDRAWN, now, "nothing to say")
            return None
        return self._frame(delivery, reply)

    async def _send(self, leaving: Sequence[Leaving]) -> Sequence[tuple[Claimed, Outcome | None]]:
        """Send a chunk; what became of each. None: it did not leave, since the face wanted a pause meanwhile."""
        pausing = asyncio.Event()

        async def one(each: Leaving) -> Outcome | None:
            await asyncio.sleep(max(0.0, (each.at - self._clock.now()).total_seconds()))
            if pausing.is_set():
                return None
            outcome = await self._carrier.carry(each.delivery, each.reply)
            if isinstance(outcome, Later | Away):
                pausing.set()
            return outcome

        outcomes = await asyncio.gather(*(one(each) for each in leaving))
        return [(each.delivery, outcome) for each, outcome in zip(leaving, outcomes, strict=True)]


async def count_open(database: Database) -> int:
    """How many deliveries wait or are under way."""
    async with database.reading() as session:
        return await deliveries.count_open(session)
