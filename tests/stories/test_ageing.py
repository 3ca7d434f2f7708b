"""Care for the knowledge (S7, N6): who owns an entry is asked, readers see its age, one press makes it fresh."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.answering.answers import Answers
from bot.answering.cards import card
from bot.texts import load_texts
from knowledge.ageing import GRACE, NOTICE, Check, as_checked, confirmed, fingerprint
from knowledge.entries import Entry, Kind, Language, Library
from storage.audit import AuditRow
from storage.staff import Role
from tests.city import City
from tests.events.calendar import BERLIN
from tests.knowledge.town import an_entry
from tests.newsroom import FAST, Newsroom
from tests.pushes import rows_of, send_due

DAY = timedelta(days=1)
TEAM = "SMARTCity-Team"


@pytest.fixture
async def newsroom(new_database: str, answers: Answers, tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with City(new_database, answers, tmp_path, **FAST) as city:
        yield Newsroom(city)


def first_to_age(newsroom: Newsroom) -> Entry:
    entries = newsroom.city.answers.library.entries.values()
    return min(
        (each for each in entries if each.valid_until and each.kind is Kind.ANSWER and each.owner == TEAM),
        key=lambda each: (each.valid_until, each.id),
    )


async def at(newsroom: Newsroom, day: date, hour: int = 10) -> None:
    """It is this day; the letters of the week are written, and what is due leaves."""
    city = newsroom.city
    moment = datetime.combine(day, time(hour), tzinfo=BERLIN)
    city.clock.passes(seconds=(moment - city.clock.now()).total_seconds())
    await city.beats("ageing")
    await send_due(newsroom.app)


def monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


async def asked(person, entry: Entry) -> str:
    await person.forges_press(f"1:entry:{entry.id}")
    return (await person.answer()).text


async def test_an_entry_ages_before_its_readers_and_its_owner_makes_it_fresh(newsroom: Newsroom):
    ann = await newsroom.city.known_person()
    owner = await newsroom.member(TEAM, Role.PUBLISHER)
    press = await newsroom.member("Pressestelle", Role.EDITOR)
    entry = first_to_age(newsroom)
    end, title = entry.valid_until, entry.variants[Language.GERMAN].title
    assert end

    await at(newsroom, monday_from(newsroom.city.clock.now().date()))
    await owner.hears_nothing()
    assert "Vielleicht stimmt sie nicht mehr" not in await asked(ann, entry)

    await at(newsroom, monday_from(end - NOTICE + DAY))
    (letter,) = await owner.hears()
    assert letter.text.startswith("Antworten zum Prüfen: ")
    assert f"{title} (gilt bis " in letter.text
    assert letter.buttons == ["Antworten prüfen"]
    await press.hears_nothing()
    assert "Vielleicht stimmt sie nicht mehr" not in await asked(ann, entry)

    await at(newsroom, monday_from(end - NOTICE + DAY) + DAY)
    await owner.hears_nothing()

    await at(newsroom, monday_from(end + DAY))
    (letter,) = await owner.hears()
    assert "trägt jetzt einen Hinweis" in letter.text
    assert "Vielleicht stimmt sie nicht mehr" in await asked(ann, entry)

    await at(newsroom, monday_from(end + GRACE + DAY))
    (letter,) = await owner.hears()
    assert "wird nicht mehr gezeigt" in letter.text
    assert "wird gerade neu geprüft" in await asked(ann, entry)

    await owner.presses("Antworten prüfen")
    (screen,) = await owner.hears()
    while title not in screen.text:
        await owner.presses("Nächste Antwort")
        (screen,) = await owner.hears()
    assert entry.variants[Language.GERMAN].text[:40] in screen.text
    button = screen.find_button("Stimmt noch")["callback_data"]
    await owner.presses("Stimmt noch")
    thanks, _ = await owner.hears(2)
    assert thanks.text.startswith(f"Danke. „{title}“ gilt wieder bis ")
    today = newsroom.city.clock.now().astimezone(BERLIN).date()
    fresh = await asked(ann, entry)
    assert f"Geprüft am {load_texts().of('de').day(today)}." in fresh
    assert "Vielleicht stimmt sie nicht mehr" not in fresh
    await owner.forges_press(button)
    assert "muss gerade nicht geprüft werden" in (await owner.hears(2))[0].text
    async with newsroom.app.database.reading() as session:
        rows = list(await session.scalars(select(AuditRow).where(AuditRow.deed == "knowledge.confirmed")))
    assert [row.object for row in rows] == [f"entry:{entry.id}"]

    await at(newsroom, today + (end - entry.checked) + DAY)
    assert "Vielleicht stimmt sie nicht mehr" in await asked(ann, entry)


async def test_nobody_gets_a_message_for_each_entry_and_nobody_hears_twice(newsroom: Newsroom):
    await newsroom.member(TEAM, Role.EDITOR)
    ends = {each.valid_until for each in newsroom.city.answers.library.entries.values() if each.valid_until}
    week = monday_from(newsroom.city.clock.now().date())
    while week < max(ends) + GRACE + timedelta(days=14):
        await at(newsroom, week)
        week += timedelta(days=7)
    letters = [row.content for row in await rows_of(newsroom.city, "ageing:")]
    assert 3 <= len(letters) <= 3 * len(ends)
    assert max(letter["text"].count("\n- ") for letter in letters) < 10
    assert any("Und weitere: " in letter["text"] for letter in letters)


async def test_where_an_office_has_nobody_the_editors_are_asked_and_else_the_administrators(newsroom: Newsroom):
    boss = await newsroom.member("Leitung", Role.ADMINISTRATOR)
    await newsroom.member("Moderation", Role.MODERATOR)
    entry = first_to_age(newsroom)
    assert entry.valid_until
    await at(newsroom, monday_from(entry.valid_until - NOTICE + DAY))
    assert len(await boss.hears()) == 1
    press = await newsroom.member("Pressestelle", Role.EDITOR)
    await at(newsroom, monday_from(entry.valid_until + DAY))
    assert "Antworten zum Prüfen" in (await press.hears())[0].text
    await boss.hears_nothing()


async def test_the_letter_waits_until_somebody_is_there(newsroom: Newsroom):
    entry = first_to_age(newsroom)
    assert entry.valid_until
    week = monday_from(entry.valid_until - NOTICE + DAY)
    await at(newsroom, week)
    press = await newsroom.member("Pressestelle", Role.EDITOR)
    await at(newsroom, week + 2 * DAY)
    assert "Antworten zum Prüfen" in (await press.hears())[0].text


terms = st.integers(1, 900)


@given(term=terms, after=st.integers(-10, 1200), later=st.integers(0, 2400), same_words=st.booleans())
def test_no_overdue_answer_is_served_as_fresh_whoever_confirmed_what(term, after, later, same_words):
    begin = date(2026, 11, 23)
    entry = an_entry("benches", "Solarbänke", checked=begin, valid_until=begin + timedelta(days=term))
    check = Check(day=begin + timedelta(days=after), words=fingerprint(entry) if same_words else "x", office="Amt")
    library = confirmed(Library([entry], []), {entry.id: check})
    today = max(begin, check.day) + timedelta(days=later)
    last = check.day if same_words and check.day > begin else begin
    shown = card(entry, library, load_texts().of("de"), today)
    if today <= last + timedelta(days=term):
        assert load_texts().of("de").day(last) in shown.note
        assert "sollte bis" not in shown.note
    elif today <= last + timedelta(days=term) + GRACE:
        assert "sollte bis" in shown.note
    else:
        assert shown.note == ""
        assert "wird gerade neu geprüft" in shown.text


def test_what_does_not_age_is_confirmed_without_an_end():
    entry = an_entry("benches", "Solarbänke")
    check = Check(day=entry.checked + DAY, words=fingerprint(entry), office="Amt")
    assert as_checked(entry, check) == replace(entry, checked=check.day)
