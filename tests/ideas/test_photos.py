"""Photos of ideas on both databases: fetched once, drawn anew, left out when they cannot be read."""

from collections.abc import AsyncIterator

import pytest

from bot.ideas.photos import tick
from storage import ideas, pictures
from storage.database import Database
from storage.ideas import IdeaRow
from tests.city import NOON, SetClock
from tests.conversation.test_pictures import GPS, with_everything


@pytest.fixture
async def database(new_database: str) -> AsyncIterator[Database]:
    database = Database(new_database)
    await database.migrate()
    yield database
    await database.close()


async def idea_with(database: Database, photo: str | None) -> int:
    async with database.writing() as session:
        row = IdeaRow(pseudonym="x", title="Weg", text="Licht", language="de", handed_in=NOON, photo=photo)
        return (await ideas.add(session, row)).id


async def picture_of(database: Database, id: int) -> tuple[str | None, str | None, bytes | None]:
    async with database.reading() as session:
        row = await ideas.look_at(session, id)
        assert row
        return row.photo, row.picture, await pictures.data_of(session, row.picture) if row.picture else None


async def test_a_photo_is_fetched_once_and_kept_without_what_the_camera_wrote(database: Database):
    asked = []

    async def fetch(photo: str) -> bytes:
        asked.append(photo)
        return with_everything("JPEG")

    first, second = [await idea_with(database, photo) for photo in ("AgAC", "AgAC")]
    await tick(database, SetClock(), fetch)
    await tick(database, SetClock(), fetch)
    assert asked == ["AgAC", "AgAC"]
    found = [await picture_of(database, id) for id in (first, second)]
    assert all(photo is None and picture and data for photo, picture, data in found)
    assert found[0][1] != found[1][1]  # no name tells that two photos are the same
    assert GPS not in (found[0][2] or b"")


async def test_what_cannot_be_read_is_left_out_and_what_cannot_be_fetched_waits(database: Database):
    async def broken(photo: str) -> bytes | None:
        return None if photo == "gone" else b"no picture"

    async def away(photo: str) -> bytes:
        raise ConnectionError

    ids = [await idea_with(database, photo) for photo in ("gone", "broken")]
    await tick(database, SetClock(), away)
    assert [(await picture_of(database, id))[0] for id in ids] == ["gone", "broken"]
    await tick(database, SetClock(), broken)
    assert [await picture_of(database, id) for id in ids] == [(None, None, None)] * 2


async def test_a_photo_from_the_chat_page_is_there_already(database: Database):
    async with database.writing() as session:
        await pictures.keep(session, "a" * 32, b"JPEG", NOON)
    there, missing = [await idea_with(database, f"kept:{name * 32}") for name in "ab"]
    await tick(database, SetClock(), None)
    assert await picture_of(database, there) == (None, "a" * 32, b"JPEG")
    assert await picture_of(database, missing) == (None, None, None)
