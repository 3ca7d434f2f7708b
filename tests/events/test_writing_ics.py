"""Our calendars, read by other hands: vobject checks what icalendar wrote, and our own reader finds the same again."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import recurring_ical_events
import vobject
from icalendar import Calendar

from bot.events.event import Event, Kind, Status, Words
from bot.events.reading_ics import read_calendar
from bot.events.writing_ics import write_feed, write_file
from bot.texts import load_texts
from knowledge.entries import Language
from knowledge.revising import load_revision_rule
from tests.events.calendar import BERLIN, an_event, berlin

STAMP = datetime(2026, 11, 23, 12, tzinfo=UTC)


def a_known_event(start: str = "2026-10-25 18:00", **values) -> Event:
    return an_event(start, **{"uid": "w1", "at": STAMP, "topics": frozenset({"field-mobility"})} | values)


def feed(*events: Event, language: str = "de") -> bytes:
    return write_feed(events, load_revision_rule(), load_texts().of(language), BERLIN)


def by_uid(written: bytes | str) -> dict[str, vobject.base.Component]:
    """As vobject understands it, after it has checked it."""
    calendar = vobject.readOne(written.decode() if isinstance(written, bytes) else written)
    assert calendar.validate(raiseException=True)
    return {event.uid.value.partition("@")[0]: event for event in calendar.vevent_list}


def test_an_event_is_at_its_hour_for_another_library():
    event = by_uid(
        feed(a_known_event(words={Language.GERMAN: Words(title="Werkstatt; Teil 2, „Öl“\nneu" + "ä" * 90)}))
    )["w1"]
    assert event.dtstart.value.astimezone(UTC) == berlin("2026-10-25 18:00")
    assert event.dtend.value - event.dtstart.value == timedelta(hours=2)
    assert event.summary.value == "Werkstatt; Teil 2, „Öl“\nneu" + "ä" * 90
    assert (event.location.value, event.status.value, event.sequence.value) == (
        "Rathaus, Kornmarkt 12",
        "CONFIRMED",
        "0",
    )


@pytest.mark.parametrize("start", ["2026-10-25 02:30", "2027-03-28 03:30", "2026-10-26 00:00", "2027-06-01 12:00"])
def test_our_own_reader_finds_the_same(start):
    event = a_known_event(start, link="https://gera.de/x", sequence=4)
    ((version,),) = [
        versions
        for uid, versions in read_calendar(
            feed(event), berlin("2026-10-01 00:00"), berlin("2027-12-01 00:00"), BERLIN
        ).items()
        if uid.startswith("w1")
    ]
    found = version.event
    assert (found.start, found.end, found.place, found.link) == (event.start, event.end, event.place, event.link)
    assert (found.sequence, version.made) == (4, STAMP)


def test_a_moved_and_then_cancelled_event_keeps_its_uid_and_counts_on():
    files = [
        write_file(event, load_texts().of("de")).text
        for event in (
            a_known_event(),
            a_known_event("2026-10-27 18:00", sequence=1, status=Status.MOVED),
            a_known_event("2026-10-27 18:00", sequence=2, status=Status.CANCELLED),
        )
    ]
    versions = [by_uid(file)["w1"] for file in files]
    assert len({re.search(r"UID:(.+)", file).group(1) for file in files}) == 1
    assert [each.sequence.value for each in versions] == ["0", "1", "2"]
    assert [each.status.value for each in versions] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert versions[-1].summary.value.startswith("Fällt aus: ")


def test_whole_days_and_deadlines_are_what_they_are():
    days = a_known_event("2027-05-03 00:00", end=berlin("2027-05-05 00:00"), whole_day=True)
    event = by_uid(feed(days))["w1"]
    assert (event.dtstart.value, event.dtend.value) == (date(2027, 5, 3), date(2027, 5, 5))
    deadline = a_known_event("2027-05-03 18:00", kind=Kind.CONTEST, end=berlin("2027-05-03 18:00"))
    assert not hasattr(by_uid(feed(deadline))["w1"], "dtend")


def test_nobody_sees_what_only_staff_know():
    assert set(by_uid(feed(a_known_event(status=Status.PLANNED)))) == {"revisions-from-2022", "revisions-from-2028"}


def test_the_rule_of_the_revisions_recurs_as_the_city_says():
    rules = by_uid(feed())
    span = [
        [moment.year for moment in rules[f"revisions-from-{first}"].rruleset if moment.year < 2035]
        for first in (2022, 2028)
    ]
    assert span == [[2022, 2023, 2024, 2025, 2026], [2028, 2030, 2032, 2034]]
    assert "noch nicht bekannt" in rules["revisions-from-2022"].summary.value


def test_a_year_without_a_day_is_never_one_day():
    calendar = Calendar.from_ical(feed())
    for year in (2026, 2028, 2030):
        (shown,) = recurring_ical_events.of(calendar).between(date(year, 1, 1), date(year, 12, 31))
        first, last = shown["DTSTART"].dt, shown["DTEND"].dt - timedelta(days=1)
        assert (first, last.year) == (date(year, 1, 1), year)
        assert last >= date(year, 12, 30)
        assert (shown["STATUS"], shown["TRANSP"]) == ("TENTATIVE", "TRANSPARENT")
        assert "Tag noch nicht bekannt" in shown["SUMMARY"]
    assert not recurring_ical_events.of(calendar).at(2027)
    assert not recurring_ical_events.of(calendar).at(2029)


def test_a_year_whose_day_is_known_leaves_the_rule():
    known = a_known_event("2026-12-08 10:00", kind=Kind.REVISION)
    rule = by_uid(feed(known))["revisions-from-2022"]
    assert [moment.year for moment in rule.rruleset] == [2022, 2023, 2024, 2025]
    called_off = by_uid(feed(replace(known, status=Status.CANCELLED)))["revisions-from-2022"]
    assert 2026 in [moment.year for moment in called_off.rruleset]


def test_lines_and_ends_are_as_the_rule_wants_them():
    written = feed(a_known_event(), a_known_event("2027-04-14 17:30", uid="w2"))
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert max(len(line) for line in written.split(b"\r\n")) <= 75
    assert written.count(b"BEGIN:VTIMEZONE") == 1
    assert b"METHOD:PUBLISH" in written
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in written
    assert feed(a_known_event()) == feed(a_known_event())


@pytest.mark.parametrize(
    ("language", "word"), [("de", "Stufenlos"), ("de-simple", "keine Stufen"), ("en", "Step-free")]
)
def test_every_language_has_its_words(language, word):
    assert word in by_uid(feed(a_known_event(step_free=True), language=language))["w1"].description.value
