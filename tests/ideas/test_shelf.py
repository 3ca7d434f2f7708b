"""The shelf of all shown ideas: what it finds, and how it learns of what happened elsewhere."""

from collections.abc import AsyncIterator

import pytest

from bot.ideas import rack as racks
from bot.ideas.likeness import Likeness
from bot.ideas.shelf import IdeaShelf
from storage import ideas, lifelines
from storage.database import Database
from storage.ideas import IdeaRow, Stage
from storage.lifelines import Milestone
from tests.city import NOON, SetClock


@pytest.fixture
async def database(new_database: str) -> AsyncIterator[Database]:
    database = Database(new_database)
    await database.migrate()
    yield database
    await database.close()


@pytest.fixture
def shelf() -> IdeaShelf:
    return IdeaShelf(Likeness(None))


async def put(database: Database, text: str, *, stage: Stage = Stage.PUBLIC, district: str | None = None) -> int:
    async with database.writing() as session:
        row = IdeaRow(
            pseudonym="Gera-Ahorn 7", title=text[:20], text=text, language="de", handed_in=NOON, stage=stage,
            district=district, support=0,
        )  # fmt: skip
        await ideas.add(session, row)
        await lifelines.grow(session, row.id, Milestone.RECEIVED, NOON)
        return row.id


async def change(database: Database, number: int, **values: object) -> None:
    async with database.writing() as session:
        row = await ideas.numbered(session, number)
        assert row is not None
        for name, value in values.items():
            setattr(row, name, value)
        row.version += 1
        await lifelines.grow(session, number, Milestone.CHANGED, NOON)


async def like(database: Database, shelf: IdeaShelf, text: str, **chosen: str) -> list[int]:
    async with database.reading() as session:
        return [one.number for one in await shelf.similar(session, text, **chosen) if one.is_similar]


async def test_an_empty_shelf_has_nothing(database: Database, shelf: IdeaShelf):
    assert await like(database, shelf, "Mehr Bänke in Lusan") == []


async def test_it_finds_the_same_wish_in_other_words(database: Database, shelf: IdeaShelf):
    bench = await put(database, "Mehr Sitzbänke in Lusan aufstellen")
    await put(database, "Ein Skatepark für die Jugend")
    assert await like(database, shelf, "Wir brauchen Bänke in Lusan") == [bench]


async def test_it_learns_of_every_change_and_shows_nothing_hidden(database: Database, shelf: IdeaShelf):
    asked = "Wir brauchen Bänke in Lusan"
    bench = await put(database, "Mehr Sitzbänke in Lusan aufstellen", stage=Stage.RECEIVED)
    assert await like(database, shelf, asked) == []
    await change(database, bench, stage=Stage.PUBLIC)
    assert await like(database, shelf, asked) == [bench]
    other = IdeaShelf(Likeness(None))
    assert await like(database, other, asked) == [bench], "another replica"
    await change(database, bench, text="Ein Skatepark in Lusan", title="Skatepark")
    assert await like(database, shelf, asked) == []
    assert await like(database, other, "Platz zum Skaten in Lusan") == [bench]
    await change(database, bench, stage=Stage.WITHDRAWN)
    assert await like(database, shelf, "Platz zum Skaten in Lusan") == []


async def test_the_ortsteil_that_was_chosen_counts(database: Database, shelf: IdeaShelf):
    text = "Mehr Sitzbänke aufstellen"
    here, there = await put(database, text, district="lusan"), await put(database, text, district="aga")
    async with database.reading() as session:
        found = await shelf.similar(session, "Bitte Bänke zum Ausruhen", district="aga")
    assert [one.number for one in found] == [there, here]
    assert found[0].probability > found[1].probability + 0.1


async def test_old_versions_do_not_pile_up(database: Database, shelf: IdeaShelf, monkeypatch: pytest.MonkeyPatch):
    """However often ideas change, what is kept of them is at most twice what is shown, and nothing is lost."""
    monkeypatch.setattr(racks, "_FEW", 4)
    bench, skate = await put(database, "Mehr Sitzbänke in Lusan"), await put(database, "Ein Skatepark in Lusan")
    for number in range(12):
        await change(database, bench, text=f"Mehr Sitzbänke in Lusan, Fassung {number}")
        await shelf.refresh(database, SetClock())
        assert len(shelf._rack) <= 2 + 4 + 1
    assert len(shelf) == 2
    assert await like(database, shelf, "Wir brauchen Bänke in Lusan") == [bench]
    assert await like(database, shelf, "Platz zum Skaten in Lusan") == [skate]
    await change(database, skate, stage=Stage.WITHDRAWN)
    assert await like(database, shelf, "Platz zum Skaten in Lusan") == []
