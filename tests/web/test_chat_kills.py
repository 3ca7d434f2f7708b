"""The real program, `python -m bot` without a token, killed without warning while a resident is talking to it."""

import asyncio
import contextlib
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Browser, expect

from bot.answering.answers import Answers
from tests.ports import HOST
from tests.web.site import Site
from tests.web.visit import Visit

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "SYSTEMROOT")
PATIENCE = 60_000
QUESTIONS = ["/kontakt", "was ist aus den solar bänken geworden"]


@asynccontextmanager
async def program(site: Site, folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """The assistant as a process of its own on the port of `site`; when this is entered, it answers."""
    environment = {name: os.environ[name] for name in KEPT if name in os.environ}
    environment |= {"GERABOT_DATA_DIR": str(folder), "GERABOT_HTTP_HOST": HOST, "GERABOT_HTTP_PORT": str(site.port)}
    environment |= {"PYTHONPATH": str(ROOT)}
    with (folder / "log.txt").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", cwd=folder, env=environment, stdout=log, stderr=log
        )
    try:
        await _answers(site)
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGKILL)
        await process.wait()


async def _answers(site: Site) -> None:
    async with asyncio.timeout(PATIENCE / 1000), aiohttp.ClientSession() as session:
        while True:
            with contextlib.suppress(aiohttp.ClientError):
                async with session.get(f"{site.url}/health") as answer:
                    if answer.status == 200:
                        return
            await asyncio.sleep(0.1)


async def test_a_resident_loses_nothing_and_reads_nothing_twice(
    chromium: Browser, answers: Answers, learned: Path, tmp_path: Path
):
    site = Site("sqlite+aiosqlite:///unused.sqlite3", answers, tmp_path)  # only for its port: the program is outside
    (tmp_path / "cache").symlink_to(learned, target_is_directory=True)
    chance = random.Random(20261123)
    visit: Visit | None = None
    for number, question in enumerate(QUESTIONS, start=1):
        async with program(site, tmp_path) as process:
            visit = visit or await Visit.begin(chromium, site)
            await expect(visit.replies).to_have_count(number, timeout=PATIENCE)
            await visit.says(question)
            await asyncio.sleep(chance.uniform(0, 0.1))  # before, while or after it is taken
            process.send_signal(signal.SIGKILL)
    assert visit
    async with program(site, tmp_path):
        await expect(visit.replies).to_have_count(len(QUESTIONS) + 1, timeout=PATIENCE)
        await expect(visit.page.locator(".state")).to_have_count(0)
        await expect(visit.own).to_have_text(QUESTIONS)
        await visit.says("/themen")
        await visit.hears("Pilotprojekte")
        await expect(visit.replies).to_have_count(len(QUESTIONS) + 2)
    await visit.context.close()
    assert visit.mishaps == []
