"""From when to when, as staff type it: `14.4.2027 17:30 bis 19:30`, an end of its own, or how long it takes. Pure."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.events.event import Event, Kind, midnight
from bot.events.fields import WHOLE_DAYS, usual_end, write_day, write_moment
from bot.typed_days import OnTheWall, Wrong, clean, moment_of, read_hour, read_when

A_DAY = timedelta(days=1)
LONGEST = timedelta(days=400)
FARTHEST = timedelta(days=5 * 366)
UNTIL = re.compile(r"\s+bis\s+|\s+[–-]\s+|(?<=[\d.r])\s*[–-]\s*(?=\d{1,2}[:.]\d|\d{1,2}\s*uhr)")
LENGTH = re.compile(r"(\d{1,3})(?:[ .,](\d))?\s*(stunden?|std\.?|minuten?|min\.?|tage?|wochen?)", re.ASCII)
MINUTES = {"st": 60, "mi": 1, "ta": 24 * 60, "wo": 7 * 24 * 60}


class Mistake(StrEnum):
    """What is wrong with a field."""

    MISSING = "missing"
    TOO_LONG = "too-long"
    KIND = "kind"
    KIND_STAYS = "kind-stays"
    """Reminders of it are on their way under its kind."""
    UNREADABLE = "unreadable"
    NO_SUCH_DAY = "no-such-day"
    WEEKDAY = "weekday"
    NO_SUCH_HOUR = "no-such-hour"
    PAST = "past"
    TOO_FAR = "too-far"
    END_BEFORE = "end-before"
    HOUR_OR_DAY = "hour-or-day"
    """One of the two has an hour, the other has none."""
    YES_OR_NO = "yes-or-no"
    NUMBER = "number"
    UNKNOWN_NAME = "unknown-name"
    IDEA = "idea"
    LINK = "link"
    BELONG_TOGETHER = "belong-together"
    """What happens next, and when."""


@dataclass(frozen=True)
class Span:
    """From when to when, in UTC."""

    start: datetime
    end: datetime
    whole_day: bool

    def passes(self, now: datetime) -> bool:
        """Whether it has begun; what has no hours begins when its day is over."""
        return (self.start + A_DAY if self.whole_day else self.start) <= now


def read_span(start: str, end: str, kind: Kind, today: date, zone: ZoneInfo) -> Span | dict[str, Mistake]:
    """Beginning and end, or what is wrong with which of them. Without an end it takes as long as usual."""
    first, until = split(start)
    found = read_when(first, today)
    if isinstance(found, Wrong):
        return {"start": Mistake(found.value)}
    begin = _begin(found, zone)
    if begin is None:
        return {"start": Mistake.NO_SUCH_HOUR}
    if begin.astimezone(zone).date() - today > FARTHEST:
        return {"start": Mistake.TOO_FAR}
    finish = _end(clean(end) or until, found, begin, kind, zone)
    if isinstance(finish, Mistake):
        return {"end": finish}
    if finish < begin:
        return {"end": Mistake.END_BEFORE}
    return {"end": Mistake.TOO_FAR} if finish - begin > LONGEST else Span(begin, finish, found.hour is None)


def end_along(event: Event, new_start: str, now: datetime) -> str:
    """The end that goes with another beginning, as it would be typed: the event takes as long as before, by the clock
    on the wall. Empty where that cannot be said: the beginning is none, or has its own end behind it."""
    zone = event.zone
    first, until = split(new_start)
    found = read_when(first, now.astimezone(zone).date())
    if until or isinstance(found, Wrong) or (found.hour is None) is not event.whole_day or event.end == event.start:
        return ""
    begin = _begin(found, zone)
    if begin is None:
        return ""
    end = shifted(event.start, event.end, begin, zone)
    return write_day(end - timedelta(seconds=1), zone) if event.whole_day else write_moment(end, zone)


def split(start: str) -> tuple[str, str]:
    """What was typed for a beginning, and for an end behind it. `17-19 Uhr` means 17 Uhr."""
    words = clean(start)
    first, *rest = UNTIL.split(words, maxsplit=1)
    until = rest[0].strip() if rest else ""
    if until.endswith("uhr") and re.search(r"(?:^|\s)\d{1,2}$", first):
        first = f"{first} uhr"
    return first.strip(), until


def shifted(start: datetime, end: datetime, new_start: datetime, zone: ZoneInfo) -> datetime:
    """The end that goes with a new start: as long by the clock on the wall."""
    old, new = start.astimezone(zone).replace(tzinfo=None), new_start.astimezone(zone).replace(tzinfo=None)
    local = end.astimezone(zone).replace(tzinfo=None) + (new - old)
    return max(new_start, local.replace(tzinfo=zone).astimezone(UTC))


def _begin(found: OnTheWall, zone: ZoneInfo) -> datetime | None:
    if found.hour is None:
        return midnight(found.day, zone).astimezone(UTC)
    return moment_of(found.day, found.hour, zone, later=found.later)


def _end(  # noqa: PLR0911 - one for each way to say it
    typed: str, begins: OnTheWall, begin: datetime, kind: Kind, zone: ZoneInfo
) -> datetime | Mistake:
    if not typed:
        if begins.hour is None:
            return midnight(begins.day + WHOLE_DAYS.get(kind, 1) * A_DAY, zone).astimezone(UTC)
        return usual_end(kind, begin)
    if length := LENGTH.fullmatch(typed):
        return _after(length, begins, begin, zone)
    hour = read_hour(typed)
    if hour is not None:
        if begins.hour is None:
            return Mistake.HOUR_OR_DAY
        moment = moment_of(begins.day, hour, zone, later=begins.later)
        return moment or Mistake.NO_SUCH_HOUR
    found = read_when(typed, begins.day)
    if isinstance(found, Wrong):
        return Mistake(found.value)
    if (found.hour is None) is not (begins.hour is None):
        return Mistake.HOUR_OR_DAY
    if found.hour is None:
        return midnight(found.day + A_DAY, zone).astimezone(UTC) if found.day >= begins.day else Mistake.END_BEFORE
    return moment_of(found.day, found.hour, zone, later=found.later) or Mistake.NO_SUCH_HOUR


def _after(length: re.Match[str], begins: OnTheWall, begin: datetime, zone: ZoneInfo) -> datetime | Mistake:
    """So long after the beginning; of whole days the first one counts."""
    minutes = (int(length[1]) + int(length[2] or 0) / 10) * MINUTES[length[3][:2]]
    if begins.hour is not None:
        return begin + timedelta(minutes=minutes)
    days, rest = divmod(minutes, 24 * 60)
    if rest or not days:
        return Mistake.HOUR_OR_DAY
    return midnight(begins.day + int(days) * A_DAY, zone).astimezone(UTC)
