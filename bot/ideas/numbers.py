"""The numbers of likeness: read from `likeness.yaml`, which `python -m tests.ideas.fitting` writes.

They are few and have names, so that anybody can see what counts, and since when. Nobody changes them by hand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.ideas.features import FEATURES

FILE = Path(__file__).parent / "likeness.yaml"


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """A weight for each of `FEATURES`, what is added to their sum, and the probability from which two are similar."""

    weights: Sequence[float]
    always: float
    bar: float
    shares: Mapping[str, float]
    """In what share of ideas a meaning occurs: for lists too short to count in."""


def read_numbers(*, with_meaning: bool) -> Numbers:
    """The numbers beside a sentence model, or for words alone."""
    record = read_record()
    part = record["with meaning" if with_meaning else "on words alone"]
    weights = part["weights"]
    return Numbers(
        weights=[weights.get(name, 0.0) for name in FEATURES],
        always=weights["always"],
        bar=part["bar"],
        shares=record["shares"],
    )


@cache
def read_record(path: Path = FILE) -> Mapping[str, Any]:
    """The whole file: date, mark of the data, numbers and scores."""
    record: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return record
