"""All wordings of all entries side by side, and the step from scores of wordings to scores of entries."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.entries import Entry, Language, Library
from knowledge.search.postings import Scores

_THREE = 3


class Shelf:
    """The library laid out for searching: `entries[i]` owns the wordings from `starts[i]` on.

    Titles and labels count as wordings: whoever types what stands on a button wants that button.
    """

    def __init__(self, library: Library) -> None:
        self.entries: Sequence[Entry] = [library.entries[id] for id in sorted(library.entries)]
        self.wordings: list[tuple[str, Language]] = []
        starts: list[int] = []
        for entry in self.entries:
            starts.append(len(self.wordings))
            self.wordings += _wordings_of(entry)
        self.starts: NDArray[np.int64] = np.array(starts, dtype=np.int64)
        sizes = np.diff(np.append(self.starts, len(self.wordings)))
        self.owners: NDArray[np.int64] = np.repeat(np.arange(len(starts)), sizes)
        # One line of places for each entry, filled up with the place after the last wording, where nothing is.
        columns = np.arange(max(int(sizes.max(initial=0)), _THREE))
        self._places = np.where(columns < sizes[:, None], self.starts[:, None] + columns, len(self.wordings))

    def best(self, scores: Scores) -> Scores:
        """For each entry the score of its best wording."""
        return np.asarray(np.maximum.reduceat(scores, self.starts), dtype=np.float32)

    def best_three(self, scores: Scores) -> Scores:
        """For each entry the mean score of its best three wordings: one alone may be near by chance."""
        padded = np.append(scores, np.float32(0.0))[self._places]
        return np.asarray(np.partition(padded, -_THREE, axis=1)[:, -_THREE:].mean(axis=1), dtype=np.float32)

    def numbers_of(self, subject: str) -> list[int]:
        """Where the entries of a subject stand."""
        return [number for number, entry in enumerate(self.entries) if entry.subject == subject]


def _wordings_of(entry: Entry) -> list[tuple[str, Language]]:
    german = [*entry.wordings]
    english = [*entry.wordings_en]
    for language, own in ((Language.GERMAN, german), (Language.ENGLISH, english)):
        if (variant := entry.variants.get(language)) is not None:
            own += [variant.title, variant.label]
    unique = dict.fromkeys(
        [(text, Language.GERMAN) for text in german] + [(text, Language.ENGLISH) for text in english]
    )
    return list(unique)
