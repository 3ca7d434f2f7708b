"""Unknown words put right against the known ones. A known word is never touched, and a doubtful one stays as it is."""

from collections import defaultdict
from collections.abc import Mapping

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


class SpellingCorrector:
    """Finds the known word a person most likely meant. `counts` are folded words and how often they are used."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        by_length: dict[int, list[str]] = defaultdict(list)
        for word in counts:
            if not any(letter.isdigit() for letter in word):
                by_length[len(word)].append(word)
        self._by_length = dict(by_length)

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
            choices = self._by_length.get(length, ())
            for other, errors, _ in extract(word, choices, scorer=OSA.distance, score_cutoff=limit, limit=_CHANCES):
                near.append((errors + (word[0] != other[0]), -self._counts[other], other))
        if not near:
            return None
        fewest, _, nearest = min(near)
        return nearest if fewest <= limit else None
