"""An idea as likeness sees it: what it is about, where, for whom, in which direction, and what is left of its words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.ideas.thesaurus import Kind, Thesaurus, Weights, read_thesaurus
from knowledge.language.common import all_function_words, everyday_words
from knowledge.language.folding import clean, fold, words_of
from knowledge.language.spoken import as_written
from knowledge.language.stems import stem

PLACES = Path(__file__).parent / "places.txt"

UNKNOWN = "~"
LETTERS = "-"
"""Before the stem of a word that the thesaurus does not have, and before a piece of a word: no meaning is called so."""
_MOST_WORDS = 200
_AGAINST = "less"
"""The line of `wishes.txt` for what is wanted no longer, or less."""
_NO = frozenset({"kein", "keine", "keinen", "keiner", "no"})
_NAMED_BY_ENDING = ("strasse", "platz", "gasse", "allee")
_SHORTEST_NAME = 9
_PIECES = (3, 4)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What an idea says. `text` is clean; `words` weighs meanings of the thesaurus and other stems alike."""

    text: str
    kinds: Mapping[Kind, Weights]
    words: Weights
    places: frozenset[str]
    is_against: bool
    length: int


def read_wish(text: str, *, district: str | None = None, thesaurus: Thesaurus | None = None) -> Wish:
    """The wish that somebody typed. `district` is where they said that it belongs, for a text that names no place."""
    thesaurus = thesaurus or read_thesaurus()
    cleaned = clean(text)
    typed = [_in_full(fold(word)) for word in as_written(words_of(cleaned, most=_MOST_WORDS))]
    phrases, taken = thesaurus.of_phrases(typed)
    meanings: dict[str, float] = dict.fromkeys(phrases, 1.0)
    others: dict[str, float] = {}
    for place, word in enumerate(typed):
        if place in taken:
            continue
        found = thesaurus.of_word(word)
        for meaning, weight in found.items():
            meanings[meaning] = max(meanings.get(meaning, 0.0), weight)
        if not found and word not in all_function_words() and word not in place_names():
            others[UNKNOWN + stem(word)] = 1.0
    meanings = thesaurus.with_implied(meanings)
    kinds = {
        kind: {meaning: weight for meaning, weight in meanings.items() if thesaurus.kinds[meaning] is kind}
        for kind in (Kind.THING, Kind.SETTING, Kind.PLACE, Kind.QUALITY, Kind.PEOPLE)
    }
    return Wish(
        text=cleaned,
        kinds=kinds,
        words={**{meaning: weight for bag in kinds.values() for meaning, weight in bag.items()}, **others},
        places=frozenset(_places(typed, thesaurus)) or frozenset(_named(district)),
        is_against=_AGAINST in meanings or any(word in _NO for word in typed[:1]),
        length=len(typed),
    )


@cache
def place_names() -> Mapping[str, str]:
    """Each folded name of `places.txt` with the first one of its line: Cuba is Untermhaus."""
    lines = [line.split() for line in PLACES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {fold(name.replace("-", "")): fold(line[0]) for line in lines for name in line}


def _in_full(word: str) -> str:
    return f"{word}asse" if word.endswith("str") else word


def _named(district: str | None) -> Sequence[str]:
    if district is None:
        return ()
    name = fold(district.replace("-", ""))
    return (place_names().get(name, name),)


def _places(typed: Sequence[str], thesaurus: Thesaurus) -> Iterable[str]:
    for word in typed:
        if word in place_names():
            yield place_names()[word]
        elif word.endswith(_NAMED_BY_ENDING) and len(word) >= _SHORTEST_NAME and not thesaurus.knows(word):
            yield word


def letters_of(wish: Wish) -> frozenset[str]:
    """The pieces of its words that not everybody uses, so that half a word and a strange spelling still count. Worked
    out when it is asked for: of 100,000 ideas they would fill the memory."""
    words = [fold(word) for word in words_of(wish.text, most=_MOST_WORDS)]
    return frozenset(_pieces([word for word in words if word not in everyday_words()]))


def _pieces(typed: Sequence[str]) -> Iterable[str]:
    for word in typed:
        framed = f" {word} "
        for size in _PIECES:
            yield from (f"{LETTERS}{framed[start : start + size]}" for start in range(len(framed) - size + 1))
