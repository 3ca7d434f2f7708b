"""The labelled sentences about taking part."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "intents.tsv"
SECOND = Path(__file__).parent / "intents-2.tsv"
"""Of people who are registered."""


@dataclass(frozen=True)
class Labelled:
    text: str
    label: str
    people: int | None

    @property
    def kept(self) -> bool:
        """Half of them were never looked at while the rules were written."""
        return hashlib.sha256(self.text.encode()).digest()[0] % 2 == 0


def read_labelled(file: Path = FILE) -> list[Labelled]:
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [_labelled(*line.split("\t")) for line in lines]


def _labelled(text: str, label: str, people: str = "") -> Labelled:
    return Labelled(text, label, int(people) if people else None)
