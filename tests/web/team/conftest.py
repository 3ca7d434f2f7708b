"""A console whose staff write announcements."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.answering.answers import Answers
from tests.web.conftest import Visitor
from tests.web.site import Site
from tests.web.team.desk import FAST, Desk


@pytest.fixture
async def site(answers: Answers, sqlite: str, tmp_path: Path) -> AsyncIterator[Site]:
    """The assistant on SQLite, with a pace that does not matter where the clock stands still."""
    site = Site(sqlite, answers, tmp_path, **FAST)
    await site.open()
    scheduler = site.app.schedule._scheduler
    assert scheduler
    scheduler.remove_all_jobs()  # the ticks are beaten by hand, so that every moment can be looked at
    yield site
    await site.close()


@pytest.fixture
async def desk(site: Site, visitor: Visitor) -> Desk:
    return Desk(site, visitor)
