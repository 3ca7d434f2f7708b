"""Unknown words put right against the known ones. A known word is never touched, and a doubtful one stays as it is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

_ALLOWED = ((3, 0), (6, 1), (10, 2))
"""Up to so many letters, so many errors. "App" and "Amt" are one letter from everything, so they are not guessed."""
_ALLOWED_IN_LONG_WORDS = 3
_CHANCES = 6
"""How many near words of each length are looked at before the best is chosen."""


def allowed_errors(word: str) -> int:
    """How many letters of a word may be wrong."""
    return next((errors for longest, errors in _ALLOWED if len(word) <= longest), _ALLOWED_IN_LONG_WORDS)


class _Alike:
    """Words of one length, and which letters each has: one error changes at most two of them, so that most words need
    not be compared at all."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = np.array(words, dtype=object)
        self._letters = np.array([_letters_of(word) for word in words], dtype=np.uint32)

    def near(self, word: str, limit: int) -> list[tuple[str, float]]:
        """A few words with at most so many errors, each with their number."""
        different = np.bitwise_count(self._letters ^ np.uint32(_letters_of(word)))
        choices = self._words[different <= 2 * limit].tolist()
        found = extract(word, choices, scorer=OSA.distance, score_cutoff=limit, limit=_CHANCES)
        return [(other, errors) for other, errors, _ in found]


class SpellingCorrector:
    """Finds the known word a person most likely meant. `counts` are folded words and how often they are used."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        by_length: dict[int, list[str]] = defaultdict(list)
        for word in counts:
            if not any(letter.isdigit() for letter in word):
                by_length[len(word)].append(word)
        self._by_length = {length: _Alike(words) for length, words in by_length.items()}

    def correct(self, word: str) -> str | None:
        """The known word nearest to this folded, unknown one, or None.

        The first letter is seldom wrong, so another first letter counts as one error more; among equals the more
        frequent word wins.
        """
        limit = allowed_errors(word)
        if not limit or any(letter.isdigit() for letter in word):
            return None
        near: list[tuple[float, int, str]] = []
        for length in range(len(word) - limit, len(word) + limit + 1):
            if (alike := self._by_length.get(length)) is not None:
                for other, errors in alike.near(word, limit):
                    near.append((errors + (word[0] != other[0]), -self._counts[other], other))
        if not near:
            return None
        fewest, _, nearest = min(near)
        return nearest if fewest <= limit else None


def _letters_of(word: str) -> int:
    """A bit for each letter that occurs."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits
