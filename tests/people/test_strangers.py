"""Who was silent for ninety days is known nowhere: neither by their ideas that are over, nor by what they supported."""

from collections.abc import AsyncIterator

import pytest

from bot.people.retention import forget_what_is_over
from storage import idea_verdicts, ideas, people, supporters
from storage.database import Database
from storage.idea_verdicts import IdeaVerdictRow
from storage.ideas import IdeaRow, Stage
from tests.city import NOON, SetClock

ANN, BOB, CLEO = "telegram:4711", "telegram:4712", "telegram:4713"


@pytest.fixture
async def database(new_database: str) -> AsyncIterator[Database]:
    database = Database(new_database)
    await database.migrate()
    yield database
    await database.close()


async def test_what_is_over_of_the_silent_is_nobodys_and_still_counts(database: Database):
    clock = SetClock()
    async with database.writing() as session:
        for address in (ANN, BOB, CLEO):
            people.add(session, address, NOON, tokens=15)
        rows = [
            IdeaRow(author=author, pseudonym="x", title="Bank", text="Bank", language="de", handed_in=NOON, stage=stage)
            for author, stage in ((CLEO, Stage.DONE), (ANN, Stage.PUBLIC))
        ]
        done, public = [await ideas.add(session, row) for row in rows]
        await supporters.join(session, done, BOB, NOON, reason="Mein Knie")
        (await supporters.of_person(session, done.id, BOB)).hears = False  # type: ignore[union-attr]
        session.add(IdeaVerdictRow(idea=done.id, address=BOB, verdict="no", why="Nichts steht", at=NOON))
    clock.passes(days=91)
    await forget_what_is_over(database, clock)
    async with database.reading() as session:
        over, under_way = [await ideas.look_at(session, row.id) for row in (done, public)]
        assert over
        assert under_way
        assert (over.author, over.support) == (None, 1)
        assert under_way.author == ANN
        (support,) = await supporters.of_idea(session, done.id)
        assert (support.address, support.reason) == (f"gone:{support.id}", "")
        (verdict,) = await idea_verdicts.of_idea(session, done.id)
        assert (verdict.address, verdict.why, verdict.verdict) == (None, "", "no")
