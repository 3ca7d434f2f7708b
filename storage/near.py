"""SQLite without a walk to another thread at every step.

aiosqlite does each step of a statement (cursor, execute, fetch, close) in a thread of its own: 15 walks there and back
a turn, which cost more than the statements, above all on a busy machine. Here a walk is made for what may wait: the
begin, for another process's lock; the commit, for the disk; and all that is read outside a write transaction, for it
may be long. Inside one, a statement touches a few rows by key, and is done at once.
"""

import sqlite3
from collections.abc import Callable
from functools import partial
from typing import Any

import aiosqlite

BEGIN = "BEGIN IMMEDIATE"
CHUNK = 64


class NearConnection(aiosqlite.Connection):
    """A connection that does at once what cannot wait for anybody."""

    _writing = False

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Every step of this connection and of its cursors comes by here."""
        step = fn.__name__
        if step in {"commit", "rollback"}:
            self._writing = False
            if not self._conn.in_transaction:
                return None  # the pool's own rollback after every commit
        elif self._writing or step == "cursor":
            return fn(*args, **kwargs)
        result = await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]
        self._writing = args[:1] == (BEGIN,)
        return result


def connect(database: str, **options: Any) -> NearConnection:
    """A new connection, to be awaited: SQLAlchemy's `async_creator_fn`."""
    connection = NearConnection(partial(sqlite3.connect, database, **options), CHUNK)
    connection._thread.daemon = True  # as SQLAlchemy does: a program that fails must not wait for it
    return connection
