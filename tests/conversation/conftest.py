from collections.abc import AsyncIterator

import pytest

from tests.conversation.house import House, a_house


@pytest.fixture
async def house(new_database: str) -> AsyncIterator[House]:
    """The small house on SQLite and on PostgreSQL."""
    async with a_house(new_database) as house:
        yield house


@pytest.fixture
async def small_house(sqlite: str) -> AsyncIterator[House]:
    """The same on SQLite alone, where a test is not about the database."""
    async with a_house(sqlite) as house:
        yield house
