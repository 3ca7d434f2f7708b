"""The gate before Telegram: one message at a time, a patience for slow answers, a rest when Telegram is in trouble."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

FOREVER = 1e6


class Gate:
    """Lets one through at a time, but nobody waits longer than `patience` seconds for Telegram to answer another."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._closed = asyncio.Lock()
        self._resting_until = 0.0
        self._inside = 0
        self._all_out = asyncio.Event()

    def rest(self, seconds: float) -> None:
        """Let nobody through for so long."""
        self._resting_until = max(self._resting_until, asyncio.get_running_loop().time() + seconds)

    @asynccontextmanager
    async def passing(self) -> AsyncIterator[Callable[[], None]]:
        """Go through. The gate opens for the next at the end, or after the patience; that no longer counts once
        the function that is given has been called, which says that Telegram has answered."""
        loop = asyncio.get_running_loop()
        await self._closed.acquire()
        opened = False

        def open_once() -> None:
            nonlocal opened
            if not opened:
                opened = True
                self._closed.release()

        timer: asyncio.TimerHandle | None = None
        try:
            while (rest := self._resting_until - loop.time()) > 0:  # noqa: ASYNC110 - it may grow meanwhile
                await asyncio.sleep(rest)
            timer = loop.call_later(self._patience, open_once)
            self._inside += 1
            yield timer.cancel
        finally:
            if timer:
                timer.cancel()
                self._inside -= 1
                self._all_out.set()
            open_once()

    async def let_pass(self, longest: float) -> None:
        """Wait for all who stand here now, but for so many seconds at the most."""
        with suppress(TimeoutError):
            async with asyncio.timeout(longest), self._closed:
                pass

    async def close(self) -> None:
        """Let nobody through any more, and wait until those who are inside are out."""
        self.rest(FOREVER)
        while self._inside:
            self._all_out.clear()
            await self._all_out.wait()
