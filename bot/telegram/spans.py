"""Formatting: from Telegram's entities, which count UTF-16 units, to our spans, which count characters; and from spans
to Telegram's HTML."""

from collections.abc import Sequence
from html import escape
from itertools import accumulate

from telegram import MessageEntity

from bot.conversation.words import Span, Style

STYLES = {
    "bold": Style.BOLD,
    "italic": Style.ITALIC,
    "underline": Style.UNDERLINE,
    "strikethrough": Style.STRUCK,
    "spoiler": Style.HIDDEN,
    "code": Style.CODE,
    "pre": Style.BLOCK,
    "blockquote": Style.QUOTE,
    "expandable_blockquote": Style.QUOTE,
    "text_link": Style.LINK,
}
"""What is kept. Everything else (mentions, hashtags, bare addresses) Telegram finds again by itself."""

TAGS = {
    Style.BOLD: "b",
    Style.ITALIC: "i",
    Style.UNDERLINE: "u",
    Style.STRUCK: "s",
    Style.HIDDEN: "tg-spoiler",
    Style.CODE: "code",
    Style.BLOCK: "pre",
    Style.QUOTE: "blockquote",
    Style.LINK: "a",
}


def read_spans(text: str, entities: Sequence[MessageEntity]) -> tuple[Span, ...]:
    """The formatting of a text as it was typed. Raises ValueError where an entity is not what it should be."""
    lengths = (len(sign.encode("utf-16-le", "surrogatepass")) // 2 for sign in text)
    places = {units: number for number, units in enumerate(accumulate(lengths, initial=0))}
    spans = []
    for entity in entities:
        style = STYLES.get(entity.type)
        if style is None:
            continue
        if not isinstance(entity.offset, int) or not isinstance(entity.length, int):
            raise ValueError("no place in a text")  # noqa: TRY004 - what comes from outside is wrong, not the program
        start, end = places.get(entity.offset), places.get(entity.offset + entity.length)
        address = entity.url or ""
        if start is None or end is None or start >= end or (style is Style.LINK and not _leads_to_the_web(address)):
            continue
        spans.append(Span(start=start, end=end, style=style, address=address if style is Style.LINK else ""))
    return tuple(spans)


def draw_spans(text: str, spans: Sequence[Span]) -> str:
    """The text as Telegram's HTML: escaped, with its formatting. Spans that cross are closed and opened again."""
    drawn = []
    around: list[Span] = []  # what is open, outermost first
    places = sorted({0, len(text), *(place for span in spans for place in (span.start, span.end))})
    for start, end in zip(places, [*places[1:], len(text)], strict=True):
        here = sorted((s for s in spans if s.start <= start < s.end), key=lambda s: (s.start, -s.end))
        same = 0
        while same < min(len(around), len(here)) and around[same] == here[same]:
            same += 1
        drawn += [f"</{TAGS[span.style]}>" for span in reversed(around[same:])]
        drawn += [_opening(span) for span in here[same:]]
        drawn.append(escape(text[start:end], quote=False))
        around = here
    return "".join(drawn)


def _opening(span: Span) -> str:
    tag = TAGS[span.style]
    return f'<{tag} href="{escape(span.address)}">' if span.style is Style.LINK else f"<{tag}>"


def _leads_to_the_web(address: str) -> bool:
    return address.startswith(("https://", "http://")) and address.isprintable()
