"""A table of events that staff send: .xlsx or .csv, its rows as fields. What is no such table is refused, all at once.

A file from outside is not trusted: it is small, has few rows, unpacks to little, names no documents of others, and no
cell calculates anything.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from bot.events.fields import COMPULSORY, FIELDS, VARIANTS
from bot.events.staff_words import name_field
from bot.texts import Texts

LARGEST = 1_000_000
"""Bytes of a file."""
LARGEST_UNPACKED = 20_000_000
MOST_PARTS = 200
MOST_ROWS = 500
MOST_COLUMNS = 60
NUMBER, ZONE = "Nummer", "Zeitzone"
ZONES = {"", "europe/berlin", "mez", "mesz", "mez/mesz", "berlin"}
OFFSET = re.compile(r"(?:[+-]\d{2}:?\d{2}|z|utc|gmt)\s*$", re.IGNORECASE)
BROKEN = (
    zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, OSError, TypeError, AttributeError,
    NotImplementedError, RuntimeError, SyntaxError, EOFError, zlib.error,
)  # fmt: skip
"""What openpyxl and zipfile raise for files that are none of theirs, or broken on purpose; a ParseError of XML is a
SyntaxError."""
TOO_BIG = "Die Datei ist ausgepackt zu groß. Bitte speichern Sie die Tabelle neu und ohne Bilder."
NO_TABLE = "Das ist keine Tabelle, die sich lesen lässt. Möglich sind .xlsx, .csv und .ics."


@dataclass(frozen=True, kw_only=True)
class Row:
    """One event of a file: where it stands there, and its fields as they would be typed."""

    place: str
    """`Zeile 3`, `Termin 2`."""
    fields: Mapping[str, str]
    number: str = ""
    """Of an event that is there already, as typed."""
    uid: str = ""
    cancelled: bool = False


@dataclass(kw_only=True)
class Sheet:
    """What a file holds, and what is wrong with it: sentences with their place."""

    rows: list[Row] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def columns(texts: Texts) -> Mapping[str, str]:
    """The head of the table: the names of the columns, and the fields that they are."""
    return {name_field(texts, name): name for name in (*FIELDS, *VARIANTS)}


def read_table(data: bytes, texts: Texts) -> Sheet:
    """The rows of a table. `problems` says everything that is wrong with its shape."""
    if len(data) > LARGEST:
        return Sheet(problems=[f"Die Datei ist zu groß. Höchstens {LARGEST // 1000} Kilobyte sind möglich."])
    try:
        lines = _read_xlsx(data) if data[:2] == b"PK" else _read_csv(data)
    except _NoTable as wrong:
        return Sheet(problems=wrong.sentences)
    return _read_lines(lines, texts)


def write_template(texts: Texts) -> str:
    """An empty table (CSV) with its head, and an example below it that has to go."""
    example = {
        "kind": "Workshop", "title": "BEISPIEL, bitte löschen", "text": "Worum es geht.", "start": "14.4.2027 17:30",
        "end": "19:30", "place": "Name des Hauses", "step-free": "ja", "capacity": "30", "topics": "field-mobility",
    }  # fmt: skip
    written = io.StringIO()
    table = csv.writer(written, delimiter=";")
    table.writerow([NUMBER, *columns(texts), ZONE])
    table.writerow(["", *(example.get(name, "") for name in columns(texts).values()), "Europe/Berlin"])
    return written.getvalue()


class _NoTable(Exception):
    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = list(sentences)
        super().__init__("\n".join(sentences))


def _read_xlsx(data: bytes) -> list[list[str]]:
    _look_inside(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        rows = list(sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS))
    except BROKEN as error:
        raise _NoTable([NO_TABLE]) from error
    formulas = [cell.coordinate for row in rows for cell in row if getattr(cell, "data_type", "") == "f"]
    if formulas:
        raise _NoTable(
            [f"Zelle {each}: Formeln werden nicht gerechnet. Bitte fügen Sie dort den Wert ein." for each in formulas]
        )
    return [[_as_typed(cell.value) for cell in row] for row in rows]


def _look_inside(data: bytes) -> None:
    """Before anything is unpacked: how much that would be. Raises _NoTable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise _NoTable([TOO_BIG])
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with packed.open(part) as opened:
                        if b"<!DOCTYPE" in opened.read(4096):
                            raise _NoTable([NO_TABLE])
    except BROKEN as error:
        raise _NoTable([NO_TABLE]) from error


def _read_csv(data: bytes) -> list[list[str]]:
    if b"\0" in data:
        raise _NoTable([NO_TABLE])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    head = text.partition("\n")[0]
    delimiter = max(";\t,", key=head.count)
    try:
        rows = list(islice(csv.reader(io.StringIO(text), delimiter=delimiter), MOST_ROWS + 2))
    except csv.Error as error:
        raise _NoTable([NO_TABLE]) from error
    return [[value.strip() for value in row[:MOST_COLUMNS]] for row in rows]


def _as_typed(value: Any) -> str:  # noqa: PLR0911 - one for each kind of cell
    """A cell as somebody would type it."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nein"
        case datetime():
            return f"{value:%d.%m.%Y}" if value.time() == time() else f"{value:%d.%m.%Y %H:%M}"
        case date():
            return f"{value:%d.%m.%Y}"
        case time():
            return f"{value:%H:%M}"
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value).strip()


def _read_lines(lines: Sequence[Sequence[str]], texts: Texts) -> Sheet:
    sheet = Sheet()
    if not lines or not any(lines[0]):
        return Sheet(problems=["Die erste Zeile muss die Namen der Spalten enthalten."])
    known = {name.casefold(): field_name for name, field_name in columns(texts).items()}
    known |= {NUMBER.casefold(): NUMBER, ZONE.casefold(): ZONE}
    head = [known.get(" ".join(name.split()).casefold(), "") for name in lines[0]]
    sheet.problems += list(_wrong_head(lines[0], head, texts))
    if len(lines) > MOST_ROWS + 1:
        sheet.problems.append(f"Die Tabelle hat mehr als {MOST_ROWS} Zeilen. Bitte teilen Sie sie.")
    if sheet.problems:
        return sheet
    for number, line in enumerate(lines[1:], start=2):
        values = {name: value for name, value in zip(head, line, strict=False) if name}
        if not any(values.values()):
            continue
        place = f"Zeile {number}"
        sheet.problems += [f"{place}: {wrong}" for wrong in _wrong_zone(values)]
        fields = {name: value for name, value in values.items() if name not in {NUMBER, ZONE}}
        sheet.rows.append(Row(place=place, fields=fields, number=values.get(NUMBER, "")))
    if not sheet.rows and not sheet.problems:
        sheet.problems.append("Unter den Namen der Spalten steht kein Termin.")
    return sheet


def _wrong_head(written: Iterable[str], head: Sequence[str], texts: Texts) -> Iterator[str]:
    for name, found in zip(written, head, strict=True):
        if name and not found:
            yield f"Die Spalte „{name[:60]}“ ist unbekannt."
    for found in sorted({each for each in head if each and head.count(each) > 1}):
        yield f"Die Spalte „{found if found in {NUMBER, ZONE} else name_field(texts, found)}“ kommt zweimal vor."
    for needed in COMPULSORY:
        if needed not in head:
            yield f"Die Spalte „{name_field(texts, needed)}“ fehlt."


def _wrong_zone(values: Mapping[str, str]) -> Iterator[str]:
    """Times are by Gera's clock; whoever means another clock has to convert them."""
    if values.get(ZONE, "").casefold() not in ZONES:
        zone = values[ZONE][:40]
        yield f"Die Zeitzone „{zone}“ ist nicht die von Gera (Europe/Berlin). Bitte rechnen Sie die Zeit um."
    for name in ("start", "end"):
        if OFFSET.search(values.get(name, "")):
            typed = values[name][:40]
            yield f"„{typed}“ nennt eine andere Zeitzone. Bitte schreiben Sie die Zeit nach der Uhr in Gera."
