"""How much a sentence is like the cries for help among the examples, and like which of them.

A ridge regression over likenesses: every example is given a vote so that the votes of the sentences like it come
right. Learned at start from the text files (seconds, kept in the cache folder), so nothing opaque is stored. With a
sentence model likeness is nearness of meaning and shared words; without one shared words alone.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.emergencies.dangers import Danger
from knowledge.emergencies.examples import Example
from knowledge.emergencies.meanings import DIRECTIONS, NARROWNESS, ExampleMeanings
from knowledge.emergencies.wordbags import WordBags
from knowledge.search.caching import keep, kept
from knowledge.search.meaning import SentenceModel, mark_of

Floats = NDArray[np.float32]

SHARE_OF_WORDS = 0.3
"""What the same words count beside the same meaning."""
SMOOTHNESS = 0.15
"""How little one example alone may say."""
PRIOR = -0.3
"""Of what is like no example: most messages are no cry for help, though a good half of the examples are."""
ENOUGH_KNOWN = 0.4
"""Where less of a sentence is made of words that any example has, its likeness says the less, either way: of words that
the examples do not have the sentence model often knows nothing either."""
_EXACT_ENOUGH = 0.02
_MOST_STEPS = 200
_NOTHING = np.float32(1e-12)
"""A danger that no example has leaves nothing to solve."""


class Likeness:
    """Learned from examples. `of` gives for each sentence one number for "alarm" and one for each danger, about −1 (not
    at all) to 1."""

    def __init__(self, examples: Sequence[Example], model: SentenceModel | None, cache: Path | None = None) -> None:
        texts = [example.text for example in examples]
        self._bags = WordBags(texts)
        self._share = np.float32(SHARE_OF_WORDS if model else 1)
        targets = _targets(examples)
        self._middle = targets.mean(axis=0)
        self._middle[0] = PRIOR
        self._meanings = ExampleMeanings(model, texts, cache) if model else None
        numbers = f"{SHARE_OF_WORDS} {SMOOTHNESS} {PRIOR} {NARROWNESS} {DIRECTIONS}"
        name = model.name if model else "words"
        mark = mark_of(name, numbers, *texts, *(str(example.danger) for example in examples))
        votes = kept(cache, "alarm-votes", mark, rows=len(texts))
        if votes is None:
            votes = self._learn(targets - self._middle)
            keep(cache, "alarm-votes", mark, votes)
        self._votes = np.asarray(votes, dtype=np.float32)
        self._worth = self._bags.sums(self._votes)

    def of(self, texts: Sequence[str]) -> Floats:
        """A row for each text: alarm, then the dangers in their order."""
        found = np.tile(self._middle, (len(texts), 1))
        for row, text in enumerate(texts):
            for name, weight in self._bags.bag_of(text).items():
                if name in self._worth:
                    found[row] += self._share * np.float32(weight) * self._worth[name]
        if self._meanings is not None and texts:
            found += self._meanings.near(texts) @ self._votes
        for row, text in enumerate(texts):
            found[row, 0] *= min(self._bags.known_share(text) / ENOUGH_KNOWN, 1)
        return found

    def _learn(self, targets: Floats) -> Floats:
        size = len(targets)
        table = self._meanings.near_each_other() if self._meanings else np.zeros((size, size), dtype=np.float32)
        self._bags.add_likeness(table, float(self._share))
        table[np.diag_indices(size)] += np.float32(SMOOTHNESS)
        return _solve(table, targets)


def _targets(examples: Sequence[Example]) -> Floats:
    rows = [[example.danger is not None, *(example.danger is danger for danger in Danger)] for example in examples]
    return np.asarray(np.where(np.array(rows), 1, -1), dtype=np.float32)


def _solve(table: Floats, targets: Floats) -> Floats:
    """The votes for which `table @ votes` is near the targets, by conjugate gradients: as good here as the exact
    solution, and a third of its time."""
    votes = np.zeros_like(targets)
    rest = targets.copy()
    step = rest.copy()
    error = (rest * rest).sum(axis=0)
    enough = _EXACT_ENOUGH**2 * error
    for _ in range(_MOST_STEPS):
        moved = table @ step
        length = error / np.maximum((step * moved).sum(axis=0), _NOTHING)
        votes += length * step
        rest -= length * moved
        before, error = error, (rest * rest).sum(axis=0)
        if (error <= enough).all():
            break
        step = rest + (error / np.maximum(before, _NOTHING)) * step
    return votes
