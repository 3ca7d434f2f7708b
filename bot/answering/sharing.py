"""Answers as cards for other people's chats: the same words, source and day, and no memory of who shared what."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.answering.ageing import as_confirmed
from bot.answering.answers import Answers
from bot.answering.cards import card
from bot.delivery.cards import MOST_CARDS, Card
from bot.texts import Texts
from knowledge.ageing import Age, age_of
from knowledge.entries import Entry, Kind, Library
from storage.database import Session


@dataclass(frozen=True, kw_only=True)
class AnswerCards:
    """The source of the cards of this room. They stay as they were shared: each says when it was checked."""

    answers: Answers
    zone: ZoneInfo

    async def offer(self, session: Session, query: str, texts: Texts, now: datetime) -> Sequence[Card]:
        """What fits; before anything is typed: what each topic is about. Withdrawn answers are not shared."""
        library = await as_confirmed(session, self.answers.library)
        today = now.astimezone(self.zone).date()
        found = self._found(query) if query else self._firsts(library)
        entries = [library.entries[entry.id] for entry in found]
        fresh = [entry for entry in entries if age_of(entry, today) is not Age.WITHDRAWN]
        return [
            Card(id=entry.id, reply=replace(drawn, buttons=()), hint=drawn.note)
            for entry in fresh[:MOST_CARDS]
            for drawn in [card(entry, library, texts, today)]
        ]

    def _found(self, query: str) -> list[Entry]:
        """What fits; behind it the rest of the best one's subject: who types "cockpit" may want its data."""
        found = [one.entry for one in self.answers.search.ranked(query, MOST_CARDS)]
        more = self.answers.library.of_subject(found[0].subject) if found else []
        return list({entry.id: entry for entry in (*found, *more)}.values())

    def _firsts(self, library: Library) -> list[Entry]:
        shelves = [library.of_topic(topic) for topic in library.topics]
        return [shelf[0] for shelf in shelves if shelf and shelf[0].kind is Kind.ANSWER]
