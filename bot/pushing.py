"""What is pushed and what beats: the words of every kind of push, and the ticks by which rooms keep their promises."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from bot.announcements import afterwards_flow, fetching, sending
from bot.announcements.drawing import Drawing as AnnouncementDrawing
from bot.answering.answers import Answers
from bot.answering.care_letters import CareLetters
from bot.clock import Clock
from bot.conversation.pictures import Fetch
from bot.delivery.carrier import Draw
from bot.delivery.digest import OCCASION as DIGEST
from bot.delivery.digest import Digests
from bot.delivery.shared import SharedCards
from bot.events.reminders import Reminders
from bot.events.waiting_list import WaitingList
from bot.ideas import photos
from bot.ideas.afterwards import ASKED, Afterwards
from bot.ideas.keeping import AnswerClock
from bot.ideas.telling import CARD as IDEA_CARD
from bot.ideas.telling import PUSH as IDEA_PUSH
from bot.ideas.telling import IdeaDrawing
from bot.ideas.work import WORK, WorkDrawing
from bot.offices import Offices
from bot.people.retention import forget_what_is_over
from bot.schedule import Tick
from bot.settings import Settings
from storage.database import Database
from storage.shared_cards import OCCASION as CARD


@dataclass(frozen=True, kw_only=True)
class Pushing:
    """Draws by the first word of their occasions, and ticks."""

    draws: dict[str, Draw]
    ticks: list[Tick]


def put_pushes_together(
    settings: Settings,
    answers: Answers,
    database: Database,
    clock: Clock,
    *,
    offices: Offices,
    shared: SharedCards,
    fetch: Fetch | None,
) -> Pushing:
    """All of them. `fetch` gets pictures from Telegram, if there is Telegram."""
    textbook, zone, office = answers.textbook, settings.zone, offices.announcements
    reminders = Reminders(database=database, clock=clock, zone=zone, textbook=textbook)
    waiting_list = WaitingList(database=database, clock=clock, zone=zone, textbook=textbook)
    letters = CareLetters(database=database, clock=clock, zone=zone, textbook=textbook, care=offices.care)
    ideas = IdeaDrawing(textbook=textbook, zone=zone)
    work = WorkDrawing(textbook=textbook, zone=zone)
    four_weeks_later = Afterwards(database=database, clock=clock, zone=zone, textbook=textbook)
    answer_clock = AnswerClock(database=database, clock=clock, zone=zone, telling=offices.ideas.telling)
    draws: dict[str, Draw] = {
        "announcement": AnnouncementDrawing(textbook).draw,
        **reminders.draws(),
        **waiting_list.draws(),
        CARD: shared.draw,
        IDEA_PUSH: ideas.push,
        IDEA_CARD: ideas.card,
        WORK: work.draw,
        ASKED: four_weeks_later.draw,
    }
    digests = Digests(database=database, clock=clock, zone=zone, textbook=textbook, draws=draws)
    draws[DIGEST] = digests.draw

    async def own_up() -> None:
        async with database.writing() as session:
            await offices.promises.own_up(session, clock.now())

    every = timedelta
    ticks = [
        Tick(name="retention", every=every(hours=1), beat=partial(forget_what_is_over, database, clock)),
        Tick(name="promises", every=every(minutes=5), beat=own_up),
        Tick(name="ageing", every=every(minutes=5), beat=letters.run),
        Tick(name="reminders", every=every(seconds=20), beat=reminders.run),
        Tick(name="waiting lists", every=every(seconds=20), beat=waiting_list.run),
        Tick(name="cards", every=every(seconds=20), beat=shared.run),
        Tick(name="digests", every=every(seconds=60), beat=digests.run),
        Tick(name="answer clock", every=every(minutes=5), beat=answer_clock.run),
        Tick(name="supporters on cards", every=every(hours=1), beat=answer_clock.count_supporters),
        Tick(name="four weeks later", every=every(minutes=5), beat=four_weeks_later.run),
        Tick(name="idea shelf", every=every(seconds=5), beat=partial(offices.shelf.refresh, database, clock)),
        Tick(name="photos", every=every(seconds=2), beat=partial(photos.tick, database, clock, fetch)),
        Tick(name="announcements", every=every(seconds=1), beat=partial(sending.tick, database, clock, office)),
        Tick(name="followups", every=every(seconds=2), beat=partial(afterwards_flow.tick, database, clock, office)),
    ]
    if fetch:
        beat = partial(fetching.tick, database, clock, office, fetch)
        ticks.append(Tick(name="pictures", every=every(seconds=1), beat=beat))
    return Pushing(draws=draws, ticks=ticks)
