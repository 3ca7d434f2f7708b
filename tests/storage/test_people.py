"""Persons: an address and a few marks; they move, they are forgotten, and nothing else is known of them."""

from datetime import timedelta

from sqlalchemy import select

from bot.people.retention import PERSONS_KEPT, RECEIPTS_KEPT, forget_what_is_over
from storage import people, receipts
from storage.database import Database
from storage.people import PersonRow
from storage.receipts import ReceiptRow
from tests.city import NOON, SetClock

OLD, NEW = "telegram:-5", "telegram:-1005"


async def meet(database: Database, *addresses: str, language: str | None = None, now=NOON) -> None:
    async with database.writing() as session:
        for address in addresses:
            people.add(session, address, now, tokens=15).language = language


async def known(database: Database) -> dict[str, str | None]:
    async with database.reading() as session:
        rows = await session.execute(select(PersonRow.address, PersonRow.language))
        return {row.address: row.language for row in rows}


async def move(database: Database, old: str = OLD, new: str = NEW) -> None:
    async with database.writing() as session:
        await people.move(session, old, new)


async def test_a_group_that_moved_is_known_at_its_new_address(database: Database):
    await meet(database, OLD, language="en")
    await move(database)
    assert await known(database) == {NEW: "en"}


async def test_a_group_that_was_met_at_its_new_address_first_keeps_what_it_chose_before(database: Database):
    await meet(database, OLD, language="en")
    await meet(database, NEW)
    await move(database)
    assert await known(database) == {NEW: "en"}


async def test_being_told_twice_that_a_group_moved_loses_nothing(database: Database):
    await meet(database, OLD, language="en")
    await move(database)
    await move(database)
    assert await known(database) == {NEW: "en"}


async def test_a_stranger_who_moves_and_a_move_to_where_one_is_change_nothing(database: Database):
    await meet(database, NEW, language="en")
    await move(database)
    await move(database, NEW, NEW)
    assert await known(database) == {NEW: "en"}


async def test_a_person_who_is_forgotten_is_gone_and_all_others_stay(database: Database):
    await meet(database, "telegram:1", "telegram:11", "browser:1")
    async with database.writing() as session:
        await people.forget(session, "telegram:1")
    assert set(await known(database)) == {"telegram:11", "browser:1"}


async def test_what_is_over_is_forgotten_on_the_day_that_was_promised_and_not_before(database: Database):
    clock = SetClock()
    await meet(database, "telegram:1")
    async with database.writing() as session:
        receipts.add(session, update="telegram:1", address="telegram:1", replies=[], now=NOON, quote=None)

    async def left() -> tuple[int, int]:
        await forget_what_is_over(database, clock)
        async with database.reading() as session:
            rows = [len((await session.execute(select(row))).all()) for row in (ReceiptRow, PersonRow)]
        return rows[0], rows[1]

    assert (timedelta(hours=72), timedelta(days=90)) == (RECEIPTS_KEPT, PERSONS_KEPT)  # /datenschutz says so
    clock.passes(hours=72)
    assert await left() == (1, 1)
    clock.passes(seconds=1)
    assert await left() == (0, 1)
    clock.passes(days=87, seconds=-1)
    assert await left() == (0, 1)
    clock.passes(seconds=1)
    assert await left() == (0, 0)


async def test_nothing_is_known_of_a_person_but_what_the_privacy_notice_names():
    assert {column.name for column in PersonRow.__table__.columns} == {
        "id", "address", "language", "spoken", "subject", "entry", "event", "offered", "others", "judged", "misses",
        "album", "tokens", "warnings", "alarmed", "seen", "form", "quiet", "digest", "unreachable", "asked",
    }  # fmt: skip
