"""Dates with written months, and times of the day."""

import re
from dataclasses import dataclass

from knowledge.entries import Language
from knowledge.facts.found import Facts, take

MONTHS = {
    Language.GERMAN: ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
                      "November", "Dezember"],
    Language.ENGLISH: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                       "November", "December"],
}  # fmt: skip
YEAR = r"(?:19|20)\d\d"
JOINT = r"\s*(?:–|-|/|,|bis|und|oder|to|and|or|until)\s*(?:(?:zum|am|im|dem|den|the|on|in)\s+)*"
"""What stands between the ends of a range or the members of a list. Its last member carries the year for all."""


@dataclass(frozen=True)
class FoundDate:
    """A date in a text, as far as it is given, and where it stands."""

    day: int | None
    month: int
    year: int | None
    written: str
    start: int
    end: int


def find_dates(words: str, language: Language) -> list[FoundDate]:
    """Every written month with its days and its year, if it has any. A range counts as its two ends."""
    spoken = Language.ENGLISH if language is Language.ENGLISH else Language.GERMAN
    found: list[FoundDate] = []
    year, following = None, len(words)
    for match in reversed(list(re.finditer(_pattern(spoken), words))):
        joined = re.fullmatch(JOINT, words[match.end() : following])
        year = int(match["year"]) if match["year"] else (year if joined else None)
        following = match.start()
        month = MONTHS[spoken].index(match["month"]) + 1
        listed = match["days"] or (match["late"] if spoken is Language.ENGLISH else None) or ""
        days: list[int | None] = [int(day) for day in re.findall(r"\d+", listed)]
        found[:0] = [FoundDate(day, month, year, match.group().strip(), *match.span()) for day in days or [None]]
    return found


def read_dates(words: str, language: Language, facts: Facts) -> str:
    """A date is stated if it has a day or a year; whoever names it has named its month and its year, too."""
    found = find_dates(words, language)
    years = {int(year) for year in re.findall(rf"(?<![\w.,]){YEAR}(?!\w)", words)}
    for date in found:
        if date.day is None and date.year is None:
            facts.allowed |= {("date", _key(None, date.month, year)) for year in years}
            continue
        facts.stated["date", _key(date.day, date.month, date.year)] = date.written
        if date.year is None:
            facts.allowed |= {("date", _key(date.day, date.month, year)) for year in years}
        else:
            facts.allowed |= {
                ("number", str(date.year)),
                ("date", _key(None, date.month, date.year)),
                ("date", _key(date.day, date.month, None)),
            }
        words = words[: date.start] + " " * (date.end - date.start) + words[date.end :]
    return words


def read_times(words: str, language: Language, facts: Facts) -> str:
    """Times of the day, on the 24-hour clock. In "9 bis 17 Uhr" both are times."""

    def clock(match: re.Match[str]) -> bool | None:
        half = (match.groupdict().get("half") or "").lower()
        last = _minutes(match["time"], half)
        if last is None:
            return False
        for listed in [match["time"], *re.findall(r"\d{1,2}(?:[.:]\d\d)?", match["before"])]:
            afternoon = _minutes(listed, half)
            minutes = afternoon if afternoon is not None and afternoon <= last else _minutes(listed, "")
            if minutes is not None:
                facts.stated["time", f"{minutes // 60:02}:{minutes % 60:02}"] = match.group().strip()
        return None

    time = r"\d{1,2}(?:[.:]\d\d)?"
    start = rf"(?<![\w.,:])(?P<before>(?:{time}{JOINT})*)"
    if language is Language.GERMAN:
        words = take(rf"{start}(?P<time>{time})\s*Uhr\b", words, clock)
    else:
        words = take(rf"{start}(?P<time>{time})\s*(?P<half>[ap])\.?m\b\.?", words, clock)
        words = take(rf"{start}(?P<time>{time})\s*o['’]clock\b", words, clock)
    return take(rf"{start}(?P<time>\d{{1,2}}:\d\d)(?![\d:])", words, clock)


def _pattern(language: Language) -> str:
    months = "|".join(MONTHS[language])
    if language is Language.GERMAN:
        days = rf"(?:\d{{1,2}}\.?{JOINT})*\d{{1,2}}\."
        return rf"(?<![\w.])(?:(?P<days>{days})\s*)?\b(?P<month>{months})\b(?:\s+(?P<year>{YEAR})\b)?"
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    days = rf"(?:{day}{JOINT})*{day}"
    late = rf"(?:\s+(?P<late>{days})(?=,?\s+{YEAR}\b))?"  # March 16, 2022; not: in March 14 people came
    return rf"(?<![\w.])(?:(?P<days>{days})\s+(?:of\s+)?)?\b(?P<month>{months})\b{late}(?:,?\s+(?P<year>{YEAR})\b)?"


def _key(day: int | None, month: int, year: int | None) -> str:
    return f"{year or '????'}-{month:02}-{f'{day:02}' if day else '??'}"


def _minutes(written: str, half: str) -> int | None:
    hour, _, minute = written.replace(".", ":").partition(":")
    hours = int(hour)
    if half:
        hours = hours % 12 + (12 if half == "p" else 0)
    minutes = hours * 60 + int(minute or 0)
    return minutes if minutes <= 24 * 60 and int(minute or 0) < 60 else None  # noqa: PLR2004 - minutes of an hour
