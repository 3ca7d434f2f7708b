"""A table of events that staff send: .xlsx or .csv, its rows as fields; what is wrong is told all at once."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.events.fields import COMPULSORY, FIELDS, VARIANTS
from bot.events.staff_words import name_field
from bot.texts import Texts
from bot.workbooks import NotATable, read_lines

MOST_ROWS = 500
NUMBER, ZONE = "Nummer", "Zeitzone"
ZONES = {"", "europe/berlin", "mez", "mesz", "mez/mesz", "berlin"}
OFFSET = re.compile(r"(?:[+-]\d{2}:?\d{2}|z|utc|gmt)\s*$", re.IGNORECASE)
FORMULA = "Formeln werden nicht gerechnet. Bitte fügen Sie dort den Wert ein."


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
    try:
        lines = read_lines(data, MOST_ROWS)
    except NotATable as wrong:
        return Sheet(problems=[str(wrong)])
    if formulas := [cell.formula_at for line in lines for cell in line if cell.formula_at]:
        return Sheet(problems=[f"Zelle {each}: {FORMULA}" for each in formulas])
    return _read_lines([[cell.text for cell in line] for line in lines], texts)


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
