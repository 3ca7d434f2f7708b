"""A town that lives through weeks: the real tick, ledger and pump of two replicas beside the plain diary.

Everything happens at the town's own clock: time passes from one moment of interest to the next, replicas stop, are
killed while they plan or send, the clock is put on and back. After every tick what was carried is compared with what
the diary says.
"""

import asyncio
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select

from bot.delivery.pump import Pump
from bot.events import deeds
from bot.events.event import Event, Kind, Status
from bot.events.leads import NONE
from bot.events.rehearsing import RehearsalClock
from bot.events.reminders import Reminders
from bot.events.rows import from_row
from bot.texts import load_texts
from storage import events, people, reminding, subscriptions
from storage.claims import Claimed
from storage.database import Database
from storage.deliveries import DeliveryRow, State
from tests.events.calendar import BERLIN, an_event
from tests.events.carrying import FACE, Carrier, Figures
from tests.events.diary import LEASE, Diary, Facts, Message, Person
from tests.events.diary import Event as Noted

TEXTS = load_texts()
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)  # fmt: skip
WITHIN = timedelta(seconds=60)
SELDOM = timedelta(hours=8)
"""So long at most nothing is looked at where nothing is expected."""
OVER = ("sent", "uncertain", "unreachable", "failed", "lapsed", "withdrawn")


class Replica:
    def __init__(self, url: str, clock: RehearsalClock, carrier: Carrier) -> None:
        self.database = Database(url)
        self.reminders = Reminders(database=self.database, clock=clock, zone=BERLIN, textbook=TEXTS)
        self.pump = Pump(self.database, clock, carrier, self.reminders.draws())


class Town:
    """Two replicas on one database."""

    def __init__(self, url: str, begin: datetime, figures: Figures) -> None:
        self.url, self.begin, self.figures = url, begin, figures
        self.clock = RehearsalClock(begin)
        self.carrier = Carrier()
        self.replicas = [Replica(url, self.clock, self.carrier) for _ in range(2)]
        self.diary = Diary()
        self.runs_since = begin
        self.story: list[str] = []
        figures.towns += 1

    @property
    def now(self) -> datetime:
        return self.clock.at

    def note(self, what: str) -> None:
        self.story.append(f"{self.now.astimezone(BERLIN):%a %d.%m. %H:%M:%S%z} {what}")

    async def join(self, leads: tuple[str, ...], quiet: str, topic: str) -> None:
        address = f"{FACE}:{len(self.diary.people)}"
        self.note(f"joins {address} {leads} {quiet} {topic}")
        async with self.replicas[0].database.writing() as session:
            person = people.add(session, address, self.now, tokens=1)
            person.quiet, person.language = quiet, "de"
            await subscriptions.subscribe(session, address, topic, "1", self.now)
            await reminding.choose_leads(session, address, leads or (NONE,))
        self.diary.people.append(Person(address, leads, quiet, topic, self.now))

    async def announce(self, kind: str, start: datetime, length: timedelta) -> None:
        async with self.replicas[0].database.writing() as session:
            event = an_event(
                start, kind=Kind(kind), end=start + length, uid=f"{len(self.diary.events)}", place="Ort 0"
            )  # fmt: skip
            row = await deeds.add(session, event, self.now)
        facts = {"start": start, "end": start + length, "place": "Ort 0"}
        self.note(f"announces {row.id} {kind} {start.astimezone(BERLIN)} {length}")
        self.diary.events[row.id] = Noted(row.id, kind, Facts(**facts), Facts(**facts), self.now)

    async def edit(self, number: int, **values: Any) -> None:
        """Staff change an event; `cancelled` says whether it takes place."""
        self.note(f"edits {number} {values}")
        self.diary.edit(self.diary.events[number], self.now, **values)
        async with self.replicas[0].database.writing() as session:
            row = await events.numbered(session, number)
            assert row
            event: Event = from_row(row)
            if "cancelled" in values:
                values["status"] = Status.CANCELLED if values.pop("cancelled") else Status.ANNOUNCED
            await deeds.change(session, row, replace(event, **values), self.now)

    async def live(self, span: timedelta, chance: Random) -> None:
        """Time passes, and the ticks beat."""
        until = self.now + span
        often = WITHIN * 0.75  # staff may just have announced what is due at once
        while self.now < until:
            ahead = [each for each in self.diary.moments() if each > self.now]
            expected = min(ahead, default=until) + timedelta(seconds=chance.choice([0, 0.5, 5, 20, 45]))
            seldom, often = self.now + often * chance.random(), SELDOM
            then = min(until, expected, max(seldom, self.now + timedelta(seconds=1)))
            self.figures.lived += then - self.now
            self.clock.at = then
            await self.tick(together=chance.random() < 0.3, which=chance.randrange(2))

    async def stop(self, span: timedelta) -> None:
        """Nobody looks for so long."""
        self.note(f"stops for {span}")
        self.figures.lived += span
        self.clock.at += span
        self.runs_since = self.now

    def jump(self, span: timedelta) -> None:
        self.note(f"clock jumps by {span}")
        self.clock.at += span
        self.runs_since = self.now

    async def restart(self, which: int) -> None:
        await self.replicas[which].database.close()
        self.replicas[which] = Replica(self.url, self.clock, self.carrier)

    async def tick(self, *, together: bool = False, which: int = 0) -> None:
        """Both replicas look, or one of them; what leaves is what the diary says."""
        looking = self.replicas if together else [self.replicas[which]]
        await asyncio.gather(*(each.reminders.run() for each in looking))
        await looking[0].pump.sweep()
        await asyncio.gather(*(each.pump.run() for each in looking))
        self._compare(self.diary.tick(self.now))

    async def die_planning(self, which: int, steps: int) -> None:
        """A replica dies while it plans; the other one looks at the same moment."""
        self.note(f"dies planning after {steps} steps")
        task = asyncio.create_task(self.replicas[which].reminders.run())
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await self.restart(which)
        await self.tick(which=1 - which)

    async def die_sending(self, which: int, how: str) -> None:
        """A replica dies with messages under way: before or after Telegram took them."""
        replica = self.replicas[which]
        await replica.reminders.run()
        await replica.pump.sweep()
        self.carrier.dies = how
        task = asyncio.create_task(replica.pump.run())
        dying = asyncio.create_task(self.carrier.dying.wait())
        await asyncio.wait([task, dying], return_when=asyncio.FIRST_COMPLETED)
        died = self.carrier.dying.is_set()
        for each in (task, dying):
            each.cancel()
        await asyncio.gather(task, dying, return_exceptions=True)
        self.carrier.dead.set()
        await asyncio.sleep(0)
        self.carrier.dies, self.carrier.dying, self.carrier.dead = None, asyncio.Event(), asyncio.Event()
        await self.restart(which)
        leaving = self.diary.tick(self.now)
        if died:
            self.note(f"dies sending, {how}")
            self.diary.waiting += await self._in_limbo(leaving)
        carried = {_key(delivery) for delivery, _ in self.carrier.carried}
        self._compare([each for each in leaving if not died or each.key in carried])

    async def _in_limbo(self, leaving: list[Message]) -> list[Message]:
        """What a dead replica had in its hands comes again when its lease has run out; what was leaving says so."""
        left = []
        async with self.replicas[0].database.reading() as session:
            rows = list(await session.scalars(select(DeliveryRow).where(DeliveryRow.settled.is_(None))))
        states = {(row.address, *_parts(row.occasion), row.doubts): State(row.state) for row in rows}
        for each in leaving:
            if each.key in states:
                doubtful = states[each.key] is State.SENDING
                if doubtful and each.doubts:
                    continue  # twice in doubt: uncertain, and nobody tries a third time
                leaves = self.now + LEASE + timedelta(microseconds=1)
                if states[each.key] is State.WAITING:
                    leaves = self.now
                left.append(replace(each, due=leaves, leaves=leaves, doubts=each.doubts + doubtful))
        return left

    def _compare(self, expected: list[Message]) -> None:
        wanted = {each.key: each for each in expected}
        told = Counter(_key(delivery) for delivery, _ in self.carrier.carried)
        assert told == Counter(wanted.keys()), self._tale("told", told, "expected", *wanted.values())
        for delivery, reply in self.carrier.carried:
            self._look_at(wanted[_key(delivery)], reply.as_plain())
        self.carrier.carried.clear()
        self.figures.ticks += 1

    def _look_at(self, message: Message, text: str) -> None:
        event, figures = message.event, self.figures
        changed = message.what in {"moved", "cancelled", "restored"}
        begun = max(event.begun_at(each) for each in (event.now, message.old or event.now))
        assert self.now < begun, self._tale("after it began", message)
        for facts in [event.now] if message.what not in {"moved", "cancelled"} else [message.old, event.now]:
            if facts and (message.what != "cancelled" or facts is message.old):
                for words in _said(facts):
                    assert words in text, self._tale(words, text)
        if message.due >= self.runs_since and not message.doubts:
            figures.latest = max(figures.latest, self.now - message.due)
            assert self.now - message.due <= WITHIN, self._tale("late", message)
        figures.sent += 1
        figures.changes += changed
        figures.repeated += bool(message.doubts)

    async def end(self) -> None:
        """Nothing is left over that should have come to its end."""
        async with self.replicas[0].database.reading() as session:
            rows = list(await session.scalars(select(DeliveryRow)))
        waits = {each.key for each in self.diary.waiting}
        for row in rows:
            if row.state not in OVER:
                key = (row.address, *_parts(row.occasion), row.doubts)
                assert row.not_before > self.now or key in waits or row.state != State.WAITING, self._tale(row.occasion)
        self.figures.lapsed += sum(row.state == State.LAPSED for row in rows)
        for each in self.replicas:
            await each.database.close()

    def _tale(self, *what: Any) -> str:
        return "\n".join([*map(str, what), f"at {self.now.astimezone(BERLIN)}", *self.story])


def _key(delivery: Claimed) -> tuple[str, int, str, int, int]:
    return (delivery.address, *_parts(delivery.occasion), delivery.doubts)


def _parts(occasion: str) -> tuple[int, str, int]:
    _, number, what, *again = occasion.split(":")
    return int(number), what, int(again[0]) if again else 0


def _said(facts: Facts) -> Iterator[str]:
    """The words in which a person reads this date and place."""
    wall = facts.start.astimezone(BERLIN)
    yield f"{WEEKDAYS[wall.weekday()]}, {wall.day}. {MONTHS[wall.month - 1]} {wall.year}, {wall:%H:%M}"
    yield f"Ort: {facts.place}"


async def new_database(folder: Path) -> str:
    """A database that is up to date; made once, then copied."""
    kept, fresh = folder / "kept.sqlite3", folder / "town.sqlite3"
    if not kept.exists():
        database = Database(f"sqlite:///{kept}")
        await database.migrate()
        await database.close()
    await asyncio.to_thread(_copy, kept, fresh)
    return f"sqlite:///{fresh}"


def _copy(kept: Path, fresh: Path) -> None:
    for old in fresh.parent.glob(f"{fresh.name}*"):
        old.unlink()
    shutil.copy(kept, fresh)
