"""Transactions: all or nothing, aware times only, and errors in our own words."""

import asyncio
import sqlite3
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from storage import people, receipts
from storage.database import Database
from storage.errors import AlreadyTaken, Unreachable
from storage.people import PersonRow
from tests.city import NOON
from tests.storage.kinds import on_postgres

ANN = "telegram:4711"


async def person(database: Database, address: str = ANN) -> PersonRow | None:
    async with database.reading() as session:
        return await session.scalar(select(PersonRow).where(PersonRow.address == address))


async def meet(database: Database, address: str = ANN, now: datetime = NOON) -> None:
    async with database.writing() as session:
        people.add(session, address, now, tokens=15)


async def test_a_moment_goes_in_with_any_zone_and_comes_out_in_utc(database: Database):
    in_gera = datetime(2026, 7, 1, 14, 30, 15, 123456, tzinfo=timezone(timedelta(hours=2)))
    await meet(database, now=in_gera)
    met = await person(database)
    assert met.seen == in_gera
    assert met.seen.tzinfo is UTC
    assert met.seen.hour == 12


async def test_a_moment_without_a_zone_is_a_bug_and_refused(database: Database):
    with pytest.raises(StatementError, match="without a time zone"):
        await meet(database, now=datetime(2026, 7, 1, 14, 30))  # noqa: DTZ001 - that is the point
    assert await person(database) is None
    with pytest.raises(StatementError, match="without a time zone"):
        async with database.writing() as session:
            await people.forget_idle(session, before=datetime(2026, 7, 1))  # noqa: DTZ001


async def test_the_night_in_which_an_hour_comes_twice_keeps_its_order(database: Database):
    first = datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=2)))
    second = datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=1)))
    await meet(database, "telegram:1", first)
    await meet(database, "telegram:2", second)
    async with database.writing() as session:
        assert await people.forget_idle(session, before=second) == 1
    assert await person(database, "telegram:1") is None


async def test_what_goes_wrong_undoes_the_whole_transaction(database: Database):
    async def fail() -> None:
        async with database.writing() as session:
            people.add(session, ANN, NOON, tokens=15)
            await session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await person(database) is None


async def test_a_key_that_is_taken_is_said_in_our_words_and_undoes_everything(database: Database):
    async def meet_two() -> None:
        async with database.writing() as session:
            people.add(session, "telegram:2", NOON, tokens=15)
            people.add(session, ANN, NOON, tokens=15)

    await meet(database)
    with pytest.raises(AlreadyTaken):
        await meet_two()
    assert await person(database, "telegram:2") is None


@pytest.mark.parametrize("mode", ["writing", "reading", "migrate"])
async def test_a_server_that_does_not_answer_is_unreachable(mode: str):
    database = Database("postgresql://nobody:geheim@127.0.0.1:1/nothing?connect_timeout=1")

    async def use() -> None:
        if mode == "migrate":
            await database.migrate()
            return
        async with getattr(database, mode)() as session:
            await session.execute(text("SELECT 1"))

    with pytest.raises(Unreachable) as error:
        await use()
    assert "geheim" not in str(error.value)
    await database.close()


@on_postgres
async def test_a_server_that_restarts_in_the_middle_is_unreachable_and_then_there_again(
    database: Database, postgres: str
):
    async def write_meanwhile() -> None:
        async with database.writing() as session:
            people.add(session, ANN, NOON, tokens=15)
            await session.flush()
            await cut_all_lines(postgres)
            await session.execute(text("SELECT 1"))

    with pytest.raises(Unreachable):
        await write_meanwhile()
    assert await person(database) is None
    await meet(database)
    await cut_all_lines(postgres)
    assert await person(database) is not None  # lines that died while nobody used them are not handed out


async def cut_all_lines(server: str) -> None:
    """What a restart does to everybody who is connected."""
    import psycopg

    async with await psycopg.AsyncConnection.connect(server, autocommit=True) as connection:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND datname LIKE 'city_%'"
        )


async def test_a_reader_neither_waits_for_a_writer_nor_holds_one_up(database: Database):
    await meet(database)
    async with asyncio.timeout(2), database.writing() as writer:
        await people.lock(writer, ANN)
        async with database.reading() as reader:
            assert await reader.scalar(select(PersonRow.address)) == ANN
            people.add(writer, "telegram:2", NOON, tokens=15)
            await writer.flush()


async def test_two_who_lock_one_person_take_turns(database: Database, new_database: str):
    await meet(database)
    other = Database(new_database)
    order: list[str] = []

    async def take(database: Database, name: str) -> None:
        async with database.writing() as session:
            row = await people.lock(session, ANN)
            order.append(f"{name} in")
            await asyncio.sleep(0.02)
            row.misses += 1
            order.append(f"{name} out")

    await asyncio.gather(take(database, "a"), take(other, "b"), take(database, "c"))
    await other.close()
    assert [step.split()[1] for step in order] == ["in", "out"] * 3
    assert (await person(database)).misses == 3


async def test_eight_writers_on_one_file_never_meet_a_lock(tmp_path):
    """Each reads, thinks and writes a hundred times; with a plain BEGIN most of these fail."""
    url = f"sqlite:///{tmp_path / 'city.sqlite3'}"
    writers = [Database(url) for _ in range(8)]
    await writers[0].migrate()
    await meet(writers[0])
    longest = 0.0

    async def write(database: Database) -> None:
        nonlocal longest
        for _ in range(100):
            began = time.monotonic()
            async with database.writing() as session:
                row = await session.scalar(select(PersonRow).where(PersonRow.address == ANN))
                await asyncio.sleep(0)
                row.misses += 1
            longest = max(longest, time.monotonic() - began)

    await asyncio.gather(*(write(database) for database in writers))
    assert (await person(writers[0])).misses == 800
    assert longest < 5
    for database in writers:
        await database.close()


async def test_a_file_that_is_locked_for_too_long_is_unreachable_and_free_again_afterwards(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'city.sqlite3'}")
    await database.migrate()
    backup = sqlite3.connect(tmp_path / "city.sqlite3", isolation_level=None)
    backup.execute("BEGIN IMMEDIATE")
    async with database.reading() as session:
        await session.execute(text("PRAGMA busy_timeout = 100"))  # for this line; five seconds are long in a test
    with pytest.raises(Unreachable, match="locked"):
        await meet(database)
    backup.execute("ROLLBACK")
    backup.close()
    await meet(database)
    await database.close()


async def test_a_full_disk_is_unreachable_what_is_there_can_be_read_and_it_goes_on_by_itself(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'city.sqlite3'}")
    await database.migrate()
    await meet(database)

    async def fill(pages: int, receipts_of_20_kb: int) -> None:
        async with database.writing() as session:
            await session.execute(text(f"PRAGMA max_page_count = {pages}"))
            for number in range(receipts_of_20_kb):
                receipts.add(session, update=f"x:{number}", address=ANN, replies=["x" * 20_000], now=NOON, quote=None)
                await session.flush()

    with pytest.raises(Unreachable, match="full"):
        await fill(20, 100)
    assert (await person(database)) is not None
    await fill(1_000_000, 1)
    await database.close()


async def test_the_sqlite_file_is_safe_against_a_power_cut_and_many_readers(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'new folder' / 'city.sqlite3'}")
    await database.migrate()
    async with database.reading() as session:
        found = [(await session.execute(text(f"PRAGMA {name}"))).scalar() for name in PRAGMAS]
    assert dict(zip(PRAGMAS, found, strict=True)) == PRAGMAS
    await database.close()


PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sqlite:///x.sqlite3", True),
        ("sqlite+aiosqlite:///x.sqlite3", True),
        ("postgres://a@b/c", False),
        ("postgresql://a@b/c", False),
        ("postgresql+psycopg://a@b/c", False),
    ],
)
async def test_the_usual_ways_to_write_an_address_are_understood(written, meant, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    database = Database(written)
    assert database.is_sqlite is meant
    await database.close()


async def test_who_only_looked_may_let_go_before_something_long(database: Database):
    async with database.reading() as session:
        assert await session.scalar(select(PersonRow)) is None
        assert database._engine.pool.checkedout() == 1
        await Database.let_go(session)
        assert database._engine.pool.checkedout() == 0
