"""How alike the letters are: pieces of three and four letters, so that half a word and a strange ending still count.

Two uses of the same pieces: the likeness to single wordings, and a sketch of fixed length that can be learned from.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge.language.reading import Reading
from knowledge.search.postings import Scores

SKETCH = 1024
"""The length of a sketch. With half of it the learned classes lose a point, with twice as much they gain none."""

_SIZES = (3, 4)
_MOST_WORDS = 60

Places = NDArray[np.int64]
Sketches = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Letters:
    """The letter pieces of a question: which known ones, how heavy, and together of length 1 with the unknown ones."""

    pieces: Places
    weights: Scores


class NGrams:
    """Letter pieces of all wordings, rare ones weighing more. Row `i` lies from `starts[i]` to `starts[i + 1]`."""

    def __init__(self, wordings: Sequence[Reading]) -> None:
        self.rows = len(wordings)
        self._numbers: dict[str, int] = {}
        self._of_word: dict[str, list[int]] = {}
        lines = [
            [piece for word in reading.words[:_MOST_WORDS] for piece in self._learn(word.meant)] for reading in wordings
        ]
        owners = np.repeat(np.arange(self.rows), [len(line) for line in lines])
        every = np.fromiter((piece for line in lines for piece in line), dtype=np.int64, count=len(owners))
        # One number for each pair of row and piece: sorted and counted at once, without a loop over rows.
        pairs, counts = np.unique(owners * max(len(self._numbers), 1) + every, return_counts=True)
        owners, pieces = np.divmod(pairs, max(len(self._numbers), 1))
        frequency = np.bincount(pieces, minlength=len(self._numbers))
        self._rarity = np.log((1 + self.rows) / np.maximum(frequency, 1)).astype(np.float32)
        self._unknown = math.log(1 + self.rows)
        weights = (1 + np.log(counts)) * self._rarity[pieces]
        lengths = np.sqrt(np.bincount(owners, weights=weights**2, minlength=self.rows))
        self._weights: Scores = (weights / np.maximum(lengths[owners], 1e-9)).astype(np.float32)
        self._pieces = pieces.astype(np.int32)
        self._starts: Places = np.searchsorted(owners, np.arange(self.rows + 1))
        self._columns, self._signs = _columns(self._numbers)
        self._of_word.clear()  # only needed while reading the wordings

    def weigh(self, question: Reading) -> Letters:
        """The pieces of a question with their weights."""
        counted: Counter[str] = Counter()
        for word in question.words[:_MOST_WORDS]:
            counted.update(_pieces_of(word.meant))
        known = {number: count for piece, count in counted.items() if (number := self._numbers.get(piece)) is not None}
        pieces = np.fromiter(known, dtype=np.int64, count=len(known))
        counts = np.fromiter(known.values(), dtype=np.float32, count=len(known))
        weights = (1 + np.log(counts)) * self._rarity[pieces]
        strange = sum(
            ((1 + math.log(count)) * self._unknown) ** 2
            for piece, count in counted.items()
            if piece not in self._numbers
        )
        length = math.sqrt(float((weights**2).sum()) + strange) or 1.0
        return Letters(pieces=pieces, weights=(weights / length).astype(np.float32))

    def fit(self, questions: Sequence[Letters], rows: Places) -> Scores:
        """A line for each question: for each of these wordings the cosine of weighted letter pieces, 0 to 1."""
        pieces, weights = self._lines(rows)
        sizes = self._starts[rows + 1] - self._starts[rows]
        starts = np.cumsum(sizes) - sizes
        fit = np.empty((len(questions), len(rows)), dtype=np.float32)
        shared = np.zeros(len(pieces) + 1, dtype=np.float32)  # one more, as an empty stretch at the end begins there
        for line, letters in zip(fit, questions, strict=True):
            question = np.zeros(len(self._numbers), dtype=np.float32)
            question[letters.pieces] = letters.weights
            np.multiply(question.take(pieces), weights, out=shared[:-1])
            np.add.reduceat(shared, starts, out=line)
        fit[:, sizes == 0] = 0  # reduceat gives an empty stretch the number after it
        return fit

    def sketch(self, letters: Letters) -> Sketches:
        """The known pieces of a question thrown into `SKETCH` columns, of length 1."""
        line = np.zeros(SKETCH, dtype=np.float32)
        np.add.at(line, self._columns[letters.pieces], self._signs[letters.pieces] * letters.weights)
        length = math.sqrt(float((letters.weights**2).sum()))
        return line / np.float32(length or 1.0)

    def sketches(self, rows: Places) -> Sketches:
        """The same for these wordings, one row each."""
        pieces, weights = self._lines(rows)
        owners = np.repeat(np.arange(len(rows)), self._starts[rows + 1] - self._starts[rows])
        thrown = np.bincount(
            owners * SKETCH + self._columns[pieces],
            weights=weights * self._signs[pieces],
            minlength=len(rows) * SKETCH,
        )
        return thrown.reshape(len(rows), SKETCH).astype(np.float32)

    def _lines(self, rows: Places) -> tuple[NDArray[np.int32], Scores]:
        """The pieces of these wordings one after the other, and their weights. Neighbours are copied in one go."""
        begins = np.flatnonzero(np.diff(rows, prepend=-2) != 1)
        ends = np.append(begins, len(rows))[1:] - 1
        firsts, lasts = self._starts[rows[begins]].tolist(), self._starts[rows[ends] + 1].tolist()
        stretches = [slice(first, last) for first, last in zip(firsts, lasts, strict=True)]
        return (
            np.concatenate([self._pieces[:0], *(self._pieces[stretch] for stretch in stretches)]),
            np.concatenate([self._weights[:0], *(self._weights[stretch] for stretch in stretches)]),
        )

    def _learn(self, word: str) -> list[int]:
        known = self._of_word.get(word)
        if known is None:
            known = [self._numbers.setdefault(piece, len(self._numbers)) for piece in _pieces_of(word)]
            self._of_word[word] = known
        return known


def _pieces_of(word: str) -> list[str]:
    framed = f" {word} "
    return [framed[start : start + size] for size in _SIZES for start in range(len(framed) - size + 1)]


def _columns(pieces: Iterable[str]) -> tuple[Places, Scores]:
    """A column and a sign for each piece, by a checksum: the same on every machine and in every year."""
    sums = np.array([crc32(piece.encode()) for piece in pieces], dtype=np.int64)
    return sums % SKETCH, np.where((sums >> 16) & 1, 1.0, -1.0).astype(np.float32)
