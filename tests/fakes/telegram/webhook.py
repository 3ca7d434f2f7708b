"""Bringing updates to the bot's webhook, with Telegram's patience.

What is not answered with 2xx comes again: at once, then after 2, 4, 8 … seconds of the town's clock, until it is too
old. Meanwhile it blocks the later ones of its own lane and nobody else's.
"""

import asyncio
import contextlib
import json
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from typing import Any

import aiohttp

from .clock import TownClock
from .updates import UpdateQueue, Waiting

LONGEST_DELAY = 60.0
LONGEST_RETRY_AFTER = 3600
NOT_IN_ANSWERS = ("get", "setwebhook", "deletewebhook", "close", "logout")


@dataclass(frozen=True)
class Address:
    """Where the webhook is and how it wants to be asked."""

    url: str
    secret: str = ""
    max_connections: int = 40


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to deliver; status 0 when there was no answer at all."""

    update_id: int
    at: float
    status: int
    error: str = ""


class Webhook:
    """Brings what waits in the queue to one address, one lane at a time.

    `speed` makes the pauses between repeats real and so many times shorter, whatever the town's clock does.
    """

    def __init__(
        self, queue: UpdateQueue, clock: TownClock, call: Callable[[str, dict[str, Any]], Awaitable[Any]]
    ) -> None:
        self._queue = queue
        self._clock = clock
        self._call = call
        self.address: Address | None = None
        self.speed: float | None = None
        self.timeout = 60.0
        self.attempts: list[Attempt] = []
        self.last_error = ""
        self.last_error_at = 0
        self._session: aiohttp.ClientSession | None = None
        self._lanes: dict[Hashable, deque[Waiting]] = {}
        self._workers: dict[Hashable, asyncio.Task[None]] = {}
        self._places = asyncio.Semaphore(1)

    async def set(self, address: Address) -> None:
        await self.remove()
        self.address = address
        self._places = asyncio.Semaphore(address.max_connections)
        connector = aiohttp.TCPConnector(limit=address.max_connections, ssl=False)
        self._session = aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=self.timeout))
        self._queue.webhook_is_set = True
        self._queue.arrived = self._take
        self._queue.expire()
        for entry in list(self._queue.waiting.values()):
            self._take(entry)

    async def remove(self) -> None:
        """Stop bringing; what was not accepted stays in the queue."""
        self._queue.webhook_is_set = False
        self._queue.arrived = None
        self.address = None
        self.last_error, self.last_error_at = "", 0
        workers = list(self._workers.values())
        self._workers.clear()
        self._lanes.clear()
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def settled(self) -> None:
        """Wait until all that came so far is taken (or too old)."""
        while self._workers:
            await asyncio.gather(*self._workers.values())

    def _take(self, entry: Waiting) -> None:
        lane = self._lanes.setdefault(entry.lane, deque())
        lane.append(entry)
        if entry.lane not in self._workers:
            self._workers[entry.lane] = asyncio.create_task(self._work(entry.lane, lane))

    async def _work(self, name: Hashable, lane: deque[Waiting]) -> None:
        while lane:
            await self._bring(lane[0])
            self._queue.accept(lane.popleft())
        del self._workers[name]
        self._lanes.pop(name, None)

    async def _bring(self, entry: Waiting) -> None:
        """Try until it is taken or too old."""
        fails = 0
        delay = 1.0
        while self._clock.time() < entry.expires:
            async with self._places:
                retry_after = await self._try(entry)
            if retry_after is None:
                return
            if retry_after == 0 and fails > 0:
                delay = min(LONGEST_DELAY, delay * 2)
                await self._pause(delay)
            elif retry_after:
                await self._pause(min(retry_after, LONGEST_RETRY_AFTER))
            fails += 1
        self._queue.expired += 1

    async def _pause(self, seconds: float) -> None:
        if self.speed is None:
            await self._clock.sleep(seconds)
        else:
            await asyncio.sleep(seconds / self.speed)

    async def _try(self, entry: Waiting) -> int | None:
        """None when it was taken, otherwise the seconds that the answer asks to wait."""
        if self.address is None or self._session is None:
            return 0
        headers = {"Content-Type": "application/json"}
        if self.address.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.address.secret
        body = entry.text.encode()
        try:
            async with self._session.post(self.address.url, data=body, headers=headers) as answer:
                content = await answer.read()
                self._note(entry, answer.status, "")
                if answer.ok:
                    await self._carry_out(content)
                    return None
                self._fail(f"Wrong response from the webhook: {answer.status} {answer.reason}")
                asked = answer.headers.get("Retry-After", "0")
                return int(asked) if asked.isdigit() else 0
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            self._note(entry, 0, type(error).__name__)
            self._fail("Read timeout expired" if isinstance(error, TimeoutError) else "Connection refused")
            return 0

    def _note(self, entry: Waiting, status: int, error: str) -> None:
        self.attempts.append(Attempt(entry.id, self._clock.time(), status, error))

    def _fail(self, reason: str) -> None:
        self.last_error, self.last_error_at = reason, int(self._clock.time())

    async def _carry_out(self, content: bytes) -> None:
        """A bot may put one call into its answer; nobody tells it the result."""
        values: Any = None
        with contextlib.suppress(ValueError):
            values = json.loads(content) if content.strip() else None
        if not isinstance(values, dict):
            return
        method = str(values.pop("method", "")).lower()
        if method and not method.startswith(NOT_IN_ANSWERS):
            await self._call(method, values)
