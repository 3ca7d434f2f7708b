"""Events as tests make them: what matters is said, the rest is a workshop in Gera."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.events.event import Event, Kind, Words
from knowledge.entries import Language

BERLIN = ZoneInfo("Europe/Berlin")


def berlin(written: str, fold: int = 0) -> datetime:
    """A moment by Gera's clocks: `2026-10-25 18:00`."""
    return datetime.fromisoformat(written).replace(tzinfo=BERLIN, fold=fold).astimezone(UTC)


def an_event(start: str | datetime = "2027-04-14 17:30", **values: Any) -> Event:
    """A workshop of two hours."""
    begin = berlin(start) if isinstance(start, str) else start
    preset: dict[str, Any] = {
        "id": "17",
        "kind": Kind.WORKSHOP,
        "start": begin,
        "end": begin + timedelta(hours=2),
        "zone": BERLIN,
        "words": {Language.GERMAN: Words(title="Werkstatt Mobilität")},
        "place": "Rathaus, Kornmarkt 12",
    }
    return Event(**preset | values)
