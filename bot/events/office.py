"""What the staff's side of events needs: how things are called, what is known, and the events at this moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.conversation.words import Reply
from bot.delivery.topics import Topic, name_topic
from bot.events.about import Subjects
from bot.events.cards import CardDrawing
from bot.events.checking import Note, look_at
from bot.events.event import Event, Status
from bot.events.fields import Known
from bot.events.rows import from_row
from bot.texts import TextBook, Texts
from knowledge.entries import Language
from knowledge.revising import load_revision_rule
from storage import events, registrations
from storage.database import Session
from storage.events import EventRow
from storage.registrations import Counts

NOBODY = Counts(registered=0, taken=0, waiting=0, needs={}, checked_in=0)
"""Of an event that is not there yet."""


@dataclass(frozen=True, kw_only=True)
class EventsOffice:
    """Handed to the chat and to the console. `subjects`: pilots and measures of the knowledge base, by their keys."""

    textbook: TextBook
    zone: ZoneInfo
    subjects: Subjects

    @property
    def texts(self) -> Texts:
        """The staff's own language where there is no chat that has another."""
        return self.textbook.of(Language.GERMAN)

    @property
    def known(self) -> Known:
        """What fields may name."""
        topics = {topic.value: name_topic(self.texts, topic) for topic in Topic if topic is not Topic.ALL}
        subjects = {key: names[Language.GERMAN] for key, names in self.subjects.items()}
        return Known(zone=self.zone, topics=topics, subjects=subjects)

    async def previews(self, session: Session, event: Event, now: datetime) -> Sequence[tuple[Language, Reply]]:
        """The card as residents see it, in every language it is written in."""
        counts = await registrations.counts(session, int(event.id)) if event.id else NOBODY
        found = []
        for language in event.words:
            texts = self.textbook.of(language)
            drawing = CardDrawing(texts=texts, zone=self.zone, now=now, subjects=self.subjects)
            found.append((language, drawing.preview(event, counts)))
        return found

    async def notes(self, session: Session, event: Event, now: datetime) -> list[Note]:
        """What to look at before others see this event."""
        others = [from_row(row) for row in await standing(session)]
        return look_at(event, others, load_revision_rule(), now, self.zone)


async def standing(session: Session) -> Sequence[EventRow]:
    """All events but those that staff threw away before anybody knew of them, by their beginning."""
    return [row for row in await events.in_states(session, frozenset(Status)) if not is_thrown_away(row)]


def is_thrown_away(row: EventRow) -> bool:
    """Whether staff threw it away before anybody knew of it."""
    return row.called_off is not None and row.status == Status.PLANNED
