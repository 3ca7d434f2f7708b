"""Times as people name them: "nächsten Dienstag", "ab 15.2.", "zwischen Weihnachten und Neujahr". Pure.

Works on words as `wording.py` leaves them: folded, one blank between them.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from bot.events.dates import Unit, When
from bot.events.vocabulary import EASTER, FEASTS, MONTHS, NUMBERS, SEASONS, WEEKDAYS
from bot.events.wording import DAYTIMES

NEXT = r"(?:nachste[nrsm]?|kommende[nrsm]?|next|coming)"
THIS = r"(?:diese[nrsm]?|this)"
LAST = r"(?:letzte[nrsm]?|vorige[nrsm]?|vergangene[nrsm]?|last)"
_FAR = r"(?:ubernachste[nrsm]?|vorletzte[nrsm]?)"
_SIDE = rf"({NEXT}|{LAST}|{THIS}|{_FAR})"


@dataclass(frozen=True)
class Named:
    """A time, and the words before and behind it."""

    when: When
    before: str
    behind: str


def time_in(words: str, *, past: bool) -> tuple[When | None, str]:
    """The time that is named, and the words without it."""
    words = _TWO_DAYS.sub(r"\1. \4 \2 \3. \4", words)
    found = _first(words, past=past)
    if found is None:
        return None, words
    if span := _span(found, past=past):
        return span
    before = _AT.sub("", found.before)
    return found.when, f"{before} {_DAYTIME.sub('', found.behind)}".strip()


def _first(words: str, *, past: bool) -> Named | None:
    """By the first pattern that fits: the longer stand before the shorter."""
    for pattern, make in _PATTERNS.items():
        if found := pattern.search(words):
            when = make(found, past)
            if when is not None:
                return Named(when, words[: found.start()].strip(), words[found.end() :].strip())
    return None


_DAYTIME = re.compile(rf"^(?:{'|'.join(sorted(DAYTIMES))}|uber)\b")
_AT = re.compile(r"\b(?:(?:anfang|mitte|ende|beginning|end)(?: (?:des|der|vom|of|the))*)$")
_FROM = re.compile(r"\b(?:ab|nach|seit|after|from|since|starting)(?: (?:dem|den|der|the))?$")
_UNTIL = re.compile(r"\b(?:bis|vor|until|till|before|by)(?: (?:zum|zu|dem|der|den|the))?$")
_BETWEEN = re.compile(r"\b(?:zwischen|vom|von|between|from)(?: (?:dem|den|der|the))?$")
_AND = re.compile(r"^(?:und|bis|and|to|until|till|through)\b(?: (?:zum|dem|den|der|the))?")
_OPEN = re.compile(r"^(?:on|onwards|an)\b")


def _span(found: Named, *, past: bool) -> tuple[When, str] | None:
    """From, until, between: by the words around a time."""
    whole = When(unit=Unit.SPAN)
    before = _AT.sub("", found.before).strip()
    behind = _DAYTIME.sub("", found.behind).strip()
    if (start := _BETWEEN.search(before)) and (link := _AND.search(behind)):
        second = _first(behind[link.end() :], past=past)
        if second and not _AT.sub("", second.before).strip():
            span = replace(whole, start=found.when, end=second.when)
            return span, f"{before[: start.start()]} {second.behind}"
    if until := _UNTIL.search(before):
        return replace(whole, end=found.when), f"{before[: until.start()]} {behind}"
    if start := _FROM.search(before):
        return replace(whole, start=found.when), f"{before[: start.start()]} {_OPEN.sub('', behind)}"
    return None


def _number(word: str) -> int:
    return NUMBERS.get(word) or int(word.rstrip("."))


def _side(word: str | None) -> int:
    word = word or ""
    if re.fullmatch(_FAR, word):
        return 2 if word.startswith("u") else -2
    if re.fullmatch(NEXT, word):
        return 1
    return -1 if re.fullmatch(LAST, word) else 0


def _counted(number: int, word: str) -> When:
    """So many days, weeks, months, years from now."""
    unit = {"t": Unit.DAY, "d": Unit.DAY, "w": Unit.WEEK, "m": Unit.MONTH}.get(word[0], Unit.YEAR)
    return When(unit=unit, number=number)


def _weekday(found: re.Match[str], past: bool) -> When:
    side = _side(found[1])
    unit = Unit.WEEKDAY_AFTER if side > 0 or found[3] else Unit.WEEKDAY
    weeks = 1 if side > 1 or found[3] else 0
    return When(unit=unit, number=WEEKDAYS[found[2]], weeks=weeks, past=side < 0 or past)


def _date(day: str, month: int, year: str | None, past: bool) -> When | None:
    if not 1 <= month <= 12 or not 1 <= int(day.rstrip(".")) <= 31:  # noqa: PLR2004 - months, days
        return None
    return When(unit=Unit.DAY, day=int(day.rstrip(".")), month=month, year=int(year or 0), past=past and not year)


def _part_of_year(found: re.Match[str], past: bool) -> When | None:
    length = 3 if found[2] == "quartal" else 6
    first = (int(found[1]) - 1) * length + 1
    if not 1 <= first <= 12:  # noqa: PLR2004 - months
        return None
    start, end = (When(unit=Unit.MONTH, month=month) for month in (first, first + length - 1))
    return When(unit=Unit.SPAN, start=start, end=end)


def _one_of(names: Iterable[str]) -> str:
    return "(" + "|".join(sorted(names, key=len, reverse=True)) + ")"


_MONTH, _WEEKDAY, _SEASON = _one_of(MONTHS), _one_of(WEEKDAYS), _one_of(SEASONS)
_YEAR = r"(20\d\d)"
_NUMBER = f"({'|'.join(NUMBERS)}|\\d+)"
_UNIT = r"(tag|tage|tagen|days?|wochen?|weeks?|monat|monate|monaten|months?|jahr|jahre|jahren|years?)"
_BETWEEN_YEARS = When(
    unit=Unit.SPAN, start=When(unit=Unit.DAY, day=24, month=12), end=When(unit=Unit.DAY, day=1, month=1)
)
_IN_DAYS = {"t": 1, "d": 1, "w": 7, "m": 30, "j": 365, "y": 365}
_TODAY = {"heute": 0, "today": 0, "tonight": 0, "morgen": 1, "tomorrow": 1, "ubermorgen": 2, "gestern": -1,
          "yesterday": -1, "vorgestern": -2}  # fmt: skip

_TWO_DAYS = re.compile(
    rf"(?<!\d\. )\b(\d+)\. (und|bis|and|to) (?:dem |zum |the )?(\d+)\.? (\d+\.|{_MONTH}(?: 20\d\d)?)"
)
"""The month stands behind the second day alone: "vom 1. bis 15. Juni"."""

_PATTERNS: Mapping[re.Pattern[str], Callable[[re.Match[str], bool], When | None]] = {
    re.compile(pattern): make
    for pattern, make in {
        r"\bzwischen den jahren\b": lambda found, past: _BETWEEN_YEARS,
        # Nobody here knows when schools are closed.
        r"\b(?:nach|after) (?:den|der|the) (?:\w+ )?(?:ferien|holidays|vacation|break)\b": lambda found, past: When(
            unit=Unit.ALL
        ),
        rf"\b{NEXT} {_NUMBER} {_UNIT}\b": lambda found, past: When(
            unit=Unit.DAYS, number=_number(found[1]) * _IN_DAYS[found[2][0]]
        ),
        rf"\b(heute|today|morgen|tomorrow) in {_NUMBER} (?:wochen?|weeks?)\b": lambda found, past: When(
            unit=Unit.DAY, number=_TODAY[found[1]] + 7 * _number(found[2])
        ),
        rf"\b{_WEEKDAY} {NEXT} (?:woche|week)\b|\b{NEXT} (?:woche|week) (?:am |on )?{_WEEKDAY}\b": (
            lambda found, past: When(unit=Unit.WEEK, number=1)
        ),
        rf"()\b{_WEEKDAY} (in (?:einer woche|acht tagen|a week))\b": _weekday,
        rf"\b(?:wochenende|weekend) in {_NUMBER} (?:wochen?|weeks?)\b": lambda found, past: When(
            unit=Unit.WEEKEND, number=_number(found[1])
        ),
        r"\bin 14 (?:tagen|days)\b|\bin vierzehn tagen\b": lambda found, past: When(unit=Unit.WEEK, number=2),
        rf"\bin {_NUMBER} {_UNIT}\b": lambda found, past: _counted(_number(found[1]), found[2]),
        rf"\bvor {_NUMBER} {_UNIT}\b": lambda found, past: _counted(-_number(found[1]), found[2]),
        rf"\b{_NUMBER} {_UNIT} ago\b": lambda found, past: _counted(-_number(found[1]), found[2]),
        r"\b(?:week after next)\b": lambda found, past: When(unit=Unit.WEEK, number=2),
        rf"\b(\d+)\. ?(\d+)\.?(?: ?{_YEAR})?(?!\d)": lambda found, past: _date(found[1], int(found[2]), found[3], past),
        rf"\b(\d+)\.? (?:of )?{_MONTH}(?: {_YEAR})?\b": lambda found, past: _date(
            found[1], MONTHS[found[2]], found[3], past
        ),
        rf"\b{_MONTH} (\d\d?)\b\.?(?: {_YEAR})?(?!\d)": lambda found, past: _date(
            found[2], MONTHS[found[1]], found[3], past
        ),
        r"\b(\d)\. (quartal|halbjahr)\b": _part_of_year,
        rf"(?:\b({NEXT}|{LAST}|{THIS}|{_FAR}|am|on) )?\b{_WEEKDAY}\b()": _weekday,
        r"\bdie woche\b": lambda found, past: When(unit=Unit.WEEK),
        rf"\b{_SIDE} (?:woche|week)\b": lambda found, past: When(unit=Unit.WEEK, number=_side(found[1])),
        rf"\b(?:({NEXT}|{LAST}|{THIS}|{_FAR}|am|on|at) (?:the )?)?(?:wochenende|weekend)\b": lambda found, past: When(
            unit=Unit.WEEKEND, number=_side(found[1])
        ),
        rf"\b{_SIDE} (?:monats?|month)\b": lambda found, past: When(unit=Unit.MONTH, number=_side(found[1])),
        rf"\b{_MONTH} {_SIDE} (?:jahr|jahres|year)\b": lambda found, past: When(
            unit=Unit.MONTH, month=MONTHS[found[1]], number=_side(found[2])
        ),
        rf"\b{_SIDE} (?:jahr|jahres|year) (?:im |in )?{_MONTH}\b": lambda found, past: When(
            unit=Unit.MONTH, month=MONTHS[found[2]], number=_side(found[1])
        ),
        rf"\b(?:({LAST}|{NEXT}|{THIS}) )?{_MONTH}(?: {_YEAR})?\b": lambda found, past: When(
            unit=Unit.MONTH,
            month=MONTHS[found[2]],
            year=int(found[3] or 0),
            past=(past or _side(found[1]) < 0) and not found[3],
        ),
        rf"\b(?:({LAST}|{NEXT}|{THIS}) )?{_SEASON}(?: {_YEAR})?\b": lambda found, past: When(
            unit=Unit.SEASON,
            month=SEASONS[found[2]],
            year=int(found[3] or 0),
            past=(past or _side(found[1]) < 0) and not found[3],
        ),
        rf"\b{_SIDE} (?:jahr|jahres|year)\b": lambda found, past: When(unit=Unit.YEAR, number=_side(found[1])),
        r"\b(?:ende|anfang|mitte|end|beginning) (?:der|of the) (?:woche|week)\b": lambda found, past: When(
            unit=Unit.WEEK
        ),
        r"\b(?:ende|anfang|mitte|end|beginning) (?:des|of the) (?:monats?|month)\b|\b(?:monatsende|monat anfang)\b": (
            lambda found, past: When(unit=Unit.MONTH)
        ),
        r"\bende (?:des|of the) (?:jahres|year)\b|\bend of the year\b|\bjahresende\b": (
            lambda found, past: When(unit=Unit.YEAR)
        ),
        rf"\b{_one_of(FEASTS)}\b": lambda found, past: When(
            unit=Unit.DAY, day=FEASTS[found[1]][0], month=FEASTS[found[1]][1], past=past
        ),
        rf"\b{_one_of(EASTER)}\b": lambda found, past: When(unit=Unit.EASTER, number=EASTER[found[1]]),
        rf"\b{_YEAR}\b": lambda found, past: When(unit=Unit.YEAR, year=int(found[1])),
        rf"\b{_one_of(_TODAY)}\b": lambda found, past: When(unit=Unit.DAY, number=_TODAY[found[1]]),
        r"\b(?:am|on the|den) (\d\d?)\.(?!\d)": lambda found, past: (
            When(unit=Unit.DAY, day=int(found[1]), past=past) if 1 <= int(found[1]) <= 31 else None  # noqa: PLR2004
        ),
    }.items()
}
"""Times, the longer before the shorter."""
