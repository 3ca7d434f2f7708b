from collections.abc import AsyncIterator

import pytest

from tests.delivery.office import PostOfficeForTests, a_post_office


@pytest.fixture
async def office(new_database: str) -> AsyncIterator[PostOfficeForTests]:
    """A post office on SQLite and on PostgreSQL."""
    async with a_post_office(new_database) as office:
        yield office


@pytest.fixture
async def small_office(sqlite: str) -> AsyncIterator[PostOfficeForTests]:
    """The same on SQLite alone, with little patience, where a test is about Telegram and not about the database."""
    async with a_post_office(sqlite, read_seconds=0.5) as office:
        yield office
