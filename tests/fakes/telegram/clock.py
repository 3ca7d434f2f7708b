"""The town's time: it runs like the wall clock until a test sets it, moves it on or stops it.

Dates of messages, the expiry of updates and presses and the repeats of the webhook follow it. Long polling does not:
a call that says "timeout 10" waits ten real seconds.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

GRAIN = 0.001
"""Sums of seconds since 1970 are not exact: what is nearer than this has come."""


class TownClock:
    """Seconds since 1970 as the fake Telegram sees them; `source` puts the application's own clock in its place."""

    def __init__(self, source: Callable[[], datetime] | None = None):
        self._source = source
        self._offset = 0.0
        self._stopped_at: float | None = None
        self._moved = asyncio.Event()

    def time(self) -> float:
        if self._source is not None:
            return self._source().timestamp() + self._offset
        if self._stopped_at is not None:
            return self._stopped_at
        return time.time() + self._offset

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.time(), UTC)

    def advance(self, by: float | timedelta) -> None:
        """Move on (or back) by so many seconds; who sleeps on this clock wakes when its time has come."""
        seconds = by.total_seconds() if isinstance(by, timedelta) else by
        if self._stopped_at is not None:
            self._stopped_at += seconds
        else:
            self._offset += seconds
        self._wake()

    def set(self, moment: datetime) -> None:
        self.advance(moment.timestamp() - self.time())

    def stop(self) -> None:
        """Stand still until `advance`, `set` or `run`."""
        self._stopped_at = self.time()

    def run(self) -> None:
        """Go on like the wall clock from where it stands."""
        if self._stopped_at is not None:
            self._offset = self._stopped_at - time.time()
            self._stopped_at = None
            self._wake()

    async def sleep(self, seconds: float) -> None:
        """Wait until this clock has moved on by so much."""
        until = self.time() + seconds
        while (rest := until - self.time()) > GRAIN:
            moved = self._moved
            still = self._stopped_at is not None
            patience = 0.02 if self._source is not None else None if still else rest
            try:
                await asyncio.wait_for(moved.wait(), patience)
            except TimeoutError:
                continue

    def _wake(self) -> None:
        self._moved.set()
        self._moved = asyncio.Event()
