"""The assistant behind a real port, as `python -m bot` serves it. It can be stopped and started again on its data."""

import asyncio
from pathlib import Path
from typing import Any

import uvicorn
from sqlalchemy import func, select

from bot.answering.answers import Answers
from bot.app import App, put_together
from bot.settings import Settings
from bot.web.server import listen
from storage.people import PersonRow
from storage.receipts import ReceiptRow
from tests.city import SetClock
from tests.ports import HOST, free_port


class Site:
    """One process' worth of the assistant, without Telegram."""

    def __init__(self, database: str, answers: Answers, folder: Path, **settings: Any) -> None:
        self.clock = SetClock()
        self.port = free_port()
        self.url = f"http://{HOST}:{self.port}"
        self._answers = answers
        here = {"telegram_token": None, "database_url": database, "data_dir": folder, "http_port": self.port}
        self._settings = Settings(_env_file=None, **{**here, **settings})
        self._app: App | None = None
        self._server: uvicorn.Server | None = None
        self._serving: asyncio.Task[None] | None = None

    @property
    def app(self) -> App:
        """What serves just now."""
        assert self._app
        return self._app

    async def open(self) -> None:
        """Start it; when this returns, it answers."""
        self._app = put_together(self._settings, self.clock, self._answers)
        self._server = self._app.web.server(self._app.start, self._app.stop)
        self._serving = asyncio.create_task(self._server.serve(sockets=[listen(HOST, self.port)]))
        while not self._server.started:
            assert not self._serving.done(), "the server could not start"
            await asyncio.sleep(0.01)

    async def close(self) -> None:
        """Stop it as a signal would; when this returns, nobody answers."""
        if self._server and self._serving:
            self._server.should_exit = True
            await self._serving
        self._server = self._serving = None

    async def restart(self) -> None:
        await self.close()
        await self.open()

    async def count_messages(self) -> int:
        """How many messages were taken, over all people."""
        assert self._app
        async with self._app.database.reading() as session:
            return await session.scalar(select(func.count()).select_from(ReceiptRow)) or 0

    async def people(self) -> list[PersonRow]:
        assert self._app
        async with self._app.database.reading() as session:
            return list(await session.scalars(select(PersonRow)))

    async def waiting(self) -> int:
        """How many turns have replies that no page has confirmed."""
        assert self._app
        async with self._app.database.reading() as session:
            counted = select(func.count()).where(ReceiptRow.leased_until.is_not(None))
            return await session.scalar(counted) or 0
