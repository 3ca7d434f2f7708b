"""A console whose staff write announcements."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.answering.answers import Answers
from storage.staff import Role, StaffRow
from tests.web.site import Site
from tests.web.team.colleague import Colleague
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
def desk(request: pytest.FixtureRequest, site: Site) -> Desk:
    """The announcements' pages; in tests marked `browser` with Chromium."""
    in_browser = request.node.get_closest_marker("browser") is not None
    return Desk(site, request.getfixturevalue("visitor") if in_browser else None)


@pytest.fixture
async def editor(desk: Desk) -> StaffRow:
    return await desk.member(Role.EDITOR, "Presse")


@pytest.fixture
async def publisher(desk: Desk) -> StaffRow:
    return await desk.member(Role.PUBLISHER, "Leitung")


@pytest.fixture
async def ann(desk: Desk, editor: StaffRow) -> AsyncIterator[Colleague]:
    """The editor at the console, without a browser."""
    async with await desk.colleague(editor) as colleague:
        yield colleague


@pytest.fixture
async def bea(desk: Desk, publisher: StaffRow) -> AsyncIterator[Colleague]:
    """The publisher at the console, without a browser."""
    async with await desk.colleague(publisher) as colleague:
        yield colleague
