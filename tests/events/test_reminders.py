"""The tick on both databases: every reminder once, whoever restarts, however many replicas look."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.delivery.pump import Pump
from bot.events import deeds
from bot.events.event import Event, Status
from bot.events.leads import NONE
from bot.events.rehearsing import FACE, RehearsalClock, Stage
from bot.events.reminders import Reminders
from bot.events.rows import from_row
from bot.texts import load_texts
from storage import events, people, reminding, subscriptions
from storage.database import Database
from storage.deliveries import DeliveryRow, State
from tests.events.calendar import BERLIN, an_event, berlin


class Town:
    """A database, a clock that is set, persons who have subscribed."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.clock = RehearsalClock(berlin("2027-04-01 12:00"))
        self.database = Database(url)
        self.stage = Stage(self.clock)
        self.reminders = self.replica(self.database)
        self.pump = Pump(self.database, self.clock, self.stage, self.reminders.draws())

    def replica(self, database: Database) -> Reminders:
        return Reminders(database=database, clock=self.clock, zone=BERLIN, textbook=load_texts())

    async def persons(self, count: int, *leads: str, quiet: str = "", language: str = "de") -> None:
        async with self.database.writing() as session:
            for _ in range(count):
                number = len(await reminding.wishes(session))
                address = f"{FACE}:{number}"
                person = people.add(session, address, self.clock.now(), tokens=1)
                person.quiet, person.language = quiet, language
                await subscriptions.subscribe(session, address, "workshops", "1", self.clock.now())
                await reminding.choose_leads(session, address, leads)
                await session.flush()

    async def event(self, start: str = "2027-04-14 17:30", **values) -> int:
        async with self.database.writing() as session:
            event = an_event(start, **{"uid": f"{start}-{values.get('id', '')}"} | values)
            return (await deeds.add(session, event, self.clock.now())).id

    async def change(self, number: int, **values) -> None:
        async with self.database.writing() as session:
            row = await events.numbered(session, number)
            assert row
            event: Event = from_row(row)
            if "start" in values:
                values["start"] = berlin(values["start"])
                values["end"] = values["start"] + timedelta(hours=2)
            await deeds.change(session, row, replace(event, **values), self.clock.now())

    async def at(self, *moments: str | datetime) -> None:
        """The tick, then the pump, at each of these moments."""
        for moment in moments:
            self.clock.at = berlin(moment) if isinstance(moment, str) else moment
            await self.reminders.run()
            await self.pump.run()

    async def ledger(self) -> Counter:
        async with self.database.reading() as session:
            rows = await session.scalars(select(DeliveryRow))
            return Counter((row.occasion.split(":", 2)[2], State(row.state), row.trouble) for row in rows)

    def heard(self) -> list[str]:
        return [delivery.occasion.split(":", 2)[2] for _, delivery, _ in self.stage.carried]


@pytest.fixture
async def town(new_database: str):
    town = Town(new_database)
    await town.database.migrate()
    yield town
    await town.database.close()


async def test_a_reminder_is_sent_once_however_often_it_is_looked(town):
    await town.persons(3, "P1D", "PT2H")
    await town.event()
    await town.at("2027-04-01 12:00", "2027-04-13 17:29", "2027-04-13 17:30", "2027-04-13 17:31", "2027-04-13 17:40")
    assert town.heard() == ["one-day"] * 3
    await town.at("2027-04-13 17:20", "2027-04-13 17:30", "2027-04-14 15:30", "2027-04-14 17:31", "2027-04-15 12:00")
    assert town.heard() == ["one-day"] * 3 + ["two-hours"] * 3
    assert await town.ledger() == {("one-day", State.SENT, None): 3, ("two-hours", State.SENT, None): 3}


async def test_replicas_that_look_together_plan_each_reminder_once(town):
    await town.persons(20, "P1D")
    await town.event()
    await town.at("2027-04-13 17:00")
    databases = [Database(town.url) for _ in range(3)]
    town.clock.at = berlin("2027-04-13 17:30")
    for _ in range(2):
        await asyncio.gather(*(town.replica(database).run() for database in databases))
    await asyncio.gather(*(database.close() for database in databases))
    await town.pump.run()
    assert await town.ledger() == {("one-day", State.SENT, None): 20}


async def test_after_a_stop_what_is_of_use_is_sent_and_the_rest_lapses_with_its_reason(town):
    await town.persons(10, "P1D")
    for hour, start in enumerate(["2027-04-14 17:00", "2027-04-14 18:00", "2027-04-13 18:30"]):
        await town.event(start, id=str(hour))
    await town.at("2027-04-12 17:00", "2027-04-13 19:00")  # down for more than a day
    assert await town.ledger() == {("one-day", State.SENT, None): 20, ("one-day", State.LAPSED, "begun"): 10}


async def test_a_move_withdraws_what_waits_and_is_told_with_both_dates(town):
    await town.persons(1, "P1D", quiet="20:00-08:00")
    await town.persons(1, NONE, language="en")
    number = await town.event("2027-04-15 06:00")
    await town.at("2027-04-01 12:00", "2027-04-14 06:00")
    town.clock.at = berlin("2027-04-14 06:30")
    await town.change(number, start="2027-04-20 06:00")
    await town.change(number, start="2027-04-21 17:00", place="Bibliothek")
    await town.at("2027-04-14 06:39")
    assert town.heard() == []
    await town.at("2027-04-14 06:40", "2027-04-14 06:45", "2027-04-14 08:00")
    assert town.heard() == [
        "moved:1",
        "moved:1",
    ]  # at 6:40, and at 8:00 to who slept
    async with town.database.reading() as session:
        row = await events.look_at(session, number)
        assert row
        assert (row.status, row.sequence, row.dates, row.changes, row.changed) == (Status.MOVED, 2, 1, 1, None)
    await town.at("2027-04-20 17:00")
    assert town.heard()[2:] == ["one-day:2"]
    assert (await town.ledger())[("one-day", State.WITHDRAWN, "outdated")] == 1
    english = next(reply for _, delivery, reply in town.stage.carried if delivery.language == "en")
    assert "Thursday, 15 April 2027" in english.text
    assert "Wednesday, 21 April 2027" in english.text


async def test_a_cancelled_event_is_told_and_nothing_else_leaves(town):
    await town.persons(2, "P1D", "PT2H", quiet="20:00-08:00")
    number = await town.event("2027-04-15 09:00")
    await town.at("2027-04-01 12:00", "2027-04-14 09:00")
    town.clock.at = berlin("2027-04-14 23:00")
    await town.change(number, status=Status.CANCELLED)
    await town.at("2027-04-14 23:00", "2027-04-15 07:00", "2027-04-15 08:00", "2027-04-15 09:00")
    assert town.heard() == ["one-day"] * 2 + ["cancelled:1"] * 2
    assert [at for at, _, _ in town.stage.carried][2:] == [berlin("2027-04-14 23:00")] * 2


async def test_who_was_not_told_of_the_move_yet_is_told_of_the_cancellation_alone(town):
    await town.persons(1, NONE, quiet="20:00-08:00")
    number = await town.event("2027-04-20 09:00")
    await town.at("2027-04-13 23:00")
    await town.change(number, start="2027-04-21 09:00")
    await town.at("2027-04-13 23:10")
    await town.change(number, status=Status.CANCELLED)
    await town.at("2027-04-13 23:20", "2027-04-14 08:00")
    assert town.heard() == ["cancelled:2"]


async def test_what_is_planned_by_staff_alone_is_told_to_nobody_and_announced_it_is(town):
    await town.persons(1, "P1D")
    number = await town.event(status=Status.PLANNED)
    await town.at("2027-04-01 12:00", "2027-04-02 12:00")
    await town.change(number, start="2027-04-15 17:30")
    await town.at("2027-04-02 13:00")
    await town.change(number, status=Status.ANNOUNCED)
    await town.at("2027-04-02 14:00", "2027-04-14 17:30")
    assert town.heard() == ["one-day"]


async def test_a_clock_that_is_put_on_and_back_doubles_nothing(town):
    await town.persons(1, "P1D")
    await town.event()
    await town.at("2027-04-13 12:00", "2027-04-14 12:00", "2027-04-13 17:30", "2027-04-13 17:31", "2027-04-14 12:01")
    assert town.heard() == ["one-day"]


async def test_a_change_made_by_a_clock_that_was_wrong_is_told_all_the_same(town):
    await town.persons(1, NONE)
    number = await town.event("2027-04-15 09:00")
    await town.at("2027-04-10 12:00")
    await town.change(number, start="2027-04-16 09:00")
    await town.at("2027-04-09 12:00")  # put back by a day
    assert town.heard() == ["moved:1"]


async def test_what_is_announced_after_the_clock_was_put_back_is_reminded_of(town):
    await town.persons(1, "P1D")
    await town.at("2027-04-13 12:00", "2027-04-12 12:00")
    await town.event("2027-04-13 17:30")
    await town.at("2027-04-12 17:30")
    assert town.heard() == ["one-day"]


async def test_what_was_moved_while_it_was_cancelled_is_reminded_of_when_it_is_on_again(town):
    await town.persons(1, "P1D")
    number = await town.event("2027-04-14 17:30")
    await town.at("2027-04-13 17:30")
    await town.change(number, status=Status.CANCELLED)
    await town.at("2027-04-13 17:31")
    await town.change(number, start="2027-04-20 17:30")
    await town.at("2027-04-13 17:41")
    await town.change(number, status=Status.ANNOUNCED)
    await town.at("2027-04-13 17:51", "2027-04-19 17:30")
    assert town.heard() == ["one-day", "cancelled:1", "restored:2", "one-day:2"]


async def test_who_sleeps_over_one_move_is_woken_by_a_second_to_an_early_hour(town):
    await town.persons(1, NONE, quiet="20:00-08:00")
    number = await town.event("2027-04-20 09:00")
    await town.at("2027-04-13 23:00")
    await town.change(number, start="2027-04-21 09:00")
    await town.at("2027-04-13 23:10")
    await town.change(number, start="2027-04-14 07:00")
    await town.at("2027-04-13 23:20")
    (reply,) = [reply for _, _, reply in town.stage.carried]
    assert "Dienstag, 20. April 2027" in reply.text
    assert "Mittwoch, 14. April 2027" in reply.text
    await town.at("2027-04-14 08:00")
    assert len(town.stage.carried) == 1


async def test_an_old_event_that_gets_a_new_date_settles_as_others_do(town):
    await town.persons(1, NONE)
    number = await town.event("2027-04-02 09:00")
    await town.at("2027-04-10 12:00")
    await town.change(number, place="Bibliothek")
    await town.at("2027-04-10 12:10", "2027-04-11 12:00")
    await town.change(number, start="2027-04-20 09:00")
    await town.at("2027-04-11 12:01", "2027-04-11 12:09")
    assert town.heard() == []
    await town.at("2027-04-11 12:10")
    assert town.heard() == ["moved:1"]
