"""The labelled ideas of `ideas.yaml`, and how well any likeness does on them.

Judged as residents would meet it: every idea that somebody shares is new once, and all others of its half are there.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

FILE = Path(__file__).parent / "ideas.yaml"
FRESH = ("fresh.yaml", "fresh-2.yaml", "fresh-3.yaml")
"""Written after the lists of words, measured, and only then learned from: the README has what was found first."""
SHOWN = 3

Table = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """An idea with the number of its wish; a family is a number of wishes that are near each other."""

    text: str
    wish: int
    family: str


@dataclass(frozen=True, kw_only=True)
class Score:
    """`hit`: ideas with a partner among the first three. `found`: of all partners (three at the most), how many are
    among the first three. `precision` and `recall` are those of the mark, over all pairs."""

    hit: float
    found: float
    precision: float
    recall: float
    ideas: int
    pairs: int


def read_ideas(half: str) -> list[Labelled]:
    """The ideas of one half, `tune` or `keep`: by family, so that the halves share neither wish nor near miss."""
    return [idea for idea in _read(FILE) if _half(idea.family) == half]


def read_fresh(name: str) -> list[Labelled]:
    """The ideas of one of the files of `FRESH`."""
    return _read(FILE.with_name(name))


def same_wish(ideas: Sequence[Labelled]) -> NDArray[np.bool_]:
    """Which are partners: a square table."""
    wishes = np.array([idea.wish for idea in ideas])
    same: NDArray[np.bool_] = wishes[:, None] == wishes[None]
    np.fill_diagonal(same, val=False)
    return same


def table_of(texts: Sequence[str], likeness: Callable[[str, str], float]) -> Table:
    """Every idea beside every other, by a function of two texts."""
    return np.array([[likeness(one, other) for other in texts] for one in texts])


def judge(same: NDArray[np.bool_], scores: Table, marked: NDArray[np.bool_]) -> Score:
    """How good scores and marks are. A row is a new idea; nobody is compared with themselves."""
    scores = scores.astype(np.float64)
    np.fill_diagonal(scores, -np.inf)
    marked = marked & ~np.eye(len(same), dtype=bool)
    partners = same.sum(axis=1)
    first = np.argsort(-scores, axis=1, kind="stable")[:, :SHOWN]
    hits = np.take_along_axis(same, first, axis=1).sum(axis=1)
    asked = partners > 0
    right = int((marked & same).sum())
    return Score(
        hit=float((hits[asked] > 0).mean()),
        found=float((hits[asked] / np.minimum(partners[asked], SHOWN)).mean()),
        precision=right / max(int(marked.sum()), 1),
        recall=right / max(int(same.sum()), 1),
        ideas=len(same),
        pairs=int(same.sum()) // 2,
    )


def _read(file: Path) -> list[Labelled]:
    families = yaml.safe_load(file.read_text(encoding="utf-8")).items()
    wishes = [(family, texts) for family, lines in families for texts in lines]
    return [
        Labelled(text=text, wish=number, family=family)
        for number, (family, texts) in enumerate(wishes)
        for text in texts
    ]


def _half(family: str) -> str:
    return "keep" if hashlib.sha256(family.encode()).digest()[-1] % 2 else "tune"
