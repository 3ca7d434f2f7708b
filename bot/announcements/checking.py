"""What an announcement must be before it can be sent, and how long it may be. Pure."""

import re
from collections.abc import Sequence
from enum import StrEnum
from urllib.parse import urlsplit

from bot.announcements.content import Content
from knowledge.entries import Language

LONGEST = 4096
"""UTF-16 units of one message, by Telegram's rule."""
LONGEST_CAPTION = 1024
"""The same beside a picture."""
LONGEST_LABEL = 24
LONGEST_ALT = 300
HOST = re.compile(r"(?=.{1,253}$)(?:[a-zäöüß0-9](?:[a-zäöüß0-9-]{0,61}[a-zäöüß0-9])?\.)+[a-z]{2,63}", re.IGNORECASE)


class Missing(StrEnum):
    """What keeps an announcement from being sent."""

    TEXT = "text"
    TOO_LONG = "too_long"
    ALT = "alt"


def length(text: str) -> int:
    """How long a text is by Telegram's count: in UTF-16 units, an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def most(*, picture: bool) -> int:
    """How long the text may be."""
    return LONGEST_CAPTION if picture else LONGEST


def find_missing(content: Content) -> list[tuple[Missing, Language]]:
    """What is still missing, in which language; nothing if it can be sent."""
    if Language.GERMAN not in content.variants:
        return [(Missing.TEXT, Language.GERMAN)]
    found = [
        (Missing.TOO_LONG, language)
        for language in content.languages
        if length(content.variants[language].text) > most(picture=bool(content.picture))
    ]
    if content.picture:
        found += [
            (Missing.ALT, language) for language in languages_of_alt(content) if not content.variants[language].alt
        ]
    return found


def languages_of_alt(content: Content) -> Sequence[Language]:
    """In which languages a picture has to be described: plain German may share the German words."""
    return [language for language in content.languages if language is not Language.SIMPLE]


def read_link(typed: str) -> tuple[str, str] | None:
    """Label and address from two lines, or from one with the address at its end; None if that is no link.

    Only https, only names of machines: what people press must lead where it says.
    """
    words, _, address = typed.strip().replace("\n", " ").rpartition(" ")
    label = " ".join(words.split())
    if not label or len(label) > LONGEST_LABEL or not is_web_address(address):
        return None
    return label, address


def is_web_address(address: str) -> bool:
    """Whether this is an https address of a named machine, without a password in it."""
    if not address.isprintable() or any(sign in address for sign in " <>\"'\\"):
        return False
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    named = parts.hostname is not None and HOST.fullmatch(parts.hostname) is not None
    return parts.scheme == "https" and named and parts.username is None and (port is None or port > 0)
