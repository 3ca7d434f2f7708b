"""Messages drawn as pages show them, and what differs between two texts. Pure."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from bot.announcements.content import Content
from bot.announcements.marks import write_marks
from bot.conversation.words import Span, Style
from knowledge.entries import Language

ELEMENTS = {
    Style.BOLD: "strong",
    Style.ITALIC: "em",
    Style.UNDERLINE: "u",
    Style.STRUCK: "s",
    Style.HIDDEN: "mark",
    Style.CODE: "code",
    Style.BLOCK: "code",
    Style.QUOTE: "q",
    Style.LINK: "a",
}
WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A part of a comparison: `same`, `new` or `gone`."""

    what: str
    words: str


def draw_text(text: str, spans: Sequence[Span]) -> Markup:
    """The text with its formatting, everything else escaped. Spans that cross are closed and opened again."""
    drawn: list[Markup] = []
    around: list[Span] = []  # what is open, outermost first
    places = sorted({0, len(text), *(min(place, len(text)) for span in spans for place in (span.start, span.end))})
    for start, end in zip(places, [*places[1:], len(text)], strict=True):
        here = sorted((s for s in spans if s.start <= start < s.end), key=lambda s: (s.start, -s.end))
        same = 0
        while same < min(len(around), len(here)) and around[same] == here[same]:
            same += 1
        drawn += [Markup("</{}>").format(ELEMENTS[span.style]) for span in reversed(around[same:])]
        drawn += [_opening(span) for span in here[same:]]
        drawn.append(escape(text[start:end]))
        around = here
    return Markup("").join(drawn)


def compare(old: str, new: str) -> list[Piece]:
    """What differs, word by word."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    pieces = []
    for what, i1, i2, j1, j2 in difflib.SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(Piece(what="same", words="".join(after[j1:j2])))
            continue
        if i2 > i1:
            pieces.append(Piece(what="gone", words="".join(before[i1:i2])))
        if j2 > j1:
            pieces.append(Piece(what="new", words="".join(after[j1:j2])))
    return pieces


def differences(old: Content, new: Content) -> dict[Language, list[Piece]]:
    """By language what differs between two versions, formatting, picture and link among it; nothing where all is the
    same."""
    found = {}
    for language in Language:
        before, after = say_all(old, language), say_all(new, language)
        if before != after:
            found[language] = compare(before, after)
    return found


def say_all(content: Content, language: Language) -> str:
    """Everything that somebody gets in this language, in one text to compare."""
    variant = content.variants.get(language)
    if variant is None:
        return ""
    parts = [write_marks(variant.text, variant.spans)]
    if content.picture:
        parts.append(f"Bild {content.picture[:8]}: {variant.alt}")
    if content.address:
        parts.append(f"Link {content.label}: {content.address}")
    return "\n\n".join(parts)


def _opening(span: Span) -> Markup:
    if span.style is not Style.LINK:
        return Markup("<{}>").format(ELEMENTS[span.style])
    safe = span.address if span.address.startswith(("https://", "http://")) else ""
    return Markup('<a href="{}" rel="noopener noreferrer">').format(safe)
