"""Residents ask for dates in their own words, and get them from rows: what is over is called over."""

from datetime import timedelta

from bot.events import deeds
from bot.events.event import Kind
from tests.events.calendar import an_event


async def add(city, *starts: str, **values) -> None:
    async with city.apps[0].database.writing() as session:
        for start in starts:
            await deeds.add(session, an_event(start, uid=f"{start}{values}", **values), city.clock.now())


async def asks(person, text: str) -> str:
    await person.says(text)
    return (await person.answer()).text


async def test_a_resident_asks_for_the_next_workshop_and_for_this_week(city):
    ann = await city.known_person()
    assert "kein Termin geplant" in await asks(ann, "wann ist der nächste workshop")
    await add(city, "2026-11-18 17:30", "2026-11-25 17:30", "2026-12-09 17:30", topics=frozenset({"field-mobility"}))
    following = await asks(ann, "wann ist der nächste workshop mobilität")
    assert "Mittwoch, 25. November 2026, 17:30 bis 19:30 Uhr" in following
    assert "Rathaus, Kornmarkt 12" in following
    assert "9. Dezember" not in following
    assert "Mittwoch, 25. November 2026" in await asks(ann, "is diese woche was")
    over = await asks(ann, "was war letzte woche")
    assert "Schon vorbei:" in over
    assert "18. November 2026" in over
    assert "kein Termin geplant" in await asks(ann, "was ist im mai")
    december = await asks(ann, "/termine dezember")
    assert "9. Dezember 2026" in december
    assert "25. November" not in december
    assert "18. November" not in await asks(ann, "/termine")
    city.clock.passes(seconds=timedelta(days=3).total_seconds())
    assert "9. Dezember 2026" in await asks(ann, "nächster workshop")


async def test_the_next_revision_is_told_by_its_year_until_its_day_is_known(city):
    ann = await city.known_person(language_code="en")
    assert "2026. The day is not known yet." in await asks(ann, "when is the next revision")
    assert "2028" in await asks(ann, "is there a revision in 2028")
    assert "No revision is planned for 2027." in await asks(ann, "is there a revision in 2027")
    await add(city, "2026-12-08 10:00", kind=Kind.REVISION)
    assert "Tuesday, 8 December 2026" in await asks(ann, "when is the next revision")
    city.clock.passes(seconds=timedelta(days=20).total_seconds())
    assert "2028. The day is not known yet." in await asks(ann, "when is the next revision")
    assert "8 December 2026" in await asks(ann, "when was the last revision")


async def test_of_a_past_that_no_row_knows_the_curated_answers_tell(city):
    ann = await city.known_person()
    assert "kein Termin geplant" not in await asks(ann, "wann war die letzte fortschreibung")
    assert "14. April 2021" in await asks(ann, "vollversammlung 14. april 2021")


async def test_where_nothing_of_a_kind_is_planned_the_curated_answer_stands_below_that(city):
    ann = await city.known_person()
    said = await asks(ann, "gibt es wieder einen stadtrundgang")
    assert "Dazu ist zurzeit kein Termin geplant." in said
    assert said.startswith("Gibt es den Rundgang wieder?")
    assert "Geprüft am" in said
    await add(city, "2026-12-02 17:30", kind=Kind.TOUR, topics=frozenset({"group-energy"}))
    assert "Mittwoch, 2. Dezember 2026" in await asks(ann, "gibt es wieder einen stadtrundgang")
    on_another_topic = await asks(ann, "wann ist der nächste stadtrundgang mobilität")
    assert "Gibt es den Rundgang wieder?" not in on_another_topic


async def test_the_line_above_a_curated_answer_speaks_its_language(city):
    ann = await city.known_person()
    said = await asks(ann, "next guided tour")
    assert "No event is planned for that at the moment." in said
    assert "Checked on" in said


async def test_where_the_curated_answer_knows_no_more_than_no_the_subscription_is_offered(city):
    ann = await city.known_person()
    await ann.says("wann ist der nächste workshop")
    nothing = await ann.answer()
    assert nothing.text.startswith("Dazu ist kein Termin geplant.")
    assert nothing.buttons == ["Meine Abos"]


async def test_a_question_is_answered_in_its_language_and_the_words_below_it_too(city):
    ann = await city.known_person(language_code="de")
    await add(city, "2026-11-25 17:30")
    assert "Wednesday, 25 November 2026" in await asks(ann, "when is the next workshop?")
    assert "Mittwoch, 25. November 2026" in await asks(ann, "wann ist denn der nächste workshop")
    await ann.says("/einfach")
    await ann.answer()
    assert "Mittwoch, 25. November 2026" in await asks(ann, "wann ist der nächste workshop")


async def test_times_that_span_are_answered_by_their_days(city):
    ann = await city.known_person()
    await add(city, "2026-12-29 17:30", "2027-01-20 17:30")
    assert "29. Dezember 2026" in await asks(ann, "ist zwischen weihnachten und neujahr was los?")
    january = await asks(ann, "gibt es ab januar workshops?")
    assert "20. Januar 2027" in january
    assert "29. Dezember" not in january
    nothing = await asks(ann, "welche workshops gibt es ab märz?")
    assert "Ab Montag, 1. März 2027: Dazu ist kein Termin geplant." in nothing


async def test_a_revision_in_days_that_nobody_has_fixed_is_told_by_its_year(city):
    ann = await city.known_person()
    assert "2028" in await asks(ann, "gibt es ab 2027 eine fortschreibung?")
