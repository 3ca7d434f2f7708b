"""What the staff's side of events needs: how things are called, what is known, and the events at this moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.delivery.topics import Topic, name_topic
from bot.events.checking import Note, look_at
from bot.events.event import Event, Status
from bot.events.fields import Known
from bot.events.rows import from_row
from bot.texts import TextBook, Texts
from knowledge.entries import Language
from knowledge.revising import load_revision_rule
from storage import events
from storage.database import Session
from storage.events import EventRow


@dataclass(frozen=True, kw_only=True)
class EventsOffice:
    """Handed to the chat and to the console. `subjects`: pilots and measures of the knowledge base, by their keys."""

    textbook: TextBook
    zone: ZoneInfo
    subjects: Mapping[str, str]

    @property
    def texts(self) -> Texts:
        """The staff's own language where there is no chat that has another."""
        return self.textbook.of(Language.GERMAN)

    @property
    def known(self) -> Known:
        """What fields may name."""
        topics = {topic.value: name_topic(self.texts, topic) for topic in Topic if topic is not Topic.ALL}
        return Known(zone=self.zone, topics=topics, subjects=self.subjects)

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
