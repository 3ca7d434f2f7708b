"""The chat's addresses over plain HTTP, on both databases, with people who have opened the page."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.answering.answers import Answers
from tests.web.caller import Caller
from tests.web.site import Site


@pytest.fixture
async def site(new_database: str, answers: Answers, tmp_path: Path) -> AsyncIterator[Site]:
    site = Site(new_database, answers, tmp_path)
    await site.open()
    yield site
    await site.close()


@pytest.fixture
async def ann(site: Site) -> AsyncIterator[Caller]:
    """Somebody who has opened the page."""
    async with Caller(site.url) as caller:
        await caller.opens_the_page()
        yield caller
