r"""Formatting as it is typed where there is no tool bar: `**bold**`, `_italic_`, `[word](https://…)`, and back. Pure.

`\` before a sign takes its meaning away. Signs without a partner mean themselves, and so do underscores within words
and everything in a bare web address: nobody has to know the marks to write a text.
"""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.conversation.words import Span, Style

MARKS = {"**": Style.BOLD, "_": Style.ITALIC}
RANK = {Style.LINK: 0, Style.BOLD: 1, Style.ITALIC: 2}
"""What lies around what, where pieces begin and end at the same place."""
WEB = re.compile(r"https?://[^\s\[\]()<>\\*]*[^\s\[\]()<>\\*_.,;:!?]")
LINK = re.compile(r"\[((?:[^\[\]\\]|\\.)+)\]\((https?://[^\s()\\]+)\)", re.DOTALL)
ESCAPED = re.compile(r"\\([\\*_\[\]()])")
SPECIAL = re.compile(r"[\\*_\[\]]")


@dataclass
class _Written:
    """What has been read so far: pieces of text, the pieces at which a mark stands open, the spans by pieces."""

    pieces: list[str] = field(default_factory=list)
    open: list[tuple[str, int]] = field(default_factory=list)
    spans: list[tuple[int, int, Style, str]] = field(default_factory=list)


def read_marks(typed: str) -> tuple[str, tuple[Span, ...]]:
    """The text that is meant, and its formatting."""
    written = _Written()
    _read(typed, written, links=True)
    places = [0]
    for piece in written.pieces:
        places.append(places[-1] + len(piece))
    spans = (
        Span(start=places[first], end=places[last], style=style, address=address)
        for first, last, style, address in written.spans
    )
    return "".join(written.pieces), _without_doubles(in_order(spans))


def write_marks(text: str, spans: Sequence[Span]) -> str:
    """What has to be typed to get this text. Formatting that marks cannot say is left out; the text never is."""
    wanted = in_order(span for span in spans if span.style in RANK)
    if read_marks(made := _write(text, wanted)) == (text, wanted):
        return made
    kept: tuple[Span, ...] = ()
    for span in wanted:
        tried = in_order((*kept, span))
        if read_marks(_write(text, tried)) == (text, tried):
            kept = tried
    return _write(text, kept)


def is_sayable(text: str, spans: Sequence[Span]) -> bool:
    """Whether marks can say all of this formatting."""
    return read_marks(write_marks(text, spans)) == (text, in_order(spans))


def in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans from the first to the last, those around others before them."""
    return tuple(sorted(spans, key=lambda span: (span.start, -span.end, RANK.get(span.style, len(RANK)))))


def _without_doubles(spans: Sequence[Span]) -> tuple[Span, ...]:
    """What lies within a piece of the same style says nothing more: bold words of a link in a bold line."""
    kept: list[Span] = []
    for span in spans:
        if not any(other.style is span.style and other.end >= span.end for other in kept):
            kept.append(span)
    return tuple(kept)


def _read(typed: str, written: _Written, *, links: bool) -> None:
    here = len(written.open)  # marks that were opened outside a link are not closed within it
    at = 0
    while at < len(typed):
        if escaped := ESCAPED.match(typed, at):
            written.pieces.append(escaped[1])
            at = escaped.end()
        elif web := WEB.match(typed, at):
            written.pieces.append(web[0])
            at = web.end()
        elif links and (link := LINK.match(typed, at)):
            first = len(written.pieces)
            _read(link[1], written, links=False)
            written.spans.append((first, len(written.pieces), Style.LINK, link[2]))
            at = link.end()
        elif mark := next((mark for mark in MARKS if typed.startswith(mark, at)), None):
            _read_mark(mark, typed, at, written, here)
            at += len(mark)
        else:
            written.pieces.append(typed[at])
            at += 1
    del written.open[here:]


def _read_mark(mark: str, typed: str, at: int, written: _Written, here: int) -> None:
    before, after = typed[at - 1 : at], typed[at + len(mark) : at + len(mark) + 1]
    within_word = mark == "_" and before.isalnum() and after.isalnum()
    place = next((n for n in range(len(written.open) - 1, here - 1, -1) if written.open[n][0] == mark), None)
    if place is not None:
        first = written.open[place][1]
        closes = not before.isspace() and not (mark == "_" and after.isalnum())
        if closes and any(written.pieces[first + 1 :]):
            del written.open[place:]
            written.pieces[first] = ""
            written.spans.append((first, len(written.pieces), MARKS[mark], ""))
            return
    elif after and not after.isspace() and not within_word and not (mark == "_" and before.isalnum()):
        written.open.append((mark, len(written.pieces)))
    written.pieces.append(mark)


def _write(text: str, spans: Sequence[Span]) -> str:
    plain = _web_places(text, spans)
    written: list[str] = []
    around: list[Span] = []
    for place in range(len(text) + 1):
        while around and around[-1].end <= place:
            written.append(_closing(around.pop()))
        for span in spans:
            if span.start == place < span.end:
                written.append(_opening(span))
                around.append(span)
        if place < len(text):
            means_itself = place in plain or not _needs_escape(text, place, spans)
            written.append(text[place] if means_itself else f"\\{text[place]}")
    return "".join(written)


def _web_places(text: str, spans: Sequence[Span]) -> set[int]:
    """Where signs stand in a bare web address. Formatting that ends within one ends the address for the reader, too."""
    edges = sorted({0, len(text), *(edge for span in spans for edge in (span.start, span.end))})
    return {
        start + place
        for start, end in itertools.pairwise(edges)
        for web in WEB.finditer(text[start:end])
        for place in range(web.start(), web.end())
    }


def _needs_escape(text: str, place: int, spans: Sequence[Span]) -> bool:
    sign = text[place]
    if not SPECIAL.match(sign):
        return False
    edges = {edge for span in spans for edge in (span.start, span.end)}
    beside = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
    at_edge = place in edges or place + 1 in edges
    if sign == "*":
        return at_edge or "*" in beside
    if sign == "_":
        return at_edge or not all(each.isalnum() for each in beside)
    if sign == "\\":
        return at_edge or not beside[1].isalnum()
    linked = any(span.style is Style.LINK and span.start <= place < span.end for span in spans)
    return linked or (sign == "[" and "](http" in text[place:])


def _opening(span: Span) -> str:
    return "[" if span.style is Style.LINK else _mark(span)


def _closing(span: Span) -> str:
    return f"]({span.address})" if span.style is Style.LINK else _mark(span)


def _mark(span: Span) -> str:
    return next(mark for mark, style in MARKS.items() if style is span.style)
