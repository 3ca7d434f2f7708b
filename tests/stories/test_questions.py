"""A resident asks; the assistant answers from a curated entry, offers a choice, or says that it does not know."""


async def test_a_sloppy_question_gets_the_answer_with_source_and_day(city):
    ann = await city.known_person()
    await ann.says("was ist aus den solar bänken geworden")
    (answer,) = await ann.hears()
    assert "16. März 2022" in answer.text
    assert "Quelle: " in answer.text
    assert "Geprüft am 23. November 2026." in answer.text
    assert any(entity["type"] == "text_link" for entity in answer.entities)
    assert {"Einfach erklärt", "Alle Themen"} <= set(answer.buttons)


async def test_typing_errors_and_lost_umlauts_do_no_harm(city):
    ann = await city.known_person()
    await ann.says("was ist aus den solarbaenken gewordn??")
    (answer,) = await ann.hears()
    assert "16. März 2022" in answer.text


async def test_a_follow_up_is_read_with_the_last_topic(city):
    ann = await city.known_person()
    await ann.says("was sind die solarbänke")
    await ann.hears()
    await ann.says("und wo stehen die?")
    (answer,) = await ann.hears()
    assert "Hauptbahnhof" in answer.text


async def test_the_button_below_an_answer_leads_to_the_next_question(city):
    ann = await city.known_person()
    await ann.says("solarbänke")
    (answer,) = await ann.hears()
    await ann.presses(answer.buttons[0])
    (next_answer,) = await ann.hears()
    assert next_answer.text != answer.text
    assert "Geprüft am" in next_answer.text


async def test_plain_german_is_one_press_away_and_back(city):
    ann = await city.known_person()
    await ann.says("solarbänke")
    (standard,) = await ann.hears()
    await ann.presses("Einfach erklärt")
    (simple,) = await ann.hears()
    assert simple.text != standard.text
    await ann.presses("Ausführlicher Text")
    assert await ann.hears() == [standard.text]


async def test_what_nobody_has_checked_is_not_answered(city):
    ann = await city.known_person()
    await ann.says("wie hoch ist der eiffelturm in metern")
    (answer,) = await ann.hears()
    assert "keine geprüfte Antwort" in answer.text
    assert "Kontakt zur Stadt" in answer.buttons


async def test_after_two_misses_people_of_the_city_come_first(city):
    ann = await city.known_person()
    for question in ("wie hoch ist der eiffelturm in metern", "wer hat die mona lisa gemalt"):
        await ann.says(question)
        (answer,) = await ann.hears()
    assert answer.buttons[0] == "Kontakt zur Stadt"
    assert "smartcity@gera.de" in answer.text


async def test_another_office_s_business_is_shown_the_right_door(city):
    ann = await city.known_person()
    await ann.says("wann wird meine mülltonne abgeholt")
    (answer,) = await ann.hears()
    assert "115" in answer.text
    assert "Geprüft am" not in answer.text


async def test_small_talk_is_friendly_and_never_an_entry(city):
    ann = await city.known_person()
    await ann.says("danke schön")
    (answer,) = await ann.hears()
    assert "Geprüft am" not in answer.text


async def test_hostile_names_and_texts_break_nothing(city):
    ann = await city.known_person('</b><a href="tg://user?id=1">x</a>')
    for text in ("<b>fett", "&lt; & >", "{user.id} {{7*7}} %s $x", "\u202egnurts\u200b", "*_[`", "\ud83d"):
        await ann.says(text)
        (answer,) = await ann.hears()
        assert answer.text
    assert all(call.status == 200 for call in city.telegram.calls("sendMessage"))
