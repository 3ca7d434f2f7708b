"""A town for each test, python-telegram-bot's own Bot in it, and a way to ask without any library."""

import json

import aiohttp
import pytest
from telegram import Bot

from .telegram import FakeTelegram


@pytest.fixture
async def town():
    async with FakeTelegram(http_webhooks=True) as town:
        yield town


@pytest.fixture
async def bot(town):
    async with Bot(town.token, base_url=f"{town.url}/bot", base_file_url=f"{town.url}/file/bot") as bot:
        town.record.clear()
        yield bot


@pytest.fixture
async def ask(town):
    """`status, answer = await ask("sendMessage", chat_id=…)`: form values, nested ones as JSON."""
    async with aiohttp.ClientSession() as session:

        async def ask_it(method, token=town.token, **values):
            form = {name: value if isinstance(value, str) else json.dumps(value) for name, value in values.items()}
            async with session.post(f"{town.url}/bot{token}/{method}", data=form) as answer:
                return answer.status, await answer.json()

        yield ask_it
