"""The tick that watches over promises: once for each part of each promise, over holidays, not while a clock stands."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.ideas.clock import DELAY_DAYS
from bot.ideas.keeping import AnswerClock, due_part
from storage import ideas, lifelines
from storage.database import Database
from storage.ideas import IdeaRow, Stage
from tests.city import NOON, SetClock
from tests.ideas.townhall import GERA, Townhall

BEFORE_CHRISTMAS = datetime(2026, 12, 21, 11, tzinfo=UTC)


@pytest.fixture
async def database(new_database: str) -> AsyncIterator[Database]:
    database = Database(new_database)
    await database.migrate()
    yield database
    await database.close()


def promised(days: int = 10, **about) -> IdeaRow:
    return IdeaRow(
        **{
            "stage": Stage.RECEIVED, "clock_began": BEFORE_CHRISTMAS, "clock_days": days, "clock_rested": 0,
            "clock_stands": None, "clock_round": 0, "clock_told": 0, **about,
        }
    )  # fmt: skip


def test_holidays_are_no_working_days():
    # 22, 23, 24, 28, 29 December: the two days of Christmas and the weekend lie between
    half, before = datetime(2026, 12, 29, 15, tzinfo=UTC), datetime(2026, 12, 29, 14, 59, tzinfo=UTC)
    assert due_part(promised(), before, GERA) is None
    assert due_part(promised(), half, GERA) == 50
    assert due_part(promised(), datetime(2027, 1, 6, 15, tzinfo=UTC), GERA) == 100


def test_each_part_of_each_promise_once_and_of_several_the_last():
    late = datetime(2027, 1, 5, 15, tzinfo=UTC)
    assert due_part(promised(), late, GERA) == 80
    assert due_part(promised(clock_told=80), late, GERA) is None
    assert due_part(promised(clock_told=100, clock_round=1), late, GERA) == 80


@pytest.mark.parametrize(
    "about",
    [{"clock_stands": BEFORE_CHRISTMAS}, {"clock_began": None}, {"stage": Stage.MERGED}, {"stage": Stage.DECIDED}],
)
def test_nobody_is_reminded_of_what_stands_or_is_over(about: dict):
    assert due_part(promised(**about), BEFORE_CHRISTMAS + timedelta(days=90), GERA) is None


async def test_a_broken_promise_is_told_once_by_however_many_replicas(database: Database):
    hall = Townhall(database)
    await hall.opens()
    id = await hall.idea()
    clock = SetClock(NOON + timedelta(days=15))
    watches = [AnswerClock(database=database, clock=clock, zone=GERA, telling=hall.office.telling) for _ in range(2)]
    for watch in watches * 2:
        await watch.run()
    assert await hall.life(id) == ["received", "delayed"]
    told = await hall.told(f"idea-work:{id}:all")
    assert {name: len(occasions) for name, occasions in told.items()} == {
        "Anna": 1, "Bert": 1, "Cem": 1, "Leitung": 1,
    }  # fmt: skip
    assert list(await hall.told(f"idea:{id}:")) == ["Autorin"]
    row = await hall.row(id)
    assert (row.clock_days, row.clock_round, row.clock_began) == (DELAY_DAYS, 1, clock.now())
    clock.passes(days=8)
    await watches[0].run()
    assert "Anna" in await hall.told(f"idea-work:{id}:half")


async def test_how_many_decisions_came_in_time(database: Database):
    hall = Townhall(database)
    await hall.opens()
    for late in (True, False, False):
        id = await hall.idea()
        async with database.writing() as session:
            row = await ideas.numbered(session, id)
            assert row
            for milestone in (["delayed"] if late else []) + ["decided"]:
                await lifelines.grow(session, id, lifelines.Milestone(milestone), NOON)
    async with database.reading() as session:
        assert await lifelines.count_kept_promises(session) == (3, 2)
