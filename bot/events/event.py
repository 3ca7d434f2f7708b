"""What an event is: plain data that the pure rules of this room decide on. Rows become events in `rows.py`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.delivery.topics import Topic
from knowledge.entries import Language


class Kind(StrEnum):
    """What happens. The first word of an event's occasions (`workshop:17:one-day`): stored, never rename one."""

    WORKSHOP = "workshop"
    ASSEMBLY = "assembly"
    TOUR = "tour"
    CONSULTATION = "consultation"
    CONTEST = "contest-deadline"
    REVISION = "revision"


TOPIC_OF = {kind: Topic.REVISIONS if kind in {Kind.CONSULTATION, Kind.REVISION} else Topic.WORKSHOPS for kind in Kind}
"""The topic that every event of a kind belongs to, beside those it has of its own."""


class Status(StrEnum):
    """How it stands with an event."""

    PLANNED = "planned"
    """Staff know of it, nobody else does."""
    ANNOUNCED = "announced"
    MOVED = "moved"
    CANCELLED = "cancelled"
    OVER = "over"


PUBLIC = frozenset(Status) - {Status.PLANNED}


@dataclass(frozen=True, kw_only=True)
class Words:
    """An event in one language."""

    title: str
    text: str = ""
    """What it is about."""
    bring: str = ""
    """What to bring."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What people were told of an event last."""

    start: datetime
    end: datetime
    place: str
    cancelled: bool = False
    at: datetime | None = None
    """When they were told; None: before anybody can remember."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happens at a time. Moments are aware; `start` < `end`, or equal for a deadline."""

    id: str
    """The number of its row, `17`; in a rehearsal the UID in the calendar."""
    kind: Kind
    start: datetime
    end: datetime
    zone: ZoneInfo
    """Where it takes place, by the clock."""
    words: Mapping[Language, Words]
    """German is always there."""
    whole_day: bool = False
    """It has no hours: from the first midnight to the last, in `zone`."""
    status: Status = Status.ANNOUNCED
    topics: frozenset[str] = frozenset()
    place: str = ""
    address: str = ""
    step_free: bool | None = None
    """None: nobody knows."""
    capacity: int | None = None
    """None: nobody counts."""
    languages: str = ""
    interpreter: bool = False
    """An interpreter comes on request."""
    link: str = ""
    contact: str = ""
    subjects: tuple[str, ...] = ()
    """What of the knowledge base it is about: pilots, measures."""
    ideas: tuple[int, ...] = ()
    """The numbers of ideas that it is about."""
    results: str = ""
    """What came of it; written afterwards, like what follows."""
    minutes: str = ""
    """Where the minutes are: https."""
    next_step: str = ""
    """What happens next."""
    next_day: date | None = None
    """And when."""
    uid: str = ""
    """What calendars know it by. Never changes."""
    sequence: int = 0
    """Grows with every change that a calendar has to hear of (RFC 5545)."""
    since: datetime | None = None
    """When it was announced; what would have been due before is nobody's reminder. None: always."""
    changed: datetime | None = None
    """When it was changed for the first time since people were told of it; None: they know it as it is."""
    told: Told | None = None
    dates: int = 0
    """How often people were told of another start: with a new date there are new reminders."""
    changes: int = 0
    """How often people were told of a change."""
    at: datetime | None = field(default=None, compare=False)
    """When the row was last changed, for calendars."""

    def in_words(self, language: Language) -> Words:
        """The event in a language, or in German."""
        return self.words.get(language) or self.words[Language.GERMAN]

    @property
    def in_german(self) -> Words:
        """The event as staff have it."""
        return self.words[Language.GERMAN]

    @property
    def all_topics(self) -> frozenset[str]:
        """What one may have subscribed to in order to hear of it, but for everything."""
        return self.topics | {TOPIC_OF[self.kind]}

    @property
    def occasion(self) -> str:
        """What the occasions of its deliveries begin with: `workshop:17`."""
        return f"{self.kind}:{self.id}"

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.status is Status.CANCELLED

    @property
    def of_use_until(self) -> datetime:
        """From when on nobody needs to hear of it any more."""
        return of_use_until(self.kind, self.start, self.end)

    def is_over(self, now: datetime) -> bool:
        """Whether it has ended."""
        return self.status is Status.OVER or self.end <= now


def of_use_until(kind: Kind, start: datetime, end: datetime) -> datetime:
    """From when on nobody needs to hear of an event: it has begun; a consultation has ended."""
    return end if kind is Kind.CONSULTATION else start


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of a day by the clock on the wall."""
    return datetime.combine(day, time(), tzinfo=zone)


def first_day(event: Event) -> date:
    """The local day on which it begins."""
    return event.start.astimezone(event.zone).date()


def last_day(event: Event) -> date:
    """The local day on which it ends: one that ends at midnight ends on the day before."""
    end = event.end.astimezone(event.zone)
    if event.end > event.start and end.time() == time():
        return end.date() - timedelta(days=1)
    return end.date()
