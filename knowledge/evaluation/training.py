"""`knowledge train`: fits the numbers of the decision on the tune part and writes them down with their scores.

The weights come from all tune questions, the bands from five-fold cross-validation on them, so that no question is
judged by weights that have seen it. The kept part is only measured at the end.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from knowledge.entries import Kind, Library
from knowledge.evaluation.fitting import BY_HAND, Example, examples_of, fit_weights
from knowledge.evaluation.questions import Question
from knowledge.evaluation.scoring import Report, evaluate
from knowledge.search.decision import Bands, Weights, standings
from knowledge.search.finding import Search
from knowledge.search.meaning import SentenceModel
from knowledge.search.numbers import NUMBERS, Numbers
from knowledge.search.outcomes import Candidate, certainty_of
from knowledge.search.outside import OUTSIDE, UNTOLD, read_outside
from knowledge.search.shelf import Shelf
from knowledge.search.views import VERSION

_FOLDS = 5
_WRONG = 0.012
"""So many of all questions may be answered wrongly as certain: well under the 2 % that we aim at, as follow-ups and
messages of several sentences, which are not fitted here, go wrong more often, and whoever asks next asks otherwise."""
_RECOGNISED = 0.945
"""So many of the questions outside must be recognised."""
_CHOICE = 0.015
_DOOR = 0.05
"""By hand: what is offered must be worth reading; another office's door is never a claim about the strategy."""
_FIGURES = ("right_at_once", "offered", "first", "in_three", "wrong_as_certain", "unknown_recognised", "smalltalk")
_HEAD = """\
# Written by `python -m bot knowledge train`; nobody changes these numbers by hand. `data` is a mark of all wordings,
# questions and views they were fitted on: when it no longer fits, a test says so, and the command is run again.
# Scores: [share, from, to] with the 95 % interval. "keep" was only measured, never looked at.
"""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A tune question under weights that have not seen it."""

    inside: float
    """The probability that any entry answers …"""
    first: float
    """… and how surely the first one does (`certainty_of`)."""
    is_right: bool
    is_unknown: bool
    is_elsewhere: bool


def mark_of_data(library: Library, questions: Sequence[Question]) -> str:
    """A mark that changes with every wording, label, question outside and view."""
    lines = [f"{text}|{language}" for text, language in Shelf(library).wordings]
    lines += [line for path in (OUTSIDE, UNTOLD) for section in read_outside(path) for line in section]
    lines += sorted(f"{one.after}|{one.text}|{'|'.join(one.want)}" for one in questions)
    return hashlib.sha256("\n".join([VERSION, *lines]).encode()).hexdigest()[:16]


def train(
    library: Library,
    model: SentenceModel | None,
    questions: Sequence[Question],
    *,
    today: date,
    cache: Path | None = None,
) -> dict[str, Any]:
    """The whole record: numbers and scores with the sentence model and without."""
    record: dict[str, Any] = {"date": today, "data": mark_of_data(library, questions)}
    for name, chosen in (("with meaning", model), ("on words alone", None)):
        search = Search(library, chosen, cache=cache)
        numbers = fit(search, [question for question in questions if not question.keep])
        search.decide_by(numbers)
        report = evaluate(library, search, questions)
        record[name] = {
            "entries": dict(numbers.weights.entries),
            "outside": dict(numbers.weights.outside),
            "bands": asdict(numbers.bands),
            "scores": {
                "tune": scores_of(report.only(lambda question: not question.keep)),
                "keep": scores_of(report.only(lambda question: question.keep)),
            },
        }
    return record


def write_record(record: dict[str, Any], path: Path = NUMBERS) -> None:
    """The file that the search reads at start."""
    text = yaml.safe_dump(record, sort_keys=False, allow_unicode=True, default_flow_style=None, width=120)
    path.write_text(_HEAD + text, encoding="utf-8")


def scores_of(report: Report) -> dict[str, list[float]]:
    """The figures of a report, each with its 95 % interval."""
    shares = {name: getattr(report, name) for name in _FIGURES}
    return {name: [round(number, 3) for number in (share.value, *share.interval)] for name, share in shares.items()}


def fit(search: Search, tune: Sequence[Question]) -> Numbers:
    """Weights from all tune questions, bands from those that are left out in turn."""
    examples = examples_of(search, tune)
    folds = np.random.default_rng(0).permutation(len(examples)) % _FOLDS
    seen: list[Seen] = []
    for fold in range(_FOLDS):
        weights = fit_weights([one for one, number in zip(examples, folds, strict=True) if number != fold], BY_HAND)
        seen += [_see(search, one, weights) for one, number in zip(examples, folds, strict=True) if number == fold]
    return Numbers(weights=fit_weights(examples, BY_HAND), bands=choose_bands(seen))


def choose_bands(seen: Sequence[Seen]) -> Bands:
    """First the offer, so that enough outside is recognised; then the certain answers, as many as may be wrong."""
    outside = np.sort([one.inside for one in seen if one.is_unknown and not one.is_elsewhere])
    unknown = sum(one.is_unknown for one in seen)
    spare = int(unknown * (1 - _RECOGNISED))
    offer = float(outside[-spare - 1]) + 1e-3 if len(outside) > spare else 0.5
    claims = sorted((one for one in seen if one.inside > offer and not one.is_elsewhere), key=lambda one: -one.first)
    wrong = np.cumsum([not one.is_right for one in claims])
    given = int((wrong <= _WRONG * len(seen)).sum())
    sure = claims[given - 1].first if given else 1.0
    return Bands(sure=round(sure, 3), offer=round(min(offer, 0.98), 3), choice=_CHOICE, door=_DOOR)


def _see(search: Search, example: Example, weights: Weights) -> Seen:
    best = standings(example.seen, weights)
    answers = [one for one in best if search.entries[one.row].kind is Kind.ANSWER]
    ranked = [Candidate(entry=search.entries[one.row], score=one.probability) for one in answers]
    inside = sum(one.probability for one in answers)
    return Seen(
        inside=inside,
        first=certainty_of(ranked) if ranked else 0.0,
        is_right=bool(answers) and answers[0].row in example.right,
        is_unknown=not example.right,
        is_elsewhere=not answers or (best[0].row != answers[0].row and best[0].probability >= max(_DOOR, inside)),
    )
