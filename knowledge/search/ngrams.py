"""How alike the letters are: pieces of three and four letters, so that half a word and a strange ending still count."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from knowledge.language.reading import Reading
from knowledge.search.postings import Postings, Scores

_SIZES = (3, 4)
_MOST_WORDS = 60


class NGrams:
    """Letter pieces of all wordings, rare ones weighing more."""

    def __init__(self, wordings: Sequence[Reading]) -> None:
        counted = [_pieces(reading) for reading in wordings]
        frequency: Counter[str] = Counter()
        for pieces in counted:
            frequency.update(pieces.keys())
        self._rarity = {piece: math.log((1 + len(counted)) / count) for piece, count in frequency.items()}
        self._unknown = math.log(1 + len(counted))
        self.rows = len(counted)
        self._postings = Postings(self._unit(pieces) for pieces in counted)

    def fit(self, question: Reading) -> Scores:
        """For each wording the cosine of weighted letter pieces, 0 to 1."""
        return self._postings.products(self._unit(_pieces(question)))

    def _unit(self, pieces: Mapping[str, int]) -> dict[str, float]:
        weights = {
            piece: (1 + math.log(count)) * self._rarity.get(piece, self._unknown) for piece, count in pieces.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {piece: weight / length for piece, weight in weights.items()} if length else {}


def _pieces(reading: Reading) -> Counter[str]:
    pieces: Counter[str] = Counter()
    for word in reading.words[:_MOST_WORDS]:
        framed = f" {word.meant} "
        for size in _SIZES:
            pieces.update(framed[start : start + size] for start in range(len(framed) - size + 1))
    return pieces
