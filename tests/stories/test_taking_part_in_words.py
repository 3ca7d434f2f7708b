"""A resident writes about taking part instead of pressing: comes, says for how many, asks what it was, cancels."""

from storage import registrations
from tests.ideahouse import presses, says
from tests.stories.test_taking_part import workshop


async def seats(city, number: int) -> dict[str, tuple[int, str]]:
    async with city.apps[0].database.reading() as session:
        return {row.address: (row.people, row.state) for row in await registrations.of_event(session, number)}


async def test_who_wants_to_come_registers_in_own_words(city):
    number = await workshop(city, capacity=12)
    ann = await city.known_person()
    await says(ann, "wann ist der nächste workshop")
    asked = await says(ann, "da kommen wir zu zweit")
    assert "Möchten Sie sich so anmelden? Werkstatt Mobilität, Mittwoch, 9. Dezember 2026" in asked.text
    assert "2 Personen" in asked.text
    assert "kein Name" in asked.text
    assert asked.buttons == ["2 Personen", "Andere Zahl", "Zum Termin"]
    assert await seats(city, number) == {}
    asked = await presses(ann, "Andere Zahl")
    assert "1 bis 4" in asked.text
    unread = await says(ann, "weiß noch nicht")
    assert unread.text.startswith("Das habe ich nicht als Zahl verstanden.")
    assert "3 Personen" in unread.buttons
    many = await says(ann, "wir sind sieben leute")
    assert "höchstens 4" in many.text
    await ann.says("was kostet eine solarbank?")
    _, asked = await ann.hears(2)
    assert "Für wie viele Personen" in asked.text
    await ann.says("ich und mein mann")
    seated, _ = await ann.hears(2)
    assert "Sie sind angemeldet: 2 Personen." in seated.text
    assert await seats(city, number) == {f"telegram:{ann.id}": (2, "seated")}


async def test_the_question_is_left_with_a_word_and_a_restart_changes_nothing(city):
    number = await workshop(city, capacity=12)
    ann = await city.known_person()
    await says(ann, "wann ist der nächste workshop")
    await says(ann, "melden sie mich an")
    await city.stop_app(city.apps[0])
    await city.start_app()
    left = await says(ann, "doch nicht")
    assert left.text.startswith("Werkstatt Mobilität")
    await says(ann, "melden sie mich an")
    assert (await says(ann, "/abbrechen")).text.startswith("Werkstatt Mobilität")
    assert (await says(ann, "2")).text != ""
    assert await seats(city, number) == {}


async def test_without_an_event_before_it_those_that_are_open_are_shown(city):
    await workshop(city, capacity=12)
    await workshop(city, "2026-12-14 17:00", uid="w2", capacity=3)
    ann = await city.known_person()
    listed = await says(ann, "bitte melden sie uns an zu dritt")
    assert "Bei welchem Termin" in listed.text
    assert listed.buttons[0].startswith("09.12.")
    assert listed.buttons[1].startswith("14.12.")
    asked = await presses(ann, listed.buttons[1])
    assert asked.buttons[0] == "3 Personen"
    assert "14. Dezember" in asked.text


async def test_who_cannot_come_is_asked_before_the_seat_is_given_back(city):
    number = await workshop(city, capacity=12)
    ann = await city.known_person()
    none = await says(ann, "ich kann nich kommen")
    assert "für keinen Termin angemeldet" in none.text
    assert none.buttons == ["Alle Termine", "Meine Abos"]
    await says(ann, "wann ist der nächste workshop")
    await says(ann, "für 2 personen anmelden")
    await ann.presses("2 Personen")
    await ann.hears(2)
    mine = await says(ann, "wofür bin ich angemeldet?")
    assert "Ihr Code für den Eingang" in mine.text
    ask = await says(ann, "ich muss absagen, bin krank")
    assert ask.text.startswith("Möchten Sie absagen? Werkstatt Mobilität")
    assert ask.buttons == ["Ja, absagen", "Nein, behalten"]
    kept = await presses(ann, "Nein, behalten")
    assert "Sie sind angemeldet: 2 Personen." in kept.text
    assert len(await seats(city, number)) == 1
    ask = await says(ann, "I can't make it")
    assert ask.text.startswith("Do you want to cancel?")
    await ann.presses(ask.buttons[0])
    await ann.hears()
    assert await seats(city, number) == {}


async def test_of_several_the_day_that_is_named_is_meant(city):
    await workshop(city, capacity=12)
    await workshop(city, "2026-12-14 17:00", uid="w2", capacity=3)
    ann = await city.known_person()
    for place in range(2):
        listed = await says(ann, "melden sie mich an")
        await says(ann, "/start")
        await ann.presses(listed.buttons[place], on=listed)
        await ann.hears()
        await ann.says("zwei")
        await ann.hears(2)
        await says(ann, "/start")
        await ann.says("was kostet eine solarbank?")
        await ann.hears()
    which = await says(ann, "ich kann leider nicht kommen")
    assert "Welchen Termin möchten Sie absagen?" in which.text
    assert len(which.buttons) == 3
    ask = await says(ann, "bin krank am montag")
    assert "Montag, 14. Dezember" in ask.text
    assert ask.buttons == ["Ja, absagen", "Nein, behalten"]


async def test_an_english_question_on_dates_is_answered_in_english(city):
    await workshop(city, capacity=12)
    ann = await city.known_person()
    await says(ann, "was ist behome")
    card = await says(ann, "when is the next workshop")
    assert "Wednesday, 9 December 2026" in card.text
    assert "Register" in card.buttons
    asked = await presses(ann, "Register")
    assert "For how many people" in asked.text
