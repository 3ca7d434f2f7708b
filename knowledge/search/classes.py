"""Each entry as a class, learned from all wordings at once: which part of a meaning, and which pieces of letters, tell
this entry from its neighbours?

The nearest wording cannot see that. A multinomial logistic regression ("softmax"), trained at start in a few seconds
and kept in the cache folder until a wording changes. A closed form (least squares) was measured first: fourteen points
worse, as it spends its strength on entries that nobody would confuse.
"""

import logging
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.search.postings import Scores

Rows = NDArray[np.float32]
Take = Callable[[NDArray[np.int64]], Rows]

_ROUNDS = 6
_AT_ONCE = 256
_PACE = 0.04
_MOMENTUM = (0.9, 0.99)
_MOST_WORK = 60_000_000
"""Wordings times classes. Beyond it, hours would pass: the classes then are the means of their wordings."""
_MEAN_SCALE = np.float32(12.0)
_SPREAD = np.float32(0.2)
"""Brings the sums to the size of the other features."""
_CLASSES_AT_ONCE = 64
"""So many classes stay in the processor's cache: four questions then take the time of one."""


class Classes:
    """One linear score for each entry, and one for each kind of "no entry", which has several classes of its own."""

    def __init__(self, learned: Rows, entries: int, nothing: Sequence[int]) -> None:
        """`nothing` counts the classes of each kind of "no entry", in their order behind the entries."""
        self._bounds = np.cumsum([entries, *nothing])
        self._directions = np.ascontiguousarray(learned[:-1].T)
        self._shares = np.ascontiguousarray(learned[-1])

    def scores(self, questions: Rows) -> list[Scores]:
        """For each question a score for each entry, and at the end those of "no entry". Their mean is 0."""
        sums = np.empty((len(self._shares), len(questions)), dtype=np.float32)
        for start in range(0, len(sums), _CLASSES_AT_ONCE):
            some = slice(start, start + _CLASSES_AT_ONCE)
            np.matmul(self._directions[some], questions.T, out=sums[some])
        return [self._joined(column + self._shares) for column in sums.T]

    def _joined(self, sums: Scores) -> Scores:
        """The classes of each kind of "no entry" as one."""
        entries, *kinds = np.split(sums, self._bounds[:-1])
        scores = np.concatenate([entries, [_together(kind) for kind in kinds]])
        return np.asarray((scores - scores.mean()) * _SPREAD, dtype=np.float32)


def _together(sums: Scores) -> float:
    highest = sums.max(initial=-30.0)
    return float(highest + np.log(np.exp(sums - highest).sum() + 1e-9))


def learn(some: Take, width: int, owners: NDArray[np.int64]) -> Rows:
    """A column for each class: its direction, and as the last number its share.

    `some` gives the rows of the wordings asked for, so that never all of them lie in memory. `owners` number the
    entries from 0 and go on with the sections of the questions outside.
    """
    classes = int(owners.max(initial=0)) + 1
    if len(owners) * classes > _MOST_WORK:
        logging.getLogger(__name__).warning("too many wordings to learn from; classes are means of their wordings")
        return _means(some, width, owners, classes)
    return _descend(some, width, owners, classes)


def _descend(take: Take, width: int, owners: NDArray[np.int64], classes: int) -> Rows:
    """Adam with a falling pace, always in the same order: the same wordings give the same classes."""
    order = np.random.default_rng(0)
    count = len(owners)
    directions = np.zeros((width, classes), dtype=np.float32)
    shares = np.zeros(classes, dtype=np.float32)
    momentum, squares = np.zeros_like(directions), np.zeros_like(directions)
    slow, slower = (np.float32(number) for number in _MOMENTUM)
    steps = _ROUNDS * -(-count // _AT_ONCE)
    step = 0
    for _ in range(_ROUNDS):
        shuffled = order.permutation(count)
        for start in range(0, count, _AT_ONCE):
            chosen = shuffled[start : start + _AT_ONCE]
            some = take(chosen)
            errors = _softmax(some @ directions + shares)
            errors[np.arange(len(chosen)), owners[chosen]] -= 1
            errors /= np.float32(len(chosen))
            slope = some.T @ errors
            step += 1
            pace = np.float32(_PACE * (1 - step / steps))
            momentum += (1 - slow) * (slope - momentum)
            squares += (1 - slower) * (slope * slope - squares)
            rise = momentum / (1 - slow**step)
            directions -= pace * rise / (np.sqrt(squares / (1 - slower**step)) + np.float32(1e-8))
            shares -= 10 * pace * errors.sum(axis=0)
    return np.vstack([directions, shares])


def _means(take: Take, width: int, owners: NDArray[np.int64], classes: int) -> Rows:
    sums = np.zeros((classes, width), dtype=np.float32)
    for start in range(0, len(owners), _AT_ONCE):
        chosen = np.arange(start, min(start + _AT_ONCE, len(owners)))
        np.add.at(sums, owners[chosen], take(chosen))
    sums -= np.bincount(owners, minlength=classes)[:, None].astype(np.float32) * (sums.sum(axis=0) / len(owners))
    lengths = np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), np.float32(1e-9))
    return np.vstack([(_MEAN_SCALE * sums / lengths).T, np.zeros(classes, dtype=np.float32)])


def _softmax(sums: Rows) -> Rows:
    sums -= sums.max(axis=1, keepdims=True)
    np.exp(sums, out=sums)
    sums /= sums.sum(axis=1, keepdims=True)
    return sums
