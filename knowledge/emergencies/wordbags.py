"""Sentences as bags of words and pairs of words, the rare ones weighing more; without numpy's absent sparse tables."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from knowledge.language.folding import clean, fold, words_of

Floats = NDArray[np.float32]


class WordBags:
    """The bags of the examples. Two sentences are alike (0 to 1) by the words and pairs they share."""

    def __init__(self, texts: Sequence[str]) -> None:
        found = [_words(text) for text in texts]
        common = Counter(name for words in found for name in set(words))
        # Who stands in one example alone can make no two of them alike, but it makes that one less like others.
        self._rarity = {name: 1 + log((1 + len(texts)) / (1 + count)) for name, count in common.items()}
        self._unknown = 1 + log(1 + len(texts))
        self._bags = [self._weigh(words) for words in found]

    def add_likeness(self, table: Floats, share: float) -> None:
        """Add to a table of all examples against all how alike their words are, `share` for the same words."""
        rows: dict[str, list[int]] = defaultdict(list)
        for number, bag in enumerate(self._bags):
            for name in bag:
                rows[name].append(number)
        for name, numbers in rows.items():
            weights = np.array([self._bags[number][name] for number in numbers], dtype=np.float32)
            table[np.ix_(numbers, numbers)] += np.float32(share) * np.outer(weights, weights)

    def sums(self, votes: Floats) -> dict[str, Floats]:
        """What each word is worth when every example votes: a new sentence's likeness is then a sum over its words."""
        worth: dict[str, Floats] = {}
        for bag, vote in zip(self._bags, votes, strict=True):
            for name, weight in bag.items():
                worth[name] = worth[name] + weight * vote if name in worth else weight * vote
        return worth

    def bag_of(self, text: str) -> dict[str, float]:
        """A new sentence's words and pairs with their weights."""
        return self._weigh(_words(text))

    def known_share(self, text: str) -> float:
        """How much of a new sentence is made of words that some example has, 0 to 1; the rare ones weigh more."""
        words = [fold(word) for word in words_of(clean(text))]
        weights = [self._rarity.get(word, self._unknown) for word in words]
        known = sum(weight for word, weight in zip(words, weights, strict=True) if word in self._rarity)
        return known / sum(weights) if weights else 0.0

    def _weigh(self, words: Sequence[str]) -> dict[str, float]:
        weights = {
            name: (1 + log(count)) * self._rarity.get(name, self._unknown) for name, count in Counter(words).items()
        }
        length = sqrt(sum(weight * weight for weight in weights.values()))
        return {name: weight / length for name, weight in weights.items()}


def _words(text: str) -> list[str]:
    words = [fold(word) for word in words_of(clean(text))]
    return [*words, *(f"{first} {second}" for first, second in pairwise(words))]
