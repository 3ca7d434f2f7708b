"""Replies on their way out: in order for each person, one at a time unless Telegram is slow, recorded one by one.

The Bot API knows no idempotency key, so after a crash nobody can say whether a message that was under way arrived. The
honest promise is: nobody stays without an answer, and at most as many are doubled as were under way. That is one, as
long as Telegram answers within PATIENCE; when it is slow, the next send does not wait for the one before, so that one
half-open connection cannot hold up the city. What is out is recorded before the next one leaves, however long the
database takes.
"""

import asyncio
import random
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from telegram import Bot

from bot.clock import Clock
from bot.conversation.words import Reply
from bot.delivery.accounting import move
from bot.delivery.outcomes import Away, Doubtful, Later, Moved, Outcome, Refused, Sent
from bot.telegram.gate import Gate
from bot.telegram.leases import Leases
from bot.telegram.pictures import Pictures
from bot.telegram.reading import FACE, address, chat_of
from bot.telegram.rendering import Drawn, draw
from bot.telegram.troubles import Noticed
from bot.telegram.writing import answers, write
from storage import receipts
from storage.database import Database
from storage.errors import Unreachable
from storage.receipts import Waiting

log = structlog.get_logger()

PATIENCE = 0.05
"""Seconds after which the next send no longer waits for the one before. 20 a second at any latency of Telegram."""
MOST_TRIES = 2
"""Sendings of one message that may end in doubt: at most two copies arrive."""
ROOM = 200
"""Receipts held in memory before receiving pauses: sent well within their lease."""
LONGEST_REST = 30.0
"""Seconds between two tries while Telegram takes nothing from us."""
HOPE = timedelta(hours=4)
"""A message that Telegram answers with a 5xx for so long is given up."""
DATABASE_PAUSE = 1.0
COURTESY = 0.5
"""Seconds a push waits for replies. No longer: somebody is always writing in a large city."""
LAST_SECONDS = 1.5
"""So long a message that is under way may take when the program stops: it would else be sent again."""
LETTING_GO = 0.3
"""And so long a lane that was cancelled, which may stand before a locked database."""


@dataclass(kw_only=True)
class Way:
    """The replies of one receipt on their way: where to, and how far."""

    receipt: int
    chat: int
    messages: Sequence[Drawn]
    quote: int | None
    pointing: int
    """Which of the messages points at the one that is answered."""
    done: int
    tries: int
    troubles: int = 0
    hoped_since: datetime | None = None


class ReplySender:
    """Sends what waits beside the receipts, and records what is out. `noticed` is told what keeps it from that."""

    def __init__(self, bot: Bot, database: Database, clock: Clock, noticed: Noticed = lambda _: None) -> None:
        self._bot = bot
        self._pictures = Pictures(database)
        self._noticed = noticed
        self._in_trouble: set[int] = set()  # the receipts that Telegram did not take at the last try
        self._database = database
        self._clock = clock
        self._gate = Gate(PATIENCE)
        self._troubles = 0
        self._refused: tuple[int, float] | None = None  # the chat that Telegram refused last, and until when
        self._lanes: dict[str, deque[Waiting]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._held = Leases(database, clock)
        self._changed = asyncio.Event()

    def hand_over(self, waiting: Waiting) -> None:
        """Send these replies, after those to the same address that were handed over before."""
        self._held.hold(waiting)
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
        while len(self._held) > ROOM:
            self._changed.clear()
            await self._changed.wait()

    async def send_abandoned(self) -> None:
        """Take over replies whose process died or could not send. What waits in this one stays ours meanwhile."""
        await self._held.renew_all()
        if len(self._held) > ROOM:
            return
        async with self._database.writing() as session:
            abandoned = await receipts.claim_abandoned(session, FACE, self._clock.now(), ROOM)
        for waiting in abandoned:
            if waiting.id not in self._held:  # else it was lost and has come back: its lane lets go of it first
                self.hand_over(waiting)

    async def let_pass(self) -> None:
        """Wait for the replies that wait to be sent now, for a moment at the most: pushes go after them."""
        await self._gate.let_pass(COURTESY)

    async def drain(self, within: float) -> None:
        """Let what is handed over go out for so many seconds, and what is under way then for LAST_SECONDS more; the
        rest waits in the database."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=within)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._gate.close(), LAST_SECONDS)
        if self._tasks:
            for task in self._tasks:
                task.cancel()
            await asyncio.wait(self._tasks, timeout=LETTING_GO)

    async def _run_lane(self, lane: str) -> None:
        queue = self._lanes[lane]
        try:
            while queue:
                await self._send_safely(queue[0])
                self._held.let_go(done := queue.popleft().id)
                self._notice(done, None)
                self._changed.set()
        finally:
            for waiting in queue:
                self._held.let_go(waiting.id)
            del self._lanes[lane]
            self._changed.set()

    async def _send_safely(self, waiting: Waiting) -> None:
        try:
            try:
                await self._send(waiting)
            except Unreachable:
                raise
            except Exception:  # a bug; tried once more when the lease has run out, and then never again
                log.exception("reply_failed", receipt=waiting.id)
                await self._after_a_bug(waiting)
        except Unreachable as error:  # it stays in the database, and goes out when its lease has run out
            log.warning("reply_waits", receipt=waiting.id, error=str(error))

    async def _send(self, waiting: Waiting) -> None:
        replies = [Reply.from_data(data) for data in waiting.replies]
        drawn = [draw(reply, self._bot.bot) for reply in replies]
        before = next((place for place, reply in enumerate(replies) if reply.quotes), 0)
        way = Way(
            receipt=waiting.id,
            chat=chat_of(waiting.address),
            messages=[message for messages in drawn for message in messages],
            quote=waiting.quote,
            pointing=sum(len(messages) for messages in drawn[:before]),
            done=waiting.done,
            tries=waiting.tries,
        )
        while way.done < len(way.messages):
            async with self._gate.passing() as telegram_has_answered:
                if not await self._held.is_ours(way.receipt):
                    return
                quote = way.quote if way.done == way.pointing else None
                outcome = await write(self._bot, way.chat, way.messages[way.done], quote, self._pictures)
                telegram_has_answered()
                self._notice(way.receipt, outcome)
                if isinstance(outcome, Sent):
                    self._troubles, self._refused = 0, None
                    await self._record(way)
                    continue
                if isinstance(outcome, Later | Away):
                    self._slow_down(way, outcome)
            match outcome:
                case Moved(chat=new):
                    await self.move(way.chat, new)
                    way.chat = new
                case Later(wait=wait):
                    await self._wait(way, wait)
                case Away() if not self._is_hopeless(way):
                    await self._wait(way, timedelta(seconds=_growing(way.troubles)))
                case Doubtful() if way.tries + 1 < MOST_TRIES:
                    await self._doubt(way)
                    await self._until_telegram_answers(way)
                case Doubtful(reason=reason) | Refused(reason=reason):  # the next may still arrive: the answer itself
                    log.error("reply_given_up", receipt=way.receipt, place=way.done, reason=reason)
                    await self._record(way)
                case _:
                    await self._give_up(way, outcome)
                    return

    async def move(self, old: int, new: int) -> None:
        """A group has a new id: what we know of it goes along."""
        async with self._database.writing() as session:
            await move(session, address(old), address(new), self._clock.now())

    async def _record(self, way: Way) -> None:
        """What is out, or given up, must be written down, or it would leave again: try until the database takes it."""
        way.done += 1
        way.tries, way.troubles, way.hoped_since = 0, 0, None
        while True:
            try:
                async with self._database.writing() as session:
                    await receipts.record_sent(session, way.receipt, way.done, more=way.done < len(way.messages))
            except Unreachable as error:
                log.warning("reply_not_recorded_yet", receipt=way.receipt, error=str(error))
                await asyncio.sleep(DATABASE_PAUSE)
            else:
                return

    def _notice(self, receipt: int, outcome: Outcome | None) -> None:
        """The trouble of one is over when its message is, the trouble as a whole with the last of them."""
        if isinstance(outcome, Later | Away | Doubtful):
            self._in_trouble.add(receipt)
            self._noticed(outcome.reason)
        elif receipt in self._in_trouble:
            self._in_trouble.remove(receipt)
            if not self._in_trouble:
                self._noticed(None)

    def _slow_down(self, way: Way, outcome: Later | Away) -> None:
        """Telegram says "not now": to this chat, or to all of us?

        It does not tell whose limit was met. Two chats refused in a row, with nobody served between: it is ours.
        """
        if isinstance(outcome, Away):
            self._troubles += 1
            way.troubles += 1
            way.hoped_since = way.hoped_since or self._clock.now()
            self._gate.rest(max(_growing(self._troubles), outcome.wait.total_seconds()))
            return
        now, wait = asyncio.get_running_loop().time(), outcome.wait.total_seconds()
        if self._refused and self._refused[0] != way.chat and now < self._refused[1]:
            self._gate.rest(wait)
        self._refused = (way.chat, now + wait)

    def _is_hopeless(self, way: Way) -> bool:
        return way.hoped_since is not None and self._clock.now() - way.hoped_since > HOPE

    async def _wait(self, way: Way, wait: timedelta) -> None:
        await self._held.postpone(way.receipt, wait)
        await asyncio.sleep(wait.total_seconds())

    async def _doubt(self, way: Way) -> None:
        way.tries += 1
        await self._held.record_doubt(way.receipt)

    async def _until_telegram_answers(self, way: Way) -> None:
        """There is only one try more, so it waits for better times: ask what may be asked twice until that works."""
        while True:
            async with self._gate.passing() as telegram_has_answered:
                there = await answers(self._bot)
                telegram_has_answered()
                if there:
                    return
                self._slow_down(way, Away())
            await self._wait(way, timedelta(seconds=_growing(way.troubles)))

    async def _give_up(self, way: Way, outcome: Outcome) -> None:
        if isinstance(outcome, Away):
            log.error("reply_given_up", receipt=way.receipt, place=way.done, reason=outcome.reason)
        async with self._database.writing() as session:
            await receipts.give_up(session, way.receipt)

    async def _after_a_bug(self, waiting: Waiting) -> None:
        if waiting.tries + 1 < MOST_TRIES:
            await self._held.record_doubt(waiting.id)
            return
        async with self._database.writing() as session:
            await receipts.give_up(session, waiting.id)


def _growing(times: int) -> float:
    """Seconds to rest after so many failures in a row."""
    return min(LONGEST_REST, 0.5 * 2.0 ** min(times, 10)) * random.uniform(0.75, 1)  # noqa: S311 - jitter
