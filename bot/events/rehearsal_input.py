"""What a rehearsal is given: a calendar, subscriptions, two moments. All mistakes are said at once, in sentences."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.delivery.topics import Topic
from bot.events.leads import LONGEST, Lead, read_lead
from bot.events.reading_ics import CalendarError, Version, read_calendar
from knowledge.entries import Language

RUN_UP = timedelta(days=2)
"""So long before the first moment a rehearsal begins: what is due in the night before leaves in the morning."""
KEYS = frozenset({"person", "topics", "lead", "language", "quiet"})


class RehearsalError(Exception):
    """There is nothing to rehearse with. Carries every mistake as a sentence."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = list(sentences)
        super().__init__("\n".join(sentences))


@dataclass(frozen=True, kw_only=True)
class Persona:
    """Somebody of the rehearsal, and one subscription of theirs."""

    person: str
    topics: frozenset[str]
    leads: tuple[Lead, ...]
    language: str
    quiet: str


@dataclass(frozen=True, kw_only=True)
class Script:
    """All that a rehearsal needs."""

    events: dict[str, list[Version]]
    personas: Sequence[Persona]
    begin: datetime
    end: datetime


def read_script(events: Path, subscriptions: Path, begin: str, end: str, zone: ZoneInfo) -> Script:
    """From files and what was typed. Raises RehearsalError."""
    mistakes: list[str] = []
    first, last = _moment(begin, "--from", mistakes), _moment(end, "--to", mistakes)
    if first and last and last < first:
        mistakes.append("Das Ende (--to) liegt vor dem Anfang (--from).")
    personas = _personas(subscriptions, mistakes)
    found: dict[str, list[Version]] = {}
    written = _read(events, mistakes)
    if written is not None:
        ahead = max((lead.length for persona in personas for lead in persona.leads), default=LONGEST)
        span = (first - RUN_UP, last + ahead + RUN_UP) if first and last else _anywhere(zone)
        try:
            found = read_calendar(written, *span, zone)
        except CalendarError as error:
            mistakes += [f"{events}: {sentence}" for sentence in error.sentences]
    if mistakes or not first or not last:
        raise RehearsalError(mistakes)
    return Script(events=found, personas=personas, begin=first, end=last)


def _anywhere(zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Some span, where none was given: the calendar is read for its mistakes alone."""
    day = datetime(2026, 1, 1, tzinfo=zone)
    return day, day + RUN_UP


def _moment(written: str, name: str, mistakes: list[str]) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        mistakes.append(f"{name}: „{written}“ ist kein Zeitpunkt. So ist es richtig: 2026-10-24T12:00:00+02:00")
        return None
    if moment.tzinfo is None:
        mistakes.append(f"{name}: „{written}“ hat keine Zeitzone. So ist es richtig: {written}+02:00")
        return None
    return moment


def _read(path: Path, mistakes: list[str]) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        mistakes.append(f"{path}: Diese Datei gibt es nicht.")
        return None
    except OSError as error:
        mistakes.append(f"{path}: Die Datei lässt sich nicht lesen ({error.strerror}).")
        return None


def _personas(path: Path, mistakes: list[str]) -> list[Persona]:
    written = _read(path, mistakes)
    if written is None:
        return []
    try:
        data = json.loads(written.decode("utf-8-sig"))
    except ValueError as error:
        mistakes.append(f"{path}: Das ist kein JSON ({error}).")
        return []
    if not isinstance(data, list):
        mistakes.append(f"{path}: Erwartet wird eine Liste von Abos.")
        return []
    personas = []
    for number, each in enumerate(data, start=1):
        wrong = list(_wrong(each))
        mistakes += [f"{path}: Abo {number}: {sentence}" for sentence in wrong]
        if not wrong:
            personas.append(_persona(each))
    return personas


def _persona(data: dict[str, Any]) -> Persona:
    quiet = data.get("quiet")
    return Persona(
        person=data["person"],
        topics=frozenset(data["topics"]),
        leads=tuple(sorted({read_lead(lead) for lead in data["lead"]})),
        language=data.get("language") or Language.GERMAN,
        quiet="-".join(quiet) if quiet else "",
    )


def _wrong(data: Any) -> Iterator[str]:
    """What is wrong with one subscription."""
    if not isinstance(data, dict):
        yield "Erwartet wird ein Objekt mit person, topics, lead, language und quiet."
        return
    for key in sorted(set(data) - KEYS):
        yield f"„{key}“ ist unbekannt."
    if not isinstance(data.get("person"), str) or not data["person"]:
        yield "person fehlt oder ist kein Text."
    yield from _wrong_topics(data.get("topics"))
    yield from _wrong_leads(data.get("lead"))
    if data.get("language") not in {None, *Language}:
        yield f"language: „{data['language']}“ gibt es nicht. Es gibt: {', '.join(Language)}."
    if not _is_quiet(data.get("quiet")):
        yield 'quiet: Erwartet werden zwei Uhrzeiten, zum Beispiel ["20:00", "08:00"], oder null.'


def _wrong_topics(topics: Any) -> Iterator[str]:
    if not isinstance(topics, list):
        yield "topics fehlt oder ist keine Liste."
        return
    for topic in topics:
        if topic not in list(Topic):
            yield f"topics: „{topic}“ gibt es nicht. Es gibt: {', '.join(Topic)}."


def _wrong_leads(leads: Any) -> Iterator[str]:
    if not isinstance(leads, list):
        yield "lead fehlt oder ist keine Liste."
        return
    for lead in leads:
        try:
            read_lead(str(lead))
        except ValueError:
            yield f"lead: „{lead}“ ist keine Dauer. So ist es richtig: P1D, PT2H, P1W."


def _is_quiet(quiet: Any) -> bool:
    if quiet is None:
        return True
    if not isinstance(quiet, list) or len(quiet) != 2:  # noqa: PLR2004 - begin and end
        return False
    try:
        return all(isinstance(each, str) and time.fromisoformat(each).tzinfo is None for each in quiet)
    except ValueError:
        return False
