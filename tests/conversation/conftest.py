from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conversation.house import House, a_house


@pytest.fixture
async def house(new_database: str) -> AsyncIterator[House]:
    """The small house on SQLite and on PostgreSQL."""
    async with a_house(new_database) as house:
        yield house


@pytest.fixture
async def small_house(tmp_path: Path) -> AsyncIterator[House]:
    """The same on SQLite alone, where a test is not about the database."""
    async with a_house(f"sqlite:///{tmp_path / 'city.sqlite3'}") as house:
        yield house
