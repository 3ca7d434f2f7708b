"""What the guard finds: a kind of personal data, and where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a piece of text tells about a person."""

    PHONE = "phone"
    EMAIL = "email"
    IBAN = "iban"
    PLATE = "plate"
    ADDRESS = "address"
    HEALTH = "health"


@dataclass(frozen=True, kw_only=True, order=True)
class Found:
    """One piece of personal data; `start` and `end` count characters, as Python's slices do."""

    start: int
    end: int
    kind: Kind


Span = tuple[int, int]


def words(listed: str) -> frozenset[str]:
    """The words of a list that is written as a text, for lists too long for quotes and commas."""
    return frozenset(listed.split())


def one_of(listed: str, ending: str = "") -> str:
    """The listed patterns as one pattern; "_" is the blank inside one of several words."""
    patterns = (word.replace("_", " ") for word in listed.split())
    return f"(?:{'|'.join(patterns)}){ending}"


def blank(text: str, spans: Iterable[Span]) -> str:
    """The text with these stretches made unreadable, every other character at its place."""
    for start, end in spans:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text
