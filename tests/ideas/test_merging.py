"""Ideas that are merged and parted again, on both databases: exactly what was comes back."""

import asyncio
from datetime import timedelta

from bot.ideas import handling, merging
from bot.ideas.card import promise_of
from bot.ideas.keeping import AnswerClock, due_part
from bot.ideas.lifeline import Outcome, Ruling, Trouble
from bot.ideas.office import Done
from bot.workdays import is_working_day
from storage import lifelines
from storage.lifelines import Milestone
from tests.city import NOON, SetClock
from tests.ideas.townhall import GERA, REASONED, WORDS, Townhall, public, version

DONE_SOON = Ruling(outcome=Outcome.WILL_BE_DONE, answer=REASONED, part_of="Ufer", when="Frühjahr 2027")
NO = Ruling(outcome=Outcome.NOT_FEASIBLE, answer=REASONED)


async def test_merging_moves_supporters_and_parting_brings_back_exactly_what_was(hall: Townhall):
    one, other = await hall.idea("Ina", "Bänke"), await hall.idea("Otto", "Sitze")
    await public(hall, one)
    await public(hall, other)
    await hall.supports(one, "Mia", "Tom", "Otto")
    await hall.supports(other, "Tom", "Zoe", "Ina")
    before = {
        id: (await hall.backers(id), (await hall.row(id)).stage, (await hall.row(id)).support) for id in (one, other)
    }
    done = await hall.does("Anna", merging.merge, one, into=other, seen=1)
    assert isinstance(done, Done)
    assert await hall.backers(other) == {"Mia", "Tom", "Zoe", "Ina"}
    assert await hall.backers(one) == {"Tom", "Otto"}
    steps = await hall.life(one), await hall.life(other)
    assert (steps[0][-1], steps[1][-1]) == ("merged", "took-in")
    told_of_one, told_of_other = await hall.told(f"idea:{one}:"), await hall.told(f"idea:{other}:")
    assert {"Ina", "Mia"} <= set(told_of_one)
    assert {"Otto", "Tom", "Zoe"} <= set(told_of_other)
    parted = await hall.does("Bert", merging.part, one, seen=await version(hall, one))
    assert isinstance(parted, Done)
    after = {
        id: (await hall.backers(id), (await hall.row(id)).stage, (await hall.row(id)).support) for id in (one, other)
    }
    assert after == before
    row = await hall.row(one)
    assert (row.merged_into, row.before, row.clock_days) == (None, None, 30)
    last = max(int(occasion.rpartition(":")[2]) for occasion in (await hall.told(f"idea:{one}:"))["Ina"])
    async with hall.database.reading() as session:
        step = await lifelines.step(session, last)
    assert step
    assert step.milestone == Milestone.PARTED


async def test_who_came_with_two_merges_stands_with_the_second_when_the_first_is_undone(hall: Townhall):
    one, two, target = [await hall.idea(name, name) for name in ("Ina", "Ida", "Otto")]
    for id in (one, two, target):
        await public(hall, id)
    await hall.supports(one, "Mia")
    await hall.supports(two, "Mia")
    await hall.does("Anna", merging.merge, one, into=target, seen=1)
    await hall.does("Anna", merging.merge, two, into=target, seen=1)
    assert await hall.backers(target) == {"Mia", "Ina", "Ida"}
    await hall.does("Anna", merging.part, one, seen=2)
    assert await hall.backers(one) == {"Mia"}
    assert await hall.backers(target) == {"Mia", "Ida"}
    await hall.does("Anna", merging.part, two, seen=2)
    assert await hall.backers(two) == {"Mia"}
    assert await hall.backers(target) == set()


async def test_what_cannot_be_merged(hall: Townhall):
    hidden, one, other, third = [await hall.idea(title=str(number)) for number in range(4)]
    for id in (one, other, third):
        await public(hall, id)
    assert await hall.does("Anna", merging.merge, one, into=one, seen=1) is Trouble.SAME_IDEA
    assert await hall.does("Anna", merging.merge, one, into=hidden, seen=1) is Trouble.NOT_SHOWN
    assert await hall.does("Anna", merging.merge, one, into=999, seen=1) is Trouble.NOT_NOW
    assert isinstance(await hall.does("Anna", merging.merge, one, into=other, seen=1), Done)
    assert await hall.does("Anna", merging.merge, other, into=third, seen=2) is Trouble.HAS_TAKEN_IN
    assert isinstance(await hall.does("Anna", merging.merge, hidden, into=other, seen=0), Done)


async def test_two_who_merge_crosswise_do_not_wait_for_each_other(hall: Townhall):
    one, other = await hall.idea("Ina"), await hall.idea("Otto")
    await public(hall, one)
    await public(hall, other)
    async with asyncio.timeout(20):
        both = await asyncio.gather(
            hall.does("Anna", merging.merge, one, into=other, seen=1),
            hall.does("Anna", merging.merge, other, into=one, seen=1),
        )
    assert {type(each).__name__ for each in both} == {"Done", "Trouble"}


async def test_the_clock_of_an_idea_rests_while_it_is_part_of_another(hall: Townhall):
    """Three months later a parted idea has the working days left that it had, and no promise is broken at once."""
    one, other = await hall.idea("Ina"), await hall.idea("Otto")
    await public(hall, one)
    await public(hall, other)
    await hall.does("Anna", merging.merge, one, at=NOON + timedelta(days=7), into=other, seen=1)
    parting = NOON + timedelta(days=97)
    await hall.does("Anna", merging.part, one, at=parting, seen=2)
    row = await hall.row(one)
    promise = promise_of(row)
    assert promise
    left = [
        day for number in range(1, 60) if is_working_day(day := (parting + timedelta(days=number)).date())
        and day <= promise.due(GERA).date()
    ]  # fmt: skip
    assert len(left) == row.clock_days - 5  # a week of it was over before
    assert due_part(row, parting, GERA) is None
    clock = SetClock(parting)
    await AnswerClock(database=hall.database, clock=clock, zone=GERA, telling=hall.office.telling).run()
    assert "delayed" not in await hall.life(one)


async def test_a_clock_that_stood_before_a_merge_stands_on(hall: Townhall):
    one, other = await hall.idea("Ina"), await hall.idea("Otto")
    await public(hall, one)
    await public(hall, other)
    await hall.does("Anna", handling.ask_back, one, seen=1, text=WORDS)
    await hall.does("Anna", merging.merge, one, into=other, seen=2)
    await hall.does("Anna", merging.part, one, at=NOON + timedelta(days=30), seen=3)
    row = await hall.row(one)
    assert (row.clock_stands, row.clock_rested) == (NOON, 0)
