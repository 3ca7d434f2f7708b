"""A database of one's own, and the town hall on it."""

from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from tests.ideas.townhall import Townhall


@pytest.fixture
async def database(new_database: str) -> AsyncIterator[Database]:
    database = Database(new_database)
    await database.migrate()
    yield database
    await database.close()


@pytest.fixture
async def hall(database: Database) -> Townhall:
    hall = Townhall(database)
    await hall.opens()
    return hall
