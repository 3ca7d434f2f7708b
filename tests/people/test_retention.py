"""What is over is forgotten, and what is still wanted is not."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.people.retention import forget_person, forget_what_is_over
from storage import (
    announcements,
    deliveries,
    event_wishes,
    events,
    invitations,
    people,
    pictures,
    registrations,
    subscriptions,
)  # fmt: skip
from storage.database import Database
from storage.deliveries import DeliveryRow, Planned, State
from storage.people import PersonRow
from storage.registrations import Standing
from storage.subscriptions import ConsentRow, SubscriptionRow
from tests.city import NOON, SetClock

ANN, BOB, CEM = "telegram:4711", "telegram:4712", "telegram:4713"


@pytest.fixture
async def database(new_database: str) -> AsyncIterator[Database]:
    database = Database(new_database)
    await database.migrate()
    async with database.writing() as session:
        for address in (ANN, BOB):
            people.add(session, address, NOON, tokens=15)
            await subscriptions.subscribe(session, address, "workshops", "1", NOON)
    yield database
    await database.close()


async def known(database: Database) -> dict[str, list[str]]:
    async with database.reading() as session:
        return {
            table.__tablename__: sorted(await session.scalars(select(table.address)))
            for table in (PersonRow, SubscriptionRow, ConsentRow)
        }


async def test_a_subscriber_is_kept_however_long_they_are_silent(database: Database):
    clock = SetClock()
    clock.passes(days=400)
    await forget_what_is_over(database, clock)
    assert set(map(tuple, (await known(database)).values())) == {(ANN, BOB)}


async def test_who_cannot_be_reached_keeps_their_subscriptions_for_thirty_days(database: Database):
    clock = SetClock()
    async with database.writing() as session:
        await people.set_reachable(session, ANN, NOON)
    clock.passes(days=29)
    async with database.writing() as session:
        await people.set_reachable(session, ANN, clock.now())  # found out once more: since when does not change
    await forget_what_is_over(database, clock)
    assert (await known(database))["subscription"] == [ANN, BOB]
    clock.passes(days=2)
    await forget_what_is_over(database, clock)
    assert (await known(database))["subscription"] == [BOB]
    assert (await known(database))["person"] == [ANN, BOB]
    clock.passes(days=60)
    await forget_what_is_over(database, clock)
    assert set(map(tuple, (await known(database)).values())) == {(BOB,)}


async def test_of_who_deletes_everything_only_the_sums_remain(database: Database):
    rows = [
        Planned(occasion=f"a:{number}", address=ANN, kind="news", reason="workshops", priority=6, not_before=NOON)
        for number in (1, 2)
    ]
    async with database.writing() as session:
        await deliveries.plan(session, rows, NOON)
    async with database.writing() as session:
        await forget_person(session, ANN, NOON + timedelta(hours=1))
    assert set(map(tuple, (await known(database)).values())) == {(BOB,)}
    async with database.reading() as session:
        left = list(await session.scalars(select(DeliveryRow)))
    assert [(row.state, row.address.partition(":")[0]) for row in left] == [(State.WITHDRAWN, "erased")] * 2


async def test_what_somebody_needed_goes_a_week_after_the_event_and_the_registration_later(database: Database):
    clock = SetClock()
    async with database.writing() as session:
        people.add(session, CEM, NOON, tokens=15)
        values = {
            "uid": "w1", "kind": "workshop", "status": "announced", "topics": [], "starts": NOON,
            "zone": "Europe/Berlin",
            "ends": NOON + timedelta(hours=2), "capacity": 5, "words": {},
        }  # fmt: skip
        event = (await events.add(session, values, NOON)).id
        row = await registrations.add(session, event, CEM, 2, Standing.SEATED, NOON)
        await registrations.set_needs(session, row.id, ["step-free"])
        await event_wishes.choose(session, event, ANN, ["P1D"], NOON)

    async def left() -> tuple[bool, list[str], int, bool]:
        await forget_what_is_over(database, clock)
        async with database.reading() as session:
            return (
                bool((await registrations.counts(session, event)).needs),
                await registrations.addresses_with_seat(session, event),
                len(await event_wishes.of_person(session, ANN)),
                CEM in (await known(database))["person"],
            )

    clock.passes(days=7, hours=2)
    assert await left() == (True, [CEM], 1, True)
    clock.passes(seconds=1)
    assert await left() == (False, [CEM], 1, True)
    clock.passes(days=83)
    assert await left() == (False, [], 0, False)


async def test_of_who_is_nominated_and_deletes_everything_nothing_remains(database: Database):
    async with database.writing() as session:
        invitations.nominate(session, address=ANN, name="Ann", by=1, now=NOON)
    async with database.writing() as session:
        await forget_person(session, ANN, NOON)
        assert await invitations.nominations(session) == []


async def test_a_picture_stays_as_long_as_an_announcement_shows_it(database: Database):
    clock = SetClock()
    async with database.writing() as session:
        for name in ("shown", "replaced", "anew"):
            await pictures.keep(session, name, b"JPEG", NOON)
        row = await announcements.add(session, kind="news", state="draft", author=1, again=False, topics=None, now=NOON)
        row.picture = "shown"
    clock.passes(days=8)
    async with database.writing() as session:
        await pictures.keep(session, "anew", b"JPEG", clock.now())
    await forget_what_is_over(database, clock)
    async with database.reading() as session:
        assert [bool(await pictures.data_of(session, name)) for name in ("shown", "replaced", "anew")] == [
            True, False, True,
        ]  # fmt: skip
