"""How much of a question an entry speaks of: stems and parts of compounds, rare words weighing more than frequent ones.

Wordings, titles and answer texts count. A question about something else is betrayed by words that its nearest entry
never uses. (The nearest single wording is found by letters and meaning; a third measure by words added nothing.)
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from knowledge.language.reading import Reading, Word
from knowledge.search.postings import Postings, Scores

_PART = 0.6
"""What a part of a compound counts beside the whole: "Bank" is half of what "Solarbank" says, and a little more."""
_FUNCTION_WORD = 0.3


class Coverage:
    """The words of all entries."""

    def __init__(
        self, wordings: Sequence[Reading], owners: Iterable[int], texts: Sequence[Reading], subjects: Sequence[str]
    ) -> None:
        """`owners` has the entry of each wording; `texts` and `subjects` have a line for each entry."""
        said: list[set[str]] = [set() for _ in texts]
        for owner, reading in zip(owners, wordings, strict=True):
            said[owner].update(_features(reading.words))
        frequency = Counter(feature for features in said for feature in features)
        self._entries = len(texts)
        self._rarity = {feature: self._idf(count) for feature, count in frequency.items()}
        self._unknown = self._idf(0)
        covered = [features | set(_features(text.words)) for features, text in zip(said, texts, strict=True)]
        self._subjects = subjects
        self._told: dict[str, set[str]] = defaultdict(set)
        for subject, features in zip(subjects, covered, strict=True):
            self._told[subject] |= features
        self._covers = Postings(dict.fromkeys(features, 1.0) for features in covered)

    def cover(self, question: Reading) -> Scores:
        """For each entry the share of the question's weight that it speaks of, 0 to 1."""
        weights = self._weigh(question)
        total = sum(weights.values())
        if not total:
            return np.zeros(self._entries, dtype=np.float32)
        return self._covers.products({feature: weight / total for feature, weight in weights.items()})

    def unsaid(self, question: Reading, rows: Sequence[int]) -> list[float]:
        """For each of these entries the weight of the rarest word of substance that nothing on its subject uses, 0 to
        1: "PS" is said of no bus here. A share would hide it among the words that the bus is named with."""
        weighed = [
            (weight / self._unknown, {word.stem, *word.parts})
            for word, weight in zip(question.content, self._weights(question.content), strict=True)
        ]
        subjects = [self._subjects[row] for row in rows]
        rarest = {
            subject: max((weight for weight, roots in weighed if roots.isdisjoint(self._told[subject])), default=0.0)
            for subject in set(subjects)
        }
        return [rarest[subject] for subject in subjects]

    def strangeness(self, question: Reading) -> float:
        """The share of the question's subject words that no wording has, weighted: 0 (all known) to 1."""
        content = question.content
        weights = self._weights(content)
        strange = [
            weight
            for word, weight in zip(content, weights, strict=True)
            if word.stem not in self._rarity and not any(part in self._rarity for part in word.parts)
        ]
        return sum(strange) / sum(weights) if weights else 1.0

    def _weights(self, words: Sequence[Word]) -> list[float]:
        return [self._rarity.get(word.stem, self._unknown) for word in words]

    def _weigh(self, reading: Reading) -> dict[str, float]:
        return {
            feature: share * self._rarity.get(feature, self._unknown)
            for feature, share in _features(reading.words).items()
        }

    def _idf(self, count: int) -> float:
        return math.log(1 + (self._entries - count + 0.5) / (count + 0.5))


def _features(words: Iterable[Word]) -> dict[str, float]:
    features: dict[str, float] = {}
    for word in words:
        share = _FUNCTION_WORD if word.is_function else 1.0
        features[word.stem] = max(features.get(word.stem, 0.0), share)
        for part in word.parts:
            features[part] = max(features.get(part, 0.0), _PART * share)
    return features
