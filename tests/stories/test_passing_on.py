"""A question that nobody has answered goes to the city, with a yes; one answer reaches all who wait for it."""

from storage import audit, questions, staff
from storage.staff import Role

UNKNOWN = "Gibt es bald ein Lastenrad zum Leihen in Lusan?"


async def moderator(city):
    carl = await city.known_person("Carl")
    async with city.apps[0].database.writing() as session:
        staff.add(
            session, address=f"telegram:{carl.id}", role=Role.MODERATOR, name="Bürgerservice", now=city.clock.now()
        )
    return carl


async def passes_on(city, person, question=UNKNOWN):
    await person.says(UNKNOWN)
    (no,) = await person.hears()
    assert "Frage weitergeben" in no.buttons
    await person.presses("Frage weitergeben")
    await person.hears()
    await person.says(question)
    return (await person.hears())[0]


async def sent_out(city):
    await city.beats("deliveries by telegram")


async def test_what_goes_to_the_city_is_shown_first_and_goes_with_a_yes(city):
    ann = await city.known_person()
    await ann.says(UNKNOWN)
    await ann.hears()
    assert "Lastenrad" not in await city.everything_stored()
    shown = await passes_on(city, ann)
    assert UNKNOWN in shown.text
    assert "nach 90 Tagen gelöscht" in shown.text
    assert "bei der Stadt" not in shown.text
    await ann.presses("Senden")
    (sent,) = await ann.hears()
    assert "F-1" in sent.text
    assert "30. November 2026" in sent.text  # five working days after Monday the 23rd
    await ann.presses("Senden", on=shown)
    (again,) = await ann.hears()
    assert "nicht mehr da" in again.text


async def test_personal_data_are_blacked_out_before_anything_is_stored(city):
    ann = await city.known_person()
    shown = await passes_on(city, ann, "Gibt es bald ein Lastenrad zum Leihen in Lusan? Ruf mich an: 0365 1234567")
    assert "[Telefonnummer]" in shown.text
    assert "1234567" not in shown.text
    assert "1234567" not in await city.everything_stored()
    await ann.presses("Ungeschwärzt senden")
    await ann.hears()
    assert "1234567" not in await city.everything_stored()
    await ann.says("Gibt es bald ein Lastenrad zum Leihen in Lusan? Ruf mich an: 0365 1234567")
    (shown,) = await ann.hears()
    assert "1234567" in shown.text
    await ann.presses("Senden")
    assert "F-1" in (await ann.hears())[0].text


async def test_nothing_is_sent_for_who_says_no(city):
    ann = await city.known_person()
    await passes_on(city, ann)
    await ann.presses("Nicht senden")
    assert "gelöscht" in (await ann.hears())[0].text
    assert "Lastenrad" not in await city.everything_stored()


async def test_one_answer_reaches_everybody_who_waits_once_and_in_their_language(city):
    carl = await moderator(city)
    ann, bob = await city.known_person("Ann"), await city.known_person("Bob")
    for person, words in ((ann, UNKNOWN), (bob, "gibt es bald ein lastenrad zum leihen in lusan")):
        await passes_on(city, person, words)
        await person.presses("Senden")
        assert "F-1" in (await person.hears())[0].text
    await carl.says("/antwort")
    (waiting,) = await carl.hears()
    assert "2 warten" in waiting.text
    await carl.presses("F-1 ansehen")
    await carl.hears()
    await carl.presses("Beantworten")
    await carl.hears()
    await carl.says("Darüber ist noch nicht entschieden.")
    _, preview = await carl.hears(2)
    assert "Darüber ist noch nicht entschieden." in preview.text
    await carl.presses("Senden")
    assert "Die Antwort geht an 2." in (await carl.hears())[0].text
    await carl.presses("Senden", on=preview)
    assert "schon erledigt" in (await carl.hears())[0].text
    await sent_out(city)
    for person in (ann, bob):
        (answer,) = await person.hears()
        assert "Darüber ist noch nicht entschieden." in answer.text
    await sent_out(city)
    await ann.hears_nothing()


async def test_a_promise_that_was_not_kept_is_owned_up_to(city):
    ann = await city.known_person()
    await passes_on(city, ann)
    await ann.presses("Senden")
    await ann.hears()
    city.clock.passes(days=8)
    await city.beats("promises")
    await sent_out(city)
    (late,) = await ann.hears()
    assert "noch nicht beantwortet" in late.text
    assert "8. Dezember 2026" in late.text


async def test_who_is_no_staff_sees_no_questions(city):
    ann = await city.known_person()
    await ann.says("/antwort")
    (reply,) = await ann.hears()
    assert "kenne ich nicht" in reply.text


async def test_a_form_is_left_by_a_command(city):
    ann = await city.known_person()
    await ann.says("/abbrechen")
    assert "nichts offen" in (await ann.hears())[0].text
    await passes_on(city, ann)
    await ann.presses("Anders schreiben")
    await ann.hears()
    await ann.says("/abbrechen")
    assert "geht nicht hinaus" in (await ann.hears())[0].text
    await ann.says("/start")
    await ann.hears()
    await ann.says("wer bezahlt das")
    assert "weiter" not in (await ann.hears())[0].text
    async with city.apps[0].database.reading() as session:
        assert await audit.latest(session, 1) == []


async def test_only_what_was_shown_below_the_button_is_sent(city):
    ann = await city.known_person()
    shown = await passes_on(city, ann)
    await passes_on(city, ann, "Gibt es bald einen Skatepark aus Eis in Lusan?")
    await ann.presses("Senden", on=shown)
    (other,) = await ann.hears()
    assert "Skatepark" in other.text
    assert "F-1" not in other.text
    await ann.presses("Senden")
    assert "F-1" in (await ann.hears())[0].text


async def test_an_answer_that_a_colleague_has_changed_is_shown_before_it_goes_out(city):
    carl, ann = await moderator(city), await city.known_person()
    await passes_on(city, ann)
    await ann.presses("Senden")
    await ann.hears()
    await carl.says("/antwort")
    await carl.hears()
    for label in ("F-1 ansehen", "Beantworten"):
        await carl.presses(label)
        await carl.hears()
    await carl.says("Ja, im Mai.")
    await carl.hears(2)
    async with city.apps[0].database.writing() as session:
        (await questions.numbered(session, 1)).answer = "Nein."
    await carl.presses("Senden")
    _, preview = await carl.hears(2)
    assert "Nein." in preview.text
    await carl.presses("Senden")
    assert "Die Antwort geht an 1." in (await carl.hears())[0].text


async def test_a_form_that_was_left_open_does_not_take_what_is_asked_on_another_day(city):
    ann = await city.known_person()
    await passes_on(city, ann)
    await ann.presses("Anders schreiben")
    await ann.hears()
    city.clock.passes(days=1)
    await ann.says("wer bezahlt das")
    assert "gebe ich an die Stadt weiter" not in (await ann.hears())[0].text
