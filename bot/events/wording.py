"""The words of a question about dates as they were meant: folded, put right, taken apart. Pure.

By the means of the search (`knowledge.language`): dialect, sound, spelling, compounds; but against the words of the
date grammar alone, so that nothing becomes a date that is only near to one.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.events.vocabulary import (
    ANY,
    ASKED,
    EASTER,
    FEASTS,
    FILLERS,
    GROUPS,
    KIND_OF,
    LETTERS,
    MANY,
    MEET,
    MONTHS,
    NOT_HERE,
    NUMBERS,
    PAST,
    RENEWAL,
    SEASONS,
    SIDES,
    SLIPS,
    TOPIC_OF,
    WEEKDAYS,
    words,
)  # fmt: skip
from knowledge.entries import Language
from knowledge.language.common import all_function_words, everyday_words
from knowledge.language.compounds import split_compound
from knowledge.language.folding import clean, fold, words_of
from knowledge.language.guessing import guess_language
from knowledge.language.spelling import SpellingCorrector
from knowledge.language.spoken import as_written, sound_of, sound_table
from knowledge.language.stems import stem

SHORTEST = 5
"""Letters from which on a word is put right: "Amt" is one letter from everything."""
MISTYPED_TWICE = 9
"""Letters from which on two may be wrong."""
DAYTIMES = words("""früh morgens vormittag mittag nachmittag abend abends nacht morning afternoon evening night""")
COUNTED = words("""tag tage tagen woche wochen wochenende monat monaten monats jahr jahren jahres quartal halbjahr
    jahresende monatsende week weekend weeks month months year years days""")  # fmt: skip
DAYS = words("heute morgen übermorgen gestern vorgestern today tonight tomorrow yesterday")
PLACED = words("anfang mitte ende beginning")
BEFORE_AND_AFTER = words("""übernächste übernächsten übernächster übernächstes vorletzte vorletzten vorletzter
    vorletztes vorige vorigen voriges vergangene vergangenen vergangenes""")  # fmt: skip

TIMES = (
    DAYTIMES | COUNTED | DAYS | PLACED | BEFORE_AND_AFTER | frozenset(MONTHS) | frozenset(WEEKDAYS) | frozenset(SEASONS)
    | frozenset(FEASTS) | frozenset(EASTER) | frozenset(NUMBERS)
)  # fmt: skip
KNOWN = FILLERS | PAST | ASKED | ANY | MANY | MEET | RENEWAL | GROUPS | SIDES | frozenset(KIND_OF) | frozenset(TOPIC_OF)
"""What may be left of a question when its time is taken away."""
_ALL = KNOWN | TIMES | NOT_HERE | LETTERS
_PARTS = (
    ANY | MANY | frozenset(KIND_OF) | frozenset(TOPIC_OF) | DAYTIMES | COUNTED | PLACED | frozenset(WEEKDAYS)
    | frozenset(SEASONS) | words("ideen ferien plan liste start beginn")
)  # fmt: skip
_MEANT = {word: 1 for word in _ALL if len(word) >= SHORTEST}
_CORRECTOR, _SOUNDS = SpellingCorrector(_MEANT), sound_table(_MEANT)
_STEMS = {
    stem(word): word for word in sorted(KNOWN - all_function_words() - frozenset(KIND_OF)) if len(word) >= SHORTEST
}
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ü": "ue"})
_POLITE = {"wuerde": "möchte", "wuerden": "möchten", "waere": "ist", "waeren": "sind", "haette": "habe",
           "haetten": "haben", "gaebe": "gibt", "gaebs": "gibts", "faende": "findet", "faenden": "finden"}  # fmt: skip
"""Wishes would be pasts when their umlauts are folded: "würden" and "wurden"."""
_TOKEN = re.compile(r"\d+(?:st|nd|rd|th)\b|\d+\.?|[^\W\d_]+")


def read_words(text: str) -> str:
    """The words of a text as they were meant, with one blank between them; numbers of days with their point."""
    return " ".join(_joined([word for typed in _spoken(_typed(text)) for word in _meant(fold(typed))]))


def folded(text: str) -> str:
    """A text with its words folded and all else as it was."""
    plain = re.sub(r"['’`´]", "", clean(text).lower())
    return re.sub(r"[^\W\d_]+", lambda found: fold(found[0]), plain)


def _typed(text: str) -> list[str]:
    """Words and numbers; days are written as in German: `3rd` and `2027-05-03`."""
    text = re.sub(r"\b(20\d\d)-(\d\d?)-(\d\d?)\b", r"\3. \2. \1", text)
    text = re.sub(r"\b(\d\d?)/(\d\d?)\b", r"\1. \2.", text)
    return [re.sub(r"(?<=\d)(?:st|nd|rd|th)$", ".", word) for word in _TOKEN.findall(text)]


def _spoken(typed: list[str]) -> list[str]:
    typed = [_POLITE.get(word.lower().translate(_WRITTEN_OUT), word) for word in typed]
    return typed if guess_language([fold(word) for word in typed]) is Language.ENGLISH else as_written(typed)


def _joined(found: list[str]) -> Iterator[str]:
    """ "Bürger Versammlung" is one word."""
    rest = iter([*found, ""])
    word = next(rest)
    for following in rest:
        together = word + following
        if following and together in KIND_OF:
            word = together
            continue
        if word:
            yield word
        word = following


@lru_cache(maxsize=2000)
def _meant(word: str) -> tuple[str, ...]:  # noqa: PLR0911 - one for each means, the surer first
    if word in SLIPS:
        return (SLIPS[word],)
    if word in _ORDINALS:
        return (f"{_ORDINALS[word]}.",)
    if word in _ALL or word[0].isdigit():
        return (word,)
    parts = split_compound(word, _PARTS)
    if parts or word in everyday_words():
        return parts or (word,)
    if f"{word}e" in KNOWN:  # "hab", "möcht"
        return (f"{word}e",)
    if len(word) < SHORTEST:
        return (word,)
    if (same := _STEMS.get(stem(word))) and word not in NOT_HERE:
        return (same,)
    sounds = _SOUNDS.get(sound_of(word), "")
    return (sounds if sounds.startswith(word[0]) else _near(word) or word,)


def _near(word: str) -> str | None:
    """The word that is spelled alike; stricter than the search, as a day is told for it."""
    most = 2 if len(word) >= MISTYPED_TWICE else 1
    found = _CORRECTOR.correct(word)
    return found if found and OSA.distance(word, found) <= most else None


def _ordinals() -> Iterator[tuple[str, int]]:
    """`ersten` to `einunddreißigsten`, as they stand before a month."""
    low = words_of("ersten zweiten dritten vierten fünften sechsten siebten achten neunten zehnten elften zwölften")
    yield from ((fold(word), number) for number, word in enumerate(low, start=1))
    ones = ["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
    for number, ten in (
        (13, "drei"),
        (14, "vier"),
        (15, "fünf"),
        (16, "sech"),
        (17, "sieb"),
        (18, "acht"),
        (19, "neun"),
    ):
        yield fold(f"{ten}zehnten"), number
    for tens, name in ((20, "zwanzigsten"), (30, "dreißigsten")):
        yield fold(name), tens
        yield from ((fold(f"{one}und{name}"), tens + number) for number, one in enumerate(ones, start=1))


_ORDINALS = dict(_ordinals())
