"""Seats: taken exactly, handed on in order, offered for a day."""

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.events import deeds
from bot.events.event import Status
from bot.events.registering import Result, Seats, give_up, register, take_offer
from bot.events.rows import from_row
from bot.events.seating import Closed, Group, closed, free, offer_times, served
from bot.events.waiting_list import WaitingList
from bot.texts import load_texts
from storage import events, people, registrations
from storage.database import Database
from storage.deliveries import DeliveryRow
from tests.benchmarks.seats import race
from tests.city import NOON, SetClock
from tests.events.calendar import BERLIN, an_event, berlin

START = berlin("2026-12-02 17:30")


class Room:
    """An event with seats, and people who want them."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = SetClock()
        self.list = WaitingList(database=database, clock=self.clock, zone=BERLIN, textbook=load_texts())
        self.number = 0

    async def opens(self, capacity: int | None, **values) -> "Room":
        async with self.database.writing() as session:
            event = an_event(START, capacity=capacity, **{"uid": "w1", **values})
            self.number = (await deeds.add(session, event, self.clock.now())).id
        return self

    async def comes(self, name: str, number: int = 1) -> Seats:
        async with self.database.writing() as session:
            address = f"telegram:{name}"
            if await people.lock(session, address) is None:
                people.add(session, address, self.clock.now(), tokens=1)
            return await register(session, self.number, address, number, self.clock.now(), BERLIN)

    async def takes(self, name: str) -> Result | Closed:
        async with self.database.writing() as session:
            return (await take_offer(session, self.number, f"telegram:{name}", self.clock.now(), BERLIN)).result

    async def leaves(self, name: str) -> bool:
        async with self.database.writing() as session:
            return await give_up(session, self.number, f"telegram:{name}", self.clock.now(), BERLIN)

    async def stands(self) -> dict[str, str]:
        async with self.database.reading() as session:
            rows = await registrations.of_event(session, self.number)
        return {row.address.partition(":")[2]: f"{row.state} {row.people}" for row in rows}

    async def changes(self, **values) -> None:
        async with self.database.writing() as session:
            row = await events.numbered(session, self.number)
            assert row
            for name, value in values.items():
                setattr(row, name, value)

    async def said(self) -> list[str]:
        async with self.database.reading() as session:
            rows = await session.scalars(select(DeliveryRow).order_by(DeliveryRow.id))
            return [
                f"{row.address.partition(':')[2]} {row.occasion.partition(':')[2].partition(':')[2]}" for row in rows
            ]


@pytest.fixture
async def room(new_database: str) -> AsyncIterator[Room]:
    """A room in a town of its own."""
    database = Database(new_database)
    await database.migrate()
    yield Room(database)
    await database.close()


async def test_seats_are_taken_until_none_is_left_and_the_rest_waits_in_order(room: Room):
    await room.opens(3)
    assert [(await room.comes(name, number)).result for name, number in (("ann", 2), ("bob", 2), ("cem", 1))] == [
        Result.SEATED, Result.WAITING, Result.SEATED,
    ]  # fmt: skip
    assert await room.stands() == {"ann": "seated 2", "bob": "waiting 2", "cem": "seated 1"}
    assert await room.said() == []


async def test_registering_twice_changes_the_number_and_makes_no_second_registration(room: Room):
    await room.opens(4)
    await room.comes("ann", 1)
    assert (await room.comes("ann", 3)).result is Result.SEATED
    await room.comes("bob", 1)
    more = await room.comes("ann", 4)
    assert (more.result, more.left) == (Result.TOO_FEW, 0)
    assert await room.stands() == {"ann": "seated 3", "bob": "seated 1"}
    assert (await room.comes("ann", 1)).result is Result.SEATED
    assert await room.stands() == {"ann": "seated 1", "bob": "seated 1"}


async def test_a_free_seat_is_offered_to_the_next_who_fits_and_who_does_not_keeps_their_place(room: Room):
    await room.opens(3)
    await room.comes("ann", 1)
    await room.comes("bob", 2)
    for name, number in (("four", 4), ("one", 1), ("two", 2)):
        await room.comes(name, number)
    assert await room.leaves("ann")
    assert not await room.leaves("ann")
    assert await room.stands() == {"bob": "seated 2", "four": "waiting 4", "one": "offered 1", "two": "waiting 2"}
    assert await room.said() == ["one offer:1"]
    assert (await room.comes("new", 1)).result is Result.WAITING  # what is offered is nobody else's
    assert await room.takes("one") is Result.SEATED
    assert await room.takes("one") is Result.SEATED
    assert await room.takes("two") is Result.NOTHING
    await room.changes(capacity=7)
    await room.list.run()
    assert await room.stands() == {
        "bob": "seated 2", "four": "offered 4", "one": "seated 1", "two": "waiting 2", "new": "waiting 1",
    }  # fmt: skip


async def test_an_offer_holds_a_day_and_then_goes_on_to_the_next(room: Room):
    await room.opens(1)
    for name in ("ann", "bob", "cem"):
        await room.comes(name)
    await room.leaves("ann")
    room.clock.passes(hours=23, minutes=59)
    await room.list.run()
    assert await room.stands() == {"bob": "offered 1", "cem": "waiting 1"}
    room.clock.passes(minutes=1)
    await room.list.run()
    assert await room.stands() == {"cem": "offered 1"}
    assert await room.said() == ["bob offer:1", "bob ended:1", "cem offer:1"]
    assert await room.takes("bob") is Result.ENDED
    assert (await room.comes("bob")).result is Result.WAITING
    room.clock.passes(hours=25)
    assert await room.takes("cem") is Result.ENDED  # no beat was quicker, and the seat went on all the same
    assert await room.stands() == {"bob": "offered 1"}
    assert (await room.comes("bob", 1)).result is Result.SEATED  # an answer to the offer as well


async def test_seats_that_are_given_up_in_whatever_way_go_to_those_who_wait(room: Room):
    await room.opens(2)
    await room.comes("ann", 2)
    await room.comes("bob")
    await room.comes("cem")
    await room.comes("ann", 1)
    assert await room.stands() == {"ann": "seated 1", "bob": "offered 1", "cem": "waiting 1"}
    async with room.database.writing() as session:
        await registrations.forget_person(session, "telegram:ann")
    await room.list.run()
    assert await room.stands() == {"bob": "offered 1", "cem": "offered 1"}


async def test_who_cannot_be_reached_is_passed_over_and_keeps_their_place(room: Room):
    await room.opens(1)
    for name in ("ann", "bob", "cem"):
        await room.comes(name)
    async with room.database.writing() as session:
        await people.set_reachable(session, "telegram:bob", room.clock.now())
    await room.leaves("ann")
    assert await room.stands() == {"bob": "waiting 1", "cem": "offered 1"}


async def test_nobody_loses_a_seat_when_the_room_becomes_smaller(room: Room):
    await room.opens(3)
    for name in ("ann", "bob", "cem"):
        await room.comes(name)
    await room.changes(capacity=1)
    await room.comes("dan")
    await room.leaves("ann")
    assert await room.stands() == {"bob": "seated 1", "cem": "seated 1", "dan": "waiting 1"}


async def test_registrations_outlive_a_cancellation_that_was_taken_back(room: Room):
    await room.opens(1)
    await room.comes("ann")
    await room.comes("bob")
    await room.changes(status=Status.CANCELLED.value)
    assert (await room.comes("cem")).result is Closed.CANCELLED
    await room.list.run()
    await room.changes(status=Status.ANNOUNCED.value)
    assert await room.stands() == {"ann": "seated 1", "bob": "waiting 1"}


async def test_nobody_registers_for_what_has_begun_is_over_or_needs_none(room: Room):
    await room.opens(5)
    room.clock.passes(seconds=(START - room.clock.now()).total_seconds())
    assert (await room.comes("ann")).result is Closed.BEGUN
    room.clock.passes(hours=2)
    assert (await room.comes("ann")).result is Closed.OVER
    room.number = 4711
    assert (await room.comes("ann")).result is Closed.UNKNOWN
    async with room.database.reading() as session:
        row = (await events.in_states(session, [Status.ANNOUNCED]))[0]
    assert closed(from_row(row), NOON) is None
    assert closed(an_event(capacity=None), NOON) is Closed.NOT_NEEDED
    assert closed(an_event(capacity=3, status=Status.PLANNED), NOON) is Closed.UNKNOWN


async def test_a_code_is_of_one_registration_and_stays_with_it(room: Room):
    await room.opens(9)
    codes = {row.code for name in "abcdefghi" if (row := (await room.comes(name)).registration)}
    assert len(codes) == 9


@pytest.mark.parametrize("number", [1, 2])
async def test_of_a_hundred_who_press_at_once_thirty_are_in_and_seventy_wait_in_order(new_database: str, number: int):
    replicas = [Database(new_database), Database(new_database)]
    await replicas[0].migrate()
    found = await race(replicas, number)
    for replica in replicas:
        await replica.close()
    assert (found.seated, found.waiting, found.fair) == (30, 70, True)


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_whatever_all_press_at_once_no_seat_is_given_twice_and_none_stays_empty(room: Room, seed: int):
    await room.opens(6)
    chance = random.Random(seed)
    names = [f"p{number}" for number in range(12)]
    for name in names:
        await room.comes(name, chance.randint(1, 4))

    async def acts(name: str) -> None:
        match chance.choice(["comes", "leaves", "takes", "deletes"]):
            case "comes":
                await room.comes(name, chance.randint(1, 4))
            case "leaves":
                await room.leaves(name)
            case "takes":
                await room.takes(name)
            case "deletes":
                async with room.database.writing() as session:
                    await registrations.forget_person(session, f"telegram:{name}")

    for _ in range(6):
        await asyncio.gather(*(acts(chance.choice(names)) for _ in range(20)), room.list.run())
        room.clock.passes(hours=chance.choice([0, 5, 25]))
    await room.list.run()
    stood = [state.split() for state in (await room.stands()).values()]
    taken = sum(int(people) for state, people in stood if state != "waiting")
    assert taken <= 6
    assert [people for state, people in stood if state == "waiting" and int(people) <= 6 - taken] == []


def test_the_queue_is_served_in_its_order():
    queue = [Group(address=str(number), people=number) for number in (4, 2, 1, 1)]
    assert [group.people for group in served(3, queue)] == [2, 1]
    assert served(0, queue) == []
    assert [group.people for group in served(8, queue)] == [4, 2, 1, 1]
    assert (free(3, 1), free(3, 5), free(None, 0)) == (2, 0, 0)


@pytest.mark.parametrize(
    ("now", "start", "leaves", "until"),
    [
        ("2026-11-23 12:00", "2026-12-02 17:30", "2026-11-23 12:00", "2026-11-24 12:00"),
        ("2026-11-23 23:00", "2026-12-02 17:30", "2026-11-24 08:00", "2026-11-25 08:00"),
        ("2026-11-23 23:00", "2026-11-24 10:00", "2026-11-23 23:00", "2026-11-24 10:00"),
        ("2026-11-23 12:00", "2026-11-24 10:00", "2026-11-23 12:00", "2026-11-24 10:00"),
    ],
)
def test_an_offer_waits_for_the_morning_if_it_can_and_ends_when_the_event_begins(now, start, leaves, until):
    assert offer_times(berlin(start), berlin(now), "20:00-08:00", BERLIN) == (berlin(leaves), berlin(until))
    assert timedelta(hours=24) >= berlin(until) - berlin(leaves)
