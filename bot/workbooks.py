"""A table from outside, .xlsx or .csv, as lines of cells. Such a file is not trusted.

It is small, has few rows, unpacks to little, names no documents of others, and no cell calculates anything. A workbook
is a ZIP: how large it becomes is read from its directory before anything is unpacked. What the columns mean, and
what is wrong in a row, is for whoever asked for the table. Pure.
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

LARGEST = 1_000_000
"""Bytes of the file."""
LARGEST_UNPACKED = 10_000_000
"""Bytes of all that a workbook holds."""
MOST_PARTS = 100
"""Files in a workbook: each sheet, picture and drawing is one. What a table needs are about ten."""
MOST_COLUMNS = 60
BROKEN = (
    zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, OSError, TypeError, AttributeError,
    NotImplementedError, RuntimeError, SyntaxError, EOFError, zlib.error,
)  # fmt: skip
"""What openpyxl and zipfile raise for files that are none of theirs, or broken on purpose; a ParseError of XML is a
SyntaxError."""
TOO_LARGE = "Die Datei ist zu groß. Höchstens 1 MB ist möglich."
TOO_BIG = "Die Datei ist ausgepackt zu groß. Bitte speichern Sie die Tabelle neu und ohne Bilder."
NO_TABLE = "Das ist keine Tabelle, die sich lesen lässt. Bitte speichern Sie sie als .xlsx oder .csv."


class NotATable(Exception):
    """The file as a whole cannot be read, with a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, as somebody would type it; of a formula its text, which begins with `=`."""

    text: str
    formula_at: str = ""
    """Where the formula is (`C2`); empty where there is none. A table of text alone knows no formulas."""


def read_lines(data: bytes, most_rows: int) -> list[list[Cell]]:
    """The lines of the first sheet, at most one more than `most_rows` below the head, so that too many can be told.
    Raises NotATable."""
    if len(data) > LARGEST:
        raise NotATable(TOO_LARGE)
    read = _read_xlsx if data[:2] == b"PK" else _read_csv
    return read(data, most_rows + 2)


def _read_xlsx(data: bytes, most: int) -> list[list[Cell]]:
    try:
        _look_inside(data)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size need not be true
        return [[_cell(cell) for cell in row] for row in sheet.iter_rows(max_row=most, max_col=MOST_COLUMNS)]
    except BROKEN as error:
        raise NotATable(NO_TABLE) from error


def _look_inside(data: bytes) -> None:
    """Before anything is read: how much that would be, and whether it names what lies elsewhere. Raises NotATable."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise NotATable(TOO_BIG)
        if any(b"<!DOCTYPE" in packed.read(part) for part in parts if part.filename.endswith((".xml", ".rels"))):
            raise NotATable(NO_TABLE)


def _read_csv(data: bytes, most: int) -> list[list[Cell]]:
    if b"\0" in data:
        raise NotATable(NO_TABLE)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")  # as Excel writes it without being asked for more
    head = text.partition("\n")[0]
    delimiter = max(";\t,", key=head.count)
    try:
        lines: Sequence[Sequence[str]] = list(
            islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), most)
        )
    except csv.Error as error:
        raise NotATable(NO_TABLE) from error
    return [[Cell(value.strip(" \n")) for value in line[:MOST_COLUMNS]] for line in lines]


def _cell(cell: Any) -> Cell:
    """A cell of a workbook; a formula is one also where it is written as an array."""
    value = getattr(cell, "value", None)
    if getattr(cell, "data_type", "") == "f":
        text = value if isinstance(value, str) and value.startswith("=") else "="
        return Cell(text, formula_at=cell.coordinate)
    return Cell(_as_typed(value))


def _as_typed(value: Any) -> str:  # noqa: PLR0911 - one for each kind of cell
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
