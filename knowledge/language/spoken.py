"""Dialect and haste: what is typed as it is spoken, in the words that are meant, and words that only sound alike.

Two general means. A list (`common/spoken.txt`) for words of grammar: "isses" is "ist es". And a key for all others, in
which sounds that Thuringia does not part are one: "brojegd" and "Projekt", "andwordn" and "Antworten".
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from knowledge.language.folding import fold

_SPOKEN = Path(__file__).parent / "common" / "spoken.txt"

_SAME_SOUND = (
    (re.compile("eu|ei|ai|oi|ay|ey"), "ei"),
    (re.compile("ph"), "f"),
    (re.compile("ck|ch|g|q|c"), "k"),
    (re.compile("th|dt|d"), "t"),
    (re.compile("b"), "p"),
    (re.compile("y"), "i"),
    (re.compile("v"), "f"),
    (re.compile("z|ts|ß"), "s"),
    (re.compile(r"(?<=[aeiou])h(?![aeiou])"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"e(?=[nlrm](?![aeiou]))"), ""),
    (re.compile(r"e$"), ""),
)
_SHORTEST = 5
"""Shorter words sound like too many others."""


def as_written(typed: Sequence[str]) -> list[str]:
    """The words with those from the list put into written German."""
    return [word for one in typed for word in _meant_by().get(fold(one), (one,))]


@lru_cache(maxsize=50_000)
def sound_of(word: str) -> str:
    """The same for all folded words that sound alike where b and p, d and t, g and k are one."""
    for sounds, letter in _SAME_SOUND:
        word = sounds.sub(letter, word)
    return word


def sound_table(counts: Mapping[str, int]) -> dict[str, str]:
    """For each sound the most frequent known word that has it."""
    table: dict[str, str] = {}
    for word in sorted(counts, key=lambda word: (counts[word], word)):
        if len(word) >= _SHORTEST and word.isalpha():
            table[sound_of(word)] = word
    return table


@cache
def _meant_by() -> Mapping[str, tuple[str, ...]]:
    lines = (line.split() for line in _SPOKEN.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {fold(words[0]): tuple(words[1:]) for words in lines if len(words) > 1}
