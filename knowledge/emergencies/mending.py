"""Typing errors put right before a message is read: who is in panic mistypes, and a mistyped word is like no example.

The known words are those of the examples, of the groups and the everyday ones. A known word is never touched.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from rapidfuzz.distance import OSA

from knowledge.emergencies.groups import Groups
from knowledge.language.folding import clean, fold, words_of
from knowledge.language.spelling import SpellingCorrector
from knowledge.language.stems import stem

MOST_MENDED = 24
"""So many different unknown words of a message are looked up: it takes time, and an attack would be made of them."""
_SHORTEST = 4
_SHORT = 9
"""Up to so many letters one of them may be wrong, or it is soon another word ("Wolken", "wollen")."""


class Mender:
    """Puts the unknown words of a message right. Those of `untouched` texts are known too, but nobody is taken to have
    meant them."""

    def __init__(
        self, texts: Sequence[str], groups: Groups, right: Collection[str], untouched: Iterable[str] = ()
    ) -> None:
        counts = Counter(fold(word) for text in texts for word in words_of(clean(text)))
        for word in [*right, *groups.words]:
            counts.setdefault(word, 0)
        others = (fold(word) for text in untouched for word in words_of(clean(text)))
        self._known = {*counts, *others}
        self._stems = {stem(word) for word in self._known}
        self._groups = groups
        self._corrector = SpellingCorrector(counts)

    def mend(self, words: Sequence[str]) -> list[str]:
        """The words of a message as they were meant."""
        meant: dict[str, str] = {}
        for word in words:
            if len(meant) == MOST_MENDED:
                break
            folded = fold(word)
            if word not in meant and len(folded) >= _SHORTEST and self._is_unknown(folded):
                meant[word] = self._meant(folded) or word
        return [meant.get(word, word) for word in words]

    def _meant(self, word: str) -> str | None:
        """Doubtful words stay: what begins differently is mostly another word ("erfolgt", "verfolgt")."""
        found = self._corrector.correct(word)
        if found is None or found[0] != word[0]:
            return None
        errors = 1 if len(word) <= _SHORT else 2
        return found if OSA.distance(word, found, score_cutoff=errors) <= errors else None

    def _is_unknown(self, word: str) -> bool:
        return word not in self._known and stem(word) not in self._stems and not self._groups.of(word, forgiving=False)
