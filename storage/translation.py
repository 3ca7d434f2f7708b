"""What the drivers say about the database, in our words. What they say about our own code stays what it is: a bug.

Both come as the same exceptions. A bug that passed for a database that is away would be tried again for ever, and hold
up everybody behind it; a database that is away and passed for a bug would cost a person their answer. So the error's
code decides, and only errors of the database layer are looked at: whatever else is raised in a transaction is not ours
to judge.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from storage.errors import AlreadyTaken, Unreachable

_TAKEN = {"23505", sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY}
_PASSING_ON_SQLITE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
}
_READ_ONLY = "25006"
"""PostgreSQL while a standby takes over; for the driver an internal error."""


@contextmanager
def in_our_words() -> Iterator[None]:
    """Around a transaction: AlreadyTaken for a unique key, Unreachable for what may pass, all else as it is."""
    try:
        yield
    except NoConnectionFree as error:
        raise Unreachable(str(error)) from error
    except DBAPIError as error:
        if isinstance(error, IntegrityError) and _code(error) in _TAKEN:
            raise AlreadyTaken(str(error.orig).partition("\n")[0]) from error  # the next line holds what was written
        if _may_pass(error):
            raise Unreachable(str(error)) from error
        raise


def is_locked(error: Unreachable) -> bool:
    """Whether SQLite's file is only in another's hands."""
    cause = error.__cause__
    code = _code(cause) if isinstance(cause, DBAPIError) else None
    return isinstance(code, int) and code & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _may_pass(error: DBAPIError) -> bool:
    """Whether the same transaction may succeed later: a lost connection, a lock, a full disk."""
    code = _code(error)
    if isinstance(code, int):
        return code & 0xFF in _PASSING_ON_SQLITE  # the upper bits say more closely what it was
    return error.connection_invalidated or isinstance(error, OperationalError) or code == _READ_ONLY


def _code(error: DBAPIError) -> str | int | None:
    """SQLite's number or PostgreSQL's five signs; None where there was nobody to give one."""
    return getattr(error.orig, "sqlite_errorcode", None) or getattr(error.orig, "sqlstate", None)
