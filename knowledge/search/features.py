"""Every view of a question side by side: a table of entries and features, and the view from outside.

The decision weighs these columns and knows nothing of words or models. A new view is a new column here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float32]

ENTRY_FEATURES = (
    "meaning",  # nearness of the nearest wording's meaning
    "meanings",  # the same for the three nearest wordings together
    "class",  # which entry meaning and letters together speak for, as learned from all wordings
    "letters",  # letter pieces shared with the nearest wording
    "three",  # the same for the three nearest together
    "cover",  # share of the question that the entry speaks of at all
    "subject",  # how much the words belong to the entry's subject
    "aspect",  # the entry tells what is asked: price, place, time …
    "name",  # the question only names the subject whose overview this is
    "unsaid",  # the rarest word of the question that nothing on the entry's subject uses
)

OUTSIDE_FEATURES = (
    "always",  # what "none of them" has in any case
    "meaning",  # nearness of the nearest question outside
    "meanings",
    "class",
    "letters",
    "three",
    "strange",  # share of words that nobody here knows
    "untold meaning",  # the same five of the questions that name a subject and ask what nothing tells of it
    "untold meanings",
    "untold class",
    "untold letters",
    "untold three",
)


@dataclass(frozen=True, kw_only=True)
class Features:
    """`entries` has a line for each candidate, `rows` says which entry it is; `outside` is one line."""

    rows: NDArray[np.int64]
    entries: Table
    outside: Table

    def of(self, rows: Sequence[int]) -> "Features":
        """The same with only these entries as candidates."""
        chosen = np.isin(self.rows, list(rows))
        return Features(rows=self.rows[chosen], entries=self.entries[chosen], outside=self.outside)


def mean_features(one: Features, other: Features) -> Features:
    """A question seen twice with the same candidates, both times counting alike."""
    half = np.float32(0.5)
    return Features(
        rows=one.rows,
        entries=np.asarray((one.entries + other.entries) * half, dtype=np.float32),
        outside=np.asarray((one.outside + other.outside) * half, dtype=np.float32),
    )
