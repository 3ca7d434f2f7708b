"""Cards for other people's chats: what the rooms offer while somebody types `@bot …`, and how every card looks.

A room that has something to share brings a Source. One whose cards change with time is Living as well: what was shared
of it is kept true (`shared.py`).
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

import structlog

from bot.clock import Clock
from bot.conversation.words import Button, Reply
from bot.texts import TextBook, Texts
from storage.database import Database, Session
from storage.errors import StorageError

MOST_CARDS = 10
LONGEST_QUERY = 120
"""Signs. Who types more is not looking for a word of ours: they are offered what everybody is."""

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Card:
    """Something of ours that may be put into any chat."""

    id: str
    """What leads back to it behind /start: `solar-benches`, `event_17`."""
    reply: Reply
    """Its words, without buttons."""
    hint: str
    """What stands below the title while one chooses: where it comes from, how it stands."""
    until: datetime | None = None
    """So long it is kept true, and from then on it says that it is over. None: it stays as it was shared."""
    is_settling: bool = False
    """Its words may change again within minutes."""


class Source(Protocol):
    """A room that offers cards."""

    async def offer(self, session: Session, query: str, texts: Texts, now: datetime) -> Sequence[Card]:
        """Cards that fit, the best first; an empty query: what everybody may want."""
        ...


class Living(Protocol):
    """A room that says how a card stands that was shared."""

    async def show(self, session: Session, argument: str, texts: Texts, now: datetime) -> Card | None:
        """The card as it is now, `argument` being what stands behind the name in its id; None: it is no more."""
        ...


@dataclass(frozen=True, kw_only=True)
class Offered:
    """One result. `id` comes back when it is chosen: which card, in which language, with which words."""

    id: str
    reply: Reply
    hint: str


@dataclass(frozen=True, kw_only=True)
class Offers:
    """Asks the sources, in their order. `language_of` is the language a query is written in, if it can be told."""

    database: Database
    clock: Clock
    zone: ZoneInfo
    textbook: TextBook
    language_of: Callable[[str], str | None]
    sources: Sequence[Source]

    async def to(self, query: str, tag: str | None) -> Sequence[Offered]:
        """Up to ten cards for what was typed, in its language or else that of the device (`tag`). Nothing is stored.
        While the database is out of reach there are none: an old query is of no use to anybody."""
        query = query.strip()
        query = "" if len(query) > LONGEST_QUERY else query
        # The I of `I-0388` is no English.
        said = " ".join(word for word in query.split() if not any(map(str.isdigit, word)))
        texts = self.textbook.of(self.language_of(said) or tag)
        now = self.clock.now()
        try:
            async with self.database.reading() as session:
                found = [card for each in self.sources for card in await each.offer(session, query, texts, now)]
        except StorageError as error:
            log.warning("nothing_offered", reason=type(error).__name__)
            return []
        return [self._offered(card, texts, now) for card in found[:MOST_CARDS]]

    def nothing_found(self, tag: str | None) -> str:
        """What stands on the button above an empty list."""
        return self.textbook.of(tag).say("inline.nothing")

    def _offered(self, card: Card, texts: Texts, now: datetime) -> Offered:
        reply = dress(card, texts, now, self.zone)
        if card.until is None:
            return Offered(id=card.id, reply=reply, hint=card.hint)
        id = f"{card.id}:{texts.language}:{fingerprint(card.reply)}"
        return Offered(id=id, reply=reply, hint=f"{card.hint}\n{reply.note}")


def dress(card: Card, texts: Texts, now: datetime, zone: ZoneInfo) -> Reply:
    """The card as it stands in a chat: with the day it is true of, and the way back."""
    as_of = texts.say("inline.as_of", day=texts.day(now.astimezone(zone).date()))
    back = Button(label=texts.say("inline.open"), private=card.id)
    return replace(card.reply, note=" ".join(part for part in (card.reply.note, as_of) if part), buttons=[back])


def fingerprint(reply: Reply) -> str:
    """Changes with the words of a card, but not with the day it is drawn."""
    said = [reply.title, reply.text, *(f"{link.label} {link.address}" for link in reply.links)]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:8]
