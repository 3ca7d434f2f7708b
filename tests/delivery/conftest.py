from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.delivery.office import PostOfficeForTests, a_post_office


@pytest.fixture
async def office(new_database: str) -> AsyncIterator[PostOfficeForTests]:
    """A post office on SQLite and on PostgreSQL."""
    async with a_post_office(new_database) as office:
        yield office


@pytest.fixture
async def small_office(tmp_path: Path) -> AsyncIterator[PostOfficeForTests]:
    """The same on SQLite alone, with little patience, where a test is about Telegram and not about the database."""
    async with a_post_office(f"sqlite:///{tmp_path / 'city.sqlite3'}", read_seconds=0.5) as office:
        yield office
