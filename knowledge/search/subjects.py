"""What a question is about, by the words that belong to one subject: "Solarbank" does, "Kosten" does not.

From this come two decisions: which subject the words of a question speak for, and whether it stands on its own or
leans on the last answer.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from enum import Enum, auto

import numpy as np
from numpy.typing import NDArray

from knowledge.entries import Kind
from knowledge.language.folding import fold, words_of
from knowledge.language.reading import Reader, Reading, Word
from knowledge.search.aspects import is_cue
from knowledge.search.names import Names
from knowledge.search.postings import Scores
from knowledge.search.shelf import Shelf

_BELONGS = 0.5
"""A word belongs to a subject when at least half of the wordings that use it ask about that subject."""
_SEEN = 2
"""… and at least so many use it: a word used once belongs by chance."""
_FOREIGN = 0.8
"""From this share of its uses outside of all answers on ("Apotheke") a word begins something else."""
_HALF_FOREIGN = 0.3
"""From this share on a word that nobody uses of the last subject ("Pass", "Spiel") does, too."""

_POINTING_BACK = frozenset(
    map(fold, words_of("da dort davon dafür damit dazu daran darin dabei darüber dahin es ihn ihm it there them they"))
)
_MAY_POINT_BACK = frozenset(words_of("das die der den er sie that this those these"))
"""Before a word of substance these are articles: "was kostet das", but "wer hat das Spiel gewonnen"."""
_BEFORE_EMPTY_IT = frozenset(words_of("gibt gab geht ging"))
"""Behind these "es" points to nothing: "gibt es Kameras"."""


class Leaning(Enum):
    """How much a question relies on the subject of the last answer."""

    NOT = auto()
    MAYBE = auto()
    POINTS_BACK = auto()


class Subjects:
    """Which words belong to which subject, learned from the wordings."""

    def __init__(self, shelf: Shelf, wordings: Sequence[Reading], outside: Sequence[Reading], reader: Reader) -> None:
        self._subjects = sorted({entry.subject for entry in shelf.entries})
        self._numbers = {name: number for number, name in enumerate(self._subjects)}
        self._of_entry: NDArray[np.int64] = np.array([self._numbers[entry.subject] for entry in shelf.entries])
        uses: dict[str, Counter[int]] = defaultdict(Counter)
        for owner, reading in zip(shelf.owners, wordings, strict=True):
            subject = int(self._of_entry[owner])
            for root in {root for word in reading.content for root in (word.stem, *word.parts)}:
                uses[root][subject] += 1
        self._shares = {
            root: {subject: count / total for subject, count in counts.items()}
            for root, counts in uses.items()
            if (total := counts.total())
        }
        self._seen = {root: counts.total() for root, counts in uses.items()}
        self._foreign = _foreign_roots(shelf, wordings, outside, _FOREIGN)
        self._half_foreign = _foreign_roots(shelf, wordings, outside, _HALF_FOREIGN)
        self.names = Names(shelf, reader)

    def evidence(self, question: Reading) -> Scores:
        """For each entry how much the question's words speak for its subject, 0 to 1."""
        scores = np.zeros(len(self._subjects), dtype=np.float32)
        content = question.content
        for word in content:
            for subject, share in self._share(word).items():
                scores[subject] += share / len(content)
        return np.asarray(scores[self._of_entry], dtype=np.float32)

    def told_of(self, message: Reading) -> str | None:
        """The subject that a story names, for a question at its end that only says "it"; None without a clear one.

        A word counts by its share of the subject: "fragen" stands on a button, too, but everybody says it.
        """
        told: dict[str, float] = defaultdict(float)
        for word in message.content:
            shares = self._share(word)
            for subject in self.names.of(word):
                told[subject] += shares.get(self._numbers[subject], 0.0)
        return max(told, key=lambda subject: told[subject]) if max(told.values(), default=0.0) >= _BELONGS else None

    def leans_on(self, subject: str, question: Reading) -> Leaning:
        """Whether the question has no subject of its own, so that the last one is meant.

        A word that nobody here knows ("Bürgeramt") is a subject of its own. A question that points back ("wie lädt
        man da?") may use words of another subject, but not its name.
        """
        own = [word for word in question.content if not is_cue(word.meant)]
        if len(own) == len(question.words):
            return Leaning.NOT  # nothing but words of substance: a name, or noise
        if any(((named := self.names.of(word)) and subject not in named) or word.stem in self._foreign for word in own):
            return Leaning.NOT
        if any(_points_back(question.words, place, _POINTING_BACK) for place in range(len(question.words))):
            return Leaning.POINTS_BACK
        if not all(word.is_known and self._owner(word) in {None, subject} for word in own):
            return Leaning.NOT
        if any(_points_back(question.words, place, _MAY_POINT_BACK) for place in range(len(question.words))):
            return Leaning.POINTS_BACK
        strange = any(word.stem in self._half_foreign and not self._speaks_of(subject, word) for word in own)
        return Leaning.NOT if strange else Leaning.MAYBE

    def _speaks_of(self, subject: str, word: Word) -> bool:
        """Whether anybody asks about the subject with this word ("Pass" is said of no bicycle)."""
        return self._numbers.get(subject) in self._share(word)

    def _owner(self, word: Word) -> str | None:
        shares = self._share(word)
        if not shares or max(self._seen.get(root, 0) for root in (word.stem, *word.parts)) < _SEEN:
            return None
        subject = max(shares, key=lambda number: shares[number])
        return self._subjects[subject] if shares[subject] >= _BELONGS else None

    def _share(self, word: Word) -> dict[int, float]:
        """By the whole word; by its most telling part when no wording has the whole."""
        if word.stem in self._shares:
            return self._shares[word.stem]
        known = [self._shares[part] for part in word.parts if part in self._shares]
        return max(known, key=lambda shares: max(shares.values()), default={})


def _points_back(words: Sequence[Word], place: int, pointing: frozenset[str]) -> bool:
    """Whether the word at this place points back, and is neither an article nor an empty "es"."""
    word = words[place].meant
    if word not in pointing:
        return False
    if word in _MAY_POINT_BACK:
        return place + 1 == len(words) or words[place + 1].is_function or is_cue(words[place + 1].meant)
    return word != "es" or place == 0 or words[place - 1].meant not in _BEFORE_EMPTY_IT


def _foreign_roots(
    shelf: Shelf, wordings: Sequence[Reading], outside: Sequence[Reading], share: float
) -> frozenset[str]:
    """The roots of whose uses at least this share is in questions to other offices or in those outside."""
    ours: Counter[str] = Counter()
    foreign: Counter[str] = Counter()
    for owner, reading in zip(shelf.owners, wordings, strict=True):
        uses = ours if shelf.entries[owner].kind is Kind.ANSWER else foreign
        uses.update({word.stem for word in reading.content})
    for reading in outside:
        foreign.update({word.stem for word in reading.content})
    return frozenset(
        root for root, count in foreign.items() if count >= _SEEN and count >= share * (count + ours[root])
    )
