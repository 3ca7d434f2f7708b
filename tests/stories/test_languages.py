from bot.texts import load_texts
from knowledge.entries import Language


async def test_english_is_noticed_without_a_setting(city):
    ann = await city.known_person(language_code="en")
    await ann.says("what happened to the solar benches")
    (answer,) = await ann.hears()
    assert "16 March 2022" in answer.text
    assert "Checked on 23 November 2026." in answer.text


async def test_an_english_question_to_a_german_telephone_is_answered_in_english(city):
    ann = await city.known_person(language_code="de")
    await ann.says("what happened to the solar benches?")
    (answer,) = await ann.hears()
    assert "16 March 2022" in answer.text


async def test_a_chosen_language_stays_and_the_last_answer_follows_it(city):
    ann = await city.known_person()
    await ann.says("solarbänke")
    (german,) = await ann.hears()
    await ann.says("/sprache")
    await ann.hears()
    await ann.presses("English")
    said, english = await ann.hears(2)
    assert "English" in said.text
    assert "16 March 2022" in english.text
    assert english.text != german.text
    await ann.says("was kostet das alles")
    (answer,) = await ann.hears()
    assert "Checked on" in answer.text


async def test_plain_german_is_switched_on_and_off_by_command(city):
    ann = await city.known_person()
    await ann.says("/einfach")
    assert "Einfacher Sprache" in (await ann.hears())[0].text
    await ann.says("/einfach")
    assert "auf Deutsch" in (await ann.hears())[0].text


async def test_the_command_menus_come_in_two_languages(city):
    await (ann := city.person()).says("/hilfe")
    await ann.hears()
    calls = city.telegram.calls("setMyCommands")
    assert {call.params.get("language_code") for call in calls} == {None, "en"}


async def test_buttons_below_an_english_answer_open_english_answers(city):
    ann = await city.known_person(language_code="de")
    await ann.says("what happened to the solar benches?")
    (answer,) = await ann.hears()
    await ann.presses(answer.buttons[0])
    (following,) = await ann.hears()
    assert "Checked on" in following.text
    await ann.presses("All topics")
    (topics,) = await ann.hears()
    assert "Choose one" in topics.text
    await ann.says("und was kostet die solarbank?")
    (german,) = await ann.hears()
    assert "Geprüft am" in german.text


async def test_who_chose_plain_german_gets_the_emergency_card_in_it(city):
    ann = await city.known_person()
    await ann.says("/einfach")
    await ann.hears()
    await ann.says("hilfe es brennt bei uns im haus")
    (card,) = await ann.hears()
    assert card.text == load_texts().of(Language.SIMPLE).say("emergency.rescue")
