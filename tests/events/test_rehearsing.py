"""A rehearsal shows what would leave: from the command line, with the real planning, ledger and pump."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.events.rehearsal_input import RehearsalError, read_script
from bot.events.rehearsing import Line, rehearse
from bot.texts import load_texts
from tests.contracts.sources import HOUSE
from tests.events.calendar import BERLIN
from tests.events.calendars import a_calendar, vevent

NIGHT = ["20:00", "08:00"]
EVENING = ";TZID=Europe/Berlin:20261025T180000"


def a_subscription(**values):
    return {"person": "p1", "topics": ["all"], "lead": ["P1D", "PT2H"], "language": "de", "quiet": None} | values


class Rehearsal:
    def __init__(self, folder: Path) -> None:
        self.events, self.subscriptions = folder / "events.ics", folder / "subscriptions.json"

    async def of(
        self,
        events: list[str],
        *subscriptions,
        begin: str = "2026-10-20T00:00:00+02:00",
        end: str = "2026-10-30T00:00:00+01:00",
    ) -> list[Line]:
        self.events.write_text(a_calendar(*events), encoding="utf-8")
        self.subscriptions.write_text(json.dumps(subscriptions or [a_subscription()]), encoding="utf-8")
        script = read_script(self.events, self.subscriptions, begin, end, BERLIN)
        return await rehearse(script, BERLIN, load_texts())


@pytest.fixture
def stage(tmp_path: Path) -> Rehearsal:
    return Rehearsal(tmp_path)


def told(lines: list[Line]) -> list[tuple[str, str, str]]:
    return [(line.at.isoformat(timespec="minutes"), line.kind, line.occasion) for line in lines]


async def test_the_autumn_night_is_right(stage):
    lines = await stage.of(
        [
            vevent("w1", EVENING, "SUMMARY:Werkstatt", "LOCATION:Rathaus"),
            vevent("w2", ";TZID=Europe/Berlin:20261026T023000"),
        ]
    )
    assert told(lines) == [
        ("2026-10-24T18:00+02:00", "reminder", "workshop:w1:one-day"),
        ("2026-10-25T02:30+02:00", "reminder", "workshop:w2:one-day"),
        ("2026-10-25T16:00+01:00", "reminder", "workshop:w1:two-hours"),
        ("2026-10-26T00:30+01:00", "reminder", "workshop:w2:two-hours"),
    ]
    assert lines[0].text == "Erinnerung: Werkstatt\n\nSonntag, 25. Oktober 2026, 18:00 Uhr\nOrt: Rathaus"


async def test_the_spring_night_is_right(stage):
    lines = await stage.of(
        [vevent("w1", ";TZID=Europe/Berlin:20270328T180000"), vevent("w2", ";TZID=Europe/Berlin:20270329T023000")],
        a_subscription(lead=["P1D"]), begin="2027-03-27T00:00:00+01:00", end="2027-03-30T00:00:00+02:00",
    )  # fmt: skip
    assert told(lines) == [
        ("2027-03-27T18:00+01:00", "reminder", "workshop:w1:one-day"),
        ("2027-03-28T03:30+02:00", "reminder", "workshop:w2:one-day"),
    ]


async def test_an_hour_that_comes_twice_is_told_apart(stage):
    lines = await stage.of(
        [vevent("w", ":20261025T003000Z"), vevent("x", ":20261025T013000Z")], a_subscription(lead=["P1D"])
    )
    assert ["02:30 (Sommerzeit)" in line.text for line in lines] == [True, False]
    assert "02:30 (Winterzeit)" in lines[1].text


async def test_both_ends_belong_to_it_and_what_was_due_before_was_sent(stage):
    event = vevent("w", EVENING)
    for begin, end, count in [
        ("2026-10-24T18:00:00+02:00", "2026-10-25T16:00:00+01:00", 2),
        ("2026-10-24T18:00:01+02:00", "2026-10-25T15:59:59+01:00", 0),
    ]:
        assert len(await stage.of([event], begin=begin, end=end)) == count


async def test_what_waits_for_the_morning_leaves_in_a_rehearsal_that_begins_at_night(stage):
    lines = await stage.of(
        [vevent("w", ";TZID=Europe/Berlin:20261027T060000")],
        a_subscription(quiet=NIGHT, lead=["P1D"]),
        begin="2026-10-26T07:00:00+01:00",
    )
    assert told(lines) == [("2026-10-26T08:00+01:00", "reminder", "workshop:w:one-day")]


async def test_a_moved_event_is_told_once_with_both_dates_and_reminded_of_anew(stage):
    lines = await stage.of(
        [
            vevent("w", EVENING, "SUMMARY:Werkstatt", "LOCATION:Rathaus", "DTSTAMP:20261001T080000Z"),
            vevent(
                "w",
                ";TZID=Europe/Berlin:20261027T180000",
                "SUMMARY:Werkstatt",
                "LOCATION:Rathaus",
                "SEQUENCE:1",
                "DTSTAMP:20261022T080000Z",
            ),
            vevent(
                "w",
                ";TZID=Europe/Berlin:20261028T180000",
                "SUMMARY:Werkstatt",
                "LOCATION:Rathaus",
                "SEQUENCE:2",
                "DTSTAMP:20261022T080500Z",
            ),
        ],
        a_subscription(lead=["P1D"]),
        a_subscription(person="p2", lead=[], language="en"),
    )
    assert told(lines) == [
        ("2026-10-22T10:10+02:00", "moved", "workshop:w:moved:1"),
        ("2026-10-22T10:10+02:00", "moved", "workshop:w:moved:1"),
        ("2026-10-27T18:00+01:00", "reminder", "workshop:w:one-day:2"),
    ]
    assert lines[0].text.split("\n\n")[1:] == [
        "Bisher:\nSonntag, 25. Oktober 2026, 18:00 Uhr\nOrt: Rathaus",
        "Neu:\nMittwoch, 28. Oktober 2026, 18:00 Uhr\nOrt: Rathaus",
    ]
    assert {line.person for line in lines[:2]} == {"p1", "p2"}
    assert "Wednesday, 28 October 2026" in lines[1].text


async def test_somebody_asleep_hears_of_two_moves_in_one_message_in_the_morning(stage):
    lines = await stage.of(
        [
            vevent("w", EVENING, "DTSTAMP:20261001T080000Z"),
            vevent("w", ";TZID=Europe/Berlin:20261028T180000", "SEQUENCE:1", "DTSTAMP:20261021T190000Z"),
            vevent("w", ";TZID=Europe/Berlin:20261029T180000", "SEQUENCE:2", "DTSTAMP:20261021T210000Z"),
        ],
        a_subscription(quiet=NIGHT, lead=[]),
    )
    assert told(lines) == [("2026-10-22T08:00+02:00", "moved", "workshop:w:moved:1")]
    assert "25. Oktober" in lines[0].text
    assert "29. Oktober" in lines[0].text


async def test_a_cancelled_event_is_told_at_once_and_never_reminded_of(stage):
    cancelled = ["SEQUENCE:1", "STATUS:CANCELLED"]
    early = vevent("w", EVENING, *cancelled, "DTSTAMP:20261023T213000Z")
    assert told(await stage.of([early], a_subscription(quiet=NIGHT))) == [
        ("2026-10-24T08:00+02:00", "cancelled", "workshop:w:cancelled:1")
    ]
    late = vevent("w", ";TZID=Europe/Berlin:20261024T100000", *cancelled, "DTSTAMP:20261023T213000Z")
    assert told(await stage.of([late], a_subscription(quiet=NIGHT))) == [
        ("2026-10-23T10:00+02:00", "reminder", "workshop:w:one-day"),
        ("2026-10-23T23:30+02:00", "cancelled", "workshop:w:cancelled:1"),
    ]
    before = vevent("w", EVENING, *cancelled, "DTSTAMP:20261001T080000Z")
    assert await stage.of([before]) == []
    unknown = vevent("w", EVENING, *cancelled)
    assert told(await stage.of([unknown])) == [("2026-10-20T00:00+02:00", "cancelled", "workshop:w:cancelled:1")]


async def test_who_has_two_subscriptions_hears_of_each_thing_once(stage):
    lines = await stage.of([vevent("w", EVENING)], a_subscription(lead=["P1D"]), a_subscription(topics=["workshops"]))
    assert told(lines) == [
        ("2026-10-24T18:00+02:00", "reminder", "workshop:w:one-day"),
        ("2026-10-25T16:00+01:00", "reminder", "workshop:w:two-hours"),
    ]


async def test_the_same_rehearsal_says_the_same(stage):
    events = [vevent(f"w{n}", f";TZID=Europe/Berlin:202610{20 + n}T180000") for n in range(1, 6)]
    people = [a_subscription(person=f"p{n}", quiet=NIGHT if n % 2 else None) for n in range(4)]
    assert await stage.of(events, *people) == await stage.of(events, *people)


def test_all_that_is_wrong_is_said_at_once(tmp_path):
    events, subscriptions = tmp_path / "events.ics", tmp_path / "subscriptions.json"
    events.write_text(a_calendar(vevent("a", ":gestern")))
    wrong = [
        a_subscription(topics=["nichts"], lead=["P1M"], language="fr", quiet=["20:00"], other=1),
        7,
        {"person": ""},
    ]
    subscriptions.write_text(json.dumps(wrong))
    with pytest.raises(RehearsalError) as refused:
        read_script(events, subscriptions, "2026-10-24T00:00:00", "morgen", BERLIN)
    said = "\n".join(refused.value.sentences)
    for word in ("--from", "--to", "nichts", "P1M", "fr", "quiet", "other", "Abo 2", "Abo 3: person", "DTSTART"):
        assert word in said
    assert len(refused.value.sentences) == 12


def test_the_door_prints_lines_and_refuses_with_sentences(tmp_path):
    events, subscriptions = tmp_path / "events.ics", tmp_path / "subscriptions.json"
    events.write_text(a_calendar(vevent("w", EVENING, "SUMMARY:Führung")), encoding="utf-8")
    subscriptions.write_text(json.dumps([a_subscription()]))
    command = [sys.executable, "-m", "bot", "rehearse", "--events", events, "--subscriptions", subscriptions]
    span = ["--from", "2026-10-24T00:00:00+02:00", "--to", "2026-10-26T00:00:00+01:00"]
    done = subprocess.run([*command, *span, "--json"], cwd=HOUSE, capture_output=True, check=True, encoding="utf-8")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [set(line) for line in lines] == [{"at", "person", "kind", "occasion", "text"}] * 2
    assert lines[0]["at"] == "2026-10-24T18:00:00+02:00"
    assert "Führung" in lines[0]["text"]
    refused = subprocess.run(
        [*command, "--from", "x", "--to", "y"], cwd=HOUSE, capture_output=True, check=False, encoding="utf-8"
    )
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert refused.stderr.count("\n- ") == 2
