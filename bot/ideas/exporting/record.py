"""One public idea as a row of a file: its fields, in their order, with what they mean in `datafield.<name>`. Pure."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.conversation.guard import clean
from storage.ideas import IdeaRow, Stage

Value = str | int | float | None

FIELDS = (
    "number",
    "title",
    "text",
    "language",
    "stage",
    "field",
    "district",
    "latitude",
    "longitude",
    "support",
    "handed_in",
    "outcome",
    "answer",
    "part_of",
    "when",
    "decided",
    "url",
)
"""The names of the columns. Others read them: a new one comes last, none is renamed."""
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection)."""


@dataclass(frozen=True, kw_only=True)
class Public:
    """What a writer needs to know of an idea: its row, and when something happened to it last."""

    row: IdeaRow
    changed: datetime


def record_of(idea: IdeaRow, base: str, zone: ZoneInfo) -> dict[str, Value]:
    """The idea by `FIELDS`. Nobody stands in it: no author, no pseudonym, no supporter."""
    is_decided = idea.stage in (Stage.DECIDED, Stage.DONE)
    return {
        "number": idea.id,
        "title": clean(idea.title),
        "text": clean(idea.text),
        "language": idea.language,
        "stage": idea.stage,
        "field": idea.field,
        "district": idea.district,
        "latitude": idea.latitude,
        "longitude": idea.longitude,
        "support": idea.support,
        "handed_in": day_of(idea.handed_in, zone),
        "outcome": idea.outcome if is_decided else None,
        "answer": clean(idea.answer) if is_decided else None,
        "part_of": clean(idea.part_of) if is_decided else None,
        "when": clean(idea.when) if is_decided else None,
        "decided": day_of(idea.decided, zone) if is_decided and idea.decided else None,
        "url": url_of(idea, base),
    }


def url_of(idea: IdeaRow, base: str) -> str:
    """Where everybody reads the idea."""
    return f"{base}/ideas/{idea.id}"


def day_of(moment: datetime, zone: ZoneInfo) -> str:
    """`2026-11-23`: the day where the city is."""
    return moment.astimezone(zone).date().isoformat()


def harmless(value: Value) -> Value:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before what looks like one."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value
