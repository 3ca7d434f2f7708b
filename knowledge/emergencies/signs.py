"""What `emergencies.yaml` and `emergency-words.yaml` say: signs with their points, what speaks for and against."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
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


class SignList:
    """Signs in an order, found by the groups that a sentence has: most of hundreds need not be looked at."""

    def __init__(self, signs: Sequence[Sign]) -> None:
        self._signs = signs
        named = Counter(name for sign in signs for part in sign for name in part)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for number, sign in enumerate(signs):
            for name in min(sign, key=lambda part: sum(named[name] for name in part)):
                self._by_name[name].append(number)

    def likely(self, names: Iterable[str]) -> list[tuple[int, Sign]]:
        """Those that a sentence with these groups can have at all, each with its place in the list, in order."""
        numbers = {number for name in names for number in self._by_name.get(name, ())}
        return [(number, self._signs[number]) for number in sorted(numbers)]


@dataclass(frozen=True, kw_only=True)
class Against:
    """One thing that takes the alarm out of a sentence: phrases, or a word it opens with."""

    points: int
    phrases: SignList
    opening: frozenset[str]
    unless: Part
    softens_crisis: bool


@dataclass(frozen=True, kw_only=True)
class DangerSigns:
    """The signs of one danger, the strongest first; `points[n]` are those of the n-th sign."""

    signs: SignList
    points: Sequence[int]


@dataclass(frozen=True, kw_only=True)
class Signs:
    """The two lists, ready to be compared."""

    groups: Groups
    right: frozenset[str]
    """Folded words that are no typing error of another one."""
    dangers: Mapping[Danger, DangerSigns]
    now: SignList
    against: Sequence[Against]
    calls: Mapping[Danger, Part]
    """The groups of bare calls ("Notarzt!"): messages of nothing but these and words `beside_calls`."""
    beside_calls: Part

    @classmethod
    def read(cls, folder: Path = CONTENT) -> Self:
        """Read the lists. Raises OSError, yaml.YAMLError, KeyError or ValueError: the package is broken then."""
        words: dict[str, list[str]] = yaml.safe_load((folder / "emergency-words.yaml").read_text(encoding="utf-8"))
        data: dict[str, Any] = yaml.safe_load((folder / "emergencies.yaml").read_text(encoding="utf-8"))
        dangers = {danger: _signs_of(data[danger]) for danger in Danger}
        against = data["against"]
        phrases = {name: [_sign(line) for line in row["phrases"]] for name, row in against.items()}
        now = [_sign(line) for line in data["now"]]
        found = [sign for rows in dangers.values() for _, sign in rows]
        calls = {danger: frozenset(data["calls"].get(danger, ())) for danger in Danger}
        beside_calls = frozenset(data["calls"]["beside"])
        unless = [tuple(frozenset([name]) for name in row.get("unless", ())) for row in against.values()]
        spoken = [*now, *chain.from_iterable(phrases.values()), *unless]
        names = _names([*found, *spoken])
        named = names.union(beside_calls, *calls.values())
        if unknown := {name for name in named if name.isupper()} - words.keys():
            raise ValueError(f"signs name groups that do not exist: {sorted(unknown)}")
        grammar = _names(spoken) - _names(found) | set(data["grammar"])
        right = everyday_words() | {fold(word) for word in data["spelled_right"]}
        return cls(
            groups=Groups(
                {**words, **{name: [name] for name in names if not name.isupper()}},
                right=right,
                exact=grammar,
                apart={fold(word) for word in data.get("compounds_apart", ())},
            ),
            right=right,
            dangers={danger: _danger_signs(rows) for danger, rows in dangers.items()},
            now=SignList(now),
            against=[_against(row, phrases[name]) for name, row in against.items()],
            calls=calls,
            beside_calls=beside_calls,
        )


def _signs_of(rows: Mapping[str, Sequence[str]]) -> list[tuple[int, Sign]]:
    signs = [(POINTS[strength], _sign(line)) for strength, lines in rows.items() for line in lines]
    return sorted(signs, key=lambda row: -row[0])


def _danger_signs(rows: Sequence[tuple[int, Sign]]) -> DangerSigns:
    return DangerSigns(signs=SignList([sign for _, sign in rows]), points=[points for points, _ in rows])


def _against(row: Mapping[str, Any], phrases: Sequence[Sign]) -> Against:
    return Against(
        points=row["points"],
        phrases=SignList(phrases),
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
