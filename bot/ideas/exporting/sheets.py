"""Public ideas as tables that staff open: German heads and words, days as they are written here. Programs read
the other formats, whose columns stay as they are."""

from collections.abc import Mapping
from datetime import datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo

from bot.conversation.guard import clean
from bot.delivery.topics import name_topic
from bot.ideas.card import say_place
from bot.ideas.exporting.record import Public, Value, url_of
from bot.ideas.exporting.writers import Table, Workbook2007, Writer
from bot.ideas.lifeline import number_of
from bot.texts import Texts
from storage.ideas import Stage

HEADS = (
    "Nummer", "Titel", "Text", "Stand", "Feld", "Ortsteil", "Unterstützung", "Eingegangen am", "Entscheidung",
    "Begründung", "Projekt oder Maßnahme", "Bis wann", "Entschieden am", "Adresse",
)  # fmt: skip


def sheet_row(idea: Public, base: str, zone: ZoneInfo, texts: Texts) -> Mapping[str, Value]:
    """One idea by `HEADS`. Nobody stands in it."""
    row = idea.row
    is_decided = row.stage in (Stage.DECIDED, Stage.DONE)
    decided: tuple[Value, ...] = ("", "", "", "", "")
    if is_decided:
        outcome = texts.say(f"outcome.{row.outcome}") if row.outcome else ""
        day = _day(row.decided, zone) if row.decided else ""
        decided = (outcome, clean(row.answer), clean(row.part_of), clean(row.when), day)
    values: tuple[Value, ...] = (
        number_of(row.id), clean(row.title), clean(row.text), texts.say(f"ideastage.{row.stage}"),
        name_topic(texts, row.field) if row.field else "", say_place(texts, row), row.support,
        _day(row.handed_in, zone), *decided, url_of(row, base),
    )  # fmt: skip
    return {head: None if value == "" else value for head, value in zip(HEADS, values, strict=True)}


def csv_sheet(file: BinaryIO, base: str, zone: ZoneInfo, texts: Texts) -> Writer:
    """CSV with semicolons and a mark at the beginning, as German spreadsheets open it."""
    return Table(file, HEADS, lambda idea: sheet_row(idea, base, zone, texts), delimiter=";")


def xlsx_sheet(file: BinaryIO, base: str, zone: ZoneInfo, texts: Texts) -> Writer:
    """The same as a workbook."""
    return Workbook2007(file, lambda idea: sheet_row(idea, base, zone, texts), HEADS)


def _day(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%d.%m.%Y}"
