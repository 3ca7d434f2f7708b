"""A fake Telegram in another process, for tests that kill things and for benchmarks."""

import asyncio
import sys
from pathlib import Path
from typing import Any, Self

import aiohttp

from .town import DEFAULT_TOKEN

PATIENCE = 20.0


class RemoteTelegram:
    """`async with RemoteTelegram() as town` starts the process; `town.url`, `town.token`, and the control door.

    `await town.ask("POST", "clock", advance=60)` asks anything; the methods below are the usual questions.
    """

    def __init__(self, token: str = DEFAULT_TOKEN, port: int = 0, *, http_webhooks: bool = False):
        self.token = token
        self.url = ""
        self._options = ["--port", str(port), "--token", token, "--control"]
        self._options += ["--http-webhooks"] if http_webhooks else []
        self._process: asyncio.subprocess.Process | None = None
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", __package__, *self._options, cwd=_root(), stdout=asyncio.subprocess.PIPE
        )
        if self._process.stdout is None:
            raise RuntimeError("the fake's output is not read")
        line = await asyncio.wait_for(self._process.stdout.readline(), PATIENCE)
        self.url = line.decode().strip()
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()

    @property
    def pid(self) -> int:
        return 0 if self._process is None else self._process.pid

    async def ask(self, verb: str, name: str, **question: Any) -> Any:
        """One question to the control door."""
        if self._session is None:
            raise RuntimeError("the fake was not started: use `async with`")
        async with self._session.request(verb, f"{self.url}/control/{name}", json=question) as answer:
            found: dict[str, Any] = await answer.json()
        if "error" in found:
            raise ValueError(found["error"])
        return found

    async def _one(self, part: str, verb: str, name: str, **question: Any) -> Any:
        return (await self.ask(verb, name, **question))[part]

    async def people(self, count: int, *, started: bool = True, **about: Any) -> list[int]:
        found: list[int] = await self._one("ids", "POST", "people", count=count, started=started, **about)
        return found

    async def says(self, *messages: tuple[int, str]) -> None:
        """Queue many messages at once: (person, text)."""
        await self.ask("POST", "says", messages=messages)

    async def do(self, person: int, deed: str, *args: Any, **kwargs: Any) -> Any:
        """`await town.do(ann, "presses", "Yes")`."""
        return await self._one("id", "POST", "do", person=person, deed=deed, args=args, kwargs=kwargs)

    async def offer(self, *updates: Any) -> list[int]:
        found: list[int] = await self._one("ids", "POST", "updates", updates=updates)
        return found

    async def messages(self, person: int) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self._one("messages", "GET", "messages", person=person)
        return found

    async def calls(self, method: str | None = None, **which: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self._one(
            "calls", "GET", "calls", **({"method": method} if method else {}), **which
        )
        return found

    async def counts(self, method: str = "sendMessage", by: str = "chat") -> dict[str, int]:
        """How often something took effect, by chat id (as text) or by the text that was sent."""
        found: dict[str, int] = await self._one("counts", "GET", "counts", method=method, by=by)
        return found

    async def waiting(self) -> int:
        """How many updates the bot has not confirmed yet."""
        found: int = await self._one("waiting", "GET", "updates")
        return found

    async def fault(self, kind: str, **values: Any) -> None:
        await self.ask("POST", "faults", kind=kind, **values)

    async def clear_faults(self) -> None:
        await self.ask("DELETE", "faults")

    async def clock(self, **change: Any) -> str:
        found: str = await self._one("now", "POST", "clock", **change)
        return found

    async def reset(self) -> None:
        await self.ask("POST", "reset")


def _root() -> Path:
    """The folder from which this package's full name can be imported."""
    return Path(__file__).parents[len(__package__.split("."))]
