"""One row that cannot be looked after holds up no other; the log names it by its number and quotes nobody."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from structlog.testing import capture_logs

from bot.events.event import Status, Words
from bot.events.waiting_list import WaitingList
from bot.ideas.afterwards import Afterwards
from bot.ideas.keeping import AnswerClock
from bot.ideas.photos import tick
from bot.on_its_own import on_its_own
from bot.texts import load_texts
from knowledge.entries import Language
from storage import ideas
from storage.database import Database
from storage.deliveries import DeliveryRow
from storage.errors import AlreadyTaken, Unreachable
from storage.events import EventRow
from storage.people import PersonRow
from tests.city import NOON, SetClock
from tests.conversation.test_pictures import with_everything
from tests.events.calendar import BERLIN
from tests.events.test_registering import Room
from tests.ideas.townhall import GERA, Townhall, public
from tests.stories.test_shared_cards import add, beat, cards, change, share

SECRET = "Anna, 0365 1234567"


def failed(lines: list[dict[str, Any]]) -> list[tuple[str, object]]:
    assert SECRET not in str(lines)
    return [(line["what"], line["row"]) for line in lines if line["event"] == "row_failed"]


def test_a_database_that_is_away_is_away_for_all_and_another_replica_is_no_bug():
    with pytest.raises(Unreachable), on_its_own("test", 1):
        raise Unreachable("away")
    with capture_logs() as lines, on_its_own("test", 2):
        raise AlreadyTaken("twice")
    assert failed(lines) == []
    with capture_logs() as lines, on_its_own("test", 3):
        raise ValueError(SECRET)
    assert failed(lines) == [("test", 3)]
    assert any("test_on_its_own.py" in place for place in lines[0]["places"])


@pytest.fixture
async def hall(new_database: str):
    database = Database(new_database)
    await database.migrate()
    hall = Townhall(database)
    await hall.opens()
    yield hall
    await database.close()


async def spoil(hall: Townhall, id: int, **values: object) -> None:
    async with hall.database.writing() as session:
        row = await ideas.numbered(session, id)
        assert row
        for name, value in values.items():
            setattr(row, name, value)


async def test_photos(hall: Townhall):
    bad, good = await hall.idea("Ina"), await hall.idea("Otto")
    for id, photo in ((bad, "bad"), (good, "good")):
        await spoil(hall, id, photo=photo)

    async def fetch(photo: str) -> bytes:
        if photo == "bad":
            raise ValueError(SECRET)
        return with_everything("JPEG")

    with capture_logs() as lines:
        await tick(hall.database, SetClock(), fetch)
    assert failed(lines) == [("photo", bad)]
    assert (await hall.row(good)).picture
    assert (await hall.row(bad)).photo == "bad", "the next tick tries again"


async def test_the_answer_clock(hall: Townhall):
    bad, good = await hall.idea("Ina"), await hall.idea("Otto")
    await spoil(hall, bad, clock_began=datetime(9999, 12, 30, tzinfo=UTC))
    clock = SetClock(NOON + timedelta(days=15))
    with capture_logs() as lines:
        await AnswerClock(database=hall.database, clock=clock, zone=GERA, telling=hall.office.telling).run()
    assert failed(lines) == [("answer clock", bad)]
    assert await hall.life(good) == ["received", "delayed"]


async def test_four_weeks_later(hall: Townhall):
    bad, good = await hall.idea("Ina"), await hall.idea("Otto")
    for id in (bad, good):
        await spoil(hall, id, stage=ideas.Stage.DECIDED, decided=NOON, outcome="strategy")
    async with hall.database.writing() as session:
        await session.execute(update(PersonRow).where(PersonRow.address == "telegram:Ina").values(quiet=SECRET))
    clock = SetClock(NOON + timedelta(weeks=5))
    after = Afterwards(database=hall.database, clock=clock, zone=GERA, textbook=load_texts())
    with capture_logs() as lines:
        await after.run()
    assert failed(lines) == [("four weeks later", bad)]
    assert list(await hall.told("idea-after:")) == ["Otto"]


async def test_supporters_on_cards(hall: Townhall):
    """Each idea in a transaction of its own, and once."""
    first, second = await hall.idea("Ina"), await hall.idea("Otto")
    for id in (first, second):
        await public(hall, id)
    await hall.supports(first, "Mia")
    await hall.supports(second, "Mia", "Tom")
    watch = AnswerClock(database=hall.database, clock=SetClock(), zone=GERA, telling=hall.office.telling)
    await watch.count_supporters()
    assert [(await hall.row(id)).carded for id in (first, second)] == [1, 2]


async def test_waiting_lists(new_database: str):
    database = Database(new_database)
    await database.migrate()
    rooms = [Room(database), Room(database)]
    for number, room in enumerate(rooms):
        await room.opens(1, uid=f"w{number}")
        for name in ("ann", "bob"):
            await room.comes(f"{name}{number}")
    bad, good = (room.number for room in rooms)
    async with database.writing() as session:
        await session.execute(update(EventRow).values(capacity=2))
        await session.execute(update(EventRow).where(EventRow.id == bad).values(zone="Nirgends/Wo"))
    beat = WaitingList(database=database, clock=SetClock(), zone=BERLIN, textbook=load_texts())
    with capture_logs() as lines:
        await beat.run()
    assert failed(lines) == [("waiting list", bad)]
    async with database.reading() as session:
        occasions = list(await session.scalars(select(DeliveryRow.occasion)))
    assert occasions == [f"seat:{good}:offer:1"]
    await database.close()


async def test_shared_cards(city):
    """Two events in a group; one of them cannot be drawn any more."""
    ann = city.person("Ann")
    group = city.telegram.group("Hauswand Lusan", ann)
    bad = await add(city)
    await share(city, ann, group)
    good = await add(city, "2026-12-03 17:30", words={Language.GERMAN: Words(title="Parkfest")})
    card = await share(city, ann, group, query="Parkfest")
    assert [row.shows for row in await cards(city)] == [f"termin_{bad}", f"termin_{good}"]
    await change(city, good, status=Status.CANCELLED)
    async with city.apps[0].database.writing() as session:
        await session.execute(update(EventRow).where(EventRow.id == bad).values(zone="Nirgends/Wo"))
    with capture_logs() as lines:
        await city.beats("cards")
    assert failed(lines) == [("cards", f"termin_{bad}")]
    async with city.apps[0].database.writing() as session:
        await session.execute(update(EventRow).where(EventRow.id == bad).values(zone="Europe/Berlin"))
    await beat(city)
    assert "findet nicht statt" in card.text
