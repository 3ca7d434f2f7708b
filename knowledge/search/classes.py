"""Each entry as a class: one direction in the space of meanings, learned from all its wordings at once.

A least-squares classifier in closed form: no library, no training run, always as fresh as the content. It sees what
the nearest wording cannot: which part of a meaning tells this entry from its neighbours.
"""

import numpy as np
from numpy.typing import NDArray

from knowledge.search.meaning import Vectors
from knowledge.search.postings import Scores

_RIDGE = 0.5
"""How strongly the directions are kept short; between 1 and 10 the score hardly changes."""


class Classes:
    """One linear score for each class."""

    def __init__(self, vectors: Vectors, owners: NDArray[np.int64], classes: int) -> None:
        counts = np.bincount(owners, minlength=classes).astype(np.float32)
        self._mean = vectors.mean(axis=0)
        centred = vectors - self._mean
        sums = np.zeros((classes, vectors.shape[1]), dtype=np.float32)
        np.add.at(sums, owners, centred)
        spread = centred.T @ centred + _RIDGE * np.eye(vectors.shape[1], dtype=np.float32)
        self._directions = np.ascontiguousarray(np.linalg.solve(spread, sums.T).T)
        self._shares = counts / max(len(vectors), 1)

    def scores(self, vector: Vectors) -> Scores:
        """About 1 for the class a meaning belongs to, about 0 for the others."""
        turned = np.einsum("cd,d->c", self._directions, vector - self._mean)
        return np.asarray(turned + self._shares, dtype=np.float32)
