"""Pictures that nothing shows: counted without a look at all ideas, and forgotten."""

from datetime import timedelta

from sqlalchemy import insert, text

from storage import ideas, pictures
from storage.database import Database
from storage.idea_drafts import IdeaDraftRow
from storage.ideas import IdeaRow
from storage.pictures import KEPT, PictureRow
from tests.city import NOON

EVER = NOON - timedelta(days=365)


async def keep(database: Database, *names: str) -> None:
    async with database.writing() as session:
        for name in names:
            await pictures.keep(session, name, b"JPEG", NOON)


async def add_idea(database: Database, **about: str) -> None:
    async with database.writing() as session:
        row = IdeaRow(pseudonym="x", title="Weg", text="Licht", language="de", handed_in=NOON, **about)
        await ideas.add(session, row)


async def test_what_an_idea_or_a_draft_shows_is_used(database: Database):
    await keep(database, "shown", "wanted", "drafted", "lost", "lost too")
    await add_idea(database, picture="shown")
    await add_idea(database, photo=f"{KEPT}wanted")
    await add_idea(database, photo="AgAC")
    async with database.writing() as session:
        await session.execute(
            insert(IdeaDraftRow).values(
                address="telegram:1",
                pseudonym="x",
                photo=f"{KEPT}drafted",
                step="text",
                touched=NOON,
                language="de",
                messages={},
            )
        )
    async with database.writing() as session:
        assert await pictures.count_unused(session, EVER, 10) == 2
        assert await pictures.count_unused(session, EVER, 1) == 1
        assert await pictures.count_unused(session, NOON + timedelta(seconds=1), 10) == 0
        assert await pictures.forget_unused(session, NOON) == 0
        assert await pictures.forget_unused(session, NOON + timedelta(seconds=1)) == 2
        assert await pictures.count_unused(session, EVER, 10) == 0


async def test_it_does_not_read_all_ideas(database: Database):
    """With 20,000 pictures of ideas the index is asked for those of the last days alone."""
    async with database.writing() as session:
        many = [
            {"pseudonym": "x", "title": "", "text": "", "language": "de", "handed_in": NOON, "picture": f"{number:05}",
             "support": 0}
            for number in range(20_000)
        ]  # fmt: skip
        await session.execute(insert(IdeaRow), many)
        old = [{"name": row["picture"], "data": b"", "kept": EVER} for row in many]
        await session.execute(insert(PictureRow), old)
    await keep(database, "00001", "lost")
    async with database.writing() as session:
        await session.execute(text("ANALYZE"))
        if database.is_sqlite:
            question = (
                "EXPLAIN QUERY PLAN SELECT name FROM picture WHERE kept >= '2026' AND NOT EXISTS "
                "(SELECT 1 FROM idea WHERE idea.picture = picture.name)"
            )
            plan = str((await session.execute(text(question))).all())
            assert "ix_picture_kept" in plan
            assert "ix_idea_picture" in plan
        assert await pictures.count_unused(session, NOON - timedelta(days=2), 10) == 1
