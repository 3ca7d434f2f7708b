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


def blank(text: str, spans: Iterable[Span]) -> str:
    """The text with these stretches made unreadable, every other character at its place."""
    for start, end in spans:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text
