"""From a `Reply` to Telegram messages: the one place that escapes, splits and draws.

Telegram counts UTF-16 units: an emoji is two. A long reply is cut at paragraphs, then sentences, then words, never
inside a character, and never silently shortened.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import escape
from urllib.parse import urlencode

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, User
from telegram.constants import MessageLimit

from bot.conversation.words import Button, Document, Picture, Reply, read_reference
from bot.telegram.spans import draw_spans

LIMIT = MessageLimit.MAX_TEXT_LENGTH.value
CAPTION = MessageLimit.CAPTION_LENGTH.value
"""Units of the text that may stand in one message with a picture."""
BETWEEN = 8
"""Units of the empty lines between title, text, links and note, at most."""
NARROW = 20
"""Labels up to this length share a row of two; longer ones would be cut off on a telephone."""
LONGEST_CHARACTER = 32
"""Signs that may make one character to the eye. What is longer is no writing, and is cut like anything else."""
JOINER = "\u200d"
CONTINUES = re.compile(f"[{JOINER}\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
"""Signs that belong to the emoji before them: a joiner, the colour of a skin, the letters of a region's flag."""
FLAGS = re.compile("[\U0001f1e6-\U0001f1ff]+$")
"""Two of these make a flag."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One message as Telegram takes it."""

    html: str
    keyboard: InlineKeyboardMarkup | None = field(default=None)
    picture: Picture | None = None
    document: Document | None = None


def draw(reply: Reply, me: User | None = None) -> list[Drawn]:
    """The messages of a reply. The buttons are under the last one, where the thumb is. `me` is the bot itself: a button
    that shares needs to know it, and is left out without."""
    links = "\n".join(f'<a href="{escape(link.address)}">{escape(link.label)}</a>' for link in reply.links)
    head = f"<b>{escape(reply.title)}</b>\n\n" if reply.title else ""
    tail = "".join(f"\n\n{part}" for part in (links, f"<i>{escape(reply.note)}</i>" if reply.note else "") if part)
    around = units(reply.title) + sum(units(link.label) + 1 for link in reply.links) + units(reply.note)
    around += BETWEEN if around else 0
    parts = split(reply.text, LIMIT - around)
    texts = [escape(part, quote=False) for part in parts]
    if reply.spans and len(parts) == 1:  # what is formatted was held to one message when it was written
        texts = [draw_spans(reply.text, reply.spans)]
    texts[0] = head + texts[0]
    texts[-1] += tail
    drawn = [Drawn(html=text) for text in texts]
    drawn[-1] = replace(drawn[-1], keyboard=_keyboard(reply.buttons, me))
    if reply.picture and len(drawn) == 1 and around + units(reply.text) <= CAPTION:
        drawn[0] = replace(drawn[0], picture=reply.picture)
    elif reply.picture:
        drawn.insert(0, Drawn(html=escape(reply.picture.alt), picture=reply.picture))
    return [*drawn, Drawn(html="", document=reply.document)] if reply.document else drawn


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, limit: int) -> list[str]:
    """A text in parts of at most `limit` units, cut where it hurts least. An empty text is one empty part.

    Raises ValueError where title, links and note leave no room for the text.
    """
    if limit < LONGEST_CHARACTER:
        raise ValueError(f"no room for the text: {limit} units")
    parts = []
    text = text.strip()
    while units(text) > limit:
        window = _first_units(text, limit)
        cut = next((at for mark in ("\n\n", "\n", ". ", " ") if (at := window.rfind(mark)) > 0), 0)
        keep = (cut + 1 if window[cut : cut + 2] == ". " else cut) or _whole(text, len(window))
        parts.append(text[:keep].rstrip())
        text = text[keep:].lstrip()
    return [*parts, text]


def _first_units(text: str, limit: int) -> str:
    return text.encode("utf-16-le")[: limit * 2].decode("utf-16-le", "ignore")


def _whole(text: str, cut: int) -> int:
    """The last place up to `cut` that is not inside what people see as one character: a flag, a family, an accent."""
    places = range(cut, max(0, cut - LONGEST_CHARACTER), -1)
    return next((at for at in places if not _is_inside(text, at)), cut)


def _is_inside(text: str, at: int) -> bool:
    if text[at - 1] == JOINER or CONTINUES.match(text[at]) or unicodedata.category(text[at]) in {"Mn", "Mc", "Me"}:
        return True
    flags = FLAGS.search(text[:at])
    return bool(flags and FLAGS.match(text[at]) and len(flags.group()) % 2)


def _keyboard(buttons: Sequence[Button], me: User | None) -> InlineKeyboardMarkup | None:
    rows: list[list[InlineKeyboardButton]] = []
    width = 0
    for button in buttons:
        drawn = _drawn(button, me)
        if drawn is None:
            continue
        if rows and len(rows[-1]) == 1 and max(width, len(button.label)) <= NARROW:
            rows[-1].append(drawn)
        else:
            rows.append([drawn])
        width = len(button.label)
    return InlineKeyboardMarkup(rows) if rows else None


def _drawn(button: Button, me: User | None) -> InlineKeyboardButton | None:
    if button.address:
        return InlineKeyboardButton(button.label, url=button.address)
    if button.shares:
        return _sharing(button, me)
    if button.private and me:
        return InlineKeyboardButton(button.label, url=f"https://t.me/{me.username}?start={button.private}")
    return InlineKeyboardButton(button.label, callback_data=button.reference)


def _sharing(button: Button, me: User | None) -> InlineKeyboardButton | None:
    """A card by inline mode; where that is switched off at BotFather, a link into the conversation."""
    if me is None:
        return None
    if me.supports_inline_queries:
        return InlineKeyboardButton(button.label, switch_inline_query=button.shares)
    _, entry = read_reference(button.reference) or ("", "")
    link = urlencode({"url": f"https://t.me/{me.username}?start={entry}", "text": button.shares})
    return InlineKeyboardButton(button.label, url=f"https://t.me/share/url?{link}")
