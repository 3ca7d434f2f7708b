"""The Telegram face on a strict fake Telegram and a real database, with a flow of a few lines behind it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from telegram import Bot

from bot.answering.answers import Answers
from bot.answering.sharing import Sharing
from bot.conversation.turn import Conversation
from bot.settings import Settings
from bot.telegram.face import TelegramFace
from bot.telegram.request import AiohttpRequest
from bot.telegram.sending import ReplySender
from bot.texts import load_texts
from knowledge.emergencies.alarm import ON_WORDS_ALONE, Alarm
from knowledge.emergencies.examples import read_examples
from knowledge.emergencies.likeness import Likeness
from knowledge.emergencies.mending import Mender
from knowledge.emergencies.signs import Signs
from knowledge.search.finding import Search
from storage import receipts
from tests.conversation.house import House, a_house
from tests.fakes.telegram import FakeTelegram
from tests.knowledge.town import small_library

SECRET = "the-secret-of-the-webhook-0123456789"


@cache
def small_answers() -> Answers:
    """A few entries, found by words alone."""
    library = small_library()
    signs, examples = Signs.read(), read_examples()[:2]
    mender = Mender([example.text for example in examples], signs.groups, signs.right)
    alarm = Alarm(signs, Likeness(examples, None), ON_WORDS_ALONE, mender)
    return Answers(library=library, search=Search(library, None), alarm=alarm, textbook=load_texts(), model=None)


@asynccontextmanager
async def a_bot(town: FakeTelegram, read_seconds: float = 10) -> AsyncIterator[Bot]:
    """The library's bot on our transport, talking to the fake."""
    request = AiohttpRequest(read_seconds)
    bot = Bot(town.token, base_url=f"{town.url}/bot", request=request, get_updates_request=AiohttpRequest())
    async with bot:
        yield bot


class TelegramHouse(House):
    """Replicas that poll one Telegram."""

    def __init__(self, url: str, town: FakeTelegram, folder: Path) -> None:
        super().__init__(url)
        self.town = town
        self.faces: list[TelegramFace] = []
        self._folder = folder

    async def face(self, *, ready: bool = True, webhook: str | None = None, **routes: Any) -> TelegramFace:
        """One more replica of the face, which polls or has its webhook there. `routes` are handlers of its own."""
        face = TelegramFace(
            Settings(
                _env_file=None,
                telegram_token=self.town.token,
                telegram_api_url=self.town.url,
                database_url=self.url,
                data_dir=self._folder,
                webhook_url=webhook,
                webhook_secret=SECRET if webhook else None,
            ),
            await self.replica(**routes),
            self.sharing(),
        )
        await face.start()
        self.faces.append(face)
        if ready:
            await face.ready.wait()
        return face

    def sharing(self) -> Sharing:
        """Cards of a library of a few entries."""
        return Sharing(answers=small_answers(), clock=self.clock, zone=ZoneInfo("Europe/Berlin"))

    @asynccontextmanager
    async def sender(self, conversation: Conversation, read_seconds: float = 10) -> AsyncIterator[ReplySender]:
        """A sender of its own, as another replica has one."""
        async with a_bot(self.town, read_seconds) as bot:
            sender = ReplySender(bot, conversation.database, conversation.clock)
            yield sender
            await sender.drain(0)

    async def waiting(self) -> int:
        async with self.databases[0].reading() as session:
            return await receipts.count_waiting(session, "telegram")


@asynccontextmanager
async def a_telegram_house(url: str, folder: Path) -> AsyncIterator[TelegramHouse]:
    """A house with Telegram in it; faces and databases are given back."""
    async with a_house(url) as plain, FakeTelegram(now=plain.clock.now, http_webhooks=True) as town:
        house = TelegramHouse(url, town, folder)
        house.clock, house.databases = plain.clock, plain.databases
        try:
            yield house
        finally:
            for face in house.faces:
                await face.stop()


async def until(holds: Callable[[], object], seconds: float = 5) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - what is waited for lies outside and calls nobody
            await asyncio.sleep(0.01)
