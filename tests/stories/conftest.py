"""What the stories of the staff share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.answering.answers import Answers
from tests.city import City
from tests.newsroom import FAST, Newsroom
from tests.team.helping import Town


@pytest.fixture
async def newsroom(new_database: str, answers: Answers, tmp_path: Path) -> AsyncIterator[Newsroom]:
    """A city whose staff can send announcements."""
    async with City(new_database, answers, tmp_path, **FAST) as city:
        yield Newsroom(city)


@pytest.fixture
async def town(new_database: str, answers: Answers, tmp_path: Path) -> AsyncIterator[Town]:
    """A city with a console, whose staff begins with its administrator."""
    async with Town.open(new_database, answers, tmp_path) as town:
        yield town
