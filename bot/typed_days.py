"""Days and hours as people at a town hall type them: `Mi 14.4. 17:30`, `14. April 2027, 17 Uhr`, `morgen`. Pure.

A day without a year is the next such day; a weekday alone is the next one, never today. A weekday beside a date has to
be that day's.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

WEEKDAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
SHORT = ("mo", "di", "mi", "do", "fr", "sa", "so")
MONTHS = (
    "januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "dezember",
)  # fmt: skip
DAYS = {"heute": 0, "morgen": 1, "übermorgen": 2}
FILLERS = ("am ", "den ", "dem ", "ab ", "vom ", "von ", "nächsten ", "nächster ", "kommenden ", "diesen ")
HOUR = re.compile(r"(?:um\s+)?(\d{1,2})(?:[:.](\d{2}))?\s*(uhr(?:\s*(\d{2}))?|h)?", re.IGNORECASE | re.ASCII)
DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})(?:\.(?:\s?(\d{4})(?!\d)|(\d{2})(?![\d:.]))?)?(?=\s|$)", re.ASCII)
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?=[\st]|$)t?", re.ASCII)
NAMED = re.compile(r"(\d{1,2})\.?\s+([a-zä]{3,9})\.?(?:\s+(\d{4})(?!\d))?(?=\s|$)", re.ASCII | re.IGNORECASE)
WINTER = re.compile(r"\(?winterzeit\)?")
SUMMER = re.compile(r"\(?sommerzeit\)?")


class Wrong(StrEnum):
    """Why a day or an hour is not taken."""

    UNREADABLE = "unreadable"
    NO_SUCH_DAY = "no-such-day"
    """31 February."""
    WEEKDAY = "weekday"
    """The weekday beside the date is another one."""
    NO_SUCH_HOUR = "no-such-hour"
    """The clock is put on from two to three that night."""


@dataclass(frozen=True)
class OnTheWall:
    """A day, and an hour if one was typed; `later`: the second of two such hours, in winter time."""

    day: date
    hour: time | None
    later: bool = False


def clean(typed: str) -> str:
    """Small letters, single blanks, no commas."""
    return " ".join(typed.casefold().replace(",", " ").replace("maerz", "märz").split())


def read_when(typed: str, today: date) -> OnTheWall | Wrong:
    """A day with an hour, or a day alone."""
    words = clean(typed)
    later = bool(WINTER.search(words))
    words = " ".join(SUMMER.sub(" ", WINTER.sub(" ", words)).split())
    found = read_day(words, today)
    if isinstance(found, Wrong):
        return found
    day, rest = found
    if not rest:
        return OnTheWall(day, None)
    hour = read_hour(rest)
    return Wrong.UNREADABLE if hour is None else OnTheWall(day, hour, later)


def read_day(words: str, today: date) -> tuple[date, str] | Wrong:
    """The day that cleaned words begin with, and the rest of them."""
    for filler in FILLERS * 2:
        words = words.removeprefix(filler)
    first, _, rest = words.partition(" ")
    if first in DAYS:
        return today + timedelta(days=DAYS[first]), rest
    weekday = _weekday(first)
    if weekday is not None:
        for filler in FILLERS:
            rest = rest.removeprefix(filler)
        written = _read_date(rest, today)
        if written is None:
            ahead = (weekday - today.weekday()) % 7
            return today + timedelta(days=ahead or 7), rest
        if not isinstance(written, Wrong) and written[0].weekday() != weekday:
            return Wrong.WEEKDAY
        return written
    return _read_date(words, today) or Wrong.UNREADABLE


def read_hour(words: str) -> time | None:
    """`17:30`, `17.30 Uhr`, `17 Uhr`, `17 Uhr 30`; None for all else: a bare number is no time of day."""
    written = HOUR.fullmatch(words.strip())
    if written is None:
        return None
    hour, minute, clock, behind = written.groups()
    if (minute is None and clock is None) or (minute and behind):
        return None
    try:
        return time(int(hour), int(minute or behind or 0))
    except ValueError:
        return None


def moment_of(day: date, hour: time, zone: ZoneInfo, *, later: bool = False) -> datetime | None:
    """That moment in UTC; None for an hour that the clock leaves out. One that comes twice is the first of them, or
    the `later`."""
    local = datetime.combine(day, hour, tzinfo=zone).replace(fold=int(later))
    moment = local.astimezone(UTC)
    return moment if moment.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None) else None


def comes_twice(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether the clock shows this hour twice, in the night in which winter time begins."""
    local = moment.astimezone(zone)
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def _weekday(word: str) -> int | None:
    plain = word.removesuffix(".")
    for names in (WEEKDAYS, SHORT):
        if plain in names:
            return names.index(plain)
    return WEEKDAYS.index("samstag") if plain == "sonnabend" else None


def _read_date(words: str, today: date) -> tuple[date, str] | Wrong | None:
    """A date with its rest; None where there is none."""
    if written := ISO.match(words):
        year, month, number = written.groups()
        day = _date(int(number), int(month), year, today)
    elif written := DAY.match(words):
        number, month, long, short = written.groups()
        day = _date(int(number), int(month), long or short, today)
    elif (written := NAMED.match(words)) and (named := _month(written[2])):
        day = _date(int(written[1]), named, written[3], today)
    else:
        return None
    return (day, words[written.end() :].strip()) if day else Wrong.NO_SUCH_DAY


def _month(word: str) -> int | None:
    """A month by its name or its first three letters."""
    return next((number for number, name in enumerate(MONTHS, start=1) if word in {name, name[:3]}), None)


def _date(day: int, month: int, year: str | None, today: date) -> date | None:
    """None if there is no such day. Without a year: the next such day; 29 February within eight years."""
    if year:
        return _exists(int(year) + (2000 if len(year) == 2 else 0), month, day)  # noqa: PLR2004 - two digits
    coming = (_exists(today.year + ahead, month, day) for ahead in range(9))
    return next((each for each in coming if each and each >= today), None)


def _exists(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
