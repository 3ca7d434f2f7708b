"""Contests: closed means closed to the second, prizes once, results once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from bot.ideas import contests as deeds
from bot.ideas.contests import Phase, Trouble, Typed, phase_of, troubles_of
from storage import contests, ideas, lifelines, staff
from storage.contests import ContestRow
from storage.database import Database, Session
from storage.ideas import IdeaRow, Stage
from storage.lifelines import LifelineRow
from storage.staff import Role, StaffRow
from tests.city import NOON

OPENS, CLOSES = NOON + timedelta(days=1), NOON + timedelta(days=31)
SECOND = timedelta(seconds=1)


def typed(**other) -> Typed:
    usual = {
        "words": {"de": {"title": "Bänke für alle", "text": "Wo fehlt eine?"}}, "opens": OPENS, "closes": CLOSES,
        "categories": ("Familien", "Schulklassen"), "prizes": ("1. Preis", "2. Preis"),
    }  # fmt: skip
    return Typed(**(usual | other))


def a_contest(**other) -> ContestRow:
    usual = {"words": typed().words, "opens": OPENS, "closes": CLOSES, "categories": ["Familien"], "prizes": []}
    return ContestRow(**(usual | {"version": 1, "announced": NOON, "awarded": None} | other))


@pytest.mark.parametrize(
    ("now", "phase"),
    [
        (OPENS - SECOND, Phase.COMING),
        (OPENS, Phase.OPEN),
        (CLOSES - timedelta(microseconds=1), Phase.OPEN),
        (CLOSES, Phase.JUDGING),
    ],
)
def test_it_opens_and_closes_to_the_second(now: datetime, phase: Phase):
    assert phase_of(a_contest(), now) is phase
    assert phase_of(a_contest(announced=None), now) is Phase.DRAFT


@pytest.mark.parametrize(
    ("wrong", "troubles"),
    [
        ({}, []),
        ({"words": {}}, [Trouble.NO_TITLE]),
        ({"words": {"de": {"title": " "}, "en": {"title": "x" * 121, "text": "x" * 2001}}},
         [Trouble.NO_TITLE, Trouble.LONG_TITLE, Trouble.LONG_TEXT]),
        ({"opens": None}, [Trouble.NO_TIME]),
        ({"closes": OPENS}, [Trouble.ENDS_FIRST]),
        ({"opens": NOON - 2 * SECOND, "closes": NOON - SECOND}, [Trouble.OVER_ALREADY]),
        ({"categories": ("a", "a"), "prizes": ("x" * 61,)}, [Trouble.CATEGORIES, Trouble.PRIZES]),
    ],
)  # fmt: skip
def test_all_that_is_wrong_is_said_at_once(wrong, troubles):
    assert troubles_of(typed(**wrong), None, NOON) == troubles


def test_what_is_open_may_be_prolonged_and_get_more_categories_but_not_change_its_beginning():
    was, now = a_contest(), OPENS + SECOND
    assert troubles_of(typed(closes=CLOSES + timedelta(days=60)), was, now) == []
    assert troubles_of(typed(opens=OPENS + SECOND), was, now) == [Trouble.RUNNING]
    assert troubles_of(typed(categories=("Schulklassen",)), was, now) == [Trouble.RUNNING]


@pytest.fixture
async def database(new_database: str) -> AsyncIterator[Database]:
    database = Database(new_database)
    await database.migrate()
    yield database
    await database.close()


async def a_member(session: Session) -> StaffRow:
    return staff.add(session, address="telegram:1", name="Ideenbüro", role=Role.MODERATOR, now=NOON)


async def an_idea(session: Session, stage: Stage = Stage.RECEIVED) -> IdeaRow:
    row = IdeaRow(pseudonym="Gera-Ahorn 7", title="Bank", text="Eine Bank", language="de", handed_in=NOON, stage=stage)
    return await ideas.add(session, row)


async def nobody_is_told(session: Session, idea: IdeaRow, step: LifelineRow, now: datetime) -> int:
    return 0


async def test_from_the_announcement_to_the_prizes(database: Database):
    async with database.writing() as session:
        by = await a_member(session)
        made = await deeds.save(session, typed(), None, 0, by, NOON)
        assert isinstance(made, ContestRow)
        number = made.id
        assert await deeds.may_enter(session, number, "Familien", OPENS) is Trouble.NOT_NOW
        assert await deeds.announce(session, made, by, NOON) is None
        assert await deeds.announce(session, made, by, NOON) is Trouble.NOT_NOW
        first, second, hidden = [await an_idea(session) for _ in range(3)]
        assert await deeds.may_enter(session, number, "Vereine", OPENS) is Trouble.CATEGORIES
        assert await deeds.may_enter(session, number, "Familien", CLOSES - SECOND) is None
        assert await deeds.may_enter(session, number, "Familien", CLOSES) is Trouble.NOT_NOW
        for idea in (first, second, hidden):
            idea.contest = number
        first.stage = second.stage = Stage.PUBLIC

    async with database.writing() as session:
        contest, by = await contests.numbered(session, number), await staff.of(session, "telegram:1")
        assert contest
        assert by
        assert await deeds.save(session, typed(), contest, 1, by, CLOSES) == [Trouble.CHANGED]
        assert await deeds.save(session, typed(), contest, contest.version, by, CLOSES) == [Trouble.NOT_NOW]
        choice = {first.id: 1, second.id: None}
        assert await deeds.judge(session, contest, choice, by, CLOSES - SECOND) is Trouble.NOT_NOW
        assert await deeds.judge(session, contest, {hidden.id: None}, by, CLOSES) is Trouble.NOT_THERE
        assert await deeds.judge(session, contest, {first.id: 3}, by, CLOSES) is Trouble.PRIZES
        assert await deeds.judge(session, contest, {first.id: 1, second.id: 1}, by, CLOSES) is Trouble.TAKEN
        assert await deeds.publish(session, contest, by, CLOSES, nobody_is_told) is Trouble.PRIZES
        assert await deeds.judge(session, contest, choice | {second.id: 2}, by, CLOSES) is None
        assert await deeds.judge(session, contest, choice, by, CLOSES) is None  # until it is public, minds may change
        assert await deeds.publish(session, contest, by, CLOSES, nobody_is_told) is None
        assert await deeds.publish(session, contest, by, CLOSES, nobody_is_told) is Trouble.NOT_NOW

    async with database.reading() as session:
        contest = await contests.look_at(session, number)
        assert contest
        assert phase_of(contest, CLOSES) is Phase.OVER
        assert [step.content for step in await lifelines.of(session, first.id)] == [
            {"text": "1. Preis (Bänke für alle)"}
        ]
        assert await lifelines.of(session, second.id) == []
        assert await contests.taking(session, CLOSES) is None
        assert (await contests.taking(session, OPENS)) is not None


async def test_two_who_publish_at_once_publish_once(database: Database):
    async with database.writing() as session:
        await a_member(session)
        made = await contests.add(session, a_contest())
        idea = await an_idea(session, Stage.PUBLIC)
        idea.contest = made.id

    async def publish() -> Trouble | None:
        async with database.writing() as session:
            contest, by = await contests.numbered(session, made.id), await staff.of(session, "telegram:1")
            assert contest
            assert by
            return await deeds.publish(session, contest, by, CLOSES, nobody_is_told)

    assert sorted(map(str, await asyncio.gather(*(publish() for _ in range(5))))) == ["None", *["not-now"] * 4]
