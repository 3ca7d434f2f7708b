"""All personal data in a text: the finders in their order, and what takes the place of what they find."""

from collections.abc import Callable, Iterator, Sequence

from bot.conversation.personal.accounts import find_ibans, iban_shapes
from bot.conversation.personal.addresses import find_addresses
from bot.conversation.personal.found import Found, Kind, Span, blank
from bot.conversation.personal.health import find_health
from bot.conversation.personal.mails import find_mails
from bot.conversation.personal.phones import find_phones
from bot.conversation.personal.plates import find_plates
from bot.conversation.personal.visible import read

BLACKED_OUT = {
    Kind.PHONE: "[Telefonnummer]",
    Kind.EMAIL: "[E-Mail-Adresse]",
    Kind.IBAN: "[Bankverbindung]",
    Kind.PLATE: "[Kennzeichen]",
    Kind.ADDRESS: "[Adresse]",
    Kind.HEALTH: "[Gesundheitsangabe]",
}
"""In German for everybody: it is the city's staff who read it."""
_FINDERS: tuple[tuple[Kind, Callable[[str], Iterator[Span]]], ...] = (
    (Kind.EMAIL, find_mails),
    (Kind.IBAN, find_ibans),
    (Kind.PLATE, find_plates),
    (Kind.PHONE, find_phones),
    (Kind.ADDRESS, find_addresses),
    (Kind.HEALTH, find_health),
)
"""The surest first: what one has found, the next ones no longer see."""


def find_personal_data(text: str) -> list[Found]:
    """All personal data in the text, in order; no two pieces overlap."""
    visible = read(text)
    left = visible.text
    found: list[Found] = []
    for kind, find in _FINDERS:
        if kind is Kind.PLATE:
            left = blank(left, iban_shapes(left))  # a mistyped IBAN is no phone number
        spans = list(find(left))
        for span in spans:
            start, end = visible.there(*span)
            found.append(Found(kind=kind, start=start, end=end))
        left = blank(left, spans)
    return sorted(found)


def redact(text: str, found: Sequence[Found]) -> str:
    """The text with each piece replaced by what it was."""
    parts: list[str] = []
    last = 0
    for piece in sorted(found):
        parts += [text[last : piece.start], BLACKED_OUT[piece.kind]]
        last = piece.end
    return "".join([*parts, text[last:]])
