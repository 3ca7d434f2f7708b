"""A day and an hour as people at a town hall type them. Pure."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
DAYS = {"heute": 0, "morgen": 1, "übermorgen": 2}
FARTHEST = timedelta(days=180)

HOUR = re.compile(r"(?:um\s+)?(\d{1,2})(?:[:.](\d{2}))?\s*(uhr)?", re.IGNORECASE | re.ASCII)
DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})(?:\.(?:\s?(\d{4})(?!\d)|(\d{2})(?![\d:.]))?)?(?=\s|$)", re.ASCII)


def read_moment(typed: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment that is meant, in UTC: `morgen 10:00`, `24.11. 17:30`, `Freitag um 9 Uhr`, `24.11.2026, 9.30 Uhr`.

    None if it cannot be read, lies in the past or more than half a year ahead, or in an hour that the clock skips.
    A day without a year is the next such day; a weekday is the next one, never today.
    """
    words = " ".join(typed.lower().replace(",", " ").split())
    for sign in ("am ", "den "):
        words = words.removeprefix(sign)
    today = now.astimezone(zone).date()
    found = _read_day(words, today)
    if found is None:
        return None
    day, rest = found
    hour = _read_hour(rest)
    if hour is None:
        return None
    local = datetime.combine(day, hour, tzinfo=zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        return None  # the night in which summer time begins has no such hour
    return moment if now < moment <= now + FARTHEST else None


def _read_day(words: str, today: date) -> tuple[date, str] | None:
    first, _, rest = words.partition(" ")
    if first in DAYS:
        return today + timedelta(days=DAYS[first]), rest
    if first in WEEKDAYS:
        ahead = (WEEKDAYS.index(first) - today.weekday()) % 7
        return today + timedelta(days=ahead or 7), rest
    written = DAY.match(words)
    if written is None:
        return None
    number, month, long, short = written.groups()
    day = _date(int(number), int(month), long or short, today)
    return (day, words[written.end() :].strip()) if day else None


def _date(day: int, month: int, year: str | None, today: date) -> date | None:
    try:
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, day)  # noqa: PLR2004 - two digits
        this_year = date(today.year, month, day)
        return this_year if this_year >= today else date(today.year + 1, month, day)
    except ValueError:
        return None


def _read_hour(words: str) -> time | None:
    written = HOUR.fullmatch(words.strip())
    if written is None:
        return None
    hour, minute, clock = written.groups()
    if minute is None and clock is None:
        return None  # a bare number is no time of day
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        return None
