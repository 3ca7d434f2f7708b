"""How near a sentence's meaning is to that of each example.

Compared along the directions in which the examples differ most: a fifth of the model's numbers, so a fifth of the time
for each message, and what tells alarms from other sentences is told as well (measured on headings left out).
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.search.caching import keep, kept
from knowledge.search.meaning import SentenceModel, mark_of

Floats = NDArray[np.float32]

DIRECTIONS = 96
NARROWNESS = 4.0
"""How fast likeness falls with the distance of two meanings."""


class ExampleMeanings:
    """The meanings of the examples. The cache folder keeps them between two starts."""

    def __init__(self, model: SentenceModel, texts: Sequence[str], cache: Path | None) -> None:
        self._model = model
        mark = mark_of(model.name, str(DIRECTIONS), *texts)
        directions = kept(cache, "alarm-directions", mark, rows=DIRECTIONS)
        meanings = kept(cache, "alarm-meanings", mark, rows=len(texts))
        if directions is None or meanings is None:
            full = model.encode(texts)
            directions = _main_directions(full)
            meanings = _along(directions, full)
            keep(cache, "alarm-directions", mark, directions)
            keep(cache, "alarm-meanings", mark, meanings)
        self._directions: Floats = directions
        self._meanings: Floats = meanings

    def near(self, texts: Sequence[str]) -> Floats:
        """A row for each text: its nearness to each example, 0 to 1."""
        return _nearness(_along(self._directions, self._model.encode(texts)) @ self._meanings.T)

    def near_each_other(self) -> Floats:
        """The nearness of all examples to all."""
        return _nearness(self._meanings @ self._meanings.T)


def _main_directions(meanings: Floats) -> Floats:
    """The first principal directions, a row each; rows of zeros where a small model has fewer."""
    found = np.linalg.eigh(meanings.T @ meanings).eigenvectors[:, ::-1].T[:DIRECTIONS]
    rows = np.zeros((DIRECTIONS, meanings.shape[1]), dtype=np.float32)
    rows[: len(found)] = found
    return rows


def _along(directions: Floats, meanings: Floats) -> Floats:
    """Meanings by these directions alone, each of length 1 again."""
    short = meanings @ directions.T
    lengths = np.linalg.norm(short, axis=1, keepdims=True)
    return np.asarray(short / np.maximum(lengths, np.float32(1e-9)), dtype=np.float32)


def _nearness(cosines: Floats) -> Floats:
    cosines -= np.float32(1)
    cosines *= np.float32(NARROWNESS)
    return np.asarray(np.exp(cosines, out=cosines))
