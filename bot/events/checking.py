"""What staff should look at before others see an event: nothing that stops them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.events.event import Event, Kind, first_day
from bot.typed_days import comes_twice
from bot.workdays import holiday_of
from knowledge.revising import RevisionRule

WITH_PLACE = frozenset({Kind.WORKSHOP, Kind.ASSEMBLY, Kind.TOUR})
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
    day, found = first_day(event), []
    standing = [each for each in others if each.id != event.id and not each.is_cancelled]
    long = event.kind in {Kind.CONSULTATION, Kind.CONTEST}
    if holiday := holiday_of(day):
        found.append(Note(Hint.HOLIDAY, holiday))
    elif day.weekday() == 6 and not long:  # noqa: PLR2004 - Sunday
        found.append(Note(Hint.SUNDAY))
    if not event.whole_day and (comes_twice(event.start, zone) or comes_twice(event.end, zone)):
        found.append(Note(Hint.TWICE))
    if not long:
        found += [Note(Hint.OVERLAP, each.in_german.title) for each in standing if _overlap(event, each)]
    if event.kind in WITH_PLACE and not event.place:
        found.append(Note(Hint.NO_PLACE))
    elif event.kind in WITH_PLACE and event.step_free is None:
        found.append(Note(Hint.NO_STEPS))
    if now < event.start < now + SHORT_NOTICE:
        found.append(Note(Hint.SOON))
    if event.kind is Kind.REVISION:
        if not rule.years(day.year, day.year):
            found.append(Note(Hint.OFF_YEAR, str(day.year)))
        if any(each.kind is Kind.REVISION and first_day(each).year == day.year for each in standing):
            found.append(Note(Hint.SECOND, str(day.year)))
    return found


def _overlap(event: Event, other: Event) -> bool:
    """Whether both take place at one time, for people who would have to be at two places."""
    if other.whole_day or event.whole_day or other.kind in {Kind.CONSULTATION, Kind.CONTEST}:
        return False
    return event.start < max(other.end, other.start + timedelta(minutes=1)) and other.start < event.end
