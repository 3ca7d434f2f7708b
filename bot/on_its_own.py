"""What a tick does to one row: a bug with it must not hold up the others."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog

from storage.errors import AlreadyTaken, Unreachable

FRAMES = 5
"""So many places of a failure are logged, the innermost last."""

log = structlog.get_logger()


@contextmanager
def on_its_own(what: str, row: object) -> Iterator[None]:
    """Around the transaction (or the savepoint) of one row, `row` being its number. It is met again at the next beat.

    A database that is away is away for all: Unreachable goes through. What a bug says of itself may quote what people
    wrote, so only its kind and its places are logged.
    """
    try:
        yield
    except Unreachable:
        raise
    except AlreadyTaken:
        log.info("done_elsewhere", what=what, row=row)  # by another replica at this very moment
    except Exception as error:  # noqa: BLE001 - a bug, and logged as one
        frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
        places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        log.error("row_failed", what=what, row=row, error=type(error).__name__, places=places)  # noqa: TRY400
