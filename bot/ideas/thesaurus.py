"""Which words mean the same wish: `wishes.txt` read, and a word or a few words turned into what they mean.

A word is looked for as it stands, by its stem, as a compound of known words, put right, and by its beginning and end.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA

from knowledge.entries import Language
from knowledge.language.common import all_function_words, everyday_words
from knowledge.language.compounds import split_compound
from knowledge.language.folding import fold, words_of
from knowledge.language.spelling import SpellingCorrector
from knowledge.language.spoken import sound_of, sound_table
from knowledge.language.stems import stem

FILE = Path(__file__).parent / "wishes.txt"

_LINE = re.compile(r"(\w+)(?: \(([\w ]+)\))?: (.+)")
_IMPLIED = 0.6
_PUT_RIGHT = 0.8
"""What something counts that is only said along, and a word that was perhaps meant."""
_SHORTEST_PART = 3
_SHORTEST_PIECE = 5
_SHORTEST_REST = 3
_SHORTEST_ENGLISH = 4
_SHORTEST_WITH_PIECES = 8
_SHORTEST_SOUND = 6
_MISTYPED = ((6, 0), (10, 1))
_MISTYPED_LONG = 2
"""Up to so many letters, so many errors: fewer than in a search, as most words of an idea are in no list, and right."""
_REMEMBERED = 20_000
_IN_A_SAMPLE = 4

Weights = Mapping[str, float]


class Kind(StrEnum):
    """What a line of `wishes.txt` is about: its sections."""

    THING = "things"
    SETTING = "settings"
    PLACE = "places"
    QUALITY = "qualities"
    PEOPLE = "people"
    DIRECTION = "directions"
    TOGETHER = "together"
    NOTHING = "nothing"
    """Words that are spelled right and say nothing of a wish: they are not put right, nor taken apart."""


class Thesaurus:
    """Lines of `wishes.txt`: a name for each meaning, its kind, what it implies, and how people say it."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.kinds: dict[str, Kind] = {}
        self._implied: dict[str, Sequence[str]] = {}
        self._words: dict[str, set[str]] = defaultdict(set)
        self._phrases: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
        self._together: list[tuple[str, str, str]] = []
        self._samples: list[str] = []
        kind = Kind.NOTHING
        for line in lines:
            if line.startswith("["):
                kind = Kind(line.strip()[1:-1])
            elif line.strip() and not line.startswith("#"):
                self._take(line, kind)
        self._refuse_unknown_names()
        self._stems: dict[str, set[str]] = defaultdict(set)
        for word, meanings in self._words.items():
            for root in _roots(word):
                self._stems[root] |= meanings
        self._parts = {
            word for word in (*self._words, *self._stems) if len(word) >= _SHORTEST_PART
        } - all_function_words()
        counts = {word: 1 for word in self._words if len(word) >= _SHORTEST_SOUND}
        self._sounds = sound_table(counts)
        self._corrector = SpellingCorrector(counts)
        self.of_word = lru_cache(maxsize=_REMEMBERED)(self._of_word)

    def samples(self) -> Sequence[str]:
        """The first words of each line: what ideas are about, all over the city."""
        return self._samples

    def knows(self, word: str) -> bool:
        """Whether some line has this folded word, in any form."""
        return self._known(word) is not None

    def of_phrases(self, words: Sequence[str]) -> tuple[Collection[str], Collection[int]]:
        """What those of these folded words mean that belong together, and where they stand."""
        stems = [stem(word) for word in words]
        found: set[str] = set()
        taken: set[int] = set()
        for place, root in enumerate(stems):
            for phrase, meaning in self._phrases.get(root, ()):
                if stems[place : place + len(phrase)] == phrase:
                    found.add(meaning)
                    taken.update(range(place, place + len(phrase)))
        return found, taken

    def with_implied(self, meanings: Weights) -> dict[str, float]:
        """The meanings with those that two of them say together, and with what all of these imply."""
        found = self._implying(meanings)
        for one, other, whole in self._together:
            if one in found and other in found:
                found[whole] = max(found.get(whole, 0.0), min(found[one], found[other]))
        return self._implying(found)

    def _implying(self, meanings: Weights) -> dict[str, float]:
        found = dict(meanings)
        for meaning, weight in meanings.items():
            for implied in self._implied.get(meaning, ()):
                found[implied] = max(found.get(implied, 0.0), weight * _IMPLIED)
        return found

    def _take(self, line: str, kind: Kind) -> None:
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise ValueError(f"{FILE.name}: no line of a meaning and its words: {line.strip()}")
        name, implied, ways = match.groups()
        if kind is Kind.TOGETHER:
            self.kinds.setdefault(name, Kind.THING)
            self._together += [(*pair.split("+"), name) for pair in ways.split()]
            return
        self.kinds[name] = kind
        self._implied[name] = (implied or "").split()
        self._samples.append(" ".join(ways.replace("_", " ").split()[:_IN_A_SAMPLE]))
        for way in ways.split():
            words = [fold(word) for word in words_of(way.replace("_", " "))]
            if len(words) == 1:
                self._words[words[0]].add(name)
            else:
                self._phrases[stem(words[0])].append(([stem(word) for word in words], name))

    def _refuse_unknown_names(self) -> None:
        named = {name for implied in self._implied.values() for name in implied}
        named |= {name for one, other, _ in self._together for name in (one, other)}
        if unknown := sorted(named - self.kinds.keys()):
            raise ValueError(f"{FILE.name}: no line has these names: {', '.join(unknown)}")

    def _of_word(self, word: str) -> Weights:
        """What one folded word means; nothing when it is unknown."""
        if word in all_function_words() and word not in self._words:
            return {}
        if (known := self._known(word)) is not None:
            return dict.fromkeys(known, 1.0)
        if word.isdigit() or word in everyday_words():
            return {}
        parts = split_compound(word, self._parts) or split_compound(stem(word), self._parts)
        if not parts and (meant := self._put_right(word)) is not None:
            return dict.fromkeys(self._known(meant) or (), _PUT_RIGHT)
        return {meaning: 1.0 for part in parts or self._pieces(word) for meaning in self._known(part) or ()}

    def _known(self, word: str) -> Collection[str] | None:
        if (exact := self._words.get(word)) is not None:
            return exact
        return next((found for root in _roots(word) if (found := self._stems.get(root)) is not None), None)

    def _put_right(self, word: str) -> str | None:
        """The word that was meant: one that sounds alike, or one spelled alike."""
        if len(word) < _SHORTEST_SOUND:
            return None
        allowed = next((errors for longest, errors in _MISTYPED if len(word) <= longest), _MISTYPED_LONG)
        spelled, heard = self._corrector.correct(word), self._sounds.get(sound_of(word))
        near = [
            (errors, alike)
            for alike, limit in ((spelled, allowed), (heard, _MISTYPED_LONG))
            if alike and alike[0] == word[0] and (errors := OSA.distance(alike, word)) <= limit
        ]
        return min(near)[1] if near else None

    def _pieces(self, word: str) -> Sequence[str]:
        """The longest known end and beginning of a word that is half known; only one of them where they overlap."""
        if len(word) < _SHORTEST_WITH_PIECES:
            return ()
        forms = (word, stem(word))
        cuts = range(_SHORTEST_REST, len(word) - _SHORTEST_PIECE + 1)
        end = next((form[cut:] for cut in cuts for form in forms if self._is_piece(form[cut:])), "")
        begin = next((word[:cut] for cut in range(len(word) - 1, 0, -1) if self._is_piece(word[:cut])), "")
        return (begin, end) if len(begin) + len(end) <= len(word) else (max(begin, end, key=len),)

    def _is_piece(self, piece: str) -> bool:
        return len(piece) >= _SHORTEST_PIECE and piece in self._parts


@cache
def read_thesaurus() -> Thesaurus:
    """The thesaurus of the file."""
    return Thesaurus(FILE.read_text(encoding="utf-8").splitlines())


def _roots(word: str) -> Sequence[str]:
    """The stems under which a word is kept; English endings cut too much from short words."""
    german = stem(word)
    return (german, stem(word, Language.ENGLISH)) if len(word) >= _SHORTEST_ENGLISH else (german,)
