"""Whoever deletes everything is in no table any more: a walk over all of them, also those that are yet to come."""

from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Column, Float, Integer, LargeBinary, String, Table, insert, select

import storage
from bot.delivery.accounting import move
from bot.people.retention import forget_person
from storage.database import Database
from storage.tables import Base, UtcTime
from tests.city import NOON

for found in iter_modules(storage.__path__):
    import_module(f"storage.{found.name}")

ANN, ANNA = "telegram:4711", "telegram:4712"
OWNERS = ("address", "author")
"""The columns that hold an address."""
OF_NO_PERSON = {"event"}
"""Its address is that of a house."""
OF_THE_STAFF = {"staff", "staff_menu", "nomination"}
"""Who works here leaves the staff first: `/loeschen` says so. Groups, whose addresses change, don't."""
KEPT_SO_LONG = {"receipt"}
"""That an update was taken is noted for 72 hours, without any words: Telegram may repeat it."""


def tables_with_people() -> list[Table]:
    return [
        table
        for table in Base.metadata.sorted_tables
        if any(isinstance(column.type, String) and column.name in OWNERS for column in table.columns)
        and table.name not in OF_NO_PERSON | OF_THE_STAFF
    ]


def some(column: Column[Any]) -> Any:
    if column.name in OWNERS and isinstance(column.type, String):
        return ANN
    kinds: list[tuple[type, Any]] = [
        (Boolean, False), (Integer, 1), (Float, 1.0), (UtcTime, NOON), (JSON, {}), (LargeBinary, b""), (String, "x"),
    ]  # fmt: skip
    return next(value for kind, value in kinds if isinstance(column.type, kind))


def needed(table: Table) -> Iterator[Table]:
    """The tables that this one points at, and itself."""
    for key in table.foreign_keys:
        if key.column.table is not table:
            yield from needed(key.column.table)
    yield table


async def fill(database: Database) -> list[Table]:
    filled: list[Table] = []
    for table in tables_with_people():
        for one in needed(table):
            if one not in filled:
                values = {c.name: some(c) for c in one.columns if not c.nullable or c.name in OWNERS}
                async with database.writing() as session:
                    await session.execute(insert(one).values(**values))
                filled.append(one)
    return filled


async def where_it_stands(database: Database, address: str) -> set[str]:
    found = set()
    async with database.reading() as session:
        for table in Base.metadata.sorted_tables:
            rows = (await session.execute(select(table))).all()
            if table.name not in OF_NO_PERSON and any(
                address in str(value) for row in rows for value in row if not isinstance(value, datetime)
            ):
                found.add(table.name)
    return found


@pytest.fixture
async def database(new_database: str):
    database = Database(new_database)
    await database.migrate()
    yield database
    await database.close()


async def test_of_who_deletes_everything_no_table_knows_anything(database: Database):
    filled = {table.name for table in await fill(database)}
    assert await where_it_stands(database, ANN) >= {table.name for table in tables_with_people()}
    assert {"person", "supporter", "idea", "idea_draft", "delivery"} <= filled
    async with database.writing() as session:
        await forget_person(session, ANN, NOON)
    assert await where_it_stands(database, ANN) <= KEPT_SO_LONG


async def test_a_new_address_is_the_only_one_that_is_left(database: Database):
    await fill(database)
    async with database.writing() as session:
        await move(session, ANN, ANNA, NOON)
    assert await where_it_stands(database, ANN) <= KEPT_SO_LONG
