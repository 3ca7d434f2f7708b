"""The pace: evenly spread, never a burst, one limit for all; a pause holds for all; a clock that is set back."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from storage import pace
from storage.database import Database
from tests.city import NOON

APART = timedelta(milliseconds=40)
AHEAD = timedelta(seconds=1)


async def take(
    database: Database, most: int, now: datetime = NOON, apart: timedelta = APART, ahead: timedelta = AHEAD
) -> Sequence[datetime]:
    async with database.writing() as session:
        return await pace.take(session, "telegram", most, apart, ahead, now)


def after(*milliseconds: float) -> list[datetime]:
    return [NOON + timedelta(milliseconds=each) for each in milliseconds]


async def test_moments_follow_each_other_evenly_and_idle_time_is_not_saved_up(database: Database):
    assert await take(database, 3) == after(0, 40, 80)
    assert await take(database, 1) == after(120)
    later = NOON + timedelta(minutes=5)
    assert await take(database, 2, later) == [later, later + APART]


async def test_nobody_takes_what_lies_too_far_ahead_but_the_next_one(database: Database):
    assert len(await take(database, 100)) == 26
    assert await take(database, 2, ahead=timedelta(0)) == after(26 * 40)
    slow = timedelta(seconds=30)
    assert len(await take(database, 2, apart=slow)) == 1
    assert await take(database, 2, apart=slow) == []
    assert len(await take(database, 2, NOON + timedelta(seconds=25), apart=slow)) == 1


async def test_replicas_share_one_limit(database: Database, new_database: str):
    await take(database, 1)
    replicas = [Database(new_database) for _ in range(3)]
    taken = await asyncio.gather(*(take(replicas[number % 3], 2) for number in range(12)))
    assert sorted(moment for moments in taken for moment in moments) == after(*(40 * n for n in range(1, 25)))
    for replica in replicas:
        await replica.close()


async def test_a_pause_holds_for_all_and_a_shorter_one_does_not_end_it(database: Database):
    until = NOON + timedelta(seconds=400)
    async with database.writing() as session:
        await pace.pause(session, "telegram", until, NOON)
        await pace.pause(session, "telegram", NOON + timedelta(seconds=1), NOON)
    assert await take(database, 1, until - timedelta(milliseconds=1)) == []
    assert await take(database, 2, until) == [until, until + APART]
    async with database.reading() as session:
        assert await pace.paused_until(session, "telegram") == until
        assert await pace.paused_until(session, "browser") is None


async def test_a_clock_that_was_set_back_stops_nothing(database: Database):
    await take(database, 1)
    assert await take(database, 1, NOON - timedelta(hours=1)) == [NOON - timedelta(hours=1)]
    assert await take(database, 1, NOON - timedelta(hours=1)) == [NOON - timedelta(hours=1) + APART]
