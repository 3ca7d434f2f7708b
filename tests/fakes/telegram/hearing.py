"""Waiting for what the bot does in a chat, since the person or group last did something."""

import asyncio

from .seen import Seen
from .world import Chat, Posted

PATIENCE = 5.0


class Ear:
    """Remembers up to where somebody has listened to a chat."""

    def __init__(self, chat: Chat, name: str):
        self.chat = chat
        self._name = name
        self._mark = 0

    def attend(self) -> None:
        """From here on: what came before is no answer to what comes now."""
        self._mark = len(self.chat.feed)

    async def hears(self, what: str, n: int, patience: float = PATIENCE) -> list[Seen]:
        """The next n messages that were sent (or edited, deleted); fails with what came instead."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + patience
        while True:
            news = self._news(what)
            if len(news) >= n:
                if n:
                    self._mark = news[n - 1][0] + 1
                return [Seen(post) for _, post in news[:n]]
            self.chat.news.clear()
            try:
                await asyncio.wait_for(self.chat.news.wait(), max(0.0, deadline - loop.time()))
            except TimeoutError:
                since = [(kind, Seen(post)) for kind, post in self.chat.feed[self._mark :]]
                text = f"{self._name}: {len(news)} of {n} messages {what} within {patience} s; there was {since}"
                raise AssertionError(text) from None

    async def hears_nothing(self, within: float) -> None:
        """Nothing new is sent in so many seconds."""
        await asyncio.sleep(within)
        heard = [Seen(post) for _, post in self._news("sent")]
        if heard:
            raise AssertionError(f"{self._name} should have heard nothing, but heard {heard}")

    def _news(self, what: str) -> list[tuple[int, Posted]]:
        later = enumerate(self.chat.feed[self._mark :], self._mark)
        return [(at, post) for at, (kind, post) in later if kind == what]
