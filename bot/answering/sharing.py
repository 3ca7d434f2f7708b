"""Answers as cards for other people's chats: the same words, source and day, and no memory of who shared what."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.answering.answers import Answers
from bot.answering.cards import card
from bot.clock import Clock
from bot.conversation.words import Reply
from knowledge.ageing import Age, age_of
from knowledge.entries import Entry, Kind

MOST_CARDS = 10


@dataclass(frozen=True, kw_only=True)
class Card:
    """One answer to be put into a chat. `id` is the entry's, so that the card can lead back to it."""

    id: str
    reply: Reply
    open_label: str
    """What stands on the button that leads back."""


@dataclass(frozen=True, kw_only=True)
class Sharing:
    """Finds cards for what is being typed."""

    answers: Answers
    clock: Clock
    zone: ZoneInfo

    def cards(self, query: str, tag: str | None) -> Sequence[Card]:
        """Up to ten cards, the best first, in the language of the query or else of the device (`tag`). Before anything
        is typed: what each topic is about. Withdrawn answers are not shared."""
        texts = self.answers.textbook.of(self.answers.search.language_of(query) or tag)
        today = self.clock.now().astimezone(self.zone).date()
        found = self._found(query) if query.strip() else self._firsts()
        return [
            Card(
                id=entry.id,
                reply=replace(card(entry, self.answers.library, texts, today), buttons=()),
                open_label=texts.say("inline.open"),
            )
            for entry in found
            if age_of(entry, today) is not Age.WITHDRAWN
        ][:MOST_CARDS]

    def nothing_found(self, tag: str | None) -> str:
        """What stands on the button above an empty list."""
        return self.answers.textbook.of(tag).say("inline.nothing")

    def _found(self, query: str) -> list[Entry]:
        """What fits; behind it the rest of the best one's subject: who types "cockpit" may want its data."""
        found = [one.entry for one in self.answers.search.ranked(query, MOST_CARDS)]
        more = self.answers.library.of_subject(found[0].subject) if found else []
        return list({entry.id: entry for entry in (*found, *more)}.values())

    def _firsts(self) -> list[Entry]:
        library = self.answers.library
        shelves = [library.of_topic(topic) for topic in library.topics]
        return [shelf[0] for shelf in shelves if shelf and shelf[0].kind is Kind.ANSWER]
