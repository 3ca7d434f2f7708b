"""The fields of an event as staff see and type them, in the chat, in the console, in a spreadsheet. Pure.

An event is written as fields, and fields are read as an event (`reading_fields.py`): what nobody touched comes back as
it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.events.event import Event, Kind, Words, first_day, last_day
from bot.typed_days import comes_twice
from knowledge.entries import Language

Fields = Mapping[str, str]
"""By name; what is not there is empty."""

WORDS = ("title", "text", "bring")
"""What is written in each language: German bears the bare name, the others a language behind it."""
VARIANTS = tuple(f"{word}-{language}" for language in (Language.SIMPLE, Language.ENGLISH) for word in WORDS)
FIELDS = (
    "kind", "title", "text", "start", "end", "place", "address", "step-free", "capacity", "interpreter", "languages",
    "topics", "link", "contact", "bring", "subjects", "ideas",
)  # fmt: skip
"""In the order in which they are asked."""
AFTERWARDS = ("results", "minutes", "next-step", "next-day")
EVERY = (*FIELDS, *VARIANTS, *AFTERWARDS)
COMPULSORY = ("kind", "title", "start")
LONGEST = {
    "title": 120, "text": 1500, "bring": 300, "place": 120, "address": 160, "languages": 100, "link": 500,
    "contact": 200, "results": 1500, "minutes": 500, "next-step": 500,
}  # fmt: skip
"""Characters of what people read; the variants of a word may be as long as the word."""
LONGEST_TYPED = 200
"""Characters of all else."""
HOURS = {Kind.WORKSHOP: 2, Kind.ASSEMBLY: 2, Kind.TOUR: 2, Kind.CONSULTATION: 2, Kind.CONTEST: 0, Kind.REVISION: 1}
"""So long it takes if nobody says when it ends."""
WHOLE_DAYS = {Kind.CONSULTATION: 28}
"""So many days, where it has no hours; else one."""
YES, NO = "ja", "nein"


@dataclass(frozen=True, kw_only=True)
class Known:
    """What fields may name: topics and subjects of the knowledge base by their keys, the zone of the city."""

    zone: ZoneInfo
    topics: Mapping[str, str]
    """Their German names."""
    subjects: Mapping[str, str]


def base_name(field: str) -> str:
    """The field of which this is a variant, or itself: `title` of `title-en`."""
    return field.partition("-")[0] if field in VARIANTS else field


def language_of(field: str) -> Language:
    """The language in which a field of words is written."""
    return Language(field.partition("-")[2]) if field in VARIANTS else Language.GERMAN


def most(field: str) -> int:
    """How many characters a field holds."""
    return LONGEST.get(base_name(field), LONGEST_TYPED)


def write_fields(event: Event) -> dict[str, str]:
    """An event as it would be typed."""
    zone = event.zone
    written = {
        "kind": event.kind.value,
        "start": write_day(event.start, zone) if event.whole_day else write_moment(event.start, zone),
        "end": _write_end(event),
        "place": event.place,
        "address": event.address,
        "step-free": "" if event.step_free is None else YES if event.step_free else NO,
        "capacity": "" if event.capacity is None else str(event.capacity),
        "interpreter": YES if event.interpreter else "",
        "languages": event.languages,
        "topics": ", ".join(sorted(event.topics)),
        "link": event.link,
        "contact": event.contact,
        "subjects": ", ".join(event.subjects),
        "ideas": ", ".join(f"I-{number}" for number in event.ideas),
        "results": event.results,
        "minutes": event.minutes,
        "next-step": event.next_step,
        "next-day": f"{event.next_day:%d.%m.%Y}" if event.next_day else "",
    }
    for language in Language:
        words = event.words.get(language) or Words(title="")
        for word in WORDS:
            written[word if language is Language.GERMAN else f"{word}-{language}"] = getattr(words, word)
    return {field: written[field] for field in EVERY}


def write_moment(moment: datetime, zone: ZoneInfo) -> str:
    """`14.04.2027 17:30`; the second of two such hours says that it is the one in winter time."""
    local = moment.astimezone(zone)
    later = " Winterzeit" if comes_twice(moment, zone) and local.fold else ""
    return f"{local:%d.%m.%Y %H:%M}{later}"


def write_day(moment: datetime, zone: ZoneInfo) -> str:
    """`14.04.2027`."""
    return f"{moment.astimezone(zone):%d.%m.%Y}"


def usual_end(kind: Kind, start: datetime) -> datetime:
    """When what begins at an hour is over if nobody says so."""
    return start + timedelta(hours=HOURS[kind])


def _write_end(event: Event) -> str:
    if event.whole_day:
        last = last_day(event)
        return f"{last:%d.%m.%Y}" if last > first_day(event) else ""
    return "" if event.end == event.start else write_moment(event.end, event.zone)
