"""What staff should look at before others see an event: nothing that stops them. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.events.event import Event, Kind, first_day
from bot.typed_days import comes_twice
from bot.workdays import holiday_name
from knowledge.revising import RevisionRule

WITH_PLACE = frozenset({Kind.WORKSHOP, Kind.ASSEMBLY, Kind.TOUR})
LONG = frozenset({Kind.CONSULTATION, Kind.CONTEST})
"""Nobody has to be there at one time."""
SHORT_NOTICE = timedelta(days=7)


class Hint(StrEnum):
    """What to look at."""

    HOLIDAY = "holiday"
    SUNDAY = "sunday"
    OVERLAP = "overlap"
    TWICE = "twice"
    """The clock shows this hour twice that night."""
    NO_PLACE = "no-place"
    NO_STEPS = "no-steps"
    """Nobody says whether it is step-free."""
    SOON = "soon"
    OFF_YEAR = "off-year"
    """The rule of the strategy names no revision for this year."""
    SECOND = "second"
    """This year has a revision already."""


@dataclass(frozen=True)
class Note:
    """A hint, and what it is about: the name of a holiday, the title of another event, a year."""

    hint: Hint
    about: str = ""


def look_at(event: Event, others: Iterable[Event], rule: RevisionRule, now: datetime, zone: ZoneInfo) -> list[Note]:
    """What there is to look at. `others` may hold the event itself, as it was."""
    standing = [each for each in others if each.id != event.id and not each.is_cancelled]
    notes = [*_of_its_day(event, zone), *_of_its_place(event)]
    if event.kind not in LONG:
        notes += [Note(Hint.OVERLAP, each.in_german.title) for each in standing if _overlap(event, each)]
    if now < event.start < now + SHORT_NOTICE:
        notes.append(Note(Hint.SOON))
    return [*notes, *(_of_its_year(event, standing, rule) if event.kind is Kind.REVISION else ())]


def _of_its_day(event: Event, zone: ZoneInfo) -> Iterator[Note]:
    day = first_day(event)
    if holiday := holiday_name(day):
        yield Note(Hint.HOLIDAY, holiday)
    elif day.weekday() == 6 and event.kind not in LONG:  # noqa: PLR2004 - Sunday
        yield Note(Hint.SUNDAY)
    if not event.whole_day and (comes_twice(event.start, zone) or comes_twice(event.end, zone)):
        yield Note(Hint.TWICE)


def _of_its_place(event: Event) -> Iterator[Note]:
    if event.kind in WITH_PLACE and not event.place:
        yield Note(Hint.NO_PLACE)
    elif event.kind in WITH_PLACE and event.step_free is None:
        yield Note(Hint.NO_STEPS)


def _of_its_year(event: Event, standing: Iterable[Event], rule: RevisionRule) -> Iterator[Note]:
    year = first_day(event).year
    if not rule.years(year, year):
        yield Note(Hint.OFF_YEAR, str(year))
    if any(each.kind is Kind.REVISION and first_day(each).year == year for each in standing):
        yield Note(Hint.SECOND, str(year))


def _overlap(event: Event, other: Event) -> bool:
    """Whether both take place at one time, for people who would have to be at two places."""
    if other.whole_day or event.whole_day or other.kind in LONG:
        return False
    return event.start < max(other.end, other.start + timedelta(minutes=1)) and other.start < event.end
