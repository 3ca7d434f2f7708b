"""Somebody who talks to the chat's addresses without the page: a script, a curious person, an attacker."""

import asyncio
import json
import uuid
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import aiohttp

PATIENCE = 10.0


@dataclass(frozen=True)
class Heard:
    """The replies of one turn, as they came over the line."""

    number: int
    language: str
    replies: list[dict[str, Any]]

    @property
    def text(self) -> str:
        return "\n".join(f"{reply['title']}\n{reply['text']}" for reply in self.replies)


class Caller:
    """Has a cookie jar of their own, so every caller is another person once they have opened the page."""

    def __init__(self, url: str, language: str = "de-DE,de;q=0.9") -> None:
        self.url = url
        self.session = aiohttp.ClientSession(
            url, cookie_jar=aiohttp.CookieJar(unsafe=True), headers={"Accept-Language": language}
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        await self.session.close()

    @property
    def cookie(self) -> str | None:
        return next((cookie.value for cookie in self.session.cookie_jar if cookie.key == "chat"), None)

    async def opens_the_page(self, **more: Any) -> str:
        async with self.session.get("/chat", **more) as answer:
            assert answer.status == 200
            return await answer.text()

    async def posts(
        self, address: str, data: Any = None, *, body: bytes | None = None, kind: str = "application/json"
    ) -> int:
        """The status of the answer to JSON, or to any other body."""
        sent = json.dumps(data).encode() if body is None else body
        headers = {"Content-Type": kind} if kind else {}
        async with self.session.post(address, data=sent, headers=headers, skip_auto_headers=["Content-Type"]) as answer:
            return answer.status

    async def says(self, text: str, id: str | None = None) -> int:
        return await self.posts("/chat/messages", {"id": id or str(uuid.uuid4()), "text": text})

    async def presses(self, button: str) -> int:
        return await self.posts("/chat/messages", {"id": str(uuid.uuid4()), "button": button})

    async def hears(self, turns: int = 1) -> list[Heard]:
        """The next turns' replies, on a fresh line."""
        heard: list[Heard] = []
        async with asyncio.timeout(PATIENCE), self.session.get("/chat/events") as line:
            assert line.status == 200
            number, event = 0, ""
            while len(heard) < turns:
                name, _, value = (await line.content.readline()).decode().strip().partition(": ")
                if name == "id":
                    number = int(value)
                elif name == "event":
                    event = value
                elif name == "data" and event == "replies":
                    data = json.loads(value)
                    heard.append(Heard(number, data["language"], data["replies"]))
        return heard

    async def hears_nothing(self, seconds: float = 0.3) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await self.hears()
        except TimeoutError:
            return True
        return False
