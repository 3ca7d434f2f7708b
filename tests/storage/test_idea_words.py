"""Looking for ideas by the words they have: on both databases alike, and quick among many."""

import pytest
from sqlalchemy import func, select

from storage import ideas
from storage.database import Database
from storage.idea_words import IdeaWordRow, words_in
from storage.ideas import SHOWN, IdeaRow, Stage
from tests.city import NOON


async def put(database: Database, text: str, **values: object) -> int:
    async with database.writing() as session:
        row = IdeaRow(pseudonym="Gera-Ahorn 7", title=text[:12], text=text, language="de", handed_in=NOON, **values)
        row.stage = str(values.get("stage", Stage.PUBLIC))
        return (await ideas.add(session, row)).id


async def found(database: Database, words: str, **chosen: str) -> list[int]:
    async with database.reading() as session:
        rows = await ideas.shown(session, words=words, **chosen)
        assert len(rows) == await ideas.count_shown(session, words=words, **chosen)
        return [row.id for row in rows]


async def test_every_word_has_to_be_there_however_it_is_spelled(database: Database):
    bench = await put(database, "Mehr Bänke an der Straße nach Zwötzen", field="field-mobility")
    await put(database, "Mehr Bäume")
    await put(database, "Bänke, die noch keiner sieht", stage=Stage.RECEIVED)
    for words in ("bänke", "BAENKE", "bän", "strasse mehr", "zwoetzen", "Zwötzen, Bänke!"):
        assert await found(database, words) == [bench], words
    assert await found(database, "bänke bäume") == []
    assert await found(database, "bänke", field="field-mobility") == [bench]
    assert await found(database, "bänke", field="field-living") == []
    assert await found(database, "%_'\"\\") == await found(database, "")


async def test_words_follow_the_text_and_go_with_it(database: Database):
    number = await put(database, "Mehr Bänke")
    async with database.writing() as session:
        row = await ideas.numbered(session, number)
        assert row
        row.text = row.title = "Skatepark"
    assert await found(database, "bänke") == []
    assert await found(database, "skate") == [number]
    hidden = await put(database, "Geheimes", author="telegram:1", stage=Stage.RECEIVED)
    async with database.writing() as session:
        await ideas.forget_person(session, "telegram:1")
    async with database.reading() as session:
        count = await session.scalar(select(func.count()).where(IdeaWordRow.idea == hidden))
    assert count == 0


def test_the_indexes_say_what_is_shown():
    assert f"stage IN ({', '.join(repr(str(stage)) for stage in SHOWN)})" == ideas._SHOWN


@pytest.mark.parametrize("text", ["x" * 5000, "🏛️ 🏛️", "\u0301\u0301", "", "a b c"])
def test_odd_texts_have_words_of_bounded_length(text: str):
    assert all(2 <= len(word) <= 40 for word in words_in(text))
