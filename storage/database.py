"""The database: engine, transactions, and everything that differs between SQLite and PostgreSQL.

SQLite needs WAL, `BEGIN IMMEDIATE` and a busy time-out together: with a plain BEGIN eight writers lose 1,472 of 1,600
read-then-write transactions to "locked" (measured, see the README). Inside one process writers queue on a lock of ours
as well, which is fair and does not sleep as SQLite's busy handler does.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, make_url, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from storage import near
from storage.errors import AlreadyTaken, Unreachable
from storage.migrations import bring_up_to_date

Session = AsyncSession
"""The one name of SQLAlchemy that the rest of the program uses."""

BUSY_SECONDS = 5
"""How long a writer waits for another process (a backup, a console) before it gives up. F6 of the fault table."""

_MIGRATION_LOCK = 4_711_001  # any number will do; all replicas must use the same


class Database:
    """Transactions on one database. `url` is SQLAlchemy's, or plain `postgresql://…`."""

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        if parsed.drivername in {"postgresql", "postgres"}:
            parsed = parsed.set(drivername="postgresql+psycopg")
        elif parsed.drivername == "sqlite":
            parsed = parsed.set(drivername="sqlite+aiosqlite")
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        if self.is_sqlite and parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        options: dict[str, Any] = {"pool_pre_ping": True, "pool_size": 10}
        if self.is_sqlite:
            options = {"connect_args": {"async_creator_fn": near.connect, "check_same_thread": False}}
        options["hide_parameters"] = True  # errors are logged, and what people wrote must not be
        self._engine = create_async_engine(parsed, **options)
        if self.is_sqlite:
            event.listen(self._engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(self._engine.sync_engine, "begin", _begin_sqlite)
        self._sessions = async_sessionmaker(self._engine, expire_on_commit=False)
        self._readers = async_sessionmaker(self._engine.execution_options(reading=True), expire_on_commit=False)
        self._writer = asyncio.Lock()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Session]:
        """One transaction that may change things: commits at the end, or undoes all of it.

        Raises AlreadyTaken where a unique key was taken, Unreachable where the database cannot be used.
        """
        async with AsyncExitStack() as stack:
            if self.is_sqlite:
                await stack.enter_async_context(self._writer)
            try:
                async with self._sessions.begin() as session:
                    yield session
            except IntegrityError as error:
                raise AlreadyTaken(str(error.orig)) from error
            except (OperationalError, DBAPIError, OSError) as error:
                if isinstance(error, DBAPIError) and not _may_pass(error):
                    raise
                raise Unreachable(str(error)) from error

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        """One transaction that only looks; on SQLite it waits for no writer and holds up none."""
        try:
            async with self._readers.begin() as session:
                yield session
        except (OperationalError, OSError) as error:
            raise Unreachable(str(error)) from error

    async def migrate(self) -> None:
        """Bring the schema to this program's version, in one transaction. Raises NewerSchema, Unreachable.

        Replicas that start together queue here: on PostgreSQL by an advisory lock, on SQLite by the write lock.
        """
        try:
            async with self._engine.begin() as connection:
                if not self.is_sqlite:
                    await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
                await connection.run_sync(bring_up_to_date)
        except (OperationalError, OSError) as error:
            raise Unreachable(str(error)) from error

    async def close(self) -> None:
        """Give all connections back."""
        await self._engine.dispose()


def _prepare_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself; `_begin_sqlite` does
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else near.BEGIN)


def _may_pass(error: DBAPIError) -> bool:
    """Whether the same transaction may succeed later: a lost connection, a lock, a full disk. Else it is a bug."""
    return isinstance(error, OperationalError) or error.connection_invalidated
