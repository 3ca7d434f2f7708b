"""A table of ideas from paper, as XLSX or CSV: read with limits, all mistakes at once, nothing half. Pure.

A workbook is a ZIP: how large it becomes is read from its directory before anything is unpacked. Cells with a formula
are refused, as nobody typed what they show.
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from bot.ideas.districts import OTHER, district_named
from bot.ideas.exporting.record import RISKY
from bot.ideas.fields import field_named
from bot.ideas.paper import Checked, Personal, Trouble, Typed, check
from bot.texts import Texts
from knowledge.language.folding import fold

LARGEST = 1_048_576
"""Bytes of the file."""
UNPACKED = 10 * 1_048_576
"""Bytes of what a workbook holds."""
MOST_PARTS = 100
MOST_ROWS = 300
MOST_COLUMNS = 50
COLUMNS = {
    "text": "text",
    "idee": "text",
    "titel": "title",
    "feld": "field",
    "ortsteil": "district",
    "einwilligung": "consent",
    fold("Persönliche Angaben"): "personal",
}
"""How the columns may be called, folded."""
NEEDED = {"text": "Text", "consent": "Einwilligung"}
YES = {"ja", "j", "x", "yes", "1", "wahr", "true"}
PERSONAL = {"": Personal.ASK, fold("schwärzen"): Personal.BLACK_OUT, "so lassen": Personal.AS_IT_IS}
BROKEN = (
    zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, OSError, TypeError, AttributeError,
    NotImplementedError, RuntimeError, SyntaxError, EOFError, zlib.error,
)  # fmt: skip
"""What openpyxl and zipfile raise for files that are none of theirs, or broken on purpose; a ParseError of XML is a
SyntaxError."""
ELSEWHERE = {"anderswo", "anderer ort", "other", "sonstige"}


class NotATable(Exception):
    """The file as a whole cannot be read, with a sentence that says why."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table: its number as a spreadsheet shows it, what stands there, and what is wrong with it."""

    number: int
    typed: Typed
    checked: Checked
    troubles: Sequence[Trouble]


def read_table(data: bytes, texts: Texts) -> list[Row]:
    """The ideas of a file. Raises NotATable."""
    if len(data) > LARGEST:
        raise NotATable("Die Datei ist zu groß. Höchstens 1 MB sind möglich.")
    lines = _from_workbook(data) if data.startswith(b"PK") else _from_csv(data)
    filled = [(number, line) for number, line in enumerate(lines, start=1) if any(cell.strip() for cell in line)]
    if not filled:
        raise NotATable("Die Tabelle ist leer.")
    (_, head), *rest = filled
    names = [COLUMNS.get(fold(cell.strip()), "") for cell in head]
    known = [name for name in names if name]
    if twice := sorted({name for name in known if known.count(name) > 1}):
        raise NotATable(f"Diese Spalten gibt es doppelt: {', '.join(twice)}.")
    if missing := [label for name, label in NEEDED.items() if name not in known]:
        raise NotATable(f"In der ersten Zeile fehlen diese Spalten: {', '.join(missing)}.")
    if not rest:
        raise NotATable("Unter der ersten Zeile steht keine Idee.")
    if len(rest) > MOST_ROWS:
        raise NotATable(f"Die Tabelle hat {len(rest)} Zeilen. Höchstens {MOST_ROWS} sind möglich.")
    return [_row(number, dict(zip(names, line, strict=False)), texts) for number, line in rest]


def _row(number: int, cells: Mapping[str, str], texts: Texts) -> Row:
    field, district = cells.get("field", "").strip(), cells.get("district", "").strip()
    personal = PERSONAL.get(fold(cells.get("personal", "").strip()))
    typed = Typed(
        text=cells.get("text", ""),
        title=cells.get("title", "").strip(),
        field=field_named(texts, field) if field else None,
        district=(OTHER if fold(district) in ELSEWHERE else district_named(district)) if district else None,
        consent=fold(cells.get("consent", "").strip()) in YES,
        personal=personal if personal is not None else Personal.ASK,
    )
    checked = check(typed)
    troubles = list(checked.troubles)
    if field and typed.field is None:
        troubles.append(Trouble.NO_SUCH_FIELD)
    if district and typed.district is None:
        troubles.append(Trouble.NO_SUCH_DISTRICT)
    if any(_is_formula(cell) for cell in cells.values()):
        troubles.append(Trouble.FORMULA)
    return Row(number=number, typed=typed, checked=checked, troubles=troubles)


def _is_formula(cell: str) -> bool:
    """Whether a spreadsheet would reckon here. A dash and a blank begin a list."""
    return cell.startswith(RISKY) and not cell.startswith("- ")


def _from_csv(data: bytes) -> list[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotATable("Die Datei ist keine Tabelle in UTF-8. Bitte speichern Sie sie als XLSX.") from error
    if "\x00" in text:
        raise NotATable("Die Datei ist keine Tabelle.")
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise NotATable(f"Die Datei ist keine Tabelle ({error}).") from error


def _from_workbook(data: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            listed = parts.infolist()
        is_small = len(listed) <= MOST_PARTS and sum(part.file_size for part in listed) <= UNPACKED
        lines = _lines_of(data) if is_small else None
    except BROKEN as error:
        raise NotATable("Die Datei ist kein lesbares XLSX.") from error
    if lines is None:
        raise NotATable("Die Datei wird beim Öffnen zu groß.")
    if len(lines) > MOST_ROWS + 1:
        raise NotATable(f"Die Tabelle hat zu viele Zeilen. Höchstens {MOST_ROWS} sind möglich.")
    return lines


def _lines_of(data: bytes) -> list[list[str]]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what the file says of its size need not be true
    return [[_text(cell) for cell in cells] for cells in sheet.iter_rows(max_col=MOST_COLUMNS, max_row=MOST_ROWS + 2)]


def _text(cell: object) -> str:
    """What stands in a cell; a formula begins with its sign, also where it is written as an array."""
    value = getattr(cell, "value", None)
    if getattr(cell, "data_type", "") == "f":
        return value if isinstance(value, str) and value.startswith("=") else "="
    return "" if value is None else str(value)
