from collections.abc import AsyncIterator

import pytest

from storage.database import Database


@pytest.fixture
async def database(new_database: str) -> AsyncIterator[Database]:
    """A database of each kind, brought up to date."""
    database = Database(new_database)
    await database.migrate()
    yield database
    await database.close()
