"""The heartbeat: ticks beat on, whatever one of them does, and never two of one name at a time."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from bot.schedule import Schedule, Tick
from storage.errors import Unreachable
from tests.telegram.house import until

SOON = timedelta(seconds=0.02)


@asynccontextmanager
async def beating(**ticks: Callable[[], Awaitable[object]]) -> AsyncIterator[None]:
    schedule = Schedule([Tick(name=name, every=SOON, beat=beat) for name, beat in ticks.items()])
    schedule.start()
    try:
        yield
    finally:
        await schedule.stop()


class Counted:
    """A tick that counts its beats."""

    def __init__(self, error: Exception | None = None) -> None:
        self.beats = 0
        self._error = error

    async def __call__(self) -> None:
        self.beats += 1
        if self._error:
            raise self._error


async def test_ticks_beat_again_and_again_and_stop_when_told():
    one, other = Counted(), Counted()
    async with beating(one=one, other=other):
        await until(lambda: one.beats > 2 and other.beats > 2)
    beats = one.beats
    await asyncio.sleep(0.1)
    assert one.beats == beats


async def test_the_first_beat_is_one_interval_away():
    one = Counted()
    async with beating(one=one):
        assert one.beats == 0
        await until(lambda: one.beats)


async def test_a_tick_that_fails_is_logged_and_beats_on_and_the_others_too(caplog: pytest.LogCaptureFixture):
    broken, sound = Counted(ZeroDivisionError("oh")), Counted()
    with caplog.at_level(logging.ERROR):
        async with beating(broken=broken, sound=sound):
            await until(lambda: broken.beats > 2 and sound.beats > 2)
    assert "tick_failed" in caplog.text
    assert "ZeroDivisionError" in caplog.text


async def test_a_database_that_is_away_is_no_bug_and_met_again_at_the_next_beat(caplog: pytest.LogCaptureFixture):
    away = Counted(Unreachable("the file is locked"))
    with caplog.at_level(logging.WARNING):
        async with beating(away=away):
            await until(lambda: away.beats > 2)
    assert "tick_waits" in caplog.text
    ours = [record for record in caplog.records if record.name == "bot.schedule"]
    assert not [each for each in ours if each.levelno >= logging.ERROR and "broken" not in each.getMessage()]


async def test_a_slow_tick_is_never_begun_twice_and_missed_beats_are_one():
    inside, most, begun = 0, 0, 0

    async def slow() -> None:
        nonlocal inside, most, begun
        inside, begun = inside + 1, begun + 1
        most = max(most, inside)
        await asyncio.sleep(0.15)
        inside -= 1

    quick = Counted()
    async with beating(slow=slow, quick=quick):
        await until(lambda: begun == 2)
    assert most == 1
    assert quick.beats > 3


async def test_stopping_what_never_started_is_no_error():
    await Schedule([]).stop()


async def test_a_beat_that_has_begun_may_finish_when_the_program_stops(caplog: pytest.LogCaptureFixture):
    done: list[bool] = []
    begun = asyncio.Event()

    async def slow() -> None:
        begun.set()
        await asyncio.sleep(0.1)
        done.append(True)

    with caplog.at_level(logging.WARNING):
        async with beating(slow=slow):
            await begun.wait()
    assert done
    assert caplog.text == ""
