"""A post office on the fake Telegram and a real database: deliveries are planned, pumps send them."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from telegram import Bot

from bot.conversation.words import Reply
from bot.delivery.carrier import Draw
from bot.delivery.kinds import Kind
from bot.delivery.pump import Pump
from bot.telegram.carrying import TelegramCarrier
from bot.telegram.pictures import Pictures
from storage import claims, deliveries
from storage.database import Database
from storage.deliveries import DeliveryRow, Planned, State
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram.people import Person
from tests.telegram.house import a_bot

NEWS = "announcement:1"
QUICK = 1000


class RunningClock:
    """Runs like the wall clock, and can be moved on or back."""

    def __init__(self) -> None:
        self._ahead = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def passes(self, **time: float) -> None:
        self._ahead += timedelta(**time)


class PostOfficeForTests:
    """Telegram, one database, and pumps of any number of replicas."""

    def __init__(self, url: str, town: FakeTelegram, clock: RunningClock, bot: Bot) -> None:
        self.url = url
        self.town = town
        self.clock = clock
        self.bot = bot
        self.database = Database(url)
        self._pumps: list[Pump] = []
        self._databases = [self.database]

    def pump(self, per_second: float = QUICK, draws: Mapping[str, Draw] | None = None, bot: Bot | None = None) -> Pump:
        """The pump of one more replica."""
        database = Database(self.url)
        self._databases.append(database)
        carrier = TelegramCarrier(bot or self.bot, Pictures(database), per_second, _nobody_waits)
        pump = Pump(database, self.clock, carrier, draws or {})
        self._pumps.append(pump)
        return pump

    def residents(self, count: int) -> list[Person]:
        return [self.town.person(f"Resident {number}", started=True) for number in range(count)]

    async def plan(
        self, people: Iterable[Person | Any], occasion: str = NEWS, text: str | None = "Guten Tag", **more: Any
    ) -> None:
        """A message for each of them."""
        more = {"kind": Kind.NEWS, "reason": "all", "priority": 6, "not_before": self.clock.now()} | more
        content = Reply(text=text).as_data() if text is not None else None
        rows = [
            Planned(occasion=occasion, address=f"telegram:{person.id}", **({"content": content} | more))
            for person in people
        ]
        async with self.database.writing() as session:
            await deliveries.plan(session, rows, self.clock.now())

    async def states(self, occasion: str = NEWS) -> Counter[State]:
        async with self.database.reading() as session:
            return await deliveries.account(session, occasion)

    async def rows(self) -> Sequence[DeliveryRow]:
        async with self.database.reading() as session:
            return list(await session.scalars(select(DeliveryRow).order_by(DeliveryRow.id)))

    async def sweep(self) -> Counter[str]:
        async with self.database.writing() as session:
            return await claims.sweep(session, self.clock.now(), "telegram", repeatable=False)

    async def close(self) -> None:
        for pump in self._pumps:
            await pump.stop()
        for database in self._databases:
            await database.close()


async def _nobody_waits() -> bool:
    return True


@asynccontextmanager
async def a_post_office(url: str, read_seconds: float = 10) -> AsyncIterator[PostOfficeForTests]:
    clock = RunningClock()
    async with FakeTelegram(now=clock.now) as town, a_bot(town, read_seconds) as bot:
        office = PostOfficeForTests(url, town, clock, bot)
        await office.database.migrate()
        try:
            yield office
        finally:
            await office.close()


async def pump_until_settled(office: PostOfficeForTests, pump: Pump, occasion: str = NEWS, within: float = 30) -> None:
    """Beat as the schedule does, until nothing of an occasion is open."""
    async with asyncio.timeout(within):
        while True:
            await pump.run()
            states = await office.states(occasion)
            if not states[State.WAITING] + states[State.CLAIMED] + states[State.SENDING]:
                return
            await asyncio.sleep(0.05)


def heard(people: Sequence[Person]) -> list[list[str]]:
    return [[message.text for message in person.messages] for person in people]


def most_within_a_second(office: PostOfficeForTests) -> int:
    """The most messages that any window of a second holds (but for 20 ms: both ends are measured with a clock)."""
    moments = [call.began for call in office.town.calls("sendMessage")]
    return max(sum(moment <= other < moment + 0.98 for other in moments) for moment in moments)
