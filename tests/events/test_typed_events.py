"""What staff type about an event: spans, fields, what to look at, and two who type at once."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.events.checking import Hint, look_at
from bot.events.event import Event, Kind, Status, Words
from bot.events.fields import EVERY, Known, write_fields
from bot.events.merging import merge
from bot.events.reading_fields import read_fields
from bot.events.spans import Mistake, Span, read_span
from bot.typed_days import Wrong, read_when
from knowledge.entries import Language
from knowledge.revising import load_revision_rule
from tests.city import NOON
from tests.events.calendar import BERLIN, an_event, berlin

TODAY = date(2026, 11, 23)
KNOWN = Known(zone=BERLIN, topics={"field-mobility": "Handlungsfeld Mobilität"}, subjects={"mobility-island": "Insel"})


@pytest.mark.parametrize(
    ("start", "end", "begins", "ends"),
    [
        ("14.4.2027 17:30", "", "2027-04-14 17:30", "2027-04-14 19:30"),
        ("Mi 14.4.27, 17:30 bis 19:00 Uhr", "", "2027-04-14 17:30", "2027-04-14 19:00"),
        ("14.4. 17-19 Uhr", "", "2027-04-14 17:00", "2027-04-14 19:00"),
        ("14. April 2027 17 Uhr", "1,5 Stunden", "2027-04-14 17:00", "2027-04-14 18:30"),
        ("14. April", "16.4.", "2027-04-14 00:00", "2027-04-17 00:00"),
        ("1.5.2027 - 31.5.2027", "", "2027-05-01 00:00", "2027-06-01 00:00"),
        ("2027-04-14T17:30", "15.4.2027 1:00", "2027-04-14 17:30", "2027-04-15 01:00"),
        ("am kommenden Samstag um 10 Uhr", "90 Minuten", "2026-11-28 10:00", "2026-11-28 11:30"),
        ("morgen 9 Uhr 15", "", "2026-11-24 09:15", "2026-11-24 11:15"),
    ],
)
def test_these_spans_are_understood(start: str, end: str, begins: str, ends: str):
    span = read_span(start, end, Kind.WORKSHOP, TODAY, BERLIN)
    assert isinstance(span, Span), span
    assert (span.start, span.end) == (berlin(begins), berlin(ends))


@pytest.mark.parametrize(
    ("start", "end", "mistake"),
    [
        ("bald", "", Mistake.UNREADABLE), ("17:30", "", Mistake.UNREADABLE), ("31.2.2027", "", Mistake.NO_SUCH_DAY),
        ("Di 14.4.2027 17:30", "", Mistake.WEEKDAY), ("28.3.2027 2:30", "", Mistake.NO_SUCH_HOUR),
        ("14.4.2127 17:30", "", Mistake.TOO_FAR), ("14.4.2027 17:30", "17:00", Mistake.END_BEFORE),
        ("14.4.2027", "18:00", Mistake.HOUR_OR_DAY), ("14.4.2027 17:30", "15.4.", Mistake.HOUR_OR_DAY),
        ("14.4.2027 17:30", "irgendwann", Mistake.UNREADABLE),
    ],
)  # fmt: skip
def test_these_are_not(start: str, end: str, mistake: Mistake):
    assert list(read_span(start, end, Kind.WORKSHOP, TODAY, BERLIN).values()) == [mistake]


def test_an_hour_that_comes_twice_is_the_first_or_the_one_that_was_named():
    first, second = (
        read_span(f"31.10.2027 2:30{word}", "4:00", Kind.TOUR, TODAY, BERLIN) for word in ("", " Winterzeit")
    )
    assert (second.start - first.start).total_seconds() == 3600
    hints = {
        note.hint for note in look_at(event(start=first.start, end=first.end), [], load_revision_rule(), NOON, BERLIN)
    }
    assert Hint.TWICE in hints


@given(st.text(max_size=60), st.text(max_size=30))
def test_whatever_is_typed_is_a_span_or_a_mistake(start: str, end: str):
    span = read_span(start, end, Kind.WORKSHOP, TODAY, BERLIN)
    assert span.start <= span.end if isinstance(span, Span) else set(span) <= {"start", "end"}


@given(st.dates(date(2026, 11, 23), date(2030, 1, 1)))
def test_a_written_day_is_read_as_that_day(day: date):
    assert read_when(f"{day:%d.%m.%Y}", TODAY) != Wrong.UNREADABLE
    assert read_when(f"{day:%d.%m.%Y}", TODAY).day == day


def event(**values) -> Event:
    return replace(an_event("2027-04-14 17:30"), **values)


EVENTS = [
    event(), event(whole_day=True, start=berlin("2027-04-14 00:00"), end=berlin("2027-04-17 00:00")),
    event(step_free=False, capacity=3, interpreter=True, topics=frozenset({"field-mobility"}), ideas=(12, 388)),
    event(subjects=("mobility-island",), results="Gut.", next_step="Bauen", next_day=date(2027, 5, 1)),
    event(start=berlin("2027-10-31 02:30", fold=1), end=berlin("2027-10-31 03:30")),
    event(words={Language.GERMAN: Words(title="A", text="B"), Language.ENGLISH: Words(title="C", bring="D")}),
]  # fmt: skip


@pytest.mark.parametrize("known", EVENTS)
def test_an_event_that_is_written_and_read_is_the_same(known: Event):
    written = write_fields(known)
    assert read_fields(written, known, KNOWN, NOON).event == known
    fresh = read_fields(written, None, KNOWN, NOON)
    assert fresh.mistakes == {}
    assert write_fields(fresh.event) == written


def test_all_mistakes_are_said_at_once_each_with_its_field():
    typed = {
        "kind": "Fest", "title": "", "start": "14.4.2020 10:00", "capacity": "-1", "step-free": "mal sehen",
        "topics": "Raumfahrt", "link": "javascript:alert(1)", "minutes": "http://gera.de", "ideas": "I-x",
        "next-day": "1.5.2027", "text-en": "no title", "place": "x" * 121,
    }  # fmt: skip
    mistakes = read_fields(typed, None, KNOWN, NOON).mistakes
    assert set(mistakes) == (set(typed) - {"text-en", "next-day"}) | {"title-en", "next-step"}
    assert mistakes["start"] is Mistake.PAST


def test_the_kind_of_what_people_know_stays():
    typed = {**write_fields(event()), "kind": "tour"}
    assert read_fields(typed, event(), KNOWN, NOON).mistakes == {"kind": Mistake.KIND_STAYS}
    assert read_fields(typed, event(status=Status.PLANNED), KNOWN, NOON).event.kind is Kind.TOUR


def test_a_past_event_can_be_written_about_but_not_moved_into_the_past():
    past = event(start=berlin("2026-11-20 10:00"), end=berlin("2026-11-20 12:00"))
    assert read_fields({**write_fields(past), "results": "Gut."}, past, KNOWN, NOON).event.results == "Gut."
    moved = {**write_fields(past), "start": "19.11.2026 10:00"}
    assert read_fields(moved, past, KNOWN, NOON).mistakes == {"start": Mistake.PAST}


def test_what_two_have_typed_is_put_together_and_what_both_have_is_a_conflict():
    base = write_fields(event())
    theirs, mine = {**base, "place": "Bibliothek"}, {**base, "capacity": "30"}
    merged = merge(base, theirs, mine)
    assert (merged.fields["place"], merged.fields["capacity"], merged.conflicts) == ("Bibliothek", "30", {})
    assert merged.theirs == {"place": "Bibliothek"}
    both = merge(base, theirs, {**base, "place": "Museum"})
    assert both.conflicts == {"place": ("Bibliothek", "Museum")}
    assert merge(base, theirs, theirs).conflicts == {}


def test_an_end_belongs_to_its_start():
    base = write_fields(event())
    merged = merge(base, {**base, "start": "15.04.2027 17:30"}, {**base, "end": "14.04.2027 20:00"})
    assert set(merged.conflicts) == {"start", "end"}


VALUES = st.dictionaries(st.sampled_from(EVERY), st.sampled_from(["", "a", "b"]), max_size=4)


@given(VALUES, VALUES, VALUES)
def test_nothing_is_lost_without_a_conflict(base: dict, theirs: dict, mine: dict):
    merged = merge(base, theirs, mine)
    for name in EVERY:
        values = [each.get(name, "") for each in (base, theirs, mine)]
        if name not in merged.conflicts:
            kept = merged.fields[name]
            assert kept in values[1:]
            assert kept == values[2] or values[2] == values[0]


def test_holidays_overlaps_and_years_without_a_revision_are_told():
    rule = load_revision_rule()
    other = an_event("2027-05-01 18:30", id="9")
    notes = look_at(
        event(start=berlin("2027-05-01 17:30"), end=berlin("2027-05-01 19:30")), [other], rule, NOON, BERLIN
    )
    assert {note.hint for note in notes} == {Hint.HOLIDAY, Hint.OVERLAP, Hint.NO_STEPS}
    off = replace(event(kind=Kind.REVISION), place="")
    assert [note.hint for note in look_at(off, [event(kind=Kind.REVISION, id="8")], rule, NOON, BERLIN)][-2:] == [
        Hint.OFF_YEAR, Hint.SECOND,
    ]  # fmt: skip
