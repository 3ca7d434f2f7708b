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
_PARTED = "~"
"""Between the parts of a verb; the second closes the clause: "bei mir bricht jemand ein", not "bricht ein Bein"."""
_FARTHEST = 8
"""So many words may stand between the parts of a verb."""
_NO_END = frozenset({"URGENT", "NOW"})
"""Who is in haste goes on without a comma: "bricht jemand ein hilfe"."""


class Groups:
    """The groups of `emergency-words.yaml`. What is in `right` is no typing error of another word, and the groups in
    `exact` (words of grammar) forgive none. What is in `apart` ends like a sign's word and is none ("Sonnenbrand")."""

    def __init__(
        self,
        groups: Mapping[str, Sequence[str]],
        *,
        right: Collection[str],
        exact: Collection[str],
        apart: Collection[str] = (),
    ) -> None:
        self._whole: dict[str, frozenset[str]] = {}
        self._beginnings: list[tuple[str, str]] = []
        self._endings: list[tuple[str, str]] = []
        self._phrases: dict[str, list[tuple[tuple[str, ...], bool, str]]] = defaultdict(list)
        self._verbs: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._right = right
        self._apart = apart
        for group, words in groups.items():
            for word in words:
                self._take(word, group)
        self._forgiving: dict[int, list[str]] = defaultdict(list)
        for word, names in self._whole.items():
            if len(word) >= _SHORTEST_MEANT and not names <= set(exact):
                self._forgiving[len(word)].append(word)

    @property
    def words(self) -> Collection[str]:
        """The words of all groups, those of phrases too."""
        phrases = (word for rows in self._phrases.values() for phrase, _, _ in rows for word in phrase)
        return {*self._whole, *phrases}

    def of(self, word: str, *, forgiving: bool = True) -> frozenset[str]:
        """The groups of a folded word."""
        found = self._whole.get(word, _NONE) | self._parts(word)
        if not found and forgiving and len(word) >= _SHORTEST_TYPED and word not in self._right:
            return self._whole.get(self._meant(word), _NONE)
        return found

    def with_phrases(
        self, words: Sequence[str], clauses: Sequence[int], found: Sequence[frozenset[str]]
    ) -> list[frozenset[str]]:
        """The groups of a sentence's words, and at its first word the groups of each phrase and parted verb."""
        groups = list(found)
        for place, word in enumerate(words):
            for phrase, ends, group in self._phrases.get(word, ()):
                after = place + len(phrase)
                if tuple(words[place:after]) != phrase:
                    continue
                if not ends or after == len(words) or clauses[after] != clauses[after - 1]:
                    groups[place] |= {group}
            for part, group in self._verbs.get(word, ()):
                if _closes(part, place, words, clauses, found):
                    groups[place] |= {group}
        return groups

    def _take(self, word: str, group: str) -> None:
        if "+" in word:
            phrase = tuple(fold(part) for part in word.split("+") if part != _END)
            self._phrases[phrase[0]].append((phrase, word.endswith(_END), group))
        elif _PARTED in word:
            first, _, last = word.partition(_PARTED)
            self._verbs[fold(first)].append((fold(last), group))
        elif word.endswith("-"):
            self._beginnings.append((fold(word[:-1]), group))
        elif word.startswith("-"):
            self._endings.append((fold(word[1:]), group))
        else:
            self._whole[fold(word)] = self._whole.get(fold(word), _NONE) | {group}

    def _parts(self, word: str) -> frozenset[str]:
        if word in self._apart:
            return _NONE
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


def _closes(
    part: str, verb: int, words: Sequence[str], clauses: Sequence[int], found: Sequence[frozenset[str]]
) -> bool:
    """Whether the second part of a verb closes the clause of the first."""
    for at in range(verb + 1, min(verb + 2 + _FARTHEST, len(words))):
        if clauses[at] != clauses[verb]:
            return False
        if words[at] == part:
            after = at + 1
            if after == len(words) or clauses[after] != clauses[at] or not _NO_END.isdisjoint(found[after]):
                return True
    return False
