"""Events from files: nothing half taken, every mistake with its place, and no file that does harm is opened."""

import io
import zipfile
from datetime import datetime  # cells of a spreadsheet know no zone

import pytest
from openpyxl import Workbook

from bot.events import deeds, importing
from bot.events.event import Event, Status
from bot.events.office import EventsOffice
from bot.events.reading_file import read_file
from bot.events.reading_table import MOST_ROWS, write_template
from bot.events.rows import from_row
from bot.texts import load_texts
from bot.workbooks import LARGEST
from storage import events, staff
from storage.database import Database
from storage.staff import Role
from tests.city import NOON
from tests.events.calendar import BERLIN, an_event, berlin

OFFICE = EventsOffice(textbook=load_texts(), zone=BERLIN, subjects={})
HEAD = ["Nummer", "Art", "Titel", "Beginn", "Ende", "Plätze", "Stufenlos", "Themen", "Zeitzone"]
GOOD = ["", "Workshop", "Werkstatt", "14.4.2027 17:30", "19:30", 30, "ja", "Mobilität", ""]


def xlsx(*rows: list, head: list = HEAD) -> bytes:
    book = Workbook()
    for row in (head, *rows):
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def table(*rows: list, head: list = HEAD) -> bytes:
    return "\n".join(";".join(str(cell) for cell in row) for row in (head, *rows)).encode()


def read(data: bytes):
    return read_file(data, OFFICE.texts, NOON, BERLIN)


@pytest.fixture
async def database(new_database: str):
    database = Database(new_database)
    await database.migrate()
    yield database
    await database.close()


async def looked(database: Database, data: bytes):
    async with database.reading() as session:
        return await importing.plan(session, OFFICE, read(data), NOON)


async def taken(database: Database, data: bytes, *, announce: bool = False):
    async with database.writing() as session:
        member = staff.add(session, address=f"telegram:{id(data)}", role=Role.EDITOR, name="Ann", now=NOON)
        await session.flush()
        made = await importing.plan(session, OFFICE, read(data), NOON)
        assert made.problems == []
        await importing.take(session, member, made, NOON, announce=announce)
        return made


async def all_events(database: Database) -> list[Event]:
    async with database.reading() as session:
        return [from_row(row) for row in await events.in_states(session, frozenset(Status))]


@pytest.mark.parametrize("write", [xlsx, table])
async def test_a_table_is_taken_once_and_then_says_nothing_new(database: Database, write):
    data = write(GOOD, ["", "Beteiligung", "Entwurf lesen", "1.5.2027", "31.5.2027", "", "", "", "Europe/Berlin"])
    made = await taken(database, data)
    assert (len(made.new), len(made.changed)) == (2, 0)
    first, second = await all_events(database)
    assert (first.start, first.end) == (berlin("2027-04-14 17:30"), berlin("2027-04-14 19:30"))
    assert (first.capacity, first.step_free, first.topics) == (30, True, {"field-mobility"})
    assert first.status is Status.PLANNED
    assert second.whole_day
    again = await looked(database, data)
    assert (again.new, again.changed, again.unchanged) == ([], [], ["Zeile 2", "Zeile 3"])


async def test_a_row_with_a_number_changes_that_event_and_leaves_the_rest_alone(database: Database):
    async with database.writing() as session:
        await deeds.add(session, an_event("2027-04-14 17:30", uid="w", address="Kornmarkt 12"), NOON)
    data = table(["1", "Workshop", "Werkstatt Mobilität", "15.4.2027 17:30", "19:30"], head=HEAD[:5])
    (change,) = (await looked(database, data)).changed
    assert change.differ == ["Beginn", "Ende"]
    await taken(database, data)
    (event,) = await all_events(database)
    assert (event.start, event.status, event.address) == (berlin("2027-04-15 17:30"), Status.MOVED, "Kornmarkt 12")


BAD = [
    ["", "Wirkshop", "A", "14.4.2027 17:30"],
    ["", "Workshop", "", "14.4.2027 17:30"],
    ["", "Workshop", "B", ""],
    ["", "Workshop", "C", "31.2.2027 17:30"],
    ["", "Workshop", "D", "14.4.2025 17:30"],
    ["", "Workshop", "E", "28.3.2027 2:30"],
    ["", "Workshop", "F", "Di 14.4.2027 17:30"],
    ["", "Workshop", "G", "14.4.2027 17:30", "16:30"],
    ["", "Workshop", "H", "14.4.2027", "16:30"],
    ["", "Workshop", "I", "14.4.2027 17:30", "", "viele"],
    ["", "Workshop", "J", "14.4.2027 17:30", "", "0"],
    ["", "Workshop", "K", "14.4.2027 17:30", "", "", "vielleicht"],
    ["", "Workshop", "L", "14.4.2027 17:30", "", "", "", "Raumfahrt"],
    ["", "Workshop", "M", "14.4.2027 17:30", "", "", "", "", "America/New_York"],
    ["", "Workshop", "N", "2027-04-14T17:30+05:00"],
    ["", "Workshop", "O" * 121, "14.4.2027 17:30"],
    ["99", "Workshop", "P", "14.4.2027 17:30"],
]


@pytest.mark.parametrize("write", [xlsx, table])
async def test_every_bad_row_is_named_and_nothing_is_taken(database: Database, write):
    rows = [[*row, *[""] * (len(HEAD) - len(row))] for row in BAD]
    made = await looked(database, write(GOOD, *rows, GOOD))
    places = {problem.split(":")[0].split(",")[0] for problem in made.problems}
    assert places == {f"Zeile {number}" for number in range(3, 4 + len(BAD))}
    assert "Derselbe Termin steht schon in Zeile 2" in made.problems[-1]
    assert next(problem for problem in made.problems if "Zeitzone" in problem).startswith("Zeile 16")
    assert await all_events(database) == []


def test_cells_of_a_spreadsheet_are_read_as_what_they_are():
    row = [
        "",
        "Workshop",
        "Werkstatt",
        datetime.fromisoformat("2027-04-14T17:30"),
        datetime.fromisoformat("2027-04-14T19:30"),
        30.0,
        True,
    ]
    (one,) = read(xlsx(row, head=HEAD[:7])).rows
    assert one.fields["start"] == "14.04.2027 17:30"
    assert (one.fields["capacity"], one.fields["step-free"]) == ("30", "ja")


def test_formulas_are_refused_with_their_cells():
    sheet = read(xlsx(["", "Workshop", '=HYPERLINK("https://evil.example")', "14.4.2027 17:30", "=1+1"], head=HEAD[:5]))
    assert [problem[:8] for problem in sheet.problems] == ["Zelle C2", "Zelle E2"]


def bomb() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    return written.getvalue()


def with_entities() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(GOOD))) as source, zipfile.ZipFile(written, "w") as packed:
        for part in source.infolist():
            data = source.read(part)
            if part.filename.startswith("xl/worksheets"):
                data = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>' + data
            packed.writestr(part.filename, data)
    return written.getvalue()


CALENDAR = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\n%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
HOSTILE = [
    b"", b"PK\x03\x04garbage", b"\x00\x01\x02", bomb(), with_entities(), b"x" * (LARGEST + 1), b"Titel;Beginn\n",
    table(), table(*[GOOD] * (MOST_ROWS + 1)), table(GOOD, head=[*HEAD[:-1], "Titel"]),
    table(GOOD, head=[*HEAD[:-1], "Farbe"]),
    b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT",
    CALENDAR % b"DTSTART:20270101T000000Z\r\nRRULE:FREQ=SEC\r\n ONDLY", CALENDAR % b"SUMMARY:A",
    CALENDAR % b"DTSTART:20270101T000000Z\r\nDTEND:20260101T000000Z",
]  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_no_file_of_events_is_refused_in_sentences(data: bytes):
    sheet = read(data)
    assert sheet.rows == [] or sheet.problems
    assert sheet.problems
    assert all(problem.endswith((".", "“.")) for problem in sheet.problems)


def ics(*lines: str, uid: str = "s1@gera") -> bytes:
    body = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT", "END:VCALENDAR", ""]
    return "\r\n".join(body).encode()


async def test_a_calendar_is_taken_moved_and_called_off_and_what_staff_added_stays(database: Database):
    first = ics("SUMMARY:Stadtrundgang", "DTSTART;TZID=Europe/Berlin:20270414T100000", "CATEGORIES:Rundgang")
    await taken(database, first, announce=True)
    async with database.writing() as session:
        row = await events.of_uid(session, "s1@gera")
        row.step_free, row.capacity = True, 20
    moved = ics("SUMMARY:Stadtrundgang", "DTSTART;TZID=Europe/Berlin:20270415T100000", "SEQUENCE:1")
    await taken(database, moved)
    (event,) = await all_events(database)
    assert (event.kind, event.start, event.status) == ("tour", berlin("2027-04-15 10:00"), Status.MOVED)
    assert (event.step_free, event.capacity) == (True, 20)
    await taken(database, ics("SUMMARY:X", "DTSTART:20270415T080000Z", "STATUS:CANCELLED", "SEQUENCE:2"))
    assert (await all_events(database))[0].status is Status.CANCELLED


async def test_what_a_calendar_has_that_is_over_is_told_and_left_out(database: Database):
    made = await looked(database, ics("SUMMARY:Alt", "DTSTART:20200101T100000Z", "DTEND:20200101T110000Z"))
    assert (made.new, made.problems) == ([], [])
    assert made.left_out == ["Termin 1 („Alt“): schon vorbei."]


def test_the_template_is_a_table_that_can_be_read():
    sheet = read(write_template(OFFICE.texts).encode())
    assert sheet.problems == []
    assert sheet.rows[0].fields["title"] == "BEISPIEL, bitte löschen"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("broken", [b"", b"<a", b"<a/>"])
def test_a_workbook_with_a_broken_part_is_no_table(part: str, broken: bytes):
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(GOOD))) as good, zipfile.ZipFile(made, "w") as packed:
        for name in good.namelist():
            packed.writestr(name, broken if name == part else good.read(name))
    sheet = read(made.getvalue())
    assert sheet.rows or sheet.problems


def test_a_workbook_that_cannot_be_unpacked_is_no_table():
    data = bytearray(xlsx(GOOD))
    data[200:260] = b"\xff" * 60
    assert read(bytes(data)).problems
