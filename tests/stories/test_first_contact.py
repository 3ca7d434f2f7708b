import pytest


async def test_a_resident_is_welcomed_by_an_honest_program(city):
    ann = city.person()
    await ann.says("/start")
    (welcome,) = await ann.hears()
    assert "Ich bin ein Programm, kein Mensch" in welcome.text
    assert "/datenschutz" in welcome.text
    assert "112" in welcome.text
    assert welcome.buttons == [
        "Was ist SMARTCity?", "Alle Themen", "Alle Termine", "Idee einreichen", "Sprache wählen", "Datenschutz",
    ]  # fmt: skip


async def test_pressing_start_twice_gives_the_same_welcome_and_no_error(city):
    ann = city.person()
    await ann.says("/start")
    await ann.says("/start")
    first, second = await ann.hears(2)
    assert first.text == second.text


async def test_a_code_on_a_bench_opens_its_entry_with_the_notice_before(city):
    ann = city.person()
    await ann.says("/start solar-benches")
    notice, card = await ann.hears(2)
    assert "kein Mensch" in notice.text
    assert "Solarbänke" in card.text
    assert "Geprüft am" in card.text


async def test_a_retired_code_is_said_to_be_old_and_the_welcome_follows(city):
    ann = city.person()
    await ann.says("/start b_017_gone")
    old, welcome = await ann.hears(2)
    assert "nicht mehr gültig" in old.text
    assert "Programm" in welcome.text


async def test_a_stranger_who_asks_at_once_is_told_first_what_this_is(city):
    ann = city.person()
    await ann.says("was ist aus den solar bänken geworden")
    notice, answer = await ann.hears(2)
    assert "kein Mensch" in notice.text
    assert "Solarbänke" in answer.text


async def test_privacy_is_answered_at_any_time(city):
    ann = city.person()
    for command in ("/datenschutz", "/privacy"):
        await ann.says(command)
        stored, rights = await ann.hears(2)
        assert "72 Stunden" in stored.text
        assert "TLfDI" in rights.text


async def test_an_unknown_command_is_met_with_the_nearest_one(city):
    ann = await city.known_person()
    await ann.says("/tehmen")
    assert await ann.hears() == ["Den Befehl /tehmen kenne ich nicht. Meinten Sie /themen?"]
    await ann.says("/xyzzyplugh")
    (answer,) = await ann.hears()
    assert "/hilfe" in answer.text


async def test_contact_leads_to_people(city):
    ann = await city.known_person()
    await ann.says("/kontakt")
    (answer,) = await ann.hears()
    assert "smartcity@gera.de" in answer.text
    assert "115" in answer.text


@pytest.mark.parametrize("first", ["/themen", "/quatsch", "hilfe es brennt bei uns im haus"])
async def test_whatever_a_stranger_begins_with_they_are_told_what_answers(city, first):
    ann = city.person()
    await ann.says(first)
    heard = await ann.hears(2)
    assert sum("kein Mensch" in message.text for message in heard) == 1
    await ann.says("solarbänke")
    (answer,) = await ann.hears()
    assert "kein Mensch" not in answer.text


async def test_an_emergency_of_a_stranger_comes_before_the_notice(city):
    ann = city.person()
    await ann.says("hilfe es brennt bei uns im haus")
    card, _ = await ann.hears(2)
    assert "112" in card.text
