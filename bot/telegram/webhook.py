"""Our webhook as Telegram knows it: set at the start, and looked after, for whoever has the token may set another."""

from datetime import datetime

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.telegram.reading import ALLOWED_UPDATES
from bot.telegram.troubles import Noticed

log = structlog.get_logger()


class WebhookKeeper:
    """Keeps Telegram knowing where our webhook is, and tells `noticed` when nothing arrives there."""

    def __init__(self, bot: Bot, url: str, secret: str, noticed: Noticed) -> None:
        self._bot = bot
        self._url = url
        self._secret = secret
        self._noticed = noticed
        self._seen: datetime | None = None  # when Telegram failed last, as it told us at the last look

    async def set(self) -> None:
        """Tell Telegram where to bring updates. What went wrong there before is no news. Raises TelegramError."""
        await self._bot.set_webhook(self._url, secret_token=self._secret, allowed_updates=ALLOWED_UPDATES)
        self._seen = (await self._bot.get_webhook_info()).last_error_date

    async def look(self) -> None:
        """The tick: is it still ours, and does Telegram get through?"""
        try:
            info = await self._bot.get_webhook_info()
            if info.url != self._url:
                log.warning("webhook_set_again", reason="it was removed" if not info.url else "it led elsewhere")
                await self.set()
                return
        except TelegramError as error:
            self._noticed(type(error).__name__)
            return
        failed_anew = info.last_error_date not in {None, self._seen}
        self._seen = info.last_error_date
        if failed_anew:
            self._noticed(info.last_error_message or "unknown")
        elif not info.pending_update_count:  # else it tries again, ever more slowly: that is no recovery
            self._noticed(None)
