"""What should leave, and when: a plain model of reminders and changes, kept as a person would keep a diary.

It knows nothing of the planning: it walks over the wall clock minute by minute, holds every person and event in plain
dictionaries, and looks at all of them at every tick. Its rules are those that people are promised (README, "Dates").
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

GERA = ZoneInfo("Europe/Berlin")
MINUTE = timedelta(minutes=1)
SETTLES = timedelta(minutes=10)
OF_USE = timedelta(days=3)
LEASE = timedelta(seconds=30)
NAMES = {"P1W": "one-week", "P1D": "one-day", "PT2H": "two-hours", "PT30M": "pt30m"}
ABOUT_REVISIONS = ("consultation", "revision")


@dataclass
class Person:
    address: str
    leads: tuple[str, ...]
    quiet: str
    topic: str
    since: datetime


@dataclass
class Facts:
    """What people come by."""

    start: datetime
    end: datetime
    place: str
    cancelled: bool = False


@dataclass
class Event:
    id: int
    kind: str
    now: Facts
    known: Facts
    announced: datetime
    changed: datetime | None = None
    word: datetime | None = None
    """When people were last told of a change."""
    dates: int = 0
    changes: int = 0

    def begun_at(self, facts: Facts) -> datetime:
        return facts.end if self.kind == "consultation" else facts.start


@dataclass
class Message:
    """Something that waits for one person."""

    event: Event
    person: Person
    what: str
    number: int
    due: datetime
    leaves: datetime
    lapses: datetime
    old: Facts | None = None
    doubts: int = 0

    @property
    def key(self) -> tuple[str, int, str, int, int]:
        return self.person.address, self.event.id, self.what, self.number, self.doubts


@dataclass
class Diary:
    people: list[Person] = field(default_factory=list)
    events: dict[int, Event] = field(default_factory=dict)
    waiting: list[Message] = field(default_factory=list)
    done: set[tuple[str, int, int, str]] = field(default_factory=set)

    def edit(self, event: Event, now: datetime, **values: Any) -> None:
        """Staff change an event."""
        before = Facts(**vars(event.now))
        for name, value in values.items():
            setattr(event.now, name, value)
        if event.now != before:
            event.changed = event.changed or now

    def tick(self, now: datetime) -> list[Message]:
        """What leaves at this moment."""
        for event in self.events.values():
            self._tell(event, now)
        for event in self.events.values():
            if not event.now.cancelled and event.changed is None:
                for person in self._subscribers(event):
                    self._remind(event, person, now)
        self.waiting = [each for each in self.waiting if each.lapses > now or each.leaves > now]
        leaving = [each for each in self.waiting if each.leaves <= now]
        self.waiting = [each for each in self.waiting if each.leaves > now]
        return [each for each in leaving if _is_true(each) and not _is_behind(each, now)]

    def moments(self) -> Iterator[datetime]:
        """Whenever something may happen."""
        for event in self.events.values():
            if event.changed:
                yield event.changed + SETTLES
            for person in self._subscribers(event):
                for _, moment, planned, _ in plan_of(event.kind, event.now.start, event.now.end, person):
                    yield moment
                    if planned:
                        yield planned
        for message in self.waiting:
            yield message.leaves

    def _subscribers(self, event: Event) -> list[Person]:
        topic = "revisions" if event.kind in ABOUT_REVISIONS else "workshops"
        return [each for each in self.people if each.topic in {"all", topic}]

    def _news(self, event: Event, now: datetime) -> str | None:
        if max(event.begun_at(event.known), event.begun_at(event.now)) <= now:
            return None
        if event.now.cancelled:
            return None if event.known.cancelled or event.begun_at(event.known) <= now else "cancelled"
        if event.known.cancelled:
            return "restored"
        return "moved" if event.known != event.now else None

    def _tell(self, event: Event, now: datetime) -> None:
        if event.changed is None:
            return
        news = self._news(event, now)
        if news != "cancelled" and abs(now - event.changed) < SETTLES:
            return
        new_date = _date(event, event.known) != _date(event, event.now)
        if news:
            event.changes += 1
            mine = [each for each in self.waiting if each.event is event]
            if news != "moved" or new_date:
                gone = [each for each in mine if not (news == each.what == "moved")]
                self.waiting = [each for each in self.waiting if each not in gone]
            for person in self._subscribers(event):
                self._tell_one(event, person, news, now)
            event.word = now
        event.dates += new_date
        event.known, event.changed = Facts(**vars(event.now)), None

    def _tell_one(self, event: Event, person: Person, news: str, now: datetime) -> None:
        ahead = [each for each in (event.begun_at(event.known), event.begun_at(event.now)) if each > now]
        awake = wakes(now, person.quiet)
        urgent = min(ahead) - now < timedelta(hours=12) or min(ahead) <= awake
        leaves = now if urgent else awake
        message = Message(event, person, news, event.changes, leaves, leaves, max(ahead), Facts(**vars(event.known)))
        for each in self.waiting:
            if each.event is event and each.person is person and each.what == news == "moved" and not each.doubts:
                each.due = each.leaves = min(each.leaves, leaves)
                each.lapses = max(ahead)
                return
        self.waiting.append(message)

    def _remind(self, event: Event, person: Person, now: datetime) -> None:
        ready = []
        plan = plan_of(event.kind, event.now.start, event.now.end, person)
        for number, (name, moment, planned, lapses) in enumerate(plan):
            key = (person.address, event.id, event.dates, name)
            if key in self.done or min(moment, planned or moment) > now:
                continue
            if moment <= event.announced or moment <= person.since:
                continue
            self.done.add(key)
            leaves = planned if planned and planned > now else place(now, lapses, person.quiet)
            later = [each[2] for each in plan[number + 1 :] if each[2]]
            said_already = event.word is not None and moment <= event.word
            too_late = now >= lapses or now - (planned or moment) > OF_USE or leaves is None or leaves < now
            said_later = planned and any(each <= planned for each in later)
            if not said_already and not too_late and not said_later:
                again = event.dates + 1 if event.dates else 0
                assert leaves
                # what is announced late is due then, and what waited for a change to settle when that was told
                late = max(planned or moment, event.announced, event.word or event.announced)
                due = leaves if leaves > now else late
                ready.append(Message(event, person, name, again, due, leaves, lapses))
        self.waiting += ready[-1:]


def _is_behind(message: Message, now: datetime) -> bool:
    """A change of which everything has begun: what this person knows, and what holds."""
    if message.old is None:
        return False
    return max(message.event.begun_at(each) for each in (message.old, message.event.now)) <= now


def _is_true(message: Message) -> bool:
    event = message.event
    if message.what == "moved":
        return not event.now.cancelled and event.now != message.old
    return event.now.cancelled is (message.what == "cancelled")


def _date(event: Event, facts: Facts) -> Any:
    return (facts.start, facts.end) if event.kind == "consultation" else facts.start


def plan_of(kind: str, start: datetime, end: datetime, person: Person) -> list[Any]:
    """Name, moment, when it may leave, until when it is of use; in the order of their moments."""
    return _plan(kind, start, end, person.leads, person.quiet)


@cache
def _plan(kind: str, start: datetime, end: datetime, leads: tuple[str, ...], quiet: str) -> list[Any]:
    if kind == "consultation":
        moments = [("opens", start)]
        if days_before(end, 3) > start:
            moments.append(("three-days-left", days_before(end, 3)))
        until = end
    else:
        moments = [(NAMES[lead], before(start, lead)) for lead in leads]
        until = start
    moments.sort(key=lambda each: each[1])
    return [(name, moment, place(moment, until, quiet), until) for name, moment in moments]


def before(start: datetime, lead: str) -> datetime:
    match lead:
        case "P1W":
            return days_before(start, 7)
        case "P1D":
            return days_before(start, 1)
        case "PT2H":
            return start - timedelta(hours=2)
        case _:
            return start - timedelta(minutes=30)


def days_before(moment: datetime, days: int) -> datetime:
    """By the clock on the wall."""
    wall = moment.astimezone(GERA).replace(tzinfo=None, fold=0) - timedelta(days=days)
    return wall.replace(tzinfo=GERA).astimezone(UTC)


def sleeps(moment: datetime, quiet: str) -> bool:
    if not quiet:
        return False
    begin, end = quiet.split("-")
    wall = moment.astimezone(GERA).strftime("%H:%M")
    return begin <= wall < end if begin < end else wall >= begin or wall < end


@cache
def wakes(moment: datetime, quiet: str) -> datetime:
    """This moment, or the first minute after it at which they are awake."""
    if not sleeps(moment, quiet):
        return moment
    minute = moment.replace(second=0, microsecond=0)
    while sleeps(minute, quiet):
        minute += MINUTE
    return minute


@cache
def place(moment: datetime, until: datetime, quiet: str) -> datetime | None:
    """When what is due may leave: awake, in time; else shortly before they went to sleep."""
    if wakes(moment, quiet) < until:
        return wakes(moment, quiet)
    if not sleeps(moment, quiet):
        return None
    minute = moment.replace(second=0, microsecond=0)
    while sleeps(minute - MINUTE, quiet):
        minute -= MINUTE
    return next((minute - n * MINUTE for n in (15, 1) if not sleeps(minute - n * MINUTE, quiet)), None)
