"""`python -m tests.ideas.fitting`: fits the numbers of likeness on the tune half and writes them with their scores.

It lies with the tests and is no command of the bot, because the labelled ideas do: a city that runs the bot has none
of them, and no use for them. A logistic regression over pairs. The thesaurus was written by the hand that wrote the
ideas, so it knows more of their words than it will of others': a part of its words is hidden in two of three rounds,
and the weights must do with what is left. The bar comes from five-fold cross-validation by families.
"""

import hashlib
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from bot.ideas import features, reading, thesaurus
from bot.ideas.features import FEATURES
from bot.ideas.likeness import Likeness
from bot.ideas.numbers import FILE, Numbers
from bot.ideas.reading import read_wish
from bot.ideas.thesaurus import Thesaurus
from knowledge.search.meaning import SentenceModel, load_model
from tests.ideas import labelled
from tests.ideas.labelled import Labelled, Score, judge, read_ideas, same_wish

PRECISION = 0.86
"""Of the marks on the tune half: above the aim of 0.8, as the next hand's ideas will be less like these."""
_HIDDEN = (0.0, 0.4, 0.6)
_FOLDS = 5
_HOLD = 1.0
_STEPS = 25
_HEAD = """\
# Written by `python -m tests.ideas.fitting`; nobody changes these numbers by hand. `data` is a mark of the labelled
# ideas, the lists of words and what reads them: when it no longer fits, a test says so, and the command is run again.
# "keep" was only measured. `shares`: in what share of ideas a meaning occurs, for lists too short to count in.
"""

_READERS = (thesaurus, reading, features)

Numbers64 = NDArray[np.float64]


def mark_of_data() -> str:
    """A mark that changes with every labelled idea, every line of the lists and the code that reads them."""
    files = [labelled.FILE, thesaurus.FILE, reading.PLACES, *(Path(str(module.__file__)) for module in _READERS)]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def train(model: SentenceModel | None, today: date) -> dict[str, Any]:
    """The whole record."""
    tune = read_ideas("tune")
    record: dict[str, Any] = {"date": today, "data": mark_of_data(), "shares": _shares_of(tune)}
    for name, chosen in (("with meaning", model), ("on words alone", None)):
        numbers = fit(chosen, tune, record["shares"])
        weights = dict(zip(FEATURES, numbers.weights, strict=True)) | {"always": numbers.always}
        record[name] = {
            "weights": {feature: round(weight, 2) for feature, weight in weights.items()},
            "bar": round(numbers.bar, 3),
        }
    return record


def fit(model: SentenceModel | None, ideas: Sequence[Labelled], shares: Mapping[str, float]) -> Numbers:
    """Weights from all tune ideas, the bar from those that are left out in turn."""
    empty = Numbers(weights=[0.0] * len(FEATURES), always=0.0, bar=1.0, shares=shares)
    rounds = [
        _look(Likeness(model, numbers=empty, thesaurus=part), [idea.text for idea in ideas]) for part in _thesauruses()
    ]
    ones, others = np.triu_indices(len(ideas), 1)
    right = same_wish(ideas)[ones, others]
    families = [idea.family for idea in ideas]
    order = {family: place for place, family in enumerate(dict.fromkeys(families))}
    folds = np.array([order[family] % _FOLDS for family in families])
    unseen = np.zeros(len(right))
    for fold in range(_FOLDS):
        out = (folds[ones] == fold) | (folds[others] == fold)
        weights = _logistic([pairs[~out] for pairs in rounds], right[~out])
        unseen[out] = _probabilities(rounds[0][out], weights)
    weights = _logistic(rounds, right)
    return Numbers(weights=weights[:-1].tolist(), always=float(weights[-1]), bar=_bar_of(unseen, right), shares=shares)


def measure(likeness: Likeness, ideas: Sequence[Labelled]) -> Score:
    """How good likeness is on these ideas, through the very door that the bot uses."""
    understood = likeness.understand([idea.text for idea in ideas])
    shelf = likeness.shelve(understood)
    scores, marked = np.zeros((len(ideas), len(ideas))), np.zeros((len(ideas), len(ideas)), dtype=bool)
    for row, idea in enumerate(understood):
        found = likeness.compare(idea, shelf)
        scores[row, [place for place, _ in found.ranking]] = range(len(ideas), 0, -1)
        marked[row, list(found.similar)] = True
    return judge(same_wish(ideas), scores, marked)


def _look(likeness: Likeness, texts: Sequence[str]) -> Numbers64:
    """What is seen of every pair, one row each, in the order of the upper triangle; the last column is always 1."""
    understood = likeness.understand(texts)
    shelf = likeness.shelve(understood)
    rows = [
        [*likeness.features(one, shelf, other, shelf.side(place)), 1.0]
        for place, one in enumerate(understood)
        for other in range(place + 1, len(understood))
    ]
    return np.array(rows)


def _logistic(rounds: Sequence[Numbers64], right: NDArray[np.bool_]) -> Numbers64:
    """Newton's method; `_HOLD` keeps the weights small."""
    seen, wanted = np.concatenate(rounds), np.tile(right.astype(float), len(rounds))
    weights = np.zeros(seen.shape[1])
    hold = np.diag([*[_HOLD] * (len(weights) - 1), 1e-6])
    for _ in range(_STEPS):
        likely = _probabilities(seen, weights)
        slope = seen.T @ (likely - wanted) + hold @ weights
        weights -= np.linalg.solve((seen * (likely * (1 - likely))[:, None]).T @ seen + hold, slope)
    return weights


def _probabilities(seen: Numbers64, weights: Numbers64) -> Numbers64:
    return np.asarray(1 / (1 + np.exp(-(seen @ weights))))


def _bar_of(probabilities: Numbers64, right: NDArray[np.bool_]) -> float:
    """The lowest bar above which enough of the marks are right."""
    order = np.argsort(-probabilities)
    precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    return float(probabilities[order][np.flatnonzero(precision >= PRECISION)[-1]])


def _thesauruses() -> Iterator[Thesaurus]:
    """The whole one first, then with words hidden; the same ones on every machine."""
    lines = thesaurus.FILE.read_text(encoding="utf-8").splitlines()
    for share in _HIDDEN:
        chance = random.Random(f"{share}")
        yield Thesaurus([_hide(line, share, chance) for line in lines])


def _hide(line: str, share: float, chance: random.Random) -> str:
    name, colon, ways = line.partition(": ")
    if not colon or line.startswith("#") or "+" in ways:
        return line
    kept = [way for way in ways.split() if chance.random() >= share]
    return f"{name}: {' '.join(kept or ways.split()[:1])}"


def _shares_of(ideas: Sequence[Labelled]) -> dict[str, float]:
    counts = Counter(word for idea in ideas for word in read_wish(idea.text).words if not word.startswith("~"))
    return {word: round(count / len(ideas), 4) for word, count in sorted(counts.items())}


def main() -> None:
    """Fit, write, and say how good it is. With the word `keep`, the kept half is measured and written down, too."""
    model = load_model()
    record = train(model, date.today())  # noqa: DTZ011 - the day on which somebody sits here
    write(record)
    halves = ("tune", "keep") if "keep" in sys.argv[1:] else ("tune",)
    for name, chosen in (("with meaning", model), ("on words alone", None)):
        numbers = record[name]
        likeness = Likeness(
            chosen,
            numbers=Numbers(
                weights=[numbers["weights"][feature] for feature in FEATURES],
                always=numbers["weights"]["always"],
                bar=numbers["bar"],
                shares=record["shares"],
            ),
        )
        numbers["scores"] = {half: scores_of(measure(likeness, read_ideas(half))) for half in halves}
        for half, scores in numbers["scores"].items():
            sys.stdout.write(f"{name}, {half}: {scores}\n")
    write(record)


def write(record: dict[str, Any]) -> None:
    """The file that the bot reads."""
    text = yaml.safe_dump(record, sort_keys=False, allow_unicode=True, default_flow_style=None, width=120)
    FILE.write_text(_HEAD + text, encoding="utf-8")


def scores_of(score: Score) -> dict[str, float]:
    """The figures as they are written down."""
    return {name: round(value, 3) for name, value in asdict(score).items()}


if __name__ == "__main__":
    main()
