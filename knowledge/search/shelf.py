"""All wordings of all entries side by side, and the step from scores of wordings to scores of entries."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.entries import Entry, Language, Library
from knowledge.search.postings import Scores

Places = NDArray[np.int64]

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
        self._sizes = np.maximum(sizes, _THREE)
        self.owners: NDArray[np.int64] = np.repeat(np.arange(len(starts)), sizes)
        # One line of places for each entry, filled up with the place after the last wording, where nothing is.
        columns = np.arange(max(int(sizes.max(initial=0)), _THREE))
        self._places: Places = np.where(columns < sizes[:, None], self.starts[:, None] + columns, len(self.wordings))
        self._of_subject: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self.entries):
            self._of_subject[entry.subject].append(number)

    def places_of(self, rows: NDArray[np.int64]) -> Places:
        """A line for each of these entries: where its wordings stand; the place after the last one where none is."""
        places = self._places[rows]
        return places[:, : int(self._sizes[rows].max(initial=_THREE))] if len(rows) else places

    def best(self, places: Places, scores: Scores) -> tuple[Scores, Scores]:
        """For each line of places the score of its best wording, and the mean of its best three: one alone may be
        near by chance. `scores` are those of the wordings at `places`, in this order."""
        lines = np.zeros(places.shape, dtype=np.float32)
        lines[places < len(self.wordings)] = scores
        three = np.partition(lines, -_THREE, axis=1)[:, -_THREE:]
        return np.asarray(three.max(axis=1), dtype=np.float32), np.asarray(three.mean(axis=1), dtype=np.float32)

    def numbers_of(self, subject: str) -> list[int]:
        """Where the entries of a subject stand."""
        return self._of_subject.get(subject, [])


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
