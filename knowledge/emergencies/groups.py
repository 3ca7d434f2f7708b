"""Which groups of words a typed word belongs to: small typing errors forgiven, ends of compounds found."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from knowledge.language.folding import fold

_NONE: frozenset[str] = frozenset()
_SHORTEST_TYPED = 5
_SHORTEST_MEANT = 6
_END = "$"
"""In a phrase: here the clause ends. "Ich kann nicht mehr" is a cry, "ich kann nicht mehr kommen" is none."""


class Groups:
    """The groups of `emergency-words.yaml`. What is in `right` is no typing error of another word, and the groups in
    `exact` (words of grammar) forgive none."""

    def __init__(self, groups: Mapping[str, Sequence[str]], *, right: Collection[str], exact: Collection[str]) -> None:
        self._whole: dict[str, frozenset[str]] = {}
        self._beginnings: list[tuple[str, str]] = []
        self._endings: list[tuple[str, str]] = []
        self._phrases: dict[str, list[tuple[tuple[str, ...], bool, str]]] = defaultdict(list)
        self._right = right
        for group, words in groups.items():
            for word in words:
                self._take(word, group)
        self._forgiving: dict[int, list[str]] = defaultdict(list)
        for word, names in self._whole.items():
            if len(word) >= _SHORTEST_MEANT and not names <= set(exact):
                self._forgiving[len(word)].append(word)

    def of(self, word: str, *, forgiving: bool = True) -> frozenset[str]:
        """The groups of a folded word."""
        found = self._whole.get(word, _NONE) | self._parts(word)
        if not found and forgiving and len(word) >= _SHORTEST_TYPED and word not in self._right:
            return self._whole.get(self._meant(word), _NONE)
        return found

    def with_phrases(
        self, words: Sequence[str], clauses: Sequence[int], found: Sequence[frozenset[str]]
    ) -> list[frozenset[str]]:
        """The groups of a sentence's words, and at its first word the groups of each phrase."""
        groups = list(found)
        for place, word in enumerate(words):
            for phrase, ends, group in self._phrases.get(word, ()):
                after = place + len(phrase)
                if tuple(words[place:after]) != phrase:
                    continue
                if not ends or after == len(words) or clauses[after] != clauses[after - 1]:
                    groups[place] |= {group}
        return groups

    def _take(self, word: str, group: str) -> None:
        if "+" in word:
            phrase = tuple(fold(part) for part in word.split("+") if part != _END)
            self._phrases[phrase[0]].append((phrase, word.endswith(_END), group))
        elif word.endswith("-"):
            self._beginnings.append((fold(word[:-1]), group))
        elif word.startswith("-"):
            self._endings.append((fold(word[1:]), group))
        else:
            self._whole[fold(word)] = self._whole.get(fold(word), _NONE) | {group}

    def _parts(self, word: str) -> frozenset[str]:
        found = [group for part, group in self._endings if word.endswith(part) and word != part]
        found += [group for part, group in self._beginnings if word.startswith(part) and word != part]
        return frozenset(found) if found else _NONE

    def _meant(self, word: str) -> str:
        """The word one typing error away that begins alike: first letters are seldom wrong, and what looks alike but
        begins differently is mostly another word ("erfolgt", "verfolgt")."""
        for length in (len(word), len(word) + 1, len(word) - 1):
            choices = [other for other in self._forgiving.get(length, ()) if other[0] == word[0]]
            best = extractOne(word, choices, scorer=OSA.distance, score_cutoff=1)
            if best is not None:
                return str(best[0])
        return ""
