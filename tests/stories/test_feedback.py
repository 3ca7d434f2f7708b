"""A resident says whether an answer helped; the city learns it, and not from whom."""

from datetime import timedelta

from bot.people.retention import FEEDBACK_KEPT, forget_what_is_over
from storage import feedback


async def verdicts(city) -> dict[tuple[str, str], int]:
    async with city.apps[0].database.reading() as session:
        return await feedback.count(session)


async def asked(city, question: str = "was ist aus den solarbänken geworden"):
    ann = await city.known_person()
    await ann.says(question)
    await ann.hears()
    return ann


async def test_an_answer_that_helped_is_thanked_for_and_can_be_passed_on(city):
    ann = await asked(city)
    await ann.presses("Hat geholfen")
    (thanks,) = await ann.hears()
    assert "Danke" in thanks.text
    assert thanks.buttons == ["Antwort teilen", "Alle Themen"]
    assert await verdicts(city) == {("solar-benches", "helped"): 1}


async def test_one_answer_is_judged_once_and_the_next_one_again(city):
    ann = await asked(city)
    for _ in range(3):
        await ann.presses("Hat geholfen")
        await ann.hears()
    assert await verdicts(city) == {("solar-benches", "helped"): 1}
    await ann.says("was kosten die solarbänke")
    await ann.hears()
    await ann.presses("Hat geholfen")
    await ann.hears()
    assert await verdicts(city) == {("solar-benches", "helped"): 1, ("solar-benches-cost", "helped"): 1}


async def test_an_outdated_answer_is_told_to_the_city_without_the_person(city):
    ann = await asked(city)
    await ann.presses("Hat nicht geholfen")
    (why,) = await ann.hears()
    assert why.buttons == ["Stimmt nicht", "Ist veraltet", "Nicht meine Frage", "Ist unverständlich", "Alle Themen"]
    assert await verdicts(city) == {}
    await ann.presses("Ist veraltet")
    (thanks,) = await ann.hears()
    assert "smartcity@gera.de" in thanks.text
    assert await verdicts(city) == {("solar-benches", "outdated"): 1}


async def test_what_was_not_understood_comes_in_plain_german(city):
    ann = await asked(city)
    await ann.presses("Hat nicht geholfen")
    await ann.hears()
    await ann.presses("Ist unverständlich")
    _, simple = await ann.hears(2)
    assert "5 Solar-Bänke" in simple.text


async def test_who_meant_something_else_is_offered_what_came_next(city):
    ann = await asked(city)
    await ann.presses("Hat nicht geholfen")
    await ann.hears()
    await ann.presses("Nicht meine Frage")
    (offer,) = await ann.hears()
    assert 2 <= len(offer.buttons) <= 4
    assert offer.buttons[-1] == "Nichts davon"
    await ann.presses(offer.buttons[0])
    (other,) = await ann.hears()
    assert "Geprüft am" in other.text


async def test_verdicts_are_forgotten_after_thirty_days(city):
    ann = await asked(city)
    await ann.presses("Hat geholfen")
    await ann.hears()
    database = city.apps[0].database
    city.clock.passes(days=29)
    await forget_what_is_over(database, city.clock)
    assert len(await verdicts(city)) == 1
    city.clock.passes(seconds=(FEEDBACK_KEPT - timedelta(days=29)).total_seconds() + 1)
    await forget_what_is_over(database, city.clock)
    assert await verdicts(city) == {}


async def test_the_second_question_of_a_message_waits_for_a_press(city):
    ann = await city.known_person()
    await ann.says("Was kosten die Solarbänke? Und was ist das Cockpit?")
    answer, more = await ann.hears(2)
    assert "Preis einer Solarbank" in answer.text
    await ann.presses(more.buttons[0])
    (second,) = await ann.hears()
    assert "Cockpit" in second.text


async def test_an_overdue_answer_says_so_and_an_old_one_is_withdrawn(city):
    ann = await asked(city)
    city.clock.passes(days=120)  # past 28 February 2027
    await ann.says("was ist aus den solarbänken geworden")
    (overdue,) = await ann.hears()
    assert "Vielleicht stimmt sie nicht mehr" in overdue.text
    city.clock.passes(days=60)
    await ann.says("was ist aus den solarbänken geworden")
    (withdrawn,) = await ann.hears()
    assert "neu geprüft" in withdrawn.text
    assert "16. März 2022" not in withdrawn.text
    assert withdrawn.buttons == ["Kontakt zur Stadt", "Alle Themen"]
