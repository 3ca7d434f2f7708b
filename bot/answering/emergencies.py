"""Emergency words before everything else: fixed signs, with negation and the past tense taken into account.

The assistant can call nobody; all it can do is to put 112, 110 and the crisis line first, whatever else is going on.
A missed alarm weighs far more than a false one, so crisis signs are never softened by the past tense.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

import yaml

from knowledge.language.folding import clean, fold, words_of
from knowledge.loading import CONTENT

GAP = 2
"""So many other words may stand between the words of one sign."""
REACH = 4
"""A negation counts within so many words of the sign."""

SHORT = 4
"""Marks up to this length must be the whole word: `war` is not `warum`."""


class Danger(StrEnum):
    """Who can help."""

    RESCUE = "rescue"
    POLICE = "police"
    CRISIS = "crisis"


Sign = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Signs:
    """The lists of `knowledge/content/emergencies.yaml`; words are folded beginnings."""

    strong: Mapping[Danger, Sequence[Sign]]
    weak: Mapping[Danger, Sequence[Sign]]
    urgent: frozenset[str]
    negation: frozenset[str]
    told: Sequence[str]
    asked: Sequence[str]

    @classmethod
    def read(cls, path: Path = CONTENT / "emergencies-old.yaml") -> Self:
        """Read the lists. Raises OSError, yaml.YAMLError or KeyError: the package is broken then."""
        data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        split = {
            danger: {strength: [_words(sign) for sign in signs] for strength, signs in data[danger].items()}
            for danger in Danger
        }
        return cls(
            strong={danger: split[danger]["strong"] for danger in Danger},
            weak={danger: split[danger]["weak"] for danger in Danger},
            urgent=frozenset(data["urgent"]),
            negation=frozenset(data["negation"]),
            told=data["told"],
            asked=data["asked"],
        )


def danger_in(text: str, signs: Signs) -> Danger | None:
    """Who is needed at once, by the words of a message; None for the many messages that are no emergency."""
    for sentence in _sentences(text):
        words = _words(sentence)
        if not words:
            continue
        for danger in (Danger.CRISIS, Danger.RESCUE, Danger.POLICE):
            if _alarming(words, danger, signs):
                return danger
    return None


def _alarming(words: Sequence[str], danger: Danger, signs: Signs) -> bool:
    if danger is not Danger.CRISIS and _has(words, signs.told):
        return False
    urgent = any(word in signs.urgent for word in words) and not _has(words, signs.asked)
    candidates = [*signs.strong[danger], *(signs.weak[danger] if urgent else ())]
    return any(
        not _negated(words, place, sign, signs) for sign in candidates if (place := _place(words, sign)) is not None
    )


def _has(words: Sequence[str], marks: Sequence[str]) -> bool:
    """Whether a mark is among the words; a longer mark finds longer words too (`vorig` finds `voriges`)."""
    return any(word == mark or (len(mark) > SHORT and word.startswith(mark)) for mark in marks for word in words)


def _place(words: Sequence[str], sign: Sign) -> tuple[int, int] | None:
    """First and last index of a sign's words in the sentence, or None."""
    for start, word in enumerate(words):
        if not word.startswith(sign[0]):
            continue
        at = start
        for part in sign[1:]:
            later = range(at + 1, min(at + 2 + GAP, len(words)))
            at = next((index for index in later if words[index].startswith(part)), -1)
            if at < 0:
                break
        if at >= 0:
            return start, at
    return None


def _negated(words: Sequence[str], place: tuple[int, int], sign: Sign, signs: Signs) -> bool:
    first, last = place
    near = [*words[max(0, first - REACH) : first], *words[first : last + 1], *words[last + 1 : last + 1 + REACH]]
    return any(word in signs.negation and word not in sign for word in near)


def _words(text: str) -> Sign:
    return tuple(fold(word) for word in words_of(clean(text)))


def _sentences(text: str) -> list[str]:
    return text.replace("!", ".").replace("?", ".").replace("\n", ".").split(".")
