"""Entities: what Telegram finds in a text by itself (commands, mentions, links) and how they look as HTML."""

import html
import re
from typing import Any

from .utf16 import cut, offsets

ADDRESS = r"(?<![\w@])(?:https?://[^\s<>\"]+|(?:[a-z0-9-]+\.)+(?:de|com|org|net|eu|info|me|io)\b(?:/[^\s<>\"]*)?)"
FINDERS = (
    ("bot_command", "/", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>@])")),
    ("url", ".", re.compile(ADDRESS, re.IGNORECASE)),
    ("email", "@", re.compile(r"(?<![\w.+-])[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)),
    ("mention", "@", re.compile(r"(?<!\w)@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)")),
    ("hashtag", "#", re.compile(r"(?<!\w)#(?=\w*[^\W\d])\w{1,256}")),
    ("phone_number", "+", re.compile(r"(?<![\w+])\+\d(?:[ ()/-]?\d){7,14}(?!\w)")),
)
MAY_HOLD_ONE = re.compile(r"[/@#.+]")
TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote expandable",
}
CONTINUOUS = frozenset({"text_link", "text_mention", "code", "pre", "custom_emoji"})


def find_entities(text: str, given: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    """The given entities together with what Telegram recognises between them."""
    given = given or []
    if not MAY_HOLD_ONE.search(text):
        return given
    starts = offsets(text)
    taken = [_span(entity) for entity in given if entity["type"] in CONTINUOUS]
    found = list(given)
    for kind, sign, finder in FINDERS:
        if sign not in text:
            continue
        for match in finder.finditer(text):
            begin, end = match.span()
            if kind == "url":
                end = begin + len(match[0].rstrip(".,;:!?)'\""))
            first, last = starts[begin], starts[end]
            if all(last <= other_first or first >= other_last for other_first, other_last in taken):
                taken.append((first, last))
                found.append({"type": kind, "offset": first, "length": last - first})
    return sorted(found, key=by_place) if len(found) > len(given) else given


def by_place(entity: dict[str, Any]) -> tuple[int, int]:
    """The order of entities: as they begin, the longer first."""
    return entity["offset"], -entity["length"]


def entity_texts(message: dict[str, Any], kind: str) -> list[str]:
    """The words that entities of one kind mark in a message."""
    text = message.get("text") or message.get("caption") or ""
    entities = message.get("entities") or message.get("caption_entities") or []
    return [cut(text, entity["offset"], entity["length"]) for entity in entities if entity["type"] == kind]


def as_html(text: str, entities: list[dict[str, Any]]) -> str:
    """The text with its formatting as HTML that would give the same message."""
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for entity in entities:
        tag = _tag(entity)
        if tag is not None:
            first, last = _span(entity)
            opening.setdefault(first, []).append(f"<{tag}>")
            closing.setdefault(last, []).insert(0, f"</{tag.split()[0]}>")
    if not opening:
        return html.escape(text, quote=False)
    pieces = []
    starts = offsets(text)
    for at, sign in zip(starts, [*text, ""], strict=True):
        pieces += closing.get(at, []) + opening.get(at, [])
        pieces.append(html.escape(sign, quote=False))
    return "".join(pieces)


def _tag(entity: dict[str, Any]) -> str | None:
    if entity["type"] == "text_link":
        return f'a href="{html.escape(entity["url"])}"'
    if entity["type"] == "text_mention":
        return f'a href="tg://user?id={entity["user"]["id"]}"'
    return TAGS.get(entity["type"])


def _span(entity: dict[str, Any]) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]
