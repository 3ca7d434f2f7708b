"""Whom an announcement may be for: who subscribed to a topic, and who takes part in an event.

Both stand in the announcement's list of topics; that of an event is `event:17`.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.announcements.office import Office
from bot.texts import Texts
from knowledge.entries import Language
from storage import events, registration_questions
from storage.database import Session
from storage.events import EventRow

EVENT = "event:"
MOST_EVENTS = 3
"""The next ones, with those that are just over: a list of all is nothing to choose from."""
AFTERWARDS = timedelta(days=14)
"""So long after an event those who took part may be written to."""
LONGEST_LABEL = 22


async def targets(session: Session, office: Office, texts: Texts, now: datetime) -> Mapping[str, str]:
    """What may be chosen, and what it is called."""
    rows = await registration_questions.events_with_seats(session, since=now - AFTERWARDS, most=MOST_EVENTS)
    return {**office.topics(texts), **{f"{EVENT}{row.id}": _name(texts, row) for row in rows}}


async def names_of(session: Session, office: Office, texts: Texts, chosen: Iterable[str]) -> list[str]:
    """What these are called, also those that cannot be chosen any more."""
    topics, found = office.topics(texts), []
    for target in chosen:
        number = number_of(target)
        row = await events.look_at(session, number) if number is not None else None
        found.append(_name(texts, row) if row else topics.get(target, target))
    return found


def number_of(target: str) -> int | None:
    """The event that is meant, if one is."""
    number = target.removeprefix(EVENT)
    return int(number) if number != target and number.isascii() and number.isdigit() else None


def short(label: str) -> str:
    """As it fits on a button, also with a tick before it."""
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"


def _name(texts: Texts, row: EventRow) -> str:
    words = row.words.get(texts.language) or row.words[Language.GERMAN]
    day = f"{row.starts.astimezone(ZoneInfo(row.zone)):%d.%m.}"
    return texts.say("audience.registered", day=day, title=words["title"])
