"""An event's card in a neighbourhood group (R6): shared, moved, changed once, cancelled, over, and then forgotten."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.delivery.cards import MOST_CARDS
from bot.events import deeds
from bot.events.event import Status
from bot.events.rows import from_row
from storage import events
from storage.deliveries import State
from storage.shared_cards import SharedCardRow
from tests.events.calendar import an_event, berlin
from tests.pushes import rows_of, send_due

STAND = "Stand 23. November 2026, aktuell in der Assistenz."


async def add(city, start: str = "2026-12-02 17:30", **values: Any) -> int:
    async with city.apps[0].database.writing() as session:
        return (await deeds.add(session, an_event(start, uid=f"{start}{values}", **values), city.clock.now())).id


async def change(city, number: int, **values: Any) -> None:
    async with city.apps[0].database.writing() as session:
        row = await events.numbered(session, number)
        assert row
        await deeds.change(session, row, replace(from_row(row), **values), city.clock.now())


async def beat(city, moment: str = "") -> None:
    """The ticks of reminders and cards, and what leaves by them; twice, since an end is noted at the next one."""
    if moment:
        city.clock.passes(seconds=(berlin(moment) - city.clock.now()).total_seconds())
    for _ in range(2):
        await city.beats("reminders")
        await city.beats("cards")
        await send_due(city.apps[0])


async def offers(person, query: str) -> Any:
    press = await person.asks_inline(query)
    await press.answered()
    return press


async def cards(city) -> list[SharedCardRow]:
    async with city.apps[0].database.reading() as session:
        return list(await session.scalars(select(SharedCardRow).order_by(SharedCardRow.id)))


async def until_known(city, number: int) -> None:
    """Wait until so many shared cards are noted."""
    async with asyncio.timeout(5):
        while len(await cards(city)) < number:  # noqa: ASYNC110 - the database says when
            await asyncio.sleep(0.02)


async def share(city, person, group, query: str = "workshop") -> Any:
    known = len(await cards(city))
    press = await offers(person, query)
    card = next(each for each in press.answer["results"] if each["id"].startswith("termin_"))
    seen = await person.shares(press, card["id"], in_=group)
    await until_known(city, known + 1)
    return seen


@pytest.fixture
def ann(city):
    return city.person("Ann")


@pytest.fixture
def group(city, ann):
    """A group that the assistant is no member of."""
    return city.telegram.group("Hauswand Lusan", ann)


async def test_a_card_is_shared_moved_with_the_event_once_and_over_a_day_after(city, ann, group):
    number = await add(city)
    card = await share(city, ann, group)
    assert "Mittwoch, 2. Dezember 2026, 17:30 bis 19:30 Uhr" in card.text
    assert STAND in card.text
    assert card.find_button("In der Assistenz öffnen")["url"].endswith(f"?start=termin_{number}")
    await beat(city, "2026-11-23 12:30")
    assert not card.edited

    later = berlin("2026-12-04 17:30")
    await change(city, number, start=later, end=later + timedelta(hours=2))
    await beat(city, "2026-11-24 12:01")
    assert len(card.earlier) == 1
    assert "Neuer Termin. Bisher: Mittwoch, 2. Dezember 2026, 17:30 bis 19:30 Uhr" in card.text
    assert "Freitag, 4. Dezember 2026, 17:30 bis 19:30 Uhr" in card.text
    assert "Stand 24. November 2026" in card.text
    assert card.buttons == ["In der Assistenz öffnen"]
    await beat(city, "2026-11-30 12:00")
    assert len(card.earlier) == 1

    await change(city, number, results="https://www.gera.de/ergebnis")
    await beat(city, "2026-12-05 19:29")
    assert "Vorbei." not in card.text
    await beat(city, "2026-12-05 19:31")
    assert "Vorbei." in card.text
    assert card.links == ["https://www.gera.de/ergebnis"]
    assert await cards(city) == []
    assert len(card.earlier) == 2
    assert {row.address.partition(":")[0] for row in await rows_of(city, "card:")} == {"erased"}


async def test_several_changes_settle_and_a_cancelled_event_is_told_at_once(city, ann, group):
    number = await add(city)
    card = await share(city, ann, group)
    for hours in (1, 2, 3):
        start = berlin("2026-12-02 17:30") + timedelta(hours=hours)
        await change(city, number, start=start, end=start + timedelta(hours=1))
        await beat(city)
        assert not card.edited
        city.clock.passes(minutes=2)
    await beat(city, "2026-11-23 12:11")
    assert len(card.earlier) == 1
    assert "20:30 bis 21:30 Uhr" in card.text
    await change(city, number, status=Status.CANCELLED)
    await beat(city)
    assert len(card.earlier) == 2
    assert "Dieser Termin findet nicht statt." in card.text
    await beat(city, "2026-12-03 21:31")
    assert "Dieser Termin fand nicht statt." in card.text
    assert await cards(city) == []


async def test_twenty_shared_cards_are_twenty_changes(city, ann, group):
    number = await add(city)
    shared = [await share(city, ann, group) for _ in range(20)]
    later = berlin("2026-12-04 17:30")
    await change(city, number, start=later, end=later + timedelta(hours=2))
    city.clock.passes(minutes=11)
    city.clock.runs()
    await beat(city)
    assert [len(card.earlier) for card in shared] == [1] * 20
    assert [row.state for row in await rows_of(city, "card:")] == [State.SENT] * 20


async def test_a_card_that_was_deleted_is_given_up_after_three_refusals(city, ann, group):
    number = await add(city)
    gone, there = await share(city, ann, group), await share(city, ann, group)
    await ann.deletes(gone)
    later = berlin("2026-12-04 17:30")
    await change(city, number, start=later, end=later + timedelta(hours=2))
    city.clock.passes(minutes=11)
    for _ in range(4):
        await beat(city)
        city.clock.passes(hours=1, minutes=1)
    assert len(there.earlier) == 1
    assert len(await cards(city)) == 1
    assert len([row for row in await rows_of(city, "card:") if row.state == State.FAILED]) == 3


async def test_when_telegram_asks_for_patience_the_card_waits_as_everything_does(city, ann, group):
    number = await add(city)
    card = await share(city, ann, group)
    later = berlin("2026-12-04 17:30")
    await change(city, number, start=later, end=later + timedelta(hours=2))
    city.clock.passes(minutes=11)
    city.telegram.faults.too_many_requests(30, method="editMessageText")
    await beat(city)
    assert not card.edited
    city.clock.passes(seconds=31)
    await beat(city)
    assert len(card.earlier) == 1


async def test_without_inline_feedback_a_card_stays_as_it_is_and_says_of_which_day(city, ann, group):
    city.telegram.world.inline_feedback = False
    await add(city)
    press = await offers(ann, "workshop")
    card = await ann.shares(press, press.answer["results"][0]["id"], in_=group)
    assert STAND in card.text
    await beat(city, "2026-11-24 12:00")
    assert await cards(city) == []


async def test_an_old_offer_is_put_right(city, ann, group):
    number = await add(city)
    press = await offers(ann, "workshop")
    await change(city, number, status=Status.CANCELLED)
    await beat(city)
    card = await ann.shares(press, press.answer["results"][0]["id"], in_=group)
    await until_known(city, 1)
    assert "findet nicht statt" not in card.text
    await beat(city)
    assert "Dieser Termin findet nicht statt." in card.text


async def test_nothing_of_who_shares_or_of_what_was_typed_is_stored(city, group, ann):
    await add(city)
    await share(city, ann, group, "workshop mobilität")
    stored = await city.everything_stored()
    assert "mobilität" not in stored.replace("Werkstatt Mobilität", "")
    assert str(ann.id) not in stored
    assert await city._waiting() == 0
    await ann.hears_nothing()


async def test_a_card_shared_into_the_assistant_s_own_chat_is_no_question(city):
    ann = await city.known_person()
    await add(city)
    press = await offers(ann, "workshop")
    await ann.shares(press, press.answer["results"][0]["id"])
    await ann.hears_nothing()


@pytest.mark.parametrize("query", ["", "   ", "x" * 130])
async def test_nothing_or_too_much_typed_offers_the_next_events_and_the_first_answers(city, ann, query):
    for month in range(1, 7):
        await add(city, f"2027-0{month}-14 17:30")
    await add(city, "2026-10-01 17:30")
    results = (await offers(ann, query)).answer["results"]
    assert len(results) == MOST_CARDS
    assert [each["id"].startswith("termin_") for each in results] == [True] * 4 + [False] * 6
    assert "14. Januar 2027" in results[0]["description"]
    assert STAND in results[0]["description"]
    assert "Geprüft am" in results[-1]["description"]


@pytest.mark.parametrize("query", ["workshop", "Werkst", "mobilität", "kornmarkt"])
async def test_an_event_is_found_by_its_kind_its_topic_or_half_a_word(city, ann, query):
    await add(city, topics=frozenset({"field-mobility"}))
    results = (await offers(ann, query)).answer["results"]
    assert results[0]["title"] == "Werkstatt Mobilität"


async def test_the_card_leads_to_the_event_in_the_private_chat(city, ann):
    number = await add(city)
    await ann.says(f"/start termin_{number}")
    _, event = await ann.hears(2)
    assert "Mittwoch, 2. Dezember 2026" in event.text
    await ann.says("/start termin_999")
    assert "gibt es nicht mehr" in (await ann.answer()).text
