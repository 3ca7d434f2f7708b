"""The weights of the decision under which the labels are likeliest; `training.py` makes use of them.

Plain gradient steps on few coefficients, held near what a person would have set, so that a few hundred questions
cannot carry them far. Only the tune part is ever given to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.entries import Kind
from knowledge.evaluation.questions import SMALLTALK, Question
from knowledge.language.sentences import is_long
from knowledge.search.decision import Weights
from knowledge.search.features import ENTRY_FEATURES, OUTSIDE_FEATURES, Features
from knowledge.search.finding import Search

_STEPS = 1500
_PACE = 0.05
_HOLD = 0.0005
_RIVALS = 20
_ADAM = (0.9, 0.999)

Numbers = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Example:
    """A question's features with the rows that are right; none of them right means "not known"."""

    features: Features
    right: Sequence[int]
    seen: Features
    """All candidates, also those that do not compete while fitting."""


BY_HAND = Weights(
    entries={
        "meaning": 3.0,
        "meanings": 3.0,
        "class": 5.0,
        "letters": 2.0,
        "three": 2.0,
        "cover": 3.0,
        "subject": 1.0,
        "aspect": 0.5,
        "name": 1.5,
    },
    outside={"always": 0.0, "meaning": 3.0, "meanings": 3.0, "class": 5.0, "letters": 2.0, "three": 2.0},
)
"""Where the fit starts with a sentence model; without one its four features are simply missing everywhere."""


def examples_of(search: Search, questions: Sequence[Question]) -> list[Example]:
    """The questions as the decision sees them. Follow-ups and stories are read in another way and left out.

    Outside, another office's door is right too, so those rows do not compete there.
    """
    rows = {entry.id: row for row, entry in enumerate(search.entries)}
    answers = [row for row, entry in enumerate(search.entries) if entry.kind is Kind.ANSWER]
    talk = [row for row, entry in enumerate(search.entries) if entry.kind is Kind.SMALLTALK]
    examples = []
    for question in questions:
        if question.after is not None or is_long(question.text):
            continue
        seen = features = search.features(question.text)
        right = talk if SMALLTALK in question.want else [rows[id] for id in question.want if id in rows]
        if not right:
            features = features.of(answers)
        examples.append(Example(features=features, right=right, seen=seen))
    return examples


def fit_weights(examples: Sequence[Example], start: Weights, *, hold: float = _HOLD) -> Weights:
    """Weights that make the right outcomes likely; `hold` pulls back towards the start."""
    tables, right = _stack(examples, start)
    origin = _line_up(start)
    weights, momentum, squares = origin.copy(), np.zeros_like(origin), np.zeros_like(origin)
    slow, slower = _ADAM
    for step in range(1, _STEPS + 1):
        shares = _shares(tables, weights)
        wanted = np.where(right, shares, 0.0)
        wanted /= np.maximum(wanted.sum(axis=1, keepdims=True), 1e-12)
        slope = np.einsum("nr,nrk->k", wanted - shares, tables) / len(tables) - hold * (weights - origin)
        momentum = slow * momentum + (1 - slow) * slope
        squares = slower * squares + (1 - slower) * slope**2
        weights += _PACE * (momentum / (1 - slow**step)) / (np.sqrt(squares / (1 - slower**step)) + 1e-8)
    split = len(ENTRY_FEATURES)
    return Weights(entries=_named(ENTRY_FEATURES, weights[:split]), outside=_named(OUTSIDE_FEATURES, weights[split:]))


def likelihood(examples: Sequence[Example], weights: Weights) -> float:
    """The mean log-likelihood of the labels: 0 is perfect."""
    tables, right = _stack(examples, weights)
    shares = _shares(tables, _line_up(weights))
    return float(np.mean(np.log(np.maximum(np.where(right, shares, 0.0).sum(axis=1), 1e-12))))


def _stack(examples: Sequence[Example], weights: Weights) -> tuple[Numbers, NDArray[np.bool_]]:
    """One table a question: its best rivals by the given weights, the right ones among them, and "none" as last row."""
    entries, outside = len(ENTRY_FEATURES), len(OUTSIDE_FEATURES)
    tables = np.zeros((len(examples), _RIVALS + 1, entries + outside))
    right = np.zeros((len(examples), _RIVALS + 1), dtype=np.bool_)
    for number, example in enumerate(examples):
        sums = example.features.entries @ weights.for_entries
        is_right = np.isin(example.features.rows, list(example.right))
        rows = np.argsort(-(sums + 1e6 * is_right))[:_RIVALS]  # what is right is never left out
        tables[number, : len(rows), :entries] = example.features.entries[rows]
        tables[number, -1, entries:] = example.features.outside
        right[number, : len(rows)] = is_right[rows]
        right[number, -1] = not example.right
    return tables, right


def _shares(tables: Numbers, weights: Numbers) -> Numbers:
    sums = tables @ weights
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _line_up(weights: Weights) -> Numbers:
    return np.concatenate([weights.for_entries, weights.for_outside]).astype(np.float64)


def _named(names: Sequence[str], numbers: Numbers) -> dict[str, float]:
    return {name: round(float(number), 2) for name, number in zip(names, numbers, strict=True)}
