"""A sparse table of rows and named features that answers "how much does each row share with this?" in one go.

Three arrays in the manner of a search engine's posting lists: no loop over rows, no library beyond numpy.
"""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


class Postings:
    """Rows of named weights, read by feature."""

    def __init__(self, rows: Iterable[Mapping[str, float]]) -> None:
        self._numbers: dict[str, int] = {}
        features: list[int] = []
        owners: list[int] = []
        weights: list[float] = []
        self.rows = 0
        for row in rows:
            for feature, weight in row.items():
                features.append(self._numbers.setdefault(feature, len(self._numbers)))
                owners.append(self.rows)
                weights.append(weight)
            self.rows += 1
        order = np.argsort(np.array(features, dtype=np.int64), kind="stable")
        self._owners = np.array(owners, dtype=np.int64)[order]
        self._weights = np.array(weights, dtype=np.float32)[order]
        counts = np.bincount(np.array(features, dtype=np.int64), minlength=len(self._numbers))
        self._starts = np.concatenate([[0], np.cumsum(counts)])

    def __contains__(self, feature: str) -> bool:
        return feature in self._numbers

    def products(self, question: Mapping[str, float]) -> Scores:
        """For each row the sum of its weight times the question's, over the features they share."""
        spans = [
            (self._starts[number], self._starts[number + 1], weight)
            for feature, weight in question.items()
            if (number := self._numbers.get(feature)) is not None
        ]
        if not spans:
            return np.zeros(self.rows, dtype=np.float32)
        owners = np.concatenate([self._owners[start:end] for start, end, _ in spans])
        shares = np.concatenate([self._weights[start:end] * weight for start, end, weight in spans])
        return np.bincount(owners, weights=shares, minlength=self.rows).astype(np.float32)
