"""The pump: takes what is due from the ledger, keeps the pace, sends, writes down what became of it.

A few messages are under way at once, never more: that one leaves is written before it does, and what became of it
before another takes its place, so that a crash leaves no more in doubt than were under way, and one that is slow holds
up nobody but itself. Any number of replicas may pump; the ledger keeps them apart, and the pace, which is a row as
well, keeps them at one limit.
"""

import asyncio
import secrets
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

import structlog

from bot.clock import Clock
from bot.conversation.words import Reply
from bot.delivery.accounting import Account, Ended
from bot.delivery.carrier import Carrier, Draw
from bot.delivery.outcomes import Away, Doubtful, Later, Outcome
from storage import claims, pace
from storage.claims import LEASE, Claimed
from storage.database import Database, Session
from storage.deliveries import State
from storage.errors import AlreadyTaken, Unreachable

IN_FLIGHT = 4
"""Messages under way at once, at least. As many may be uncertain after a crash."""
FLIGHT = timedelta(seconds=0.1)
"""How long Telegram takes for a message: at a quick (paid) pace, as many are under way as leave in that time."""
HELD = timedelta(seconds=5)
"""Work that is claimed at once, at the pace: well within the lease, and what is more urgent waits no longer."""
MOST_HELD = 500
MOST = 100
"""And at most: the quickest pace that can be set needs no more."""
AHEAD = timedelta(seconds=0.02)
"""Only what leaves so soon is written down as leaving: the others would be in doubt after a crash for nothing."""
GATHERING = 0.02
"""Seconds in which ends are gathered for one transaction, where many are under way."""
DATABASE_PAUSE = 1.0
LAST_SECONDS = 1.0
"""So long a message under way may take when the program stops."""
LETTING_GO = 0.5
"""And so long the note of it, which may stand before a locked database."""

log = structlog.get_logger()

Frame = Callable[[Claimed, Reply], Reply]
"""What every push carries beside its words: why it came, whether it may have come before."""


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """A delivery with its words, and when it may leave."""

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
    ) -> None:
        self._database = database
        self._clock = clock
        self._carrier = carrier
        self._draws = draws
        self._frame = frame
        self._most, self._held = _sizes(carrier.apart)
        self._worker = secrets.token_hex(6)
        self._account = Account(carrier, self._worker)
        self._pumping = asyncio.Lock()
        self._stopping = False
        self._halted = False  # the face wants a pause
        self._renewed = clock.now()
        self._flying = 0
        self._pending = 0  # of those under way, how many still wait for their moment
        self._news = asyncio.Event()  # nobody waits for their moment any more, or somebody has come to their end
        self._tasks: set[asyncio.Task[None]] = set()
        self._ended: asyncio.Queue[Ended] = asyncio.Queue()
        self._door = asyncio.Lock()
        self._last_left = 0.0

    async def run(self) -> None:
        """The tick: send until nothing is due, or the face wants a pause. Raises Unreachable."""
        if self._pumping.locked() or self._stopping:
            return
        async with self._pumping:
            self._halted = False
            while await self._may_leave() and (claimed := await self._claim()):
                await self._send_all(deque(claimed))

    async def sweep(self) -> None:
        """The tick that looks after what dead processes left behind. Raises Unreachable."""
        face, repeatable = self._carrier.face, self._carrier.repeatable
        async with self._database.writing() as session:
            found = await claims.sweep(session, self._clock.now(), face, repeatable=repeatable)
        if found.total():
            log.warning("deliveries_swept", face=face, **found)

    async def stop(self) -> None:
        """Give back what has not left, let what is under way come to its end, within some seconds."""
        self._stopping = True
        for patience in (LAST_SECONDS, LETTING_GO):
            with suppress(TimeoutError):
                async with asyncio.timeout(patience), self._pumping:
                    return
            for task in self._tasks:
                task.cancel()

    async def _may_leave(self) -> bool:
        return not self._halted and not self._stopping and await self._carrier.make_way()

    async def _claim(self) -> list[Claimed]:
        async with self._database.writing() as session:
            self._renewed = now = self._clock.now()
            until = await pace.paused_until(session, self._carrier.face)
            if until and now < until:
                return []
            return await claims.claim(session, self._worker, now, self._held, self._carrier.face)

    async def _send_all(self, waiting: deque[Claimed]) -> None:
        """Keep some under way until all of these have come to their end or were given back."""
        ended: Sequence[Ended] = ()
        while waiting or ended or self._flying:
            may_leave = await self._may_leave()
            room = (1 if self._account.in_trouble else self._most) - self._flying
            if ended or (waiting and (room > 0 or not may_leave)):
                leaving = await self._turn_over(ended, waiting, max(0, room) if may_leave else None)
                self._set_off(leaving)
            ended = await self._next_news() if self._flying else ()
            self._flying -= len(ended)

    def _set_off(self, leaving: Sequence[Leaving]) -> None:
        self._flying += len(leaving)
        self._pending += len(leaving)
        for each in leaving:
            task = asyncio.create_task(self._send(each))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _tell(self) -> None:
        """Ends wait for the next departure, so that both need one transaction."""
        if not self._pending:
            self._news.set()

    async def _next_news(self) -> Sequence[Ended]:
        """Wait until others may set off, or somebody has come to their end: who has by now."""
        await self._news.wait()
        if self._most > IN_FLIGHT:
            await asyncio.sleep(GATHERING)
        self._news.clear()
        return [self._ended.get_nowait() for _ in range(self._ended.qsize())]

    async def _turn_over(self, ended: Sequence[Ended], waiting: deque[Claimed], room: int | None) -> Sequence[Leaving]:
        """One transaction: what became of some, and who takes their place, taken from `waiting`. No room at all (None),
        or a face that wants a pause: all that waits is given back.

        What is out must be written down, or it would be uncertain for ever: this tries until the database takes it.
        """
        while True:
            try:
                async with self._database.writing() as session:
                    now = self._clock.now()
                    may_go_on = await self._account.record(session, ended, now)
                    chunk = list(islice(waiting, room or 0))
                    moments = await self._moments(session, len(chunk), now) if chunk and may_go_on else []
                    halted = self._halted or not may_go_on or room is None or (bool(chunk) and not moments)
                    if halted:
                        await claims.give_back(session, self._worker, [delivery.id for delivery in waiting])
                        leaving: Sequence[Leaving] = ()
                    else:
                        leaving = await self._begin(session, chunk, moments, now)
                        await self._hold(session, list(islice(waiting, len(moments), None)), now)
            except (Unreachable, AlreadyTaken) as error:
                if self._stopping:
                    raise
                log.warning("deliveries_not_recorded_yet", error=str(error))
                await asyncio.sleep(DATABASE_PAUSE)
                continue
            if halted:
                self._halted = True
                waiting.clear()
            for _ in range(min(len(moments), len(waiting))):
                waiting.popleft()
            return leaving

    async def _moments(self, session: Session, most: int, now: datetime) -> Sequence[datetime]:
        if self._carrier.apart is None:
            return [now] * most
        return await pace.take(session, self._carrier.face, most, self._carrier.apart, AHEAD, now)

    async def _begin(
        self, session: Session, chunk: Sequence[Claimed], moments: Sequence[datetime], now: datetime
    ) -> Sequence[Leaving]:
        """Write down that these leave, as many as there are moments; what of them does."""
        chunk = chunk[: len(moments)]
        if not chunk:
            return []
        begun = await claims.begin_sending(session, self._worker, [delivery.id for delivery in chunk], now)
        words = await self._words(session, [delivery for delivery in chunk if delivery.id in begun], now)
        return [
            Leaving(delivery=delivery, reply=reply, at=at)
            for (delivery, reply), at in zip(words, moments[: len(words)], strict=True)
        ]

    async def _hold(self, session: Session, rest: Sequence[Claimed], now: datetime) -> None:
        """Where the face is slow, what we have claimed stays ours."""
        if rest and now - self._renewed > LEASE / 3:
            self._renewed = now
            await claims.renew(session, self._worker, [delivery.id for delivery in rest], now)

    async def _words(self, session: Session, chunk: Sequence[Claimed], now: datetime) -> list[tuple[Claimed, Reply]]:
        """The words of those that have something to say. A bug with one of them must not hold up the others."""
        try:
            async with self._database.apart(session):
                drawn = [(delivery, await self._draw(session, delivery)) for delivery in chunk]
        except Unreachable:
            raise
        except Exception as error:
            if len(chunk) > 1:  # which of them?
                return [words for delivery in chunk for words in await self._words(session, [delivery], now)]
            log.exception("delivery_not_drawn", delivery=chunk[0].id)
            await self._account.refuse(session, chunk[0], type(error).__name__, now)
            return []
        silent = [(delivery.id, None) for delivery, reply in drawn if reply is None]
        await claims.settle(session, silent, State.WITHDRAWN, now, "nothing to say")
        return [(delivery, reply) for delivery, reply in drawn if reply is not None]

    async def _draw(self, session: Session, delivery: Claimed) -> Reply | None:
        if delivery.content is not None:
            return self._frame(delivery, Reply.from_data(delivery.content))
        reply = await self._draws[delivery.occasion.partition(":")[0]](session, delivery)
        return self._frame(delivery, reply) if reply is not None else None

    async def _send(self, leaving: Leaving) -> None:
        """Send one when its time has come; what became of it goes to `_ended`."""
        outcome: Outcome | None = None
        try:
            if await self._departs(leaving.at):
                outcome = Doubtful("interrupted")
                outcome = await self._carrier.carry(leaving.delivery, leaving.reply)
        except asyncio.CancelledError:
            self._halted = True
        except Exception as error:  # a bug; nobody knows how far it came
            log.exception("delivery_not_carried", delivery=leaving.delivery.id)
            outcome = Doubtful(type(error).__name__)
        if isinstance(outcome, Later | Away):
            self._halted = True
        self._ended.put_nowait((leaving.delivery, outcome))
        self._tell()

    async def _departs(self, at: datetime) -> bool:
        """Wait for the moment, behind whoever waits already. However late somebody is: the next does not catch up.

        False: it does not leave, since the face wants a pause, or the program stops.
        """
        try:
            if self._carrier.apart is not None:
                async with self._door:
                    loop, apart = asyncio.get_running_loop(), min(1.0, self._carrier.apart.total_seconds())
                    wait = max((at - self._clock.now()).total_seconds(), self._last_left + apart - loop.time())
                    if wait > 0:
                        await asyncio.sleep(wait)
                    self._last_left = loop.time()
        finally:
            self._pending -= 1
            self._tell()
        return not self._halted and not self._stopping


def _sizes(apart: timedelta | None) -> tuple[int, int]:
    """How many are under way at once, and how many are claimed at once, at this pace."""
    if apart is None:
        return IN_FLIGHT, MOST_HELD
    most = min(MOST, max(IN_FLIGHT, round(FLIGHT / apart)))
    return most, max(most, min(MOST_HELD, round(HELD / apart)))
