"""An idea from submission to a reasoned decision: moderators, a second reader, an office, the author and supporters."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.answering.answers import Answers
from storage import staff
from storage.staff import Role
from tests import ideahouse
from tests.city import City
from tests.fakes.telegram.people import Person
from tests.fakes.telegram.seen import Seen
from tests.ideahouse import hands_in
from tests.newsroom import FAST

REASONED = (
    "Am Weg stehen ab dem Frühjahr zehn Leuchten mit Bewegungsmelder. Sie werden gedimmt, damit Fledermäuse jagen."
)


@pytest.fixture
async def town(new_database: str, answers: Answers, tmp_path: Path) -> AsyncIterator[City]:
    async with asyncio.timeout(120), City(new_database, answers, tmp_path, **FAST) as city:
        CLOCK.append(city)
        yield city


async def member(city: City, name: str, role: Role = Role.MODERATOR) -> Person:
    person = await city.known_person(name)
    async with city.apps[0].database.writing() as session:
        staff.add(session, address=f"telegram:{person.id}", role=role, name=name, now=city.clock.now())
    return person


async def pushes(city: City) -> None:
    for _ in range(3):
        await city.apps[0].post_office.run()
        await asyncio.sleep(0.05)


CLOCK: list[City] = []


async def says(person: Person, text: str) -> Seen:
    CLOCK[-1].clock.passes(seconds=3)  # nobody writes faster than their allowance
    await ideahouse.says(person, text)
    await CLOCK[-1].settled()
    return person.messages[-1]


async def presses(person: Person, label: str, on: Seen | None = None) -> Seen:
    CLOCK[-1].clock.passes(seconds=3)
    await ideahouse.presses(person, label, on=on)
    await CLOCK[-1].settled()
    return person.messages[-1]


def told(person: Person, words: str) -> Seen:
    """The last message that says so."""
    found = [message for message in person.messages if words in message.text]
    assert found, [message.text for message in person.messages[-3:]]
    return found[-1]


async def test_the_way_of_an_idea_from_the_form_to_what_came_of_it(town: City):
    anna, bert = await member(town, "Anna"), await member(town, "Bert")
    ann, tom = await town.known_person("Ann"), await town.known_person("Tom")
    await hands_in(ann)
    await pushes(town)
    listed = await says(anna, "/moderation")
    assert "Ideen, die auf die Stadt warten: 1" in listed.text
    card = await presses(anna, "I-0001")
    assert "Solarlampen" in card.text
    assert "Noch niemand hat die Idee übernommen" in card.text
    assert card.buttons == ["Übernehmen", "Veröffentlichen", "Rückfrage", "Ablehnen", "Zusammenführen"]
    await presses(anna, "Übernehmen", on=card)
    late = await presses(bert, "I-0001") if await says(bert, "/moderation") else None
    assert late
    assert "In Arbeit bei: Anna" in late.text
    await presses(bert, "Veröffentlichen", on=late)
    assert any("In Arbeit bei: Anna" in message.text for message in bert.messages[-2:])
    await presses(anna, "Veröffentlichen")
    await pushes(town)
    assert any("Die Idee ist öffentlich" in message.text for message in ann.messages)
    await says(tom, "/start idea_1")
    await presses(tom, "Unterstützen")
    await says(anna, "/moderation")
    await presses(anna, "I-0001")
    await presses(anna, "Einem Amt geben")
    preview = await says(anna, "Straßenbeleuchtung")
    assert "Amt: Straßenbeleuchtung" in preview.text
    await presses(anna, "Senden")
    await pushes(town)
    told(tom, "Diese Stelle prüft die Idee: Straßenbeleuchtung.")
    await presses(anna, "I-0001 bearbeiten")
    await presses(anna, "Entscheiden")
    await presses(anna, "wird umgesetzt")
    await says(anna, "Elsterradweg")
    await says(anna, "Frühjahr 2027")
    short = await says(anna, "Machen wir gern.")
    assert "Der Text ist zu kurz. Es sind 16 Zeichen." in short.text
    shown = await says(anna, REASONED)
    assert "Frühjahr 2027" in shown.text
    done = await presses(anna, "Senden")
    assert "Benachrichtigt: 2" in done.text
    await pushes(town)
    for person in (ann, tom):
        heard = told(person, "Die Stadt hat entschieden")
        assert REASONED in heard.text
        assert "Teil von: Elsterradweg" in heard.text
    grown = next(message for message in ann.messages if "Was bisher geschah" in message.text and message.edited)
    assert "entschieden: wird umgesetzt" in grown.text


async def handed_in(city: City, name: str = "Ann") -> Person:
    person = await city.known_person(name)
    await hands_in(person)
    city.clock.passes(minutes=1)
    return person


async def test_a_second_person_reads_a_refusal_and_its_author_may_mend_the_idea_once(town: City):
    anna, bert = await member(town, "Anna"), await member(town, "Bert")
    ann = await handed_in(town)
    await says(anna, "/moderation")
    await presses(anna, "I-0001")
    asked = await presses(anna, "Ablehnen")
    assert len(asked.buttons) <= 6
    await presses(anna, "Weitere zeigen")
    await presses(anna, "nicht verständlich genug")
    await says(anna, "Bitte schreiben Sie, an welcher Stelle die Lampen fehlen.")
    waits = await presses(anna, "Senden")
    assert "erst, wenn eine zweite Person zustimmt" in waits.text
    await pushes(town)
    own = await presses(anna, "I-0001 bearbeiten")
    assert own.buttons == ["Zurücknehmen"]
    told(bert, "wartet auf eine zweite Person")
    read = await presses(bert, "I-0001 bearbeiten")
    assert "Bitte schreiben Sie, an welcher Stelle" in read.text
    await presses(bert, "Zustimmen", on=read)
    await pushes(town)
    heard = told(ann, "nicht verständlich genug")
    assert "einmal nachbessern" in heard.text
    old = await presses(bert, "Zustimmen", on=read)
    assert any("wartet nichts mehr" in message.text for message in bert.messages[-2:])
    assert old
    await presses(ann, "Nachbessern", on=heard)
    await says(ann, "Am Elsterradweg zwischen Zwötzen und Lusan sollten Solarlampen stehen, weil es sehr dunkel ist.")
    await says(anna, "/moderation")
    told(anna, "eingegangen, bei: Anna")


async def test_a_question_of_a_moderator_stops_the_clock_and_the_answer_comes_back_to_them(town: City):
    anna = await member(town, "Anna")
    ann = await handed_in(town)
    await says(anna, "/moderation")
    await presses(anna, "I-0001")
    await presses(anna, "Rückfrage")
    await says(anna, "Zwischen welchen Brücken fehlt das Licht?")
    await presses(anna, "Senden")
    await pushes(town)
    asked = told(ann, "Die Stadt hat eine Rückfrage")
    assert "Zwischen welchen Brücken fehlt das Licht?" in asked.text
    await presses(ann, "Rückfrage beantworten", on=asked)
    await says(ann, "Zwischen der Heinrichsbrücke und dem Wehr.")
    await pushes(town)
    told(anna, "Die Person hat geschrieben")
    card = await presses(anna, "I-0001 bearbeiten")
    assert "Zwischen der Heinrichsbrücke und dem Wehr." in card.text


async def test_four_weeks_after_a_decision_everybody_is_asked_once_and_a_no_opens_the_idea_again(town: City):
    anna = await member(town, "Anna")
    ann, tom = await handed_in(town), await town.known_person("Tom")
    await says(anna, "/moderation")
    await presses(anna, "I-0001")
    await presses(anna, "Veröffentlichen")
    await says(tom, "/start idea_1")
    await presses(tom, "Unterstützen")
    await presses(anna, "Entscheiden")
    await presses(anna, "schon erledigt")
    await says(anna, REASONED)
    await presses(anna, "Senden")
    await pushes(town)
    town.clock.passes(days=27, hours=23)
    await town.beats("four weeks later")
    await pushes(town)
    assert "Vor vier Wochen" not in ann.messages[-1].text
    for _ in range(2):
        town.clock.passes(days=1)
        await town.beats("four weeks later")
        await pushes(town)
    assert [sum("Vor vier Wochen" in message.text for message in person.messages) for person in (ann, tom)] == [1, 1]
    await presses(tom, "Teilweise")
    thanks = await presses(tom, "Das reicht")
    assert "Danke" in thanks.text
    assert "nach der Entscheidung zu I-0001: Teilweise" in (await says(tom, "/meinedaten")).text
    await presses(ann, "Nein")
    again = await says(ann, "Es stehen dort keine Lampen, Auskunft unter 0365 8381234.")
    assert "I-0001 ist wieder geöffnet" in again.text
    assert "8381234" not in await town.everything_stored()
    await pushes(town)
    told(tom, "noch einmal geöffnet")
    card = await presses(anna, "I-0001 bearbeiten")
    assert "Es stehen dort keine Lampen" in card.text
    town.clock.passes(days=60)
    await town.beats("four weeks later")
    await pushes(town)
    assert sum("Vor vier Wochen" in message.text for message in ann.messages) == 1


async def test_when_the_time_runs_out_moderators_and_head_are_reminded_and_the_author_is_told_the_truth(town: City):
    anna, head = await member(town, "Anna"), await member(town, "Leitung", Role.ADMINISTRATOR)
    ann = await handed_in(town)

    async def passes(days: int) -> list[str]:
        town.clock.passes(days=days)
        for _ in range(2):
            await town.beats("answer clock")
            await pushes(town)
        return [person.messages[-1].text for person in (anna, head, ann)]

    assert not any("Frist" in text for text in (await passes(6))[:2])
    half = await passes(2)
    assert ["Die halbe Frist ist um" in text for text in half] == [True, True, False]
    most = await passes(3)
    assert ["80 Prozent der Frist" in text for text in most] == [True, True, False]
    over = await passes(4)
    assert ["Die Frist ist nicht gehalten" in text for text in over] == [True, True, False]
    assert "Die Stadt hat ihre Frist nicht gehalten" in over[2]
    counted = len(ann.messages)
    await passes(0)
    assert len(ann.messages) == counted


async def test_the_card_counts_supporters_without_a_push(town: City):
    anna = await member(town, "Anna")
    ann, tom = await handed_in(town), await town.known_person("Tom")
    await pushes(town)
    await says(anna, "/moderation")
    await presses(anna, "I-0001")
    await presses(anna, "Veröffentlichen")
    await pushes(town)
    await says(tom, "/start idea_1")
    await presses(tom, "Unterstützen")
    counted = len(ann.messages)
    for _ in range(2):
        town.clock.passes(hours=1)
        await town.beats("supporters on cards")
        await pushes(town)
    assert len(ann.messages) == counted
    assert "Unterstützung: 1 Person" in told(ann, "Was bisher geschah").text
