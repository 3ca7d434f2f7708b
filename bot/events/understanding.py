"""Is this a question about dates, and about which? German and English as people type them.

A small grammar that has to know every word: what it does not know all of is somebody else's question. So "was kostet
der workshop" goes to the search, and "was ist morgen für wetter" is not answered with events.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

from bot.events.courtesy import sentences, without_courtesy
from bot.events.dates import Unit, When
from bot.events.event import Kind
from bot.events.reading_ics import TOPICS
from bot.events.vocabulary import (
    ANY,
    ASKED,
    FILLERS,
    KINDS,
    MANY,
    MONTHS,
    NUMBERS,
    PAST,
    PLURALS,
    SEASONS,
    SIDES,
    SLIPS,
    WEEKDAYS,
)  # fmt: skip

LONGEST = 120
LONGEST_LETTER = 400
"""With all that is polite around it."""
_COMPOUND = re.compile(
    r"\b(verkehrs|mobilitaets|energie|bildungs|wirtschafts|klima|ideen)(workshops?|werkstatt|termine?)\b"
)
MISTYPED = 6
"""Letters from which on a word may have one wrong."""
MISTYPED_TWICE = 9
"""And two."""
NEXT = r"(?:naechste[nrsm]?|kommende[nrsm]?|next|coming)"
THIS = r"(?:diese[nrsm]?|this)"
BEFORE = r"(?:letzte[nrsm]?|vorige[nrsm]?|vergangene[nrsm]?|last)"


@dataclass(frozen=True, kw_only=True)
class DateQuestion:
    """What somebody wants to know of dates."""

    when: When
    kind: Kind | None = None
    """None: any."""
    topic: str | None = None


def understand(text: str) -> DateQuestion | None:
    """What a text asks of dates; None: it asks something else."""
    if len(text) > LONGEST_LETTER:
        return None
    plain = without_courtesy(_folded(text))
    if whole := _understand(plain):
        return whole
    parts = sentences(plain)
    kinds = {kind: word for word in _words(plain).split() for kind, names in KINDS.items() if word in names.split()}
    if len(parts) < 2 or len(kinds) != 1:  # noqa: PLR2004 - what else is said must be about the same
        return None
    (noun,) = kinds.values()
    asked = [question for part in parts if (question := _understand(f"{part} {noun}"))]
    return asked[-1] if asked and "?" in text else None


def _words(plain: str) -> str:
    """The words as they were meant."""
    found = re.findall(r"[a-z]+|\d+\.?", _COMPOUND.sub(r"\1 \2", plain))
    return " ".join(_put_right(word) for word in found)


def _understand(plain: str) -> DateQuestion | None:
    if len(plain) > LONGEST:
        return None
    words = _words(plain)
    past = bool(PAST & set(words.split())) or bool(
        re.search(r"\b(?:what|when|there) was\b|\bwas (?:the|there)\b", words)
    )
    when, rest = _time_in(words, past=past)
    left = rest.split()
    kind = next((kind for kind, names in KINDS.items() if set(names.split()) & set(left)), None)
    topic = next((_TOPICS[word] for word in left if word in _TOPICS and word not in _NAMES), None)
    noun = kind is not None or bool((ANY | MANY) & set(left))
    if when is None:
        when = _side_of_now(words, left, noun=noun, past=past)
    if when is None or any(word not in _KNOWN for word in left):
        return None
    if when.unit is Unit.YEAR and when.year and not noun:
        return None  # "was war 2021" is no question about events alone
    if not left and when.unit in _ASKED_ALONE:  # "nächste woche?"
        return DateQuestion(when=when)
    named = noun or bool(ASKED & set(words.split())) or when.unit in {Unit.WEEKDAY_AFTER, Unit.WEEKDAY}
    return DateQuestion(when=when, kind=kind, topic=topic) if named else None


_ASKED_ALONE = frozenset({Unit.WEEK, Unit.WEEKEND, Unit.MONTH, Unit.WEEKDAY_AFTER})


def _side_of_now(words: str, left: list[str], *, noun: bool, past: bool) -> When | None:
    """Next, last, or all that comes, where no time is named."""
    here = set(words.split())
    if re.search(rf"\b(?:{BEFORE}|zuletzt)\b", words) and noun:
        return When(unit=Unit.LAST)
    many = bool(MANY & here) or bool({"upcoming", "kuenftig"} & here) or ("welche" in here and "demnaechst" in here)
    if PLURALS & here:
        many |= here <= PLURALS or bool({"zeig", "gib", "show", "list", "alle", "all", "demnaechst", "kuenftig"} & here)
    nearest = re.search(r"\b(?:naechste[nrsm]?|next)\b", words)
    if many and not nearest:
        return When(unit=Unit.ALL)
    if nearest and (noun or {"was", "what"} & here):
        return When(unit=Unit.NEXT)
    if re.search(r"\b(?:steht|stehen) an\b|\bcoming up\b", words):
        return When(unit=Unit.ALL)
    hints = here & {
        "wann",
        "when",
        "whens",
        "einsendeschluss",
        "abgabeschluss",
        "deadline",
        "nennen",
        "wieder",
        "bald",
        "demnaechst",
        "kommende",
        "kommender",
        "soon",
    }
    if "noch" in here and "kommt" in here:  # "kommt noch ein workshop"; "gibt es die führung noch" asks something else
        hints.add("noch")
    if hints and (noun or ("los" in left and "wann" in here)):
        return When(unit=Unit.LAST if past else Unit.NEXT)
    return None


def _time_in(words: str, *, past: bool) -> tuple[When | None, str]:
    """The first time that is named, and the words without it."""
    for pattern, make in _PATTERNS.items():
        if found := pattern.search(words):
            when = make(found, past)
            if when is not None:
                return when, f"{words[: found.start()]} {words[found.end() :]}"
    return None, words


def _number(word: str) -> int:
    return NUMBERS.get(word) or int(word.rstrip("."))


def _index(word: str, names: tuple[str, ...]) -> int:
    return next(number for number, each in enumerate(names) if word in each.split())


def _one_of(names: tuple[str, ...]) -> str:
    return "(" + "|".join(word for each in names for word in each.split()) + ")"


def _relative(word: str) -> int:
    if re.fullmatch(NEXT, word):
        return 1
    return -1 if re.fullmatch(BEFORE, word) else 0


def _make_weekday(found: re.Match[str], past: bool) -> When:
    side = _relative(found[1] or "")
    unit = Unit.WEEKDAY_AFTER if side > 0 else Unit.WEEKDAY
    return When(unit=unit, number=_index(found[2], WEEKDAYS), past=side < 0 or past)


def _make_date(day: str, month: int, year: str | None, past: bool) -> When | None:
    if not 1 <= month <= 12 or not 1 <= int(day.rstrip(".")) <= 31:  # noqa: PLR2004 - months, days
        return None
    return When(unit=Unit.DAY, day=int(day.rstrip(".")), month=month, year=int(year or 0), past=past and not year)


_MONTH, _WEEKDAY = _one_of(MONTHS), _one_of(WEEKDAYS)
_YEAR = r"(20\d\d)"
_NUMBER = "|".join(NUMBERS) + r"|\d+"
_PATTERNS: Mapping[re.Pattern[str], Callable[[re.Match[str], bool], When | None]] = {
    re.compile(pattern): make
    for pattern, make in {
        rf"\b{NEXT} ({_NUMBER}) (tagen?|days|wochen|weeks)\b": lambda found, past: When(
            unit=Unit.DAYS, number=_number(found[1]) * (7 if found[2][0] == "w" else 1)
        ),
        rf"\bin ({_NUMBER}) (?:wochen|weeks)\b": lambda found, past: When(unit=Unit.WEEK, number=_number(found[1])),
        rf"\bin ({_NUMBER}) (?:tagen|days)\b": lambda found, past: When(unit=Unit.DAY, number=_number(found[1])),
        r"\b(?:uebernaechste[nrsm]? woche|week after next)\b": lambda found, past: When(unit=Unit.WEEK, number=2),
        rf"\b(\d+)\. ?(\d+)\.?(?: ?{_YEAR})?(?!\d)": lambda found, past: _make_date(
            found[1], int(found[2]), found[3], past
        ),
        rf"\b(\d+)\.? {_MONTH}(?: {_YEAR})?\b": lambda found, past: _make_date(
            found[1], _index(found[2], MONTHS) + 1, found[3], past
        ),
        rf"(?:\b({NEXT}|{BEFORE}|{THIS}|am|on) )?\b{_WEEKDAY}\b": _make_weekday,
        rf"\b({NEXT}|{BEFORE}|{THIS}) (?:woche|week)\b": lambda found, past: When(
            unit=Unit.WEEK, number=_relative(found[1])
        ),
        rf"\b(?:({NEXT}|{BEFORE}|{THIS}|am|on|at) (?:the )?)?(?:wochenende|weekend)\b": lambda found, past: When(
            unit=Unit.WEEKEND, number=_relative(found[1] or "")
        ),
        rf"\b({NEXT}|{BEFORE}|{THIS}) (?:monat|month)\b": lambda found, past: When(
            unit=Unit.MONTH, number=_relative(found[1])
        ),
        rf"\b{_MONTH}(?: {_YEAR})?\b": lambda found, past: When(
            unit=Unit.MONTH,
            month=_index(found[1], MONTHS) + 1,
            year=int(found[2] or 0),
            past=past and not found[2],
        ),
        rf"\b({'|'.join(SEASONS)})\b": lambda found, past: When(unit=Unit.SEASON, month=SEASONS[found[1]], past=past),
        rf"\b({NEXT}|{BEFORE}|{THIS}) (?:jahr|year)\b": lambda found, past: When(
            unit=Unit.YEAR, number=_relative(found[1])
        ),
        rf"\b{_YEAR}\b": lambda found, past: When(unit=Unit.YEAR, year=int(found[1])),
        r"\b(?:uebermorgen)\b": lambda found, past: When(unit=Unit.DAY, number=2),
        r"\b(?:heute|today|tonight)\b": lambda found, past: When(unit=Unit.DAY),
        r"\b(?:morgen|tomorrow)\b": lambda found, past: When(unit=Unit.DAY, number=1),
        r"\b(?:gestern|yesterday)\b": lambda found, past: When(unit=Unit.DAY, number=-1),
    }.items()
}
"""Times, the longer before the shorter."""


def _folded(text: str) -> str:
    """Lower case, umlauts as two letters: `naechste` and `nächste` are one."""
    text = text.lower().replace("ß", "ss").replace("'", "")
    for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        text = text.replace(umlaut, letters)
    return text


_TOPICS: Mapping[str, str] = {_folded(name): str(topic) for name, topic in TOPICS.items() if name.isalpha()}
_NAMES = {word for names in KINDS.values() for word in names.split()}
_KNOWN = FILLERS | PAST | ASKED | ANY | MANY | _NAMES | SIDES | set(_TOPICS)


def _every_word() -> Iterator[str]:
    yield from _KNOWN
    for names in (
        *MONTHS,
        *WEEKDAYS,
        "woche wochenende monat jahr uebermorgen gestern tomorrow yesterday",
        " ".join(SEASONS),
    ):
        yield from names.split()


_LONG = {word for word in _every_word() if len(word) >= MISTYPED}
_WORDS = set(_every_word())


def _put_right(word: str) -> str:
    """A long word with one letter wrong, missing or too many as it was meant."""
    if word in SLIPS:
        return SLIPS[word]
    if word in _WORDS or len(word) < MISTYPED:
        return word
    most = 2 if len(word) >= MISTYPED_TWICE else 1
    far = {each: DamerauLevenshtein.distance(word, each, score_cutoff=most) for each in _LONG}
    near = min(far, key=lambda each: (far[each], each))
    return near if far[near] <= most else word
