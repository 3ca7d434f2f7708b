"""Exact counts: a hundred supporters at once are a hundred, one person a hundred times is one."""

import asyncio

import pytest

from storage import ideas, supporters
from storage.database import Database
from storage.errors import StorageError
from storage.ideas import IdeaRow, Stage
from tests.city import NOON


@pytest.fixture
async def database(new_database: str):
    database = Database(new_database)
    await database.migrate()
    yield database
    await database.close()


async def new_idea(database: Database) -> int:
    async with database.writing() as session:
        row = await ideas.add(
            session,
            IdeaRow(
                pseudonym="Gera-Ahorn 7", title="Bänke", text="Mehr Bänke", language="de", handed_in=NOON,
                stage=Stage.PUBLIC, support=0,
            ),
        )  # fmt: skip
        return row.id


async def toggle(database: Database, idea: int, address: str, *, wants: bool) -> bool:
    """One deed, again when the database was busy."""
    while True:
        try:
            async with database.writing() as session:
                row = await ideas.numbered(session, idea)
                assert row is not None
                if wants:
                    return await supporters.join(session, row, address, NOON)
                return await supporters.leave(session, row, address)
        except StorageError:
            await asyncio.sleep(0.01)


async def counted(database: Database, idea: int) -> tuple[int, int]:
    async with database.reading() as session:
        row = await ideas.look_at(session, idea)
        assert row is not None
        return row.support, await supporters.count(session, idea)


@pytest.mark.parametrize("time", range(3))
async def test_a_hundred_at_once_are_a_hundred(database: Database, time: int):
    idea = await new_idea(database)
    done = await asyncio.gather(*(toggle(database, idea, f"telegram:{n}", wants=True) for n in range(100)))
    assert (sum(done), *await counted(database, idea)) == (100, 100, 100)
    done = await asyncio.gather(*(toggle(database, idea, f"telegram:{n}", wants=False) for n in range(0, 100, 2)))
    assert (sum(done), *await counted(database, idea)) == (50, 50, 50)


async def test_one_person_a_hundred_times_is_one(database: Database):
    idea = await new_idea(database)
    done = await asyncio.gather(*(toggle(database, idea, "telegram:1", wants=True) for _ in range(100)))
    assert (sum(done), *await counted(database, idea)) == (1, 1, 1)


async def test_a_storm_of_both_ends_with_rows_and_count_alike(database: Database):
    idea = await new_idea(database)
    deeds = [toggle(database, idea, f"telegram:{n % 7}", wants=bool(n % 3)) for n in range(90)]
    await asyncio.gather(*deeds)
    support, rows = await counted(database, idea)
    assert support == rows
