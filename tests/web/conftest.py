"""Chromium for the tests of the page. Where there is none they are skipped with the reason, but never in CI."""

import os
import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, async_playwright

from bot.answering.answers import Answers
from tests.web.site import Site
from tests.web.visit import Visit

SCREENSHOTS = Path(__file__).parents[1] / "screenshots"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Note whether the test failed, for the picture taken afterwards."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """The system's Chromium, started once."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        reason = "Chromium is missing (Debian: apt-get install chromium)"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, headless=True, args=QUIET)
        yield browser
        await browser.close()


@pytest.fixture
async def site(answers: Answers, sqlite: str, tmp_path: Path) -> AsyncIterator[Site]:
    """The assistant on SQLite; the addresses are tested on PostgreSQL as well (chat_api/)."""
    site = Site(sqlite, answers, tmp_path)
    await site.open()
    yield site
    await site.close()


Visitor = Callable[..., Awaitable[Visit]]


@pytest.fixture
async def visitor(request: pytest.FixtureRequest, chromium: Browser, site: Site) -> AsyncIterator[Visitor]:
    """Brings residents to the page, each with a browser profile of their own.

    Afterwards it is checked for all of them that nothing went to another host, nothing broke the page's rules, no
    dialog came up and no script failed. If the test failed there is a picture of each page in `tests/screenshots/`.
    """
    visits: list[Visit] = []

    async def come(path: str = "/chat", **profile: Any) -> Visit:
        visit = await Visit.begin(chromium, site, path, **profile)
        visits.append(visit)
        return visit

    yield come
    for number, visit in enumerate(visits):
        if request.node.stash.get(FAILED, False):
            name = re.sub(r"[^\w-]+", "-", request.node.name)
            SCREENSHOTS.mkdir(exist_ok=True)
            await visit.page.screenshot(path=SCREENSHOTS / f"{name}-{number}.png")
        await visit.context.close()
    assert [mishap for visit in visits for mishap in visit.mishaps] == []


@pytest.fixture
async def ann(visitor: Visitor) -> Visit:
    """A resident who has opened the page and been welcomed."""
    visit = await visitor()
    await visit.hears("Guten Tag")
    return visit
