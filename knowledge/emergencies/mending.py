"""Typing errors and umlauts put right before a message is read: who is in panic mistypes, and a mistyped word is like
no example.

The known words are those of the examples, of the groups and the everyday ones. A known word is touched only where its
umlauts are missing.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from knowledge.emergencies.groups import Groups
from knowledge.language.folding import clean, fold, words_of
from knowledge.language.stems import stem

MOST_MENDED = 60
"""So many different unknown words of a message are looked up: it takes time, and an attack would be made of them."""
_SHORTEST = 4
_SHORT = 11
"""Up to so many letters one of them may be wrong, or it is soon another word ("Wolken", "wollen")."""
_CHANCES = 6
"""How many near words of each length are looked at before the best is chosen."""
_OFTEN = 3
"""Among the wordings of residents are typing errors too; a word that comes so often is none."""
_STEMMED = 6
"""From so many letters on another form of a known word is known too."""


class Mender:
    """Puts the words of a message right. Those of `untouched` texts are known too, but nobody is taken to have meant
    them."""

    def __init__(
        self, texts: Sequence[str], groups: Groups, right: Collection[str], untouched: Iterable[str] = ()
    ) -> None:
        spelled = Counter(word.lower() for text in texts for word in words_of(clean(text)))
        counts: Counter[str] = Counter()
        self._spelled: dict[str, str] = {}
        for word, count in spelled.most_common():
            counts[fold(word)] += count
            self._spelled.setdefault(fold(word), word)
        self._seen = spelled.keys()
        for word in [*right, *groups.words]:
            counts.setdefault(word, 0)
        others = Counter(fold(word) for text in untouched for word in words_of(clean(text)))
        self._known = {*counts, *(word for word, count in others.items() if count >= _OFTEN)}
        self._stems = {stem(word) for word in self._known}
        self._groups = groups
        self._counts = counts
        self._alike: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in counts:
            self._alike[word[0], len(word)].append(word)

    def mend(self, words: Sequence[str]) -> list[str]:
        """The words of a message as they were meant."""
        meant: dict[str, str] = {}
        looked_up = 0
        for word in words:
            if word in meant or len(word) < _SHORTEST or word.lower() in self._seen:
                continue
            folded = fold(word)
            found: str | None = folded
            own = self._groups.of(folded, forgiving=False)
            if folded not in self._spelled and (own or self._is_unknown(folded)):
                looked_up += 1
                found = self._meant(folded) if looked_up <= MOST_MENDED else None
                # A listed error of a sign's word ("brent") becomes the word, if it is one of the same group.
                if found and own and own.isdisjoint(self._groups.of(found, forgiving=False)):
                    continue
            if found is not None and found in self._spelled:
                meant[word] = self._spelled[found]
        return [meant.get(word, word) for word in words]

    def _meant(self, word: str) -> str | None:
        """Doubtful words stay: what begins differently is mostly another word ("erfolgt", "verfolgt")."""
        most = 1 if len(word) <= _SHORT else 2
        near = []
        for length in range(len(word) - most, len(word) + most + 1):
            choices = self._alike.get((word[0], length), ())
            for other, errors, _ in extract(word, choices, scorer=OSA.distance, score_cutoff=most, limit=_CHANCES):
                near.append((errors, -self._counts[other], other))
        return min(near)[2] if near else None

    def _is_unknown(self, word: str) -> bool:
        return word not in self._known and (len(word) < _STEMMED or stem(word) not in self._stems)
