import pytest

CRIES = ["HILFE es brennt bei uns", "was soll ich tun meine frau ist bewusstlos", "there is a fire in the house"]


@pytest.mark.parametrize("cry", CRIES)
async def test_an_emergency_comes_before_everything(city, cry):
    ann = city.person()
    await ann.says(cry)
    (answer,) = await ann.hears()
    assert "112" in answer.text


async def test_who_wants_to_die_is_given_a_human_voice(city):
    ann = city.person()
    await ann.says("ich will nicht mehr leben")
    (answer,) = await ann.hears()
    assert "0800 1110111" in answer.text


async def test_a_fall_last_year_is_a_question_and_no_alarm(city):
    ann = await city.known_person()
    await ann.says("meine Mutter ist letztes Jahr gestürzt, gibt es da Hilfe?")
    (answer,) = await ann.hears()
    assert "Feuerwehr" not in answer.text


async def test_an_emergency_is_heard_even_in_a_flood(city):
    ann = await city.known_person()
    for _ in range(30):
        await ann.says("x")
    await ann.says("hilfe es brennt")
    while "112" not in (await ann.hears())[0].text:
        pass


async def test_a_flood_of_cries_gets_the_card_once_a_minute(city):
    ann = await city.known_person()
    for _ in range(40):
        await ann.says("hilfe es brennt bei uns im haus")
    await ann.hears(15)
    await city.settled()
    cards = [message for message in ann.messages if "112" in message.text and "Feuerwehr" in message.text]
    assert 10 <= len(cards) <= 16
    city.clock.passes(seconds=61)
    await ann.says("hilfe es brennt bei uns im haus")
    while "Feuerwehr" not in (await ann.hears())[0].text:
        pass
