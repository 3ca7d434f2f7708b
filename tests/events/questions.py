"""The labelled questions about dates, and what their labels mean."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from bot.events.dates import SEASONS, Unit, When
from bot.events.event import Kind
from bot.events.understanding import DateQuestion

FILE = Path(__file__).parent / "questions.tsv"
SECOND = Path(__file__).parent / "questions-2.tsv"
"""By another hand."""
THIRD = Path(__file__).parent / "questions-3.tsv"
"""By a third hand, in many voices."""
SHORT = {
    "next": When(unit=Unit.NEXT), "last": When(unit=Unit.LAST), "all": When(unit=Unit.ALL),
    "today": When(unit=Unit.DAY), "tomorrow": When(unit=Unit.DAY, number=1),
    "overmorrow": When(unit=Unit.DAY, number=2), "yesterday": When(unit=Unit.DAY, number=-1),
}  # fmt: skip
COUNTED = {"day": Unit.DAY, "weekend": Unit.WEEKEND, "week": Unit.WEEK, "month": Unit.MONTH, "year": Unit.YEAR}


@dataclass(frozen=True)
class Labelled:
    text: str
    wanted: DateQuestion | None

    @property
    def kept(self) -> bool:
        """Half of them are never looked at while the grammar is written."""
        return hashlib.sha256(self.text.encode()).digest()[0] % 2 == 0


def read_labelled(file: Path = FILE) -> list[Labelled]:
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [_labelled(*line.split("\t")) for line in lines]


def _labelled(text: str, kind: str, topic: str = "", when: str = "") -> Labelled:
    if kind == "-":
        return Labelled(text, None)
    chosen = None if kind == "any" else Kind(kind)
    return Labelled(text, DateQuestion(when=_when(when), kind=chosen, topic=topic or None))


def _when(label: str) -> When:  # noqa: PLR0911 - one for each form of label
    if label in SHORT:
        return SHORT[label]
    name, _, value = label.partition(":")
    if name in {"from", "until", "span"}:
        start, _, end = value.partition("/") if name == "span" else (value, "", value)
        first, last = _when(start) if name != "until" else None, _when(end) if name != "from" else None
        return When(unit=Unit.SPAN, start=first, end=last)
    past = name.endswith("-")
    match name.rstrip("-"):
        case "days":
            return When(unit=Unit.DAYS, number=int(value))
        case "wd" | "wd+" | "wd++":
            unit = Unit.WEEKDAY_AFTER if "+" in name else Unit.WEEKDAY
            return When(unit=unit, number=int(value), weeks=int("++" in name), past=past)
        case "month" if value:
            month, _, year = value.partition(".")
            return When(unit=Unit.MONTH, month=int(month), year=int(year or 0), past=past)
        case "day" | "mday" if value:
            day, month, year = (*value.split("."), "0", "0")[:3]
            return When(unit=Unit.DAY, day=int(day), month=int(month), year=int(year), past=past)
        case "easter":
            return When(unit=Unit.EASTER, number=int(value))
        case "season":
            return When(unit=Unit.SEASON, month={name: month for month, name in SEASONS.items()}[value], past=past)
        case "year" if value:
            return When(unit=Unit.YEAR, year=int(value))
        case _:
            unit = next(unit for word, unit in COUNTED.items() if name.startswith(word))
            return When(unit=unit, number=int(label.removeprefix(unit.value)))
