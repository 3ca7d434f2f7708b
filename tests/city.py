"""A whole city for a test: the fake Telegram over real HTTP, a real database, replicas of the assistant."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from sqlalchemy import select

from bot.answering.answers import Answers
from bot.app import App, put_together
from bot.settings import Settings
from storage import receipts
from storage.tables import Base
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram.people import Person

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
"""The time at which every story begins: Monday, 23 November 2026, noon in Gera."""


class SetClock:
    """A clock that a test sets. It stands still until it is told to run."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now
        self._runs_since: float | None = None

    def now(self) -> datetime:
        if self._runs_since is None:
            return self._now
        return self._now + timedelta(seconds=time.monotonic() - self._runs_since)

    def runs(self) -> None:
        """From now on it goes as clocks do, which a pace in small steps needs."""
        self._runs_since = time.monotonic()

    def passes(self, **time: float) -> None:
        self._now += timedelta(**time)


class City:
    """Starts with one replica of the assistant, which polls."""

    def __init__(self, database: str, answers: Answers, folder: Path, **settings: Any) -> None:
        self.clock = SetClock()
        self.telegram = FakeTelegram(now=self.clock.now)
        self.apps: list[App] = []
        self.answers = answers
        self._settings = {"database_url": database, "data_dir": folder, **settings}

    async def __aenter__(self) -> Self:
        await self.telegram.start()
        await self.start_app()
        return self

    async def __aexit__(self, *_: object) -> None:
        for app in self.apps:
            await app.stop()
        await self.telegram.stop()

    async def start_app(self, **settings: Any) -> App:
        """Another replica."""
        made = Settings(
            _env_file=None,
            telegram_token=self.telegram.token,
            telegram_api_url=self.telegram.url,
            **{**self._settings, **settings},
        )
        app = put_together(made, self.clock, self.answers)
        await app.start()
        assert app.telegram
        await app.telegram.ready.wait()
        self.apps.append(app)
        return app

    async def stop_app(self, app: App) -> None:
        self.apps.remove(app)
        await app.stop()

    async def beats(self, name: str) -> None:
        """One beat of a tick, without waiting for it."""
        (tick,) = [tick for tick in self.apps[0].schedule.ticks if tick.name == name]
        await tick.beat()

    async def settled(self) -> None:
        """Wait until every reply is out and recorded."""
        async with asyncio.timeout(10):
            while await self._waiting():  # noqa: ASYNC110 - the database says when
                await asyncio.sleep(0.02)

    async def _waiting(self) -> int:
        async with self.apps[0].database.reading() as session:
            return await receipts.count_waiting(session, "telegram")

    async def everything_stored(self) -> str:
        """All rows of all tables as text."""
        async with self.apps[0].database.reading() as session:
            tables = [await session.execute(select(table)) for table in Base.metadata.sorted_tables]
            rows = [str(row) for table in tables for row in table.all()]
        return "\n".join(rows)

    def person(self, name: str = "Ann", **about: Any) -> Person:
        """A resident with Telegram."""
        return self.telegram.person(name, language_code=about.pop("language_code", "de"), **about)

    async def known_person(self, name: str = "Ann", **about: Any) -> Person:
        """A resident who has met the assistant before."""
        person = self.person(name, **about)
        await person.says("/start")
        await person.hears()
        return person
