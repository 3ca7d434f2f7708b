"""The Telegram face as a whole: opens, receives by polling or through the webhook, sends, closes."""

import asyncio
from typing import Any

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.answering.sharing import Sharing
from bot.conversation.turn import Conversation
from bot.settings import Settings
from bot.telegram.inbox import Inbox
from bot.telegram.inline import Inline
from bot.telegram.menus import show_menus
from bot.telegram.polling import LONGEST_PAUSE, Polling
from bot.telegram.reading import ALLOWED_UPDATES
from bot.telegram.request import AiohttpRequest
from bot.telegram.sending import ReplySender
from bot.telegram.troubles import Troubles
from storage.errors import StorageError

log = structlog.get_logger()

WEBHOOK_PATH = "/telegram/webhook"
WEBHOOK_PATIENCE = 20.0
"""Seconds an update may wait for its turn; Telegram itself hangs up after about a minute and sends it again."""
DRAIN_SECONDS = 5.0
"""So long replies under way may take when the program stops; a supervisor gives it ten seconds (fault F3)."""


class TelegramFace:
    """One bot. Needs a token in the settings."""

    def __init__(self, settings: Settings, conversation: Conversation, sharing: Sharing) -> None:
        if settings.telegram_token is None:
            raise ValueError("no token")
        self._settings = settings
        self._conversation = conversation
        self._polling_request = AiohttpRequest()
        self._bot = Bot(
            settings.telegram_token.get_secret_value(),
            base_url=f"{settings.telegram_api_url}/bot",
            base_file_url=f"{settings.telegram_api_url}/file/bot",
            request=AiohttpRequest(),
            get_updates_request=self._polling_request,
        )
        self._troubles = Troubles()
        self._sender = ReplySender(self._bot, conversation.database, conversation.clock, self._troubles.of("sending"))
        self._inbox = Inbox(self._bot, conversation, self._sender, Inline(self._bot, sharing))
        self._receiving: asyncio.Task[None] | None = None
        self._notice = self._troubles.of("receiving")
        self.ready = asyncio.Event()

    @property
    def trouble(self) -> str | None:
        """What is wrong between us and Telegram, for the health page; None when all is well."""
        return self._troubles.now or (None if self.ready.is_set() else "starting")

    async def start(self) -> None:
        """Begin, in the background: the program stays up while Telegram is away (fault F26)."""
        self._receiving = asyncio.create_task(self._receive())

    async def stop(self) -> None:
        """Receive no more, let replies under way go out for some seconds, close."""
        if self._receiving:
            self._receiving.cancel()
            await asyncio.gather(self._receiving, return_exceptions=True)
        await self._sender.drain(DRAIN_SECONDS)
        await self._bot.shutdown()

    async def take(self, raw: Any) -> None:
        """An update from the webhook. Raises Unreachable or TimeoutError when it must come again: as with polling,
        Telegram keeps what we have no room for."""
        async with asyncio.timeout(WEBHOOK_PATIENCE):
            await self.ready.wait()
            await self._sender.room()
        await self._inbox.take(raw)

    async def send_abandoned(self) -> None:
        """The tick that looks after replies whose process died."""
        if self.ready.is_set():
            await self._sender.send_abandoned()

    async def _receive(self) -> None:
        await self._open()
        await self._send_what_was_left()
        if self._settings.webhook_url:
            return
        await Polling(self._bot, self._polling_request, self._inbox, self._sender, self._notice).run()

    async def _send_what_was_left(self) -> None:
        """Whoever waits since before this start need not wait for the first tick as well."""
        try:
            await self.send_abandoned()
        except StorageError as error:
            log.warning("abandoned_replies_wait", reason=type(error).__name__)

    async def _open(self) -> None:
        """Say hello to Telegram until it answers; then choose the way updates come."""
        pause = 1.0
        while True:
            try:
                await self._bot.initialize()
                await self._choose_way()
            except TelegramError as error:
                self._notice(type(error).__name__)
                log.warning("telegram_unreachable", reason=type(error).__name__, again_in=pause)
                await asyncio.sleep(pause)
                pause = min(LONGEST_PAUSE, pause * 2)
            else:
                break
        self._notice(None)
        self.ready.set()
        try:
            await show_menus(self._bot, self._conversation.textbook)
        except TelegramError as error:  # menus are a comfort; Telegram limits how often they may be set
            log.warning("menus_not_set", reason=type(error).__name__)
        log.info("telegram_ready", way="webhook" if self._settings.webhook_url else "polling")

    async def _choose_way(self) -> None:
        if self._settings.webhook_url and self._settings.webhook_secret:
            await self._bot.set_webhook(
                f"{self._settings.webhook_url}{WEBHOOK_PATH}",
                secret_token=self._settings.webhook_secret.get_secret_value(),
                allowed_updates=ALLOWED_UPDATES,
            )
        else:
            await self._bot.delete_webhook(drop_pending_updates=False)
