"""What may pass is Unreachable, what is taken is AlreadyTaken, and a bug of ours stays a bug."""

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from storage import people, receipts
from storage.database import Database
from storage.errors import AlreadyTaken, Unreachable
from tests.city import NOON
from tests.storage.kinds import on_postgres

ANN = "telegram:4711"
ROOM = 50
"""More lines than any pool here has."""


@pytest.fixture
async def hurried(new_database: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Database]:
    """Waits for one second instead of five."""
    monkeypatch.setattr("storage.database.BUSY_SECONDS", 1)
    database = Database(new_database)
    await database.migrate()
    yield database
    await database.close()


@pytest.mark.parametrize("mode", ["writing", "reading", "migrate"])
async def test_no_connection_free_is_unreachable_and_soon_said(hurried: Database, mode: str):
    async def use() -> None:
        if mode == "migrate":
            await hurried.migrate()
            return
        async with getattr(hurried, mode)() as session:
            await session.execute(text("SELECT 1"))

    async with AsyncExitStack() as held:
        with pytest.raises(NoConnectionFree):  # these transactions are still open: nobody has translated it yet
            await take_all_lines(hurried, held)
        began = time.monotonic()
        with pytest.raises(Unreachable):
            await use()
        assert time.monotonic() - began < 3
    await use()


async def take_all_lines(database: Database, held: AsyncExitStack) -> None:
    for _ in range(ROOM):
        session = await held.enter_async_context(database.reading())
        await session.execute(text("SELECT 1"))


async def test_a_writer_waits_for_another_no_longer_than_a_person_would(hurried: Database):
    async with hurried.writing() as session:
        people.add(session, ANN, NOON, tokens=15)

    async def write() -> None:
        async with hurried.writing() as session:
            await people.lock(session, ANN)

    async with hurried.writing() as session:
        await people.lock(session, ANN)
        began = time.monotonic()
        with pytest.raises(Unreachable):
            await write()
        assert time.monotonic() - began < 3
    await write()


@on_postgres
async def test_a_statement_that_takes_too_long_is_unreachable(hurried: Database):
    with pytest.raises(Unreachable, match="statement timeout"):
        async with hurried.reading() as session:
            await session.execute(text("SELECT pg_sleep(10)"))


@on_postgres
async def test_what_the_address_asks_for_itself_stands(hurried: Database, new_database: str):
    mark = "&" if "?" in new_database else "?"
    own = Database(f"{new_database}{mark}options=-c%20statement_timeout%3D7000")
    async with own.reading() as session:
        assert await session.scalar(text("SHOW statement_timeout")) == "7s"
        assert await session.scalar(text("SHOW lock_timeout")) == "1s"
    await own.close()


@pytest.mark.parametrize("mode", ["writing", "reading"])
@pytest.mark.parametrize("kind", [FileNotFoundError, ConnectionError, TimeoutError])
async def test_what_a_flow_raises_itself_is_not_the_databases(database: Database, mode: str, kind: type[Exception]):
    async def fail() -> None:
        async with getattr(database, mode)() as session:
            await session.execute(text("SELECT 1"))
            raise kind("content/answer.md")

    with pytest.raises(kind):
        await fail()


@pytest.mark.parametrize("mode", ["writing", "reading"])
@pytest.mark.parametrize("statement", ["SELECT nothing FROM person", "SELECT 1 FROM nowhere", "SELEC 1"])
async def test_a_wrong_statement_is_a_bug_and_not_a_database_that_is_away(
    database: Database, mode: str, statement: str
):
    with pytest.raises(DBAPIError):
        async with getattr(database, mode)() as session:
            await session.execute(text(statement))


async def test_a_value_that_is_missing_is_a_bug_and_not_a_key_that_is_taken(database: Database):
    with pytest.raises(IntegrityError):
        async with database.writing() as session:
            receipts.add(session, update="x:1", address=None, replies=[], now=NOON, quote=None)


async def test_a_key_that_is_taken_is_said_without_what_was_written(database: Database):
    async def meet() -> None:
        async with database.writing() as session:
            people.add(session, ANN, NOON, tokens=15)

    await meet()
    with pytest.raises(AlreadyTaken, match="person") as error:
        await meet()
    assert ANN not in str(error.value)


async def test_a_primary_key_that_is_taken_is_taken_too(database: Database):
    async def take() -> None:
        async with database.writing() as session:
            await session.execute(text("CREATE TABLE IF NOT EXISTS scratch (name VARCHAR(9) PRIMARY KEY)"))
            await session.execute(text("INSERT INTO scratch VALUES ('a')"))

    await take()
    with pytest.raises(AlreadyTaken):
        await take()


@on_postgres
async def test_a_standby_that_does_not_write_yet_is_unreachable(database: Database):
    async def write() -> None:
        async with database.writing() as session:
            await session.execute(text("SET TRANSACTION READ ONLY"))
            people.add(session, ANN, NOON, tokens=15)

    with pytest.raises(Unreachable, match="read-only"):
        await write()


@pytest.mark.parametrize("statement", ["PRAGMA query_only = ON", "PRAGMA max_page_count = 1"])
async def test_a_file_that_takes_nothing_is_unreachable(tmp_path, statement: str):
    database = Database(f"sqlite:///{tmp_path / 'city.sqlite3'}")
    await database.migrate()

    async def write() -> None:
        async with database.writing() as session:
            await session.execute(text(statement))
            for number in range(100):
                receipts.add(session, update=f"x:{number}", address=ANN, replies=["x" * 9_000], now=NOON, quote=None)

    with pytest.raises(Unreachable):
        await write()
    await database.close()


async def test_a_file_that_cannot_be_opened_is_unreachable(tmp_path):
    database = Database(f"sqlite:///{tmp_path}")  # a folder
    with pytest.raises(Unreachable, match="open"):
        await database.migrate()
    await database.close()
