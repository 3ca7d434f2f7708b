"""Calendars of others are read tolerantly, and refused in sentences, all at once."""

import pytest

from bot.events.event import Kind, Status
from bot.events.reading_ics import CalendarError, Version, read_calendar
from tests.events.calendar import BERLIN, berlin
from tests.events.calendars import VTIMEZONE, a_calendar, vevent

EVENING = ";TZID=Europe/Berlin:20261025T180000"


def read(*events: str, more: str = "") -> dict[str, list[Version]]:
    return read_calendar(
        a_calendar(*events, more=more).encode(), berlin("2026-10-01 00:00"), berlin("2026-11-01 00:00"), BERLIN
    )


def the_event(*lines: str, start: str = EVENING, more: str = ""):
    ((version,),) = read(vevent("a@x", start, *lines), more=more).values()
    return version.event


@pytest.mark.parametrize(
    ("start", "more"),
    [
        (EVENING, ""),
        (":20261025T180000", ""),  # floats
        (":20261025T170000Z", ""),
        (";TZID=Gera:20261025T180000", VTIMEZONE),
        (";TZID=W. Europe Standard Time:20261025T180000", ""),  # Outlook's name
        (";TZID=Nirgendwo/Da:20261025T180000", ""),
        (";TZID=Europe/London:20261025T170000", ""),
    ],
)
def test_every_way_to_write_a_time_is_the_same_moment(start, more):
    assert the_event(start=start, more=more).start == berlin("2026-10-25 18:00")


def test_what_a_calendar_says_is_taken():
    event = the_event(
        "DTEND;TZID=Europe/Berlin:20261025T200000", "SUMMARY:Werkstatt\\, zweiter Teil",
        "CATEGORIES:Workshop,Mobilität",
        "CATEGORIES:group-energy", "LOCATION:Rathaus\\, Kornmarkt 12", "URL:https://gera.de/x", "SEQUENCE:3", "X-ODD:1",
    )  # fmt: skip
    assert (event.kind, event.topics) == (Kind.WORKSHOP, {"field-mobility", "group-energy"})
    assert (event.in_words("de").title, event.place) == ("Werkstatt, zweiter Teil", "Rathaus, Kornmarkt 12")
    assert (event.end, event.link, event.sequence) == (berlin("2026-10-25 20:00"), "https://gera.de/x", 3)


def test_what_is_not_said_is_not_made_up():
    event = the_event()
    assert (event.end, event.place, event.topics) == (event.start, "", frozenset())


def test_a_day_is_a_day_also_where_it_has_25_hours():
    event = the_event(start=";VALUE=DATE:20261025")
    assert event.whole_day
    assert (event.start, event.end) == (berlin("2026-10-25 00:00"), berlin("2026-10-26 00:00"))


def test_a_series_is_one_event_each_time_by_the_clock_on_the_wall():
    series = read(
        vevent(
            "r@x",
            ";TZID=Europe/Berlin:20261011T173000",
            "RRULE:FREQ=WEEKLY",
            "EXDATE;TZID=Europe/Berlin:20261018T173000",
        )
    )
    assert {uid: versions[0].event.start for uid, versions in series.items()} == {
        "r@x/20261011T1730": berlin("2026-10-11 17:30"),
        "r@x/20261025T1730": berlin("2026-10-25 17:30"),
    }


def test_one_time_of_a_series_that_was_moved_far_away_is_moved_and_not_lost():
    series = read(
        vevent("r@x", ";TZID=Europe/Berlin:20261011T173000", "RRULE:FREQ=WEEKLY;COUNT=2"),
        vevent(
            "r@x",
            ";TZID=Europe/Berlin:20270318T173000",
            "RECURRENCE-ID;TZID=Europe/Berlin:20261018T173000",
            "SEQUENCE:1",
        ),
    )
    assert [version.event.start for version in series["r@x/20261018T1730"]] == [
        berlin("2026-10-18 17:30"), berlin("2027-03-18 17:30"),
    ]  # fmt: skip


def test_a_time_that_a_later_version_leaves_out_is_cancelled():
    series = read(
        vevent("r@x", ";TZID=Europe/Berlin:20261011T173000", "RRULE:FREQ=WEEKLY;COUNT=2"),
        vevent("r@x", ";TZID=Europe/Berlin:20261011T173000", "RRULE:FREQ=WEEKLY;COUNT=1", "SEQUENCE:1"),
    )
    assert [version.event.status for version in series["r@x/20261018T1730"]] == [Status.ANNOUNCED, Status.CANCELLED]


def test_versions_come_by_their_sequence_wherever_they_stand():
    (versions,) = read(
        vevent("a@x", ":20261026T180000", "SEQUENCE:2", "DTSTAMP:20261003T100000Z", "STATUS:CANCELLED"),
        vevent("a@x", EVENING, "DTSTAMP:20261001T100000Z"),
        vevent("a@x", ":20261026T180000", "SEQUENCE:1", "DTSTAMP:20261001T100000Z", "LAST-MODIFIED:20261002T100000Z"),
    ).values()
    assert [each.event.start.day for each in versions] == [25, 26, 26]
    assert [each.made.day for each in versions if each.made] == [1, 2, 3]
    assert versions[-1].event.is_cancelled


def test_windows_files_are_read():
    text = "\ufeff" + a_calendar(vevent("a@x", EVENING, "SUMMARY:Führung")).replace("\r\n", "\n")
    for written in (text.encode(), text.lstrip("\ufeff").encode("cp1252")):
        ((version,),) = read_calendar(written, berlin("2026-10-01 00:00"), berlin("2026-11-01 00:00"), BERLIN).values()
        assert version.event.in_words("de").title == "Führung"


def test_all_mistakes_are_said_at_once():
    with pytest.raises(CalendarError) as refused:
        read(
            vevent("a@x", ":20261025T1800", "SUMMARY:Eins"),
            vevent("b@x", EVENING, "SUMMARY:Zwei", "DTEND;TZID=Europe/Berlin:20261025T170000"),
            vevent("c@x", EVENING, "SUMMARY:Drei", "DTEND;VALUE=DATE:20261026"),
            "BEGIN:VEVENT\r\nUID:d@x\r\nSUMMARY:Vier\r\nEND:VEVENT",
        )
    assert len(refused.value.sentences) == 4
    for number, sentence in enumerate(refused.value.sentences, start=1):
        assert sentence.startswith(f"Termin {number} (")
        assert sentence.endswith(".")


@pytest.mark.parametrize("written", [b"", b"hello", b"BEGIN:VCALENDAR\r\nEND:VEVENT", b"\x00\xff\xfe"])
def test_what_is_no_calendar_is_refused(written):
    with pytest.raises(CalendarError):
        read_calendar(written, berlin("2026-10-01 00:00"), berlin("2026-11-01 00:00"), BERLIN)
