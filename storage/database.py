"""The database: engine, transactions, and everything that differs between SQLite and PostgreSQL.

SQLite needs WAL, `BEGIN IMMEDIATE` and a busy time-out together: with a plain BEGIN eight writers lost 1,472 of 1,600
read-then-write transactions to "locked". Inside one process writers queue on a lock of ours as well, which is fair and
does not sleep as SQLite's busy handler does.

Whatever there is to wait for (a connection, a lock, a statement) is waited for BUSY_SECONDS and no longer: whoever
asked then hears that it must be tried again, and nobody stands behind somebody who waits for ever.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event, make_url, text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from storage import near
from storage.errors import Unreachable
from storage.migrations import bring_up_to_date
from storage.translation import in_our_words, is_locked

Session = AsyncSession
"""The one name of SQLAlchemy that the rest of the program uses."""

BUSY_SECONDS = 5
"""How long anybody waits: for another process (a backup, a console), a server that is slow, a connection."""

MIGRATION_SECONDS = 60
"""How long a start waits on SQLite for the replica that builds the schema: on a slow disk that takes a while."""

_MIGRATION_LOCK = 4_711_001  # any number will do; all replicas must use the same
_WITHOUT_HURRY = "SELECT set_config('lock_timeout', '0', true), set_config('statement_timeout', '0', true)"
"""For one transaction: a migration takes what it takes, and so does waiting for another replica's."""


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
        options = _sqlite_options(parsed) if self.is_sqlite else _postgres_options(parsed)
        # Errors are logged, and what people wrote must not be.
        self._engine = create_async_engine(parsed, hide_parameters=True, **options)
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
                await self._queue_to_write()
                stack.callback(self._writer.release)
            stack.enter_context(in_our_words())
            yield await stack.enter_async_context(self._sessions.begin())

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        """One transaction that only looks; on SQLite it waits for no writer and holds up none. Raises Unreachable."""
        with in_our_words():
            async with self._readers.begin() as session:
                yield session

    @staticmethod
    async def let_go(session: Session) -> None:
        """End a transaction that only looks before its block ends: what follows takes long and asks nothing more."""
        await session.close()

    @staticmethod
    @asynccontextmanager
    async def apart(session: Session) -> AsyncIterator[None]:
        """A part of a transaction that may fail and be undone alone. Raises what it fails with; Unreachable and
        AlreadyTaken as `writing` does."""
        with in_our_words():
            async with session.begin_nested():
                yield

    async def migrate(self) -> None:
        """Bring the schema to this program's version, in one transaction. Raises NewerSchema, Unreachable.

        Replicas that start together queue here: on PostgreSQL by an advisory lock, on SQLite by the write lock, which
        is asked for again and again, since SQLite gives up after BUSY_SECONDS.
        """
        until = asyncio.get_running_loop().time() + (MIGRATION_SECONDS if self.is_sqlite else 0)
        while True:
            try:
                return await self._migrate()
            except Unreachable as error:
                if not is_locked(error) or asyncio.get_running_loop().time() >= until:
                    raise

    async def _migrate(self) -> None:
        with in_our_words():
            async with self._engine.begin() as connection:
                if not self.is_sqlite:
                    await connection.execute(text(_WITHOUT_HURRY))
                    await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
                await connection.run_sync(bring_up_to_date)

    async def close(self) -> None:
        """Give all connections back."""
        await self._engine.dispose()

    async def _queue_to_write(self) -> None:
        try:
            async with asyncio.timeout(BUSY_SECONDS):
                await self._writer.acquire()
        except TimeoutError as error:
            raise Unreachable("too many wait to write") from error


def password_in(url: str) -> str | None:
    """The password in a database's address, for whoever has to keep it out of sight."""
    parsed = make_url(url)
    asked = parsed.query.get("password")
    return parsed.password or (asked if isinstance(asked, str) else None)


def _sqlite_options(url: URL) -> dict[str, Any]:
    options: dict[str, Any] = {"connect_args": {"async_creator_fn": near.connect, "check_same_thread": False}}
    if url.database and url.database != ":memory:":  # in memory there is one connection, and none to wait for
        options["pool_timeout"] = BUSY_SECONDS
    return options


def _postgres_options(url: URL) -> dict[str, Any]:
    """What the address itself says stands."""
    most = BUSY_SECONDS * 1000
    preset = {"connect_timeout": BUSY_SECONDS, "tcp_user_timeout": most}
    arguments: dict[str, Any] = {name: value for name, value in preset.items() if name not in url.query}
    arguments["options"] = f"-c lock_timeout={most} -c statement_timeout={most} {url.query.get('options', '')}".strip()
    return {"pool_pre_ping": True, "pool_size": 10, "pool_timeout": BUSY_SECONDS, "connect_args": arguments}


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
