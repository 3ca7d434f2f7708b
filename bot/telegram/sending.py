"""Replies on their way out: in order for each person, one at a time unless Telegram is slow, recorded one by one.

The Bot API knows no idempotency key, so after a crash nobody can say whether a message that was under way arrived. The
honest promise is: nobody stays without an answer, and at most as many are doubled as were under way. That is one, as
long as Telegram answers within PATIENCE; when it is slow, the next send does not wait for the one before, so that one
half-open connection cannot hold up the city.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import structlog
from telegram import Bot

from bot.clock import Clock
from bot.conversation.words import Reply
from bot.telegram.reading import FACE, address, chat_of
from bot.telegram.rendering import draw
from bot.telegram.writing import Doubtful, Gone, Later, Moved, Outcome, Refused, Sent, write
from storage import people, receipts
from storage.database import Database
from storage.errors import Unreachable
from storage.receipts import LEASE, Waiting

log = structlog.get_logger()

PATIENCE = 0.05
"""Seconds after which the next send no longer waits for the one before. 20 a second at any latency of Telegram."""
MOST_TRIES = 2
"""Sendings of one message that may end in doubt: at most two copies arrive (fault F10)."""
MARGIN = timedelta(seconds=15)
"""A lease with less left than this is renewed before sending: longer than one call may take."""
ROOM = 200
"""Receipts held in memory before receiving pauses: sent well within their lease."""


class Gate:
    """Lets one through at a time, but nobody waits longer than `patience` seconds for the one before."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._closed = asyncio.Lock()

    @asynccontextmanager
    async def passing(self) -> AsyncIterator[None]:
        """Go through; the gate opens for the next at the end, or after the patience."""
        await self._closed.acquire()
        opened = False

        def open_once() -> None:
            nonlocal opened
            if not opened:
                opened = True
                self._closed.release()

        timer = asyncio.get_running_loop().call_later(self._patience, open_once)
        try:
            yield
        finally:
            timer.cancel()
            open_once()


class ReplySender:
    """Sends what waits beside the receipts, and records what is out."""

    def __init__(self, bot: Bot, database: Database, clock: Clock) -> None:
        self._bot = bot
        self._database = database
        self._clock = clock
        self._gate = Gate(PATIENCE)
        self._lanes: dict[str, deque[Waiting]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._held = 0
        self._changed = asyncio.Event()

    def hand_over(self, waiting: Waiting) -> None:
        """Send these replies, after those to the same address that were handed over before."""
        self._held += 1
        lane = self._lanes.get(waiting.address)
        if lane is not None:
            lane.append(waiting)
            return
        self._lanes[waiting.address] = deque([waiting])
        task = asyncio.create_task(self._run_lane(waiting.address))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def room(self) -> None:
        """Wait until there is room for more."""
        while self._held > ROOM:
            self._changed.clear()
            await self._changed.wait()

    async def send_abandoned(self) -> None:
        """Take over replies whose process died or could not send."""
        if self._held > ROOM:
            return
        async with self._database.writing() as session:
            abandoned = await receipts.claim_abandoned(session, FACE, self._clock.now(), ROOM)
        for waiting in abandoned:
            self.hand_over(waiting)

    async def drain(self, within: float) -> None:
        """Let what is handed over go out for so many seconds; the rest waits in the database."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=within)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _run_lane(self, lane: str) -> None:
        queue = self._lanes[lane]
        try:
            while queue:
                await self._send_safely(queue[0])
                queue.popleft()
                self._held -= 1
                self._changed.set()
        finally:
            self._held -= len(queue)
            del self._lanes[lane]

    async def _send_safely(self, waiting: Waiting) -> None:
        try:
            await self._send(waiting)
        except Unreachable as error:  # it stays in the database, and goes out when its lease has run out
            log.warning("reply_waits", receipt=waiting.id, error=str(error))
        except Exception:
            log.exception("reply_failed", receipt=waiting.id)

    async def _send(self, waiting: Waiting) -> None:
        if not await self._still_ours(waiting):
            return
        chat = chat_of(waiting.address)
        messages = [drawn for data in waiting.replies for drawn in draw(Reply.from_data(data))]
        tries = waiting.tries
        done = waiting.done
        while done < len(messages):
            async with self._gate.passing():
                outcome = await write(self._bot, chat, messages[done], waiting.quote if done == 0 else None)
                if isinstance(outcome, Sent):
                    done += 1
                    await self._record(waiting, done, more=done < len(messages))
                    continue
            match outcome:
                case Moved(chat=new):
                    await self.move(chat, new)
                    chat = new
                case Later(wait=wait):
                    await self._postpone(waiting, wait)
                    await asyncio.sleep(wait.total_seconds())
                case Doubtful() if (tries := tries + 1) < MOST_TRIES:
                    await self._doubt(waiting)
                case _:
                    await self._give_up(waiting, outcome)
                    return

    async def _still_ours(self, waiting: Waiting) -> bool:
        """Renew a lease that is running out; False if another replica has taken the replies over."""
        now = self._clock.now()
        if waiting.leased_until - now > MARGIN:
            return True
        async with self._database.writing() as session:
            return await receipts.renew(session, waiting.id, waiting.leased_until, now + LEASE)

    async def move(self, old: int, new: int) -> None:
        """A group has a new id: what we know of it goes along."""
        async with self._database.writing() as session:
            await people.move(session, address(old), address(new))

    async def _record(self, waiting: Waiting, done: int, *, more: bool) -> None:
        async with self._database.writing() as session:
            await receipts.record_sent(session, waiting.id, done, more=more)

    async def _postpone(self, waiting: Waiting, wait: timedelta) -> None:
        async with self._database.writing() as session:
            await receipts.postpone(session, waiting.id, self._clock.now() + wait + LEASE)

    async def _doubt(self, waiting: Waiting) -> None:
        async with self._database.writing() as session:
            await receipts.record_doubt(session, waiting.id, self._clock.now() + LEASE)

    async def _give_up(self, waiting: Waiting, outcome: Outcome) -> None:
        if not isinstance(outcome, Gone):
            reason = outcome.reason if isinstance(outcome, Refused) else "no answer twice"
            log.error("reply_given_up", receipt=waiting.id, reason=reason)
        async with self._database.writing() as session:
            await receipts.give_up(session, waiting.id)
