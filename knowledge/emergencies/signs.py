"""What `emergencies.yaml` and `emergency-words.yaml` say: signs with their points, what speaks for and against."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import yaml

from knowledge.emergencies.dangers import Danger
from knowledge.emergencies.groups import Groups
from knowledge.language.common import everyday_words
from knowledge.language.folding import fold
from knowledge.loading import CONTENT

POINTS = {"certain": 3, "likely": 2, "hint": 1}

Part = frozenset[str]
"""A choice of groups. A word in small letters, or a phrase, is a group of its own."""
Sign = tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class Against:
    """One thing that takes the alarm out of a sentence: phrases, or a word it opens with."""

    name: str
    points: int
    phrases: Sequence[Sign]
    opening: frozenset[str]
    unless: Part
    softens_crisis: bool


@dataclass(frozen=True, kw_only=True)
class Signs:
    """The two lists, ready to be compared. The strongest signs of a danger come first."""

    groups: Groups
    dangers: Mapping[Danger, Sequence[tuple[int, Sign]]]
    now: Sequence[Sign]
    against: Sequence[Against]

    @classmethod
    def read(cls, folder: Path = CONTENT) -> Self:
        """Read the lists. Raises OSError, yaml.YAMLError, KeyError or ValueError: the package is broken then."""
        words: dict[str, list[str]] = yaml.safe_load((folder / "emergency-words.yaml").read_text(encoding="utf-8"))
        data: dict[str, Any] = yaml.safe_load((folder / "emergencies.yaml").read_text(encoding="utf-8"))
        dangers = {danger: _signs_of(data[danger]) for danger in Danger}
        against = [_against(name, row) for name, row in data["against"].items()]
        now = [_sign(line) for line in data["now"]]
        found = [sign for rows in dangers.values() for _, sign in rows]
        spoken = [*now, *(phrase for row in against for phrase in (*row.phrases, (row.unless,)))]
        names = _names([*found, *spoken])
        if unknown := {name for name in names if name.isupper()} - words.keys():
            raise ValueError(f"signs name groups that do not exist: {sorted(unknown)}")
        grammar = _names(spoken) - _names(found) | set(data["grammar"])
        return cls(
            groups=Groups(
                {**words, **{name: [name] for name in names if not name.isupper()}},
                right=everyday_words() | {fold(word) for word in data["spelled_right"]},
                exact=grammar,
            ),
            dangers=dangers,
            now=now,
            against=against,
        )


def _signs_of(rows: Mapping[str, Sequence[str]]) -> list[tuple[int, Sign]]:
    signs = [(POINTS[strength], _sign(line)) for strength, lines in rows.items() for line in lines]
    return sorted(signs, key=lambda row: -row[0])


def _against(name: str, row: Mapping[str, Any]) -> Against:
    return Against(
        name=name,
        points=row["points"],
        phrases=[_sign(line) for line in row["phrases"]],
        opening=frozenset(fold(word) for word in row.get("opening", ())),
        unless=frozenset(row.get("unless", ())),
        softens_crisis=row.get("crisis", False),
    )


def _sign(line: str) -> Sign:
    return tuple(frozenset(_name(choice) for choice in part.split("|")) for part in str(line).split())


def _name(choice: str) -> str:
    return choice if choice.isupper() else "+".join(fold(word) for word in choice.split("+"))


def _names(signs: Iterable[Sign]) -> set[str]:
    return {name for sign in signs for part in sign for name in part}
