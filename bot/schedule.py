"""APScheduler as a heartbeat of named ticks; it knows nothing else.

Its job store lives in memory and is never shared (two schedulers on one store kill each other, see the README): what
is due lies as rows in the database, a tick only looks. Ticks of one name never overlap, missed ones are one.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from storage.errors import Unreachable

LAST_BEATS = 2.0
"""Seconds that beats under way have when the program stops."""

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Tick:
    """Something to look after again and again."""

    name: str
    every: timedelta
    beat: Callable[[], Awaitable[object]]


class Schedule:
    """Beats while the program runs."""

    def __init__(self, ticks: Sequence[Tick]) -> None:
        self.ticks = ticks
        self._scheduler: AsyncIOScheduler | None = None
        self._beating: dict[str, asyncio.Task[None]] = {}

    def start(self) -> None:
        """Begin to beat, in the running event loop; the first beat of each tick is one interval away."""
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        for tick in self.ticks:
            self._scheduler.add_job(
                self._beat, "interval", [tick], seconds=tick.every.total_seconds(), id=tick.name, coalesce=True,
                max_instances=1, misfire_grace_time=None,
            )  # fmt: skip
        self._scheduler.start()

    async def stop(self) -> None:
        """No more beats; those that have begun may finish, for some seconds."""
        if self._scheduler is None:
            return
        self._scheduler.remove_all_jobs()
        if self._beating:
            await asyncio.wait(self._beating.values(), timeout=LAST_BEATS)
        self._scheduler.shutdown(wait=False)

    async def _beat(self, tick: Tick) -> None:
        """One beat, unless the last one goes on: an announcement may take minutes, and APScheduler would complain about
        each second of them."""
        if tick.name not in self._beating:
            self._beating[tick.name] = asyncio.create_task(self._look(tick))

    async def _look(self, tick: Tick) -> None:
        """A database that is away is met again at the next beat; all else is a bug and logged as one."""
        try:
            await tick.beat()
        except Unreachable as error:
            log.warning("tick_waits", tick=tick.name, error=str(error))
        except Exception:
            log.exception("tick_failed", tick=tick.name)
        finally:
            del self._beating[tick.name]
