"""The labelled texts of `personal.yaml`, and how well the guard does on them."""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from bot.conversation.personal import Found, Kind, find_personal_data

FILE = Path(__file__).parent / "personal.yaml"
MARK = re.compile(r"\{(\w+) ([^{}]+)\}")


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """One text without its marks, and what must be found in it."""

    text: str
    wanted: list[Found]


@dataclass
class Score:
    """Found pieces and wanted pieces by kind; clean texts in which something was found."""

    wanted: Counter[Kind] = field(default_factory=Counter)
    exact: Counter[Kind] = field(default_factory=Counter)
    touched: Counter[Kind] = field(default_factory=Counter)
    clean: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def recall(self, *kinds: Kind, exact: bool) -> float:
        hits = self.exact if exact else self.touched
        return sum(hits[kind] for kind in kinds) / sum(self.wanted[kind] for kind in kinds)


def read_labelled(side: str) -> list[Labelled]:
    lines = yaml.safe_load(FILE.read_text(encoding="utf-8"))[side].splitlines()
    return [_unmark(line.replace("⏎", "\n")) for line in lines]


def _unmark(line: str) -> Labelled:
    text, wanted, last = "", [], 0
    for mark in MARK.finditer(line):
        text += line[last : mark.start()]
        wanted.append(Found(kind=Kind(mark[1]), start=len(text), end=len(text) + len(mark[2])))
        text += mark[2]
        last = mark.end()
    return Labelled(text=text + line[last:], wanted=wanted)


def measure(side: str) -> Score:
    score = Score()
    for labelled in read_labelled(side):
        found = find_personal_data(labelled.text)
        if not labelled.wanted:
            score.clean.append(labelled.text)
            score.alarms += [labelled.text] if found else []
        for piece in labelled.wanted:
            score.wanted[piece.kind] += 1
            score.exact[piece.kind] += piece in found
            score.touched[piece.kind] += any(
                other.kind is piece.kind and other.start < piece.end and piece.start < other.end for other in found
            )
            score.missed += [labelled.text] if piece not in found else []
    return score


def report(score: Score) -> str:
    figures = [
        f"{kind}: {score.touched[kind]} of {score.wanted[kind]}, {score.exact[kind]} to the letter" for kind in Kind
    ]
    return "\n".join([*figures, f"false alarms: {len(score.alarms)} of {len(score.clean)}"])


if __name__ == "__main__":
    import sys

    for half in ("tune", "keep"):
        sys.stdout.write(f"{half}\n{report(measure(half))}\n\n")
