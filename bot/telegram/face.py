"""The Telegram face as a whole: opens, receives by polling or through the webhook, sends, closes."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import structlog
from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.conversation.turn import Conversation
from bot.delivery.cards import Offers
from bot.delivery.shared import SharedCards
from bot.settings import Settings
from bot.telegram.carrying import TelegramCarrier
from bot.telegram.inbox import Inbox
from bot.telegram.inline import Inline
from bot.telegram.menus import show_menus, show_staff_menus
from bot.telegram.pictures import Pictures
from bot.telegram.polling import LONGEST_PAUSE, Polling
from bot.telegram.request import AiohttpRequest
from bot.telegram.sending import LAST_SECONDS, LETTING_GO, ReplySender
from bot.telegram.troubles import Troubles
from bot.telegram.webhook import WebhookKeeper
from storage.errors import StorageError

log = structlog.get_logger()

WEBHOOK_PATH = "/telegram/webhook"
WEBHOOK_PATIENCE = 20.0
"""Seconds an update may wait for its turn; Telegram itself hangs up after about a minute and sends it again."""


class TelegramFace:
    """One bot. Needs a token in the settings."""

    def __init__(self, settings: Settings, conversation: Conversation, offers: Offers, shared: SharedCards) -> None:
        if settings.telegram_token is None:
            raise ValueError("no token")
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
        self.carrier = TelegramCarrier(
            self._bot,
            Pictures(conversation.database),
            settings.deliveries_per_second,
            self._make_way,
            paid=settings.allow_paid_broadcast,
        )
        self._inbox = Inbox(self._bot, conversation, self._sender, Inline(self._bot, offers, shared))
        self._webhook: WebhookKeeper | None = None
        if settings.webhook_url and settings.webhook_secret:
            self._webhook = WebhookKeeper(
                self._bot,
                f"{settings.webhook_url}{WEBHOOK_PATH}",
                settings.webhook_secret.get_secret_value(),
                self._troubles.of("webhook"),
            )
        self._receiving: asyncio.Task[None] | None = None
        self._notice = self._troubles.of("receiving")
        self.ready = asyncio.Event()

    @property
    def trouble(self) -> str | None:
        """What is wrong between us and Telegram, for the health page; None when all is well."""
        return self._troubles.now or (None if self.ready.is_set() else "starting")

    async def start(self) -> None:
        """Begin, in the background: the program stays up while Telegram is away."""
        self._receiving = asyncio.create_task(self._receive())

    async def stop(self, within: float = 5.0) -> None:
        """Receive no more, let replies under way go out, close: within so many seconds. What is left then waits in
        the database."""
        loop = asyncio.get_running_loop()
        draining_ends = loop.time() + within - LAST_SECONDS - LETTING_GO
        self.ready.clear()  # ticks and the webhook begin nothing new
        if self._receiving:
            self._receiving.cancel()
            await asyncio.wait([self._receiving], timeout=draining_ends - loop.time())
        await self._sender.drain(max(0, draining_ends - loop.time()))
        await self._inbox.close()
        await self._bot.shutdown()

    async def take(self, raw: Any) -> None:
        """An update from the webhook. Raises Unreachable or TimeoutError when it must come again: as with polling,
        Telegram keeps what we have no room for."""
        async with asyncio.timeout(WEBHOOK_PATIENCE):
            await self.ready.wait()
            await self._sender.room()
        await self._inbox.take(raw)

    async def fetch_picture(self, photo: str) -> bytes | None:
        """A picture that somebody sent, by Telegram's name for it; None if Telegram has it no more. Raises OSError when
        it is to be tried again."""
        try:
            file = await self._bot.get_file(photo)
            return bytes(await file.download_as_bytearray())
        except BadRequest:
            return None
        except TelegramError as error:
            raise ConnectionError(type(error).__name__) from error

    @property
    def name(self) -> str | None:
        """How Telegram calls the bot; None before it has said so."""
        return self._bot.username if self.ready.is_set() else None

    async def show_staff_menus(self) -> None:
        """The tick that shows the staff, and nobody else, what they may do."""
        if self.ready.is_set():
            await show_staff_menus(self._bot, self._conversation.textbook, self._conversation.database)

    async def send_abandoned(self) -> None:
        """The tick that looks after replies whose process died."""
        if self.ready.is_set():
            await self._sender.send_abandoned()

    async def look_after_webhook(self) -> None:
        """The tick that sees to it that updates find us."""
        if self._webhook and self.ready.is_set():
            await self._webhook.look()

    async def _make_way(self) -> bool:
        if self.ready.is_set():
            await self._sender.let_pass()
        return self.ready.is_set()

    async def _receive(self) -> None:
        """Receive, whatever happens: nobody hears us when this ends, and nobody would know."""
        pause = 1.0
        while True:
            try:
                await self._open()
                if not self._webhook:
                    await Polling(self._bot, self._polling_request, self._inbox, self._sender, self._notice).run()
            except Exception as error:
                self._notice(type(error).__name__)
                if isinstance(error, TelegramError):
                    log.warning("telegram_unreachable", reason=type(error).__name__, again_in=pause)
                else:
                    log.exception("receiving_failed", again_in=pause)
            else:
                return
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)

    async def _open(self) -> None:
        """Say hello to Telegram and choose the way updates come. Raises TelegramError."""
        await self._bot.initialize()
        if self._webhook:
            await self._webhook.set()
        else:
            await self._bot.delete_webhook(drop_pending_updates=False)
        self._notice(None)
        self.ready.set()
        log.info("telegram_ready", way="webhook" if self._webhook else "polling")
        # Whoever waits since before this start need not wait for the first tick as well.
        await self._try("abandoned_replies_wait", self.send_abandoned())
        # Menus are a comfort; Telegram limits how often they may be set.
        await self._try("menus_not_set", show_menus(self._bot, self._conversation.textbook))

    async def _try(self, otherwise: str, deed: Awaitable[None]) -> None:
        """Do what is good at the start and no reason to hear nobody."""
        try:
            await deed
        except (TelegramError, StorageError) as error:
            log.warning(otherwise, reason=type(error).__name__)
        except Exception:
            log.exception(otherwise)
