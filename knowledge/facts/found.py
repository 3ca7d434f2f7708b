"""What was found in a text. Readers fill it one after the other and blank out what they took."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

Key = tuple[str, str]
"""The kind of a fact and its value, spelled the same for every language."""


@dataclass
class Facts:
    """What a text states, as key → how it is written there, and what it would also let pass.

    "dritte" need not be matched by the other languages, but it does match a "3." there."""

    stated: dict[Key, str] = field(default_factory=dict)
    allowed: set[Key] = field(default_factory=set)

    def has(self, key: Key) -> bool:
        """Whether the text states this, or says it in a way that will do."""
        return key in self.stated or key in self.allowed


def take(pattern: str, words: str, taker: Callable[[re.Match[str]], bool | None]) -> str:
    """Hand every match to the taker. What it does not decline (False) becomes blanks, so that nothing is read twice."""

    def replace(match: re.Match[str]) -> str:
        return match.group() if taker(match) is False else " " * len(match.group())

    return re.sub(pattern, replace, words)
