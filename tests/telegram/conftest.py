from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.telegram.house import TelegramHouse, a_telegram_house


@pytest.fixture
async def house(new_database: str, tmp_path: Path) -> AsyncIterator[TelegramHouse]:
    """The face on Telegram, on SQLite and on PostgreSQL."""
    async with a_telegram_house(new_database, tmp_path) as house:
        yield house


@pytest.fixture
async def small_house(sqlite: str, tmp_path: Path) -> AsyncIterator[TelegramHouse]:
    """The same on SQLite alone, where a test is about Telegram and not about the database."""
    async with a_telegram_house(sqlite, tmp_path) as house:
        yield house
