"""A hundred reminders fall due while nothing runs for three hours: `python -m tests.benchmarks.stopped`.

Every second one is a day ahead of its event and still of use afterwards; the others are an hour ahead, and the events
of most of those have begun. Beside our ticks and ledger: APScheduler's own job store, as it is preset, and told to
forgive any delay. All of them send to the same face, which takes what it is given.
"""

import asyncio
import logging
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import select

from bot.clock import SystemClock
from bot.conversation.words import Reply
from bot.delivery.outcomes import Outcome, Sent
from bot.delivery.pump import Pump
from bot.events import deeds
from bot.events.event import Kind
from bot.events.rehearsing import FACE, RehearsalClock
from bot.events.reminders import Reminders
from bot.schedule import Schedule, Tick
from bot.texts import load_texts
from storage import people, reminding, subscriptions
from storage.claims import Claimed
from storage.database import Database
from storage.deliveries import DeliveryRow, State
from tests.events.calendar import BERLIN, an_event

COUNT = 100
STOP = timedelta(hours=3)
WITHIN = 60.0
"""Seconds after the start."""
BEATS = {"reminders": timedelta(seconds=20), "deliveries": timedelta(seconds=1)}
LEADS = {0: timedelta(days=1), 1: timedelta(hours=1)}
"""Of the even, of the odd ones."""


@dataclass(frozen=True)
class Result:
    """What became of them."""

    way: str
    useful: int
    """Reminders whose events were ahead."""
    sent: int
    after: int
    """Sent although the event had begun."""
    reported: dict[str, int]
    """Not sent, and written down why."""
    seconds: float
    """From the start until the last one was sent."""

    @property
    def vanished(self) -> int:
        """Neither sent nor written down."""
        return COUNT - self.sent - sum(self.reported.values())


class Face:
    """Takes what it is given, 25 in a second."""

    face = FACE
    apart: timedelta | None = timedelta(seconds=0.04)
    repeatable = False

    def __init__(self) -> None:
        self.taken: list[tuple[float, int]] = []

    async def make_way(self) -> bool:
        return True

    async def carry(self, delivery: Claimed, reply: Reply) -> Outcome:
        self.take(int(delivery.occasion.split(":")[1]) - 1)
        return Sent(message=delivery.id)

    def take(self, number: int) -> None:
        """One message, of the event of this number."""
        self.taken.append((time.monotonic(), number))


FACES: dict[str, Face] = {}


def begins(number: int, now: datetime) -> datetime:
    """When an event begins, seen from the end of the stop."""
    return now - STOP + STOP / COUNT * (number + 0.5) + LEADS[number % 2]


async def ours(folder: Path, *, beats: dict[str, timedelta] = BEATS) -> Result:
    """The ticks, the ledger, the pump."""
    now = datetime.now(UTC)
    database = Database(f"sqlite:///{folder / 'stopped.sqlite3'}")
    await database.migrate()
    before = now - STOP - timedelta(days=2)
    async with database.writing() as session:
        for number, (topic, lead) in enumerate([("workshops", "P1D"), ("revisions", "PT1H")]):
            people.add(session, f"{FACE}:{number}", before, tokens=1).quiet = ""  # it is run at any hour
            await subscriptions.subscribe(session, f"{FACE}:{number}", topic, "1", before)
            await reminding.choose_leads(session, f"{FACE}:{number}", [lead])
        for number in range(COUNT):
            start, kind = begins(number, now), [Kind.WORKSHOP, Kind.REVISION][number % 2]
            await deeds.add(session, an_event(start, kind=kind, uid=f"{number}"), before)
    face, texts = Face(), load_texts()
    last = Reminders(database=database, clock=RehearsalClock(now - STOP), zone=BERLIN, textbook=texts)
    await last.run()
    reminders = Reminders(database=database, clock=SystemClock(), zone=BERLIN, textbook=texts)
    pump = Pump(database, SystemClock(), face, reminders.draws())
    beat = {"reminders": reminders.run, "deliveries": pump.run}
    schedule = Schedule([Tick(name=name, every=every, beat=beat[name]) for name, every in beats.items()])
    started = time.monotonic()
    schedule.start()
    async with asyncio.timeout(WITHIN):
        rows: list[DeliveryRow] = []
        while not rows or any(row.settled is None for row in rows):
            await asyncio.sleep(0.1)
            rows = await _rows(database)
    await schedule.stop()
    reported: dict[str, int] = {}
    for row in await _rows(database):
        if row.state == State.LAPSED:
            reported[str(row.trouble)] = reported.get(str(row.trouble), 0) + 1
    await database.close()
    return _result("ticks and ledger", face, now, reported, started)


async def _rows(database: Database) -> list[DeliveryRow]:
    async with database.reading() as session:
        return list(await session.scalars(select(DeliveryRow)))


async def apschedulers(folder: Path, *, forgiving: bool) -> Result:
    """APScheduler's own job store: a job for each reminder, as its manual has it."""
    now, name = datetime.now(UTC), "any delay" if forgiving else "as preset"
    face = FACES[name] = Face()
    options = {"misfire_grace_time": None} if forgiving else {}
    store = f"sqlite:///{folder / f'jobs-{forgiving}.sqlite3'}"
    for part in ("before", "after"):
        scheduler = AsyncIOScheduler(jobstores={"default": SQLAlchemyJobStore(store)}, timezone="UTC")
        if part == "before":  # it never runs: this is what lies in the store when the stop ends
            scheduler.start(paused=True)
            for number in range(COUNT):
                due = begins(number, now) - LEADS[number % 2]
                scheduler.add_job(take, "date", [name, number], run_date=due, id=f"{number}", **options)
            scheduler.shutdown()
            await asyncio.sleep(0)
            continue
        started = time.monotonic()
        scheduler.start()
        while scheduler.get_jobs() or len(face.taken) not in {0, COUNT}:  # noqa: ASYNC110 - nor does its store
            await asyncio.sleep(0.1)
        scheduler.shutdown()
    return _result(f"APScheduler's job store, {name}", face, now, {}, started)


def take(name: str, number: int) -> None:
    """A job; found again by its import path."""
    FACES[name].take(number)


def _result(way: str, face: Face, now: datetime, reported: dict[str, int], started: float) -> Result:
    ahead = {number for number in range(COUNT) if begins(number, now) > now}
    sent = {number for _, number in face.taken}
    assert len(sent) == len(face.taken)
    seconds = max((at for at, _ in face.taken), default=started) - started
    return Result(way, len(ahead), len(sent), len(sent - ahead), reported, seconds)


def line(result: Result) -> str:
    """A row of the table."""
    reported = ", ".join(f"{count} {why}" for why, count in result.reported.items()) or "0"
    return (
        f"| {result.way} | {result.sent - result.after} of {result.useful} | {result.after} | {reported} |"
        f" {result.vanished} | {result.seconds:.1f} |"
    )


async def table() -> str:
    """All three."""
    lines = [
        "| way | still of use and sent | sent after the beginning | lapsed, with reason | vanished | seconds |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        results = [
            await ours(folder),
            await apschedulers(folder, forgiving=False),
            await apschedulers(folder, forgiving=True),
        ]
    return "\n".join([*lines, *map(line, results)])


if __name__ == "__main__":
    sys.modules.setdefault("tests.benchmarks.stopped", sys.modules["__main__"])  # where jobs look for `take`
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)  # it complains of each that it drops
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    print(asyncio.run(table()))  # noqa: T201
