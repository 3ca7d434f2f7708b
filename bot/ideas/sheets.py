"""A table of ideas from paper, as XLSX or CSV: all mistakes at once, nothing half. Pure.

Cells with a formula are refused, as nobody typed what they show.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.ideas.districts import OTHER, district_named
from bot.ideas.exporting.record import RISKY
from bot.ideas.fields import field_named
from bot.ideas.paper import Checked, Personal, Trouble, Typed, check
from bot.texts import Texts
from bot.workbooks import NotATable, read_lines
from knowledge.language.folding import fold

MOST_ROWS = 300
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
ELSEWHERE = {"anderswo", "anderer ort", "other", "sonstige"}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table: its number as a spreadsheet shows it, what stands there, and what is wrong with it."""

    number: int
    typed: Typed
    checked: Checked
    troubles: Sequence[Trouble]


def read_table(data: bytes, texts: Texts) -> list[Row]:
    """The ideas of a file. Raises NotATable."""
    lines = [[cell.text for cell in line] for line in read_lines(data, MOST_ROWS)]
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
        raise NotATable(f"Die Tabelle hat zu viele Zeilen. Höchstens {MOST_ROWS} sind möglich.")
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
