"""The option `--full`, the figures at the end, and how the assistant is started."""

import functools
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.fakes.telegram import FakeTelegram
from tests.faults.process import Command, Launcher, Nest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="faults: with all figures, real starts and real waits")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    figures = [
        value
        for report in reports
        if isinstance(report, pytest.TestReport) and report.when == "call"
        for name, value in report.user_properties
        if name == "figure"
    ]
    if figures:
        terminalreporter.section("faults: figures")
        for figure in figures:
            terminalreporter.write_line(figure)


@pytest.fixture(scope="session")
def full(request: pytest.FixtureRequest) -> bool:
    """Whether the full form was asked for."""
    return bool(request.config.getoption("--full", default=False))


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Notes a figure for the end of the run; it travels with the test's report, from whichever worker."""
    return functools.partial(record_property, "figure")


@pytest.fixture(scope="session")
async def launcher(full: bool, learned: Path) -> AsyncIterator[Launcher]:
    """How the assistant is started: as anybody would, or in the short form out of the nest."""
    if full:
        yield Command(kept=learned)
        return
    async with Nest(learned) as nest:
        yield nest


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    """A Telegram that also brings updates to a webhook without TLS."""
    async with FakeTelegram(http_webhooks=True) as telegram:
        telegram.webhook.speed = 20
        yield telegram
