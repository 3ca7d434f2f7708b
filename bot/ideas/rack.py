"""A hundred thousand ideas understood, packed small, and found again by what they share with a new one.

Each meaning or word knows its ideas (posting lists that only grow). A new idea is compared with those it shares most
with, then with the nearest of these in meaning, and only these are unpacked and looked at closely. An idea that has
changed gets a new row, and its old one is dead. Where more are dead than alive, a new rack takes over the living.
"""

import pickle
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.ideas.features import Rarity, Side, features_of, unit
from bot.ideas.likeness import Idea, Likeness
from bot.ideas.reading import Wish, letters_of
from bot.ideas.thesaurus import Kind, Weights
from knowledge.search.meaning import Vectors

SHARING = 2_000
"""So many of those that share most words are compared by meaning. A town with fewer ideas compares all."""
LOOKED_AT = 60
"""So many of the nearest are looked at closely: with all of them the labelled ideas had no better first three."""
_MEANING = 0.5
"""What nearness of meaning counts beside shared words, of 0 to 1 each."""
_AGAIN = 100
"""After so many new ideas rarities are worked out again."""
_FEW = 1_000
"""So many dead rows are no reason to build a new rack."""
_SIDES = 2_000
"""So many of the stored ideas stay unpacked: those that new ones are often compared with."""

Scores = NDArray[np.float32]


class GrowingRarity(Rarity):
    """Learns from every idea that comes."""

    def __init__(self, known: Weights) -> None:
        super().__init__((), known)
        self._worked_out: dict[str, float] = {}

    def count(self, wish: Wish) -> None:
        """One more."""
        self._counts.update(wish.words.keys())
        self._counts.update(letters_of(wish))
        self._ideas += 1
        if self._ideas % _AGAIN == 0:
            self._worked_out.clear()

    def without(self, wishes: Iterable[Wish]) -> "GrowingRarity":
        """The same as if these had never come."""
        fewer = GrowingRarity(self._known)
        fewer._ideas, fewer._counts = self._ideas, self._counts.copy()
        for wish in wishes:
            fewer._counts.subtract(wish.words.keys())
            fewer._counts.subtract(letters_of(wish))
            fewer._ideas -= 1
        fewer._counts = +fewer._counts  # what nobody says any more is no more
        return fewer

    def of(self, word: str) -> float:
        """The rarity of one word, as it was when it was last worked out: a few new ideas change little."""
        if word not in self._worked_out:
            self._worked_out[word] = super().of(word)
        return self._worked_out[word]


class Rack:
    """Ideas in rows; rows are numbered from 0 in the order in which they came."""

    def __init__(self, likeness: Likeness) -> None:
        self._likeness = likeness
        self._rarity = GrowingRarity(likeness.shares)
        self._rows_of: defaultdict[str, array[int]] = defaultdict(lambda: array("i"))
        self._weights_of: defaultdict[str, array[float]] = defaultdict(lambda: array("f"))
        self._packed: list[bytes] = []
        self._categories: list[str | None] = []
        self._alive = np.zeros(0, dtype=np.bool_)
        self._meanings: NDArray[np.float16] | None = None
        self._side = lru_cache(maxsize=_SIDES)(self._unpacked)

    def __len__(self) -> int:
        return len(self._packed)

    def add(self, ideas: Sequence[Idea]) -> Iterable[int]:
        """These ideas, too; their rows."""
        first = len(self)
        for idea in ideas:
            self._rarity.count(idea.wish)
        for row, idea in enumerate(ideas, start=first):
            for word, weight in unit(self._rarity.weigh(idea.wish.words)).items():
                self._rows_of[word].append(row)
                self._weights_of[word].append(weight)
            self._packed.append(_pack(idea.wish))
            self._categories.append(idea.category)
        self._make_room(ideas)
        return range(first, len(self))

    def drop(self, row: int) -> None:
        """This idea no longer."""
        self._alive[row] = False

    @property
    def is_mostly_dead(self) -> bool:
        """Whether a new rack would be less than half as large."""
        living = int(np.count_nonzero(self._alive[: len(self)]))
        return len(self) - living > max(_FEW, living)

    def without_the_dead(self) -> "tuple[Rack, list[int]]":
        """A new rack with the living alone, and which row of this one each of its rows was. Nothing may be added or
        dropped meanwhile; with a hundred thousand it takes seconds."""
        alive = self._alive[: len(self)]
        kept = np.flatnonzero(alive)
        place = np.cumsum(alive, dtype=np.int32) - 1
        new = Rack(self._likeness)
        new._rarity = self._rarity.without(_unpack(self._packed[row]) for row in np.flatnonzero(~alive))
        for word in list(self._rows_of):
            rows, weights = _read(self._rows_of[word], np.int32), _read(self._weights_of[word], np.float32)
            stays = alive[rows]
            if stays.any():
                new._rows_of[word] = array("i", place[rows[stays]].tobytes())
                new._weights_of[word] = array("f", weights[stays].tobytes())
        new._packed = [self._packed[row] for row in kept]
        new._categories = [self._categories[row] for row in kept]
        new._alive = np.ones(len(kept), dtype=np.bool_)
        new._meanings = None if self._meanings is None else self._meanings[kept]
        return new, kept.tolist()

    def nearest(self, new: Idea, most: int) -> list[tuple[int, float]]:
        """The rows of the ideas that are most probably the same wish, the best first, with the probability."""
        side = Side(new.wish, self._rarity)
        scored = [
            (self._likeness.probability(self._seen(side, row, meaning), new.category, self._categories[row]), -row)
            for row, meaning in self._near(side, new.meaning)
        ]
        return [(-row, score) for score, row in sorted(scored, reverse=True)[:most]]

    def _seen(self, new: Side, row: int, meaning: float) -> list[float]:
        return features_of(new, self._side(row), meaning)

    def _near(self, side: Side, meaning: Vectors | None) -> list[tuple[int, float]]:
        """The rows that are worth a close look, with the nearness of their meaning."""
        shared = self._shared(side)
        shared[~self._alive[: len(self)]] = -1
        rows = _highest(shared, SHARING)
        rows = rows[shared[rows] >= 0]
        if meaning is None or self._meanings is None:
            return [(int(row), 0.0) for row in rows[_highest(shared[rows], LOOKED_AT)]]
        meanings = self._meanings[rows].astype(np.float32) @ meaning
        close = _highest(shared[rows] + np.float32(_MEANING) * meanings, LOOKED_AT)
        return [(int(rows[place]), float(meanings[place])) for place in close]

    def _shared(self, side: Side) -> Scores:
        """How much each row shares with a new idea's words."""
        shared = np.zeros(len(self), dtype=np.float32)
        for word, weight in side.words.items():
            if word in self._rows_of:
                rows = _read(self._rows_of[word], np.int32)
                shared[rows] += np.float32(weight) * _read(self._weights_of[word], np.float32)
        return shared

    def _unpacked(self, row: int) -> Side:
        return Side(_unpack(self._packed[row]), self._rarity)

    def _make_room(self, ideas: Sequence[Idea]) -> None:
        first, end = len(self) - len(ideas), len(self)
        if end > len(self._alive):
            self._alive = _longer(self._alive, end)
        self._alive[first:end] = True
        meanings = [idea.meaning for idea in ideas if idea.meaning is not None]
        if not meanings:
            return
        if self._meanings is None:
            self._meanings = np.zeros((0, len(meanings[0])), dtype=np.float16)
        if end > len(self._meanings):
            self._meanings = _longer(self._meanings, end)
        self._meanings[first:end] = meanings


def _read(numbers: "array[Any]", kind: type[Any]) -> NDArray[Any]:
    return np.frombuffer(numbers, dtype=kind)


def _highest(scores: Scores, most: int) -> NDArray[np.int64]:
    """The places of the highest scores, in no order."""
    if len(scores) <= most:
        return np.arange(len(scores))
    return np.argpartition(scores, len(scores) - most)[len(scores) - most :]


def _longer(table: NDArray[Any], least: int) -> NDArray[Any]:
    """The same with room for a quarter more, so that a new idea seldom copies them all."""
    larger = np.zeros((least + least // 4 + 16, *table.shape[1:]), dtype=table.dtype)
    larger[: len(table)] = table
    return larger


def _pack(wish: Wish) -> bytes:
    bags = {kind.value: dict(bag) for kind, bag in wish.kinds.items() if bag}
    return pickle.dumps((wish.text, bags, dict(wish.words), wish.places, wish.is_against, wish.length))


def _unpack(packed: bytes) -> Wish:
    text, bags, words, places, is_against, length = pickle.loads(packed)  # noqa: S301 - packed above, in this process
    kinds = {kind: bags.get(kind.value, {}) for kind in Kind}
    return Wish(text=text, kinds=kinds, words=words, places=places, is_against=is_against, length=length)
