"""What the deeds of each room need, opened once for the chat, the console and the ticks; and what waits for whom."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from bot.announcements.office import Office
from bot.announcements.waiting import waiting_for
from bot.answering.answers import Answers
from bot.answering.care import Care
from bot.answering.promises import Promises
from bot.conversation.rights import Right, may
from bot.conversation.words import TELEGRAM, reference
from bot.delivery.topics import Topic
from bot.events.office import EventsOffice
from bot.ideas.likeness import Likeness
from bot.ideas.office import IdeaOffice
from bot.ideas.shelf import IdeaShelf
from bot.ideas.staff_doors import waiting_ideas
from bot.ideas.telling import Telling
from bot.settings import Settings
from bot.team.menu import Deed
from bot.team.nominations import waiting_nominations
from bot.team.waiting import Waiting, Waits
from bot.texts import Texts
from knowledge.entries import Language
from storage import questions
from storage.database import Session
from storage.staff import StaffRow

STAFF_DEEDS = (
    Deed(label="button.team_announcements", reference=reference("announcements"), right=Right.COMPOSE),
    Deed(label="button.team_questions", reference=reference("questions"), right=Right.MODERATE),
)
"""What the other rooms let the staff do, as `/team` shows it."""
ABOUT = ("pilots", "measures")
"""The topics of the knowledge base whose subjects an event may be about."""


@dataclass(frozen=True, kw_only=True)
class Offices:
    """One for each room that has deeds of staff."""

    announcements: Office
    promises: Promises
    care: Care
    events: EventsOffice
    ideas: IdeaOffice
    shelf: IdeaShelf
    """The public ideas that others are compared with; a tick keeps it up to date."""


def open_offices(settings: Settings, answers: Answers) -> Offices:
    """All of them."""
    textbook, zone = answers.textbook, settings.zone
    return Offices(
        announcements=Office(
            textbook=textbook,
            zone=zone,
            per_second=settings.deliveries_per_second,
            one_key=settings.one_key,
            topics=lambda texts: {topic: texts.say(f"label.{topic}") for topic in Topic if topic is not Topic.ALL},
        ),
        promises=Promises(textbook=textbook, zone=zone),
        care=Care(library=answers.library, zone=zone),
        events=EventsOffice(textbook=textbook, zone=zone, subjects=_subjects(answers)),
        ideas=IdeaOffice(
            textbook=textbook,
            zone=zone,
            telling=Telling(zone=zone, faces={TELEGRAM}),
            one_key=settings.one_key,
            parts=sorted(names[Language.GERMAN] for names in _subjects(answers).values()),
        ),
        shelf=IdeaShelf(Likeness(answers.model)),
    )


def _subjects(answers: Answers) -> Mapping[str, Mapping[Language, str]]:
    """Pilots and measures by key, called as in the knowledge base."""
    return {
        entry.subject: {language: entry.variants[language].label for language in Language}
        for topic in ABOUT
        for entry in answers.library.of_topic(topic)
        if entry.is_overview and entry.subject != topic
    }


async def waiting_questions(session: Session, member: StaffRow, texts: Texts) -> Sequence[Waits]:
    """The open questions, for those who may answer them."""
    waiting = await questions.still_open(session) if may(member.role, Right.MODERATE) else []
    return [
        Waits(
            text=texts.say("questions.waits", number=one.id, question=one.text),
            path=f"/team/questions/{one.id}",
            label=f"F-{one.id}",
            reference=reference("question", str(one.id)),
        )
        for one in waiting
    ]


def waiting_for_staff(offices: Offices) -> tuple[Waiting, ...]:
    """What waits for the staff, from every room that has something: shown by `/team` and the console's first page."""

    async def waiting_announcements(session: Session, member: StaffRow, texts: Texts) -> Sequence[Waits]:
        return [Waits(**asdict(due)) for due in await waiting_for(session, offices.announcements, member, texts)]

    async def waiting_entries(session: Session, _: StaffRow, texts: Texts) -> Sequence[Waits]:
        if not (count := await offices.care.count_asked(session)):
            return []
        text, label = texts.say("ageing.title", count=count), texts.say("button.ageing")
        return [Waits(text=text, path="/team/knowledge", label=label, reference=reference("ageing"))]

    async def ideas(session: Session, member: StaffRow, texts: Texts) -> Sequence[Waits]:
        return [Waits(**asdict(due)) for due in await waiting_ideas(session, offices.ideas, member, texts)]

    return (waiting_nominations, waiting_announcements, waiting_questions, ideas, waiting_entries)
