"""The numbers of the decision: read from `decision.yaml`, which `python -m bot knowledge train` writes.

They are few and have names, so that anybody can see what counts, and since when. Nobody changes them by hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.search.decision import Bands, Weights

NUMBERS = Path(__file__).parent / "decision.yaml"


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """What the decision weighs, and where its bands lie."""

    weights: Weights
    bands: Bands


def read_numbers(*, with_meaning: bool) -> Numbers:
    """The numbers for a search with a sentence model, or for one on words alone."""
    part = read_record()["with meaning" if with_meaning else "on words alone"]
    return Numbers(weights=Weights(entries=part["entries"], outside=part["outside"]), bands=Bands(**part["bands"]))


@cache
def read_record(path: Path = NUMBERS) -> Mapping[str, Any]:
    """The whole file: date, mark of the data, numbers and scores."""
    record: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return record
