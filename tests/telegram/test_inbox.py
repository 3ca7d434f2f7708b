"""What is put aside, what comes again, and what blocks nobody: the difference is who is at fault."""

from collections.abc import Sequence
from contextlib import AsyncExitStack

import pytest
from sqlalchemy import text
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from structlog.testing import capture_logs

from bot.conversation.routing import Turn
from bot.conversation.words import Reply
from storage import parked
from storage.database import Database
from storage.parked import ParkedRow
from tests.conversation.house import count_up
from tests.telegram.house import TelegramHouse, until
from tests.telegram.updates import UPDATES

BROKEN = "kaputt"


async def parked_updates(house: TelegramHouse) -> int:
    async with house.databases[0].reading() as session:
        return await parked.count(session)


async def reasons(house: TelegramHouse) -> list[str]:
    async with house.databases[0].reading() as session:
        return list(await session.scalars(ParkedRow.__table__.select().with_only_columns(ParkedRow.reason)))


async def take_all_lines(database: Database, held: AsyncExitStack) -> None:
    for _ in range(50):
        session = await held.enter_async_context(database.reading())
        await session.execute(text("SELECT 1"))


async def test_while_no_connection_is_free_updates_wait_and_nothing_is_parked(
    house: TelegramHouse, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("storage.database.BUSY_SECONDS", 1)
    ann = house.town.person()
    await house.face()
    async with AsyncExitStack() as held:
        with pytest.raises(NoConnectionFree):
            await take_all_lines(house.databases[0], held)
        with capture_logs() as lines:
            await ann.says("wichtig")
            await until(lambda: "polling_waits" in [line["event"] for line in lines])
    assert await ann.hears() == ["1. wichtig"]
    assert await parked_updates(house) == 0


async def breaks(turn: Turn) -> Sequence[Reply]:
    if turn.incoming.text == BROKEN:
        raise ZeroDivisionError
    return await count_up(turn)


async def test_a_bug_that_lets_nobody_even_apologise_is_parked_and_told_and_blocks_nobody(
    house: TelegramHouse, monkeypatch: pytest.MonkeyPatch
):
    async def no_language(*_: object) -> None:
        raise RuntimeError("no apology either")

    monkeypatch.setattr("storage.people.language_of", no_language)
    ann = house.town.person()
    await house.face(question=breaks)
    with capture_logs() as lines:
        await ann.says(BROKEN)
        await ann.says("gesund")
        assert await ann.hears() == ["1. gesund"]
        await until(lambda: len(house.town.updates) == 0)
    assert await reasons(house) == ["RuntimeError"]
    assert [line["event"] for line in lines if line["log_level"] == "error"] == ["turn_failed", "update_failed"]


async def test_a_bug_with_an_apology_is_not_parked(house: TelegramHouse):
    ann = house.town.person()
    await house.face(question=breaks)
    await ann.says(BROKEN)
    assert "schiefgegangen" in (await ann.hears())[0]
    assert await parked_updates(house) == 0


@pytest.mark.parametrize("wrong", [{"data": 17}, {"message": {}}, {"from": {"id": 1, "language_code": ["de"]}}])
async def test_a_press_that_cannot_be_read_is_answered_all_the_same(small_house: TelegramHouse, wrong):
    house = small_house
    face = await house.face()
    await face.take({"update_id": 1, "callback_query": {**UPDATES["callback_query"], **wrong}})
    await until(lambda: len(house.town.calls("answerCallbackQuery")) == 1)
    assert await parked_updates(house) == 1


async def test_an_inline_query_that_cannot_be_read_is_parked_and_no_bug(small_house: TelegramHouse):
    house = small_house
    face = await house.face()
    with capture_logs() as lines:
        for number, wrong in enumerate([{"query": ["x"]}, {"offset": {}}, {"id": 1}, {"from": None}]):
            await face.take({"update_id": number, "inline_query": {**UPDATES["inline_query"], **wrong}})
    assert await parked_updates(house) == 4
    assert {line["log_level"] for line in lines if line["event"].startswith("update_")} == {"warning"}


async def test_updates_without_a_number_are_counted_one_by_one(small_house: TelegramHouse):
    house = small_house
    face = await house.face()
    for raw in ("kein Objekt", [1, 2], {"message": 7}, {"update_id": "7"}):
        await face.take(raw)
    assert await parked_updates(house) == 4
