"""The tables that the program thinks of are the tables that the migrations build, and starting is always safe."""

import asyncio
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, make_url, text

import storage
from storage.database import BUSY_SECONDS, Database
from storage.errors import NewerSchema, StorageError
from storage.migrations import __path__ as migrations
from storage.tables import Base

NOUNS = [import_module(f"storage.{found.name}") for found in iter_modules(storage.__path__)]


@contextmanager
def looking_at(url: str) -> Iterator[Connection]:
    """A plain connection beside the program's own."""
    parsed = make_url(url)
    parsed = parsed.set(drivername="sqlite" if "sqlite" in parsed.drivername else "postgresql+psycopg")
    engine = create_engine(parsed)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def differences(connection: Connection) -> list:
    """Between the tables that are there and the tables that the program thinks of."""
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return compare_metadata(context, Base.metadata)


def test_every_table_belongs_to_a_noun():
    assert {mapper.class_.__module__ for mapper in Base.registry.mappers} <= {noun.__name__ for noun in NOUNS}


async def test_the_tables_are_what_the_migrations_build(database: Database, new_database: str):
    with looking_at(new_database) as connection:
        assert differences(connection) == []
        assert set(inspect(connection).get_table_names()) == {*Base.metadata.tables, "alembic_version"}


def test_the_migrations_are_one_line_without_forks():
    script = ScriptDirectory(next(iter(migrations)))
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1


async def test_starting_again_changes_nothing(database: Database):
    await database.migrate()
    await database.migrate()


async def test_replicas_that_start_together_build_one_schema(empty_database: str):
    replicas = [Database(empty_database) for _ in range(4)]
    await asyncio.gather(*(replica.migrate() for replica in replicas))
    for replica in replicas:
        await replica.close()
    with looking_at(empty_database) as connection:
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1
        assert differences(connection) == []


async def test_a_replica_waits_for_one_whose_migration_takes_longer_than_anything_else_may(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'city.sqlite3'}"
    slow = sqlite3.connect(tmp_path / "city.sqlite3", isolation_level=None)
    slow.execute("PRAGMA journal_mode = WAL")
    slow.execute("BEGIN IMMEDIATE")
    replica = Database(url)
    migrating = asyncio.create_task(replica.migrate())
    await asyncio.sleep(BUSY_SECONDS + 1.5)
    assert not migrating.done()
    slow.execute("ROLLBACK")
    slow.close()
    await migrating
    await replica.close()
    with looking_at(url) as connection:
        assert differences(connection) == []


async def test_a_database_of_a_newer_program_is_refused_in_a_clear_sentence_and_left_alone(
    database: Database, new_database: str
):
    with looking_at(new_database) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerSchema, match="9999") as refused:
        await database.migrate()
    assert isinstance(refused.value, StorageError)
    assert str(refused.value).endswith(".")
    with looking_at(new_database) as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"


KILLED = """
import os, signal, sys
from sqlalchemy import event
from storage import database, migrations

def bring_up_to_date(connection):
    def kill(connection, cursor, statement, *_):
        if sys.argv[2] in statement:
            os.kill(os.getpid(), signal.SIGKILL)
    event.listen(connection, "after_cursor_execute", kill)
    migrations.bring_up_to_date(connection)
    os.kill(os.getpid(), signal.SIGKILL)

database.bring_up_to_date = bring_up_to_date
import asyncio
asyncio.run(database.Database(sys.argv[1]).migrate())
"""


@pytest.mark.parametrize("when", ["CREATE TABLE person", "CREATE TABLE receipt", "INSERT"])
async def test_a_migration_that_is_killed_leaves_a_database_that_starts(empty_database: str, when: str):
    killed = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", KILLED, empty_database, when],
        check=False,
        capture_output=True,
        text=True,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    with looking_at(empty_database) as connection:
        assert not set(Base.metadata.tables) & set(inspect(connection).get_table_names())  # all or nothing
    database = Database(empty_database)
    await database.migrate()
    await database.close()
    with looking_at(empty_database) as connection:
        assert differences(connection) == []
