"""Found, unsure or unknown: from the features of all candidates to probabilities, and from these to one of three bands.

A conditional logit: every entry, and "none of them", gets a weighted sum of its features; the sums compete. Near
twins share what they get, so that they end in "unsure" without a rule for it. The numbers stand in `decision.yaml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from knowledge.search.features import ENTRY_FEATURES, OUTSIDE_FEATURES, Features, Table

_RIVALS = 10
"""Only the best so many compete: the rest is noise that would grow with every new entry."""


@dataclass(frozen=True, kw_only=True)
class Weights:
    """One number for each of `ENTRY_FEATURES` and `OUTSIDE_FEATURES`, by name. A feature without one counts nothing."""

    entries: Mapping[str, float]
    outside: Mapping[str, float]

    @cached_property
    def for_entries(self) -> Table:
        """In the order of `ENTRY_FEATURES`."""
        return np.array([self.entries.get(name, 0.0) for name in ENTRY_FEATURES], dtype=np.float32)

    @cached_property
    def for_outside(self) -> Table:
        """In the order of `OUTSIDE_FEATURES`."""
        return np.array([self.outside.get(name, 0.0) for name in OUTSIDE_FEATURES], dtype=np.float32)


@dataclass(frozen=True, kw_only=True)
class Bands:
    """Where one outcome ends and the next begins. "Inside" is the probability that any entry answers at all."""

    sure: float
    """From this probability on an answer is given as certain. Near twins share theirs and never reach it."""
    offer: float
    """From this probability of being inside on, entries are offered; below, nothing is known."""
    choice: float
    """An offered entry has at least this probability."""
    door: float
    """An entry that shows another office's door needs no more: a wrong door costs little."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A candidate by its row, with its probability."""

    row: int
    probability: float


def standings(features: Features, weights: Weights) -> list[Standing]:
    """The best candidates with their probabilities, the best first. What is missing to 1 is "none of them"."""
    sums = features.entries @ weights.for_entries
    outside = float(features.outside @ weights.for_outside)
    best = np.argsort(-sums, kind="stable")[:_RIVALS]
    return [
        Standing(row=int(row), probability=float(share))
        for row, share in zip(features.rows[best], _compete(sums[best], outside), strict=True)
    ]


def chosen(features: Features, weights: Weights, inside: float) -> list[Standing]:
    """The standing of all candidates when it is known that one of them is meant with the probability `inside`."""
    sums = features.entries @ weights.for_entries
    shares = np.exp(sums - sums.max(initial=-1e9))
    shares *= inside / max(float(shares.sum()), 1e-12)
    ranked = sorted(zip(features.rows, shares, strict=True), key=lambda pair: -pair[1])
    return [Standing(row=int(row), probability=float(share)) for row, share in ranked]


def _compete(sums: Table, outside: float) -> Table:
    highest = max(float(sums.max(initial=outside)), outside)
    powers = np.exp(sums - highest)
    return np.asarray(powers / (powers.sum() + np.exp(outside - highest)), dtype=np.float32)
