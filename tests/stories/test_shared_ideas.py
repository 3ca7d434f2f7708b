"""An idea's card in a neighbourhood group (N14): found, shared, decided, hidden, gone up in another one, forgotten."""

from typing import Any

import pytest

from bot.ideas import deeds, handling, merging, rulings
from bot.ideas.lifeline import Outcome, Ruling
from storage import ideas, staff, supporters
from storage.ideas import Stage
from storage.staff import Role
from tests.ideahouse import BENCHES, LIGHT, presses, public_idea, says
from tests.ideas.townhall import REASONED, an_office
from tests.pushes import rows_of
from tests.stories.test_shared_cards import add, beat, cards, offers, until_known

STAND = "Stand 23. November 2026, aktuell in der Assistenz."
RULING = Ruling(
    outcome=Outcome.WILL_BE_DONE, answer=REASONED, part_of="Grünes Ufer", when="im Frühjahr 2027"
)  # fmt: skip


@pytest.fixture
def ann(city):
    return city.person("Ann")


@pytest.fixture
def group(city, ann):
    """A group that the assistant is no member of."""
    return city.telegram.group("Hauswand Lusan", ann)


async def found(person, query: str) -> list[str]:
    """The ideas that are offered, by the beginning of their ids."""
    results = (await offers(person, query)).answer["results"]
    return [each["id"].partition(":")[0] for each in results if each["id"].startswith("idea_")]


async def share(city, person, group, number: int, query: str = "") -> Any:
    known = len(await cards(city))
    press = await offers(person, query or f"I-{number:04d}")
    card = next(each for each in press.answer["results"] if each["id"].startswith(f"idea_{number}:"))
    seen = await person.shares(press, card["id"], in_=group)
    await until_known(city, known + 1)
    return seen


async def rule(city, deed, number: int, **more: Any) -> None:
    """A deed of the staff."""
    async with city.apps[0].database.writing() as session:
        anna = await staff.of(session, "telegram:1") or staff.add(
            session, address="telegram:1", role=Role.MODERATOR, name="Anna", now=city.clock.now()
        )
        await session.flush()
        row = await ideas.look_at(session, number)
        done = await deed(session, an_office(one_key=True), number, anna, city.clock.now(), seen=row.version, **more)
        assert not isinstance(done, str | list), done


async def withdraw(city, number: int) -> None:
    async with city.apps[0].database.writing() as session:
        row = await ideas.numbered(session, number)
        row.author = "telegram:4711"
        await session.flush()
        done = await deeds.withdraw(session, number, "telegram:4711", city.clock.now())
        assert not isinstance(done, str)


async def test_a_card_is_shared_changed_once_by_the_decision_and_forgotten_a_day_after_it_is_done(city, ann, group):
    number = await public_idea(city)
    card = await share(city, ann, group, number, "idee elsterradw")
    assert card.text.startswith("I-0001 · Bänke am Elsterradweg")
    assert BENCHES in card.text
    assert "Idee für die Stadt Gera: öffentlich" in card.text
    assert STAND in card.text
    assert card.find_button("In der Assistenz öffnen")["url"].endswith("?start=idea_1")
    await beat(city, "2026-11-24 12:00")
    assert not card.edited

    await rule(city, handling.assign, number, unit="Tiefbauamt")
    await beat(city)
    await rule(city, rulings.decide, number, ruling=RULING)
    await beat(city)
    assert not card.edited
    await beat(city, "2026-11-24 12:11")
    assert len(card.earlier) == 1
    for words in ("entschieden", "wird umgesetzt", "Grünes Ufer", "im Frühjahr 2027", "Stand 24. November 2026"):
        assert words in card.text
    assert card.buttons == ["In der Assistenz öffnen"]
    await beat(city, "2026-12-24 12:00")
    assert len(card.earlier) == 1

    await rule(city, handling.finish, number, text="Die zwei Bänke stehen seit gestern am Weg.")
    await beat(city, "2026-12-24 12:11")
    assert len(card.earlier) == 2
    assert "Idee für die Stadt Gera: erledigt" in card.text
    await beat(city, "2026-12-25 11:59")
    assert len(await cards(city)) == 1
    await beat(city, "2026-12-25 12:01")
    assert await cards(city) == []
    assert len(card.earlier) == 2
    assert {row.address.partition(":")[0] for row in await rows_of(city, "card:")} == {"erased"}


async def test_what_is_withdrawn_says_at_once_that_it_is_not_public_and_nothing_of_it_stays(city, ann, group):
    number = await public_idea(city)
    card = await share(city, ann, group, number)
    await withdraw(city, number)
    await beat(city)
    assert len(card.earlier) == 1
    assert "Diese Idee ist nicht mehr öffentlich." in card.text
    assert "I-0001" in card.text
    assert "Bänke" not in card.text
    assert await cards(city) == []


async def test_a_merged_idea_shows_the_one_it_went_into_and_itself_when_they_are_parted(city, ann, group):
    benches, light = await public_idea(city), await public_idea(city, LIGHT, "Licht am Elsterradweg")
    card = await share(city, ann, group, benches)
    await rule(city, merging.merge, benches, into=light)
    city.clock.passes(minutes=11)
    await beat(city)
    assert len(card.earlier) == 1
    assert "I-0002 · Licht am Elsterradweg" in card.text
    assert "I-0001 ist in dieser Idee aufgegangen." in card.text
    await rule(city, rulings.decide, light, ruling=RULING)
    city.clock.passes(minutes=11)
    await beat(city)
    assert "wird umgesetzt" in card.text
    await rule(city, merging.part, benches)
    city.clock.passes(minutes=11)
    await beat(city)
    assert card.text.startswith("I-0001 · Bänke am Elsterradweg")
    assert "wird umgesetzt" not in card.text


async def test_supporters_are_counted_on_the_card_but_change_none(city, ann, group):
    number = await public_idea(city, support=11)
    card = await share(city, ann, group, number)
    assert f"Unterstützung: 11 Personen. {STAND}" in card.text
    async with city.apps[0].database.writing() as session:
        row = await ideas.numbered(session, number)
        await supporters.join(session, row, "telegram:4711", city.clock.now())
    await beat(city, "2026-11-24 12:00")
    assert not card.edited


async def test_who_presses_share_below_an_idea_finds_its_card_first(city):
    await public_idea(city, title="Workshop für Bänke am Radweg, damit alle dort gut sitzen können, immer")
    await public_idea(city)
    await add(city)
    ann = await city.known_person()
    await says(ann, "/ideen")
    card = await presses(ann, "Zur Idee I-0001")
    typed = card.find_button("Teilen")["switch_inline_query"]
    results = (await offers(ann, typed)).answer["results"]
    assert results[0]["id"].startswith("idea_1:")
    assert results[0]["title"].startswith("I-0001 · Workshop")
    assert await found(ann, typed) == ["idea_1"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("radweg", ["idea_2", "idea_1"]), ("idee radweg", ["idea_2", "idea_1"]),
        ("Ideen für den Radweg", ["idea_2", "idea_1"]),
        ("idee für elsterradweg", ["idea_2", "idea_1"]), ("bänk", ["idea_1"]), ("I-0002", ["idea_2"]),
        ("2", ["idea_2"]), ("idee 2", ["idea_2"]), ("idee", ["idea_2", "idea_1"]), ("", ["idea_2", "idea_1"]),
        ("I-0003", []), ("geheim", []), ("was ist das", []), ("2 bänke", ["idea_1"]),
    ],
)  # fmt: skip
async def test_an_idea_is_found_by_its_number_or_its_words_and_only_if_it_is_public(city, ann, query, expected):
    text = "Mehr davon am Elsterradweg."
    await public_idea(city, text, "Bänke, Radweg", support=2)
    await public_idea(city, text, "Licht, Radweg", support=5)
    await public_idea(city, "Ein geheimer Wunsch am Radweg", "Geheim", stage=Stage.MODERATION)
    assert await found(ann, query) == expected


async def test_events_come_first_then_three_ideas_then_answers(city, ann):
    for month in range(1, 7):
        await add(city, f"2027-0{month}-14 17:30")
    for number in range(5):
        await public_idea(city, f"Wunsch {number}", f"Wunsch {number}", support=number)
    results = (await offers(ann, "")).answer["results"]
    kinds = [each["id"].partition(":")[0].rpartition("_")[0] for each in results]
    assert kinds[:7] == ["termin"] * 4 + ["idea"] * 3
    assert len(results) == 10
    assert "Wunsch 4" in results[4]["title"]


async def test_an_english_neighbour_shares_an_english_card(city):
    await public_idea(city)
    bob = city.person("Bob", language_code="en")
    group = city.telegram.group("Neighbours", bob)
    card = await share(city, bob, group, 1)
    assert "Idea for the city of Gera: public" in card.text
    await withdraw(city, 1)
    await beat(city)
    assert "This idea is no longer public." in card.text
