"""Events as cards for other people's chats: offered while somebody types, kept true afterwards, over a day after."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.conversation.words import Link, Reply
from bot.delivery.cards import Card
from bot.events.cards import DOOR as NAME
from bot.events.changing import is_settling
from bot.events.event import PUBLIC, Event, Status
from bot.events.finding import find
from bot.events.rows import from_row
from bot.events.saying import say_when, say_where
from bot.events.understanding import understand
from bot.texts import Texts
from knowledge.language.folding import fold, words_of
from knowledge.revising import load_revision_rule
from storage import events
from storage.database import Session
from storage.events import EventChangeRow

MOST = 4
"""Events among ten results: whoever types a word may want an answer as well."""
OVER_AFTER = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class EventCards:
    """Source and keeper of the cards of this room."""

    zone: ZoneInfo

    async def offer(self, session: Session, query: str, texts: Texts, now: datetime) -> Sequence[Card]:
        """What is coming: of a kind, a topic or a time (`workshop`, `mai`), or with such words in its title."""
        known = [from_row(row) for row in await events.not_over(session, PUBLIC, now)]
        coming = [each for each in known if not each.is_over(now) and not each.is_cancelled]
        chosen = fitting(coming, query, texts, now, self.zone)
        return [await self._card(session, each, texts, now) for each in chosen[:MOST]]

    async def show(self, session: Session, argument: str, texts: Texts, now: datetime) -> Card | None:
        """An event as it stands now."""
        row = await events.look_at(session, int(argument)) if argument.isdecimal() and len(argument) < 10 else None  # noqa: PLR2004
        if row is None or row.status not in PUBLIC:
            return None
        return await self._card(session, from_row(row), texts, now)

    async def _card(self, session: Session, event: Event, texts: Texts, now: datetime) -> Card:
        old = await events.change_numbered(session, int(event.id), event.changes) if event.changes else None
        reply = say_over(texts, event, self.zone) if over_at(event) <= now else say_card(texts, event, old, self.zone)
        return Card(
            id=f"{NAME}_{event.id}",
            reply=reply,
            hint=f"{say_when(texts, event, self.zone)}\n{say_where(texts, event)}",
            until=over_at(event),
            is_settling=is_settling(event, now),
        )


def over_at(event: Event) -> datetime:
    """From when on a card says that the event is over."""
    return event.end + OVER_AFTER


def fitting(coming: Sequence[Event], query: str, texts: Texts, now: datetime, zone: ZoneInfo) -> Sequence[Event]:
    """The events that a query means, the next first. Pure.

    What is understood as a question for dates is answered as one. Else every word has to be a kind, a topic, or the
    beginning of a word in the title or the place.
    """
    ordered = sorted(coming, key=lambda each: (each.start, each.id))
    typed = words_of(query)
    if not typed:
        return ordered
    asked = understand(query) or understand(f"termine {query}")
    found = find(asked, ordered, load_revision_rule(), now, zone).coming if asked else []
    return found or [each for each in ordered if all(_is_about(each, word, texts) for word in typed)]


def _is_about(event: Event, word: str, texts: Texts) -> bool:
    asked = understand(f"termine {word}")
    if asked and (asked.kind or asked.topic):
        return asked.kind is event.kind or asked.topic in event.all_topics or _is_named(event, word, texts)
    return _is_named(event, word, texts)


def _is_named(event: Event, word: str, texts: Texts) -> bool:
    named = words_of(f"{event.in_words(texts.language).title} {event.place}")
    return any(fold(each).startswith(fold(word)) for each in named)


def say_card(texts: Texts, event: Event, old: EventChangeRow | None, zone: ZoneInfo) -> Reply:
    """An event that is ahead, or just over; one that was moved with the date that held before. Pure."""
    lines = [say_when(texts, event, zone), say_where(texts, event)]
    if event.step_free is not None:
        lines.append(texts.say("event.step_free" if event.step_free else "event.steps"))
    if event.is_cancelled:
        lines.insert(0, texts.say("event.is_cancelled"))
    elif event.status is Status.MOVED and old is not None and old.starts != event.start:
        before = replace(event, start=old.starts, end=old.ends)
        lines.insert(0, texts.say("inline.moved", before=say_when(texts, before, zone)))
    return Reply(title=event.in_words(texts.language).title, text="\n".join(lines), links=_links(texts, event))


def say_over(texts: Texts, event: Event, zone: ZoneInfo) -> Reply:
    """An event that is over: that it is, when it was, and what came of it. Pure."""
    key = "inline.was_cancelled" if event.is_cancelled else "inline.over"
    lines = [texts.say(key), say_when(texts, event, zone)]
    results = [Link(label=texts.say("inline.results"), address=event.results)] if _is_address(event.results) else []
    if event.results and not results:
        lines.append(texts.say("inline.came_of_it", results=event.results))
    return Reply(title=event.in_words(texts.language).title, text="\n".join(lines), links=results)


def _links(texts: Texts, event: Event) -> list[Link]:
    return [Link(label=texts.say("event.more"), address=event.link)] if _is_address(event.link) else []


def _is_address(text: str) -> bool:
    return text.startswith(("https://", "http://"))
