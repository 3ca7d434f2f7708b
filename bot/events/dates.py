"""When somebody means: next Tuesday, this week, in May. Days by the calendar of Gera; pure."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from dateutil.easter import easter

A_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)
SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}
"""By their first month, as the weather services have them."""


class Unit(StrEnum):
    """What somebody counts in."""

    NEXT = "next"
    LAST = "last"
    ALL = "all"
    """All that is coming."""
    DAY = "day"
    """`number` days from today; with `month` a date, with `day` alone the day of that number that comes."""
    DAYS = "days"
    """The next `number` days."""
    WEEKDAY = "weekday"
    """`number` as `date.weekday` counts: the coming one, today included; and `weeks` later."""
    WEEKDAY_AFTER = "weekday-after"
    """The next one after today."""
    WEEK = "week"
    WEEKEND = "weekend"
    MONTH = "month"
    """`number` months from this one; with `month` the one of that name, `number` years on if it is not 0."""
    SEASON = "season"
    """That begins with `month`, in `year` if there is one."""
    YEAR = "year"
    """`number` years from this one; with `year` that year."""
    EASTER = "easter"
    """`number` days after Easter Sunday, the coming one."""
    SPAN = "span"
    """From `start` to `end`, each a time as it was put: from today if there is no start, open if there is no end."""


@dataclass(frozen=True, kw_only=True)
class When:
    """A time as somebody has put it."""

    unit: Unit
    number: int = 0
    day: int = 0
    month: int = 0
    year: int = 0
    weeks: int = 0
    past: bool = False
    """It was asked in the past tense: the May that was."""
    start: Self | None = None
    end: Self | None = None


@dataclass(frozen=True)
class Days:
    """From one day to another, both included."""

    first: date
    last: date

    @property
    def is_open(self) -> bool:
        """Whether no end was named."""
        return self.last == date.max


def days_of(when: When, today: date) -> Days | None:  # noqa: PLR0911, C901 - one for each unit
    """The days that are meant; None: no days but a side of now (next, last, all), or a day that does not exist."""
    match when.unit:
        case Unit.DAY:
            day = _date(when, today) if when.day else today + when.number * A_DAY
            return Days(day, day) if day else None
        case Unit.DAYS:
            return Days(today, today + when.number * A_DAY)
        case Unit.WEEKDAY | Unit.WEEKDAY_AFTER:
            day = _weekday(when, today)
            return Days(day, day)
        case Unit.WEEK:
            monday = today - today.weekday() * A_DAY + when.number * A_WEEK
            return Days(monday, monday + 6 * A_DAY)
        case Unit.WEEKEND:
            saturday = today + (5 - today.weekday()) * A_DAY + when.number * A_WEEK
            return Days(saturday, saturday + A_DAY)
        case Unit.MONTH:
            return _month(when, today)
        case Unit.SEASON:
            return _season(when, today)
        case Unit.YEAR:
            year = when.year or today.year + when.number
            return Days(date(year, 1, 1), date(year, 12, 31))
        case Unit.EASTER:
            days = (easter(year) + when.number * A_DAY for year in (today.year, today.year + 1))
            day = next(day for day in days if day >= today)
            return Days(day, day)
        case Unit.SPAN:
            return _span(when, today)
        case _:
            return None


def _span(when: When, today: date) -> Days | None:
    """From the start to the end; a start that bears a name (Christmas, March) is the one before the end."""
    if when.end is None:
        start = days_of(when.start, today) if when.start else None
        return Days(start.first, date.max) if start else None
    end = days_of(when.end, today)
    if end is None or when.start is None:
        return Days(today, end.last) if end and end.last >= today else end
    named = when.start.month and not when.start.year
    start = days_of(replace(when.start, past=True), end.last) if named else days_of(when.start, today)
    if start and end.last < start.first:
        end = days_of(when.end, start.first)
    return Days(start.first, end.last) if start and end else None


def _weekday(when: When, today: date) -> date:
    ahead = (when.number - today.weekday()) % 7
    if when.past:
        return today - ((today.weekday() - when.number) % 7 or 7) * A_DAY
    return today + (ahead or (7 if when.unit is Unit.WEEKDAY_AFTER else 0)) * A_DAY + when.weeks * A_WEEK


def _date(when: When, today: date) -> date | None:
    """A date; without a year the coming one, or the one that was. None: there is no such day."""
    if not when.month:
        return _day_of_month(when, today)
    years = [when.year] if when.year else [today.year + ahead for ahead in range(-8, 9)]  # 29 February
    days = []
    for year in years:
        try:
            days.append(date(year, when.month, when.day))
        except ValueError:
            continue
    if when.year:
        return days[0] if days else None
    fitting = [day for day in days if (day <= today if when.past else day >= today)]
    return (max(fitting) if when.past else min(fitting)) if fitting else None


def _day_of_month(when: When, today: date) -> date | None:
    """ "Am 15.": the next day of this number, or the last one."""
    step = -A_DAY if when.past else A_DAY
    days = (today + number * step for number in range(62))  # July and August, or December and January, have 31 both
    return next((day for day in days if day.day == when.day), None)


def _month(when: When, today: date) -> Days:
    if when.month:
        year = when.year or today.year + when.number
        if when.number:
            return _whole_month(year, when.month)
        if not when.year and not when.past and when.month < today.month:
            year += 1
        if not when.year and when.past and when.month > today.month:
            year -= 1
        return _whole_month(year, when.month)
    months = today.year * 12 + today.month - 1 + when.number
    return _whole_month(months // 12, months % 12 + 1)


def _season(when: When, today: date) -> Days:
    """Three months; the one that runs, or the coming one, or the one that was."""
    years = [when.year] if when.year else [today.year + ahead for ahead in (-2, -1, 0, 1)]
    starts = [date(year, when.month, 1) for year in years]
    spans = [Days(start, _whole_month(*_two_on(start)).last) for start in starts]
    if when.year:
        return spans[0]
    if when.past:
        return max((span for span in spans if span.first <= today), key=lambda span: span.first)
    return min((span for span in spans if span.last >= today), key=lambda span: span.first)


def _two_on(start: date) -> tuple[int, int]:
    months = start.year * 12 + start.month + 1
    return months // 12, months % 12 + 1


def _whole_month(year: int, month: int) -> Days:
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
