"""The only place where the parts are put together: rooms and their routes, faces, ticks."""

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import structlog

from bot.announcements import afterwards_flow, fetching, sending
from bot.announcements.drawing import Drawing as AnnouncementDrawing
from bot.announcements.fetching import Fetch
from bot.answering.answers import Answers
from bot.answering.promises import Promises
from bot.answering.sharing import Sharing
from bot.clock import Clock
from bot.conversation.turn import Conversation
from bot.delivery.carrier import Carrier, Draw
from bot.delivery.digest import OCCASION as DIGEST
from bot.delivery.digest import Digests
from bot.delivery.frame import make_frame
from bot.delivery.post_office import PostOffice
from bot.events.reminders import Reminders
from bot.ideas.afterwards import ASKED, Afterwards
from bot.ideas.keeping import AnswerClock
from bot.ideas.likeness import Likeness
from bot.ideas.shelf import IdeaShelf
from bot.ideas.staff_doors import alike_on
from bot.ideas.telling import CARD as IDEA_CARD
from bot.ideas.telling import PUSH as IDEA_PUSH
from bot.ideas.telling import IdeaDrawing
from bot.ideas.work import WORK, WorkDrawing
from bot.people.retention import forget_what_is_over
from bot.rooms import open_idea_office, open_office, put_routes_together, waiting_for_staff
from bot.schedule import Schedule, Tick
from bot.settings import PREFIX, Settings, SettingsError
from bot.team.inviting import invite
from bot.team.setting_up import LOCAL, local_link, set_up_administrators
from bot.telegram.face import WEBHOOK_PATH, TelegramFace
from bot.telegram.reading import address as telegram_address
from bot.texts import load_texts
from bot.web.calendar import PublicCalendar
from bot.web.carrying import BrowserCarrier
from bot.web.chat import BrowserFace
from bot.web.health import Health
from bot.web.ideas.routes import IdeaPages
from bot.web.server import GRACEFUL_SECONDS, Web
from bot.web.team.building import build_console
from bot.web.webhook import Webhook
from knowledge.ageing import count_ages
from knowledge.emergencies.alarm import Alarm
from knowledge.loading import load_library
from knowledge.search.finding import Search
from knowledge.search.meaning import DEFAULT_MODEL, SentenceModel, load_model
from storage.database import Database
from storage.errors import AlreadyTaken
from storage.staff import Role

log = structlog.get_logger()

STOP_SECONDS = 7.5
"""The whole stop: the web server's part first, then the doors together. A supervisor gives ten seconds."""


def load_answers(cache: Path | None = None, sentence_model: str = DEFAULT_MODEL) -> Answers:
    """The answering room with the city's own content; `cache` is where what was learned is kept between two starts.

    Raises ContentError if the content is not right, SettingsError if there is no such sentence model.
    """
    library = load_library()
    model = load_sentence_model(sentence_model)
    return Answers(
        library=library,
        search=Search(library, model, cache=cache),
        alarm=Alarm.load(model, cache, [wording for entry in library.entries.values() for wording in entry.wordings]),
        textbook=load_texts(),
        model=model,
    )


def load_sentence_model(name: str) -> SentenceModel | None:
    """The sentence model of the settings. Raises SettingsError if there is no such model."""
    try:
        return load_model(name)
    except (ImportError, AttributeError, ValueError) as error:
        raise SettingsError([f"{PREFIX}SENTENCE_MODEL: „{name}“ lässt sich nicht laden ({error})."]) from error


@dataclass(frozen=True, kw_only=True)
class App:
    """Everything in one process: the database, the conversation, the faces, the ticks."""

    settings: Settings
    database: Database
    conversation: Conversation
    telegram: TelegramFace | None
    web: Web
    post_office: PostOffice
    schedule: Schedule

    async def start(self) -> None:
        """Bring the database up to date, then open the doors. Raises StorageError if the database cannot be used."""
        await self.database.migrate()
        # Here as well as every hour: who is started anew again and again would never meet the tick.
        await forget_what_is_over(self.database, self.conversation.clock)
        await self._set_up_staff()
        if self.telegram:
            await self.telegram.start()
        self.schedule.start()

    async def stop(self) -> None:
        """Close the doors at once, let what is under way finish (within seconds), give the database back."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + STOP_SECONDS - GRACEFUL_SECONDS
        await self.post_office.stop()
        doors = [self.schedule.stop()]
        if self.telegram:
            doors.append(self.telegram.stop(ends - loop.time()))
        await asyncio.gather(*doors)
        await self.database.close()

    async def run(self, listener: socket.socket, tell: Callable[[str], None]) -> bool:
        """Serve on this socket until a signal says stop. False if the program could not start. Where there is no
        Telegram, `tell` is given the link by which this machine's administrator signs in."""
        with listener:
            try:
                await self.database.migrate()  # here as well, where an unusable database can be said in a sentence
                if self.settings.telegram_token is None:
                    tell(await self.link_for_this_machine())
                return await self.web.serve(listener, self.start, self.stop)
            finally:
                await self.database.close()

    async def link_for_this_machine(self) -> str:
        """A link by which this machine's own administrator signs in to the console; only where there is no Telegram."""
        await self._set_up_staff()
        async with self.database.writing() as session:
            return await local_link(session, self.settings.public_address, self.conversation.clock.now())

    async def _set_up_staff(self) -> None:
        with suppress(AlreadyTaken):  # another replica starts at the same moment, and does the same
            async with self.database.writing() as session:
                await set_up_administrators(session, administrators(self.settings), self.conversation.clock.now())


def administrators(settings: Settings) -> set[str]:
    """The addresses of those whom the settings name; without Telegram this machine's own administrator."""
    return {telegram_address(id) for id in settings.administrators} if settings.telegram_token else {LOCAL}


def put_together(settings: Settings, clock: Clock, answers: Answers) -> App:
    """The whole program from its parts."""
    database = Database(settings.database)

    def bot_name() -> str | None:
        return telegram.name if telegram else None

    shelf = IdeaShelf(Likeness(answers.model))
    conversation = Conversation(
        database=database,
        routes=put_routes_together(settings, answers, bot_name, shelf),
        textbook=answers.textbook,
        clock=clock,
    )
    sharing = Sharing(answers=answers, clock=clock, zone=settings.zone)
    telegram = TelegramFace(settings, conversation, sharing) if settings.telegram_token else None
    browser = BrowserFace(conversation=conversation) if settings.browser_chat else None
    webhook = None
    if telegram and settings.webhook_url and settings.webhook_secret:
        webhook = Webhook(path=WEBHOOK_PATH, secret=settings.webhook_secret.get_secret_value(), take=telegram.take)
    carriers: list[Carrier] = [telegram.carrier] if telegram else []
    if browser:
        carriers.append(BrowserCarrier(database, clock, browser.lines.tell))
    office = open_office(settings, answers)
    draws: dict[str, Draw] = {"announcement": AnnouncementDrawing(answers.textbook).draw}
    reminders = Reminders(database=database, clock=clock, zone=settings.zone, textbook=answers.textbook)
    draws |= reminders.draws()
    ideas = IdeaDrawing(textbook=answers.textbook, zone=settings.zone)
    work = WorkDrawing(textbook=answers.textbook, zone=settings.zone)
    idea_office = open_idea_office(settings, answers)
    four_weeks_later = Afterwards(database=database, clock=clock, zone=settings.zone, textbook=answers.textbook)
    answer_clock = AnswerClock(database=database, clock=clock, zone=settings.zone, telling=idea_office.telling)
    draws |= {IDEA_PUSH: ideas.push, IDEA_CARD: ideas.card, WORK: work.draw, ASKED: four_weeks_later.draw}
    digests = Digests(database=database, clock=clock, zone=settings.zone, textbook=answers.textbook, draws=draws)
    draws[DIGEST] = digests.draw
    post_office = PostOffice(database, clock, carriers, draws, make_frame(answers.textbook))
    health = Health(
        database=database,
        entries=len(answers.library.entries),
        telegram=(lambda: telegram.trouble) if telegram else None,
    )
    promises = Promises(textbook=answers.textbook, zone=settings.zone)

    async def own_up() -> None:
        async with database.writing() as session:
            await promises.own_up(session, clock.now())

    console = build_console(
        settings,
        database,
        clock,
        answers.textbook,
        office=office,
        idea_office=idea_office,
        alike=alike_on(shelf),
        waiting=waiting_for_staff(office, idea_office),
        bot_name=bot_name,
    )
    calendar = PublicCalendar(database=database, zone=settings.zone, textbook=answers.textbook)
    idea_pages = IdeaPages(
        database=database,
        clock=clock,
        textbook=answers.textbook,
        zone=settings.zone,
        base=settings.public_address,
        shelf=shelf,
    )
    web = Web(health=health, browser=browser, webhook=webhook, console=console, calendar=calendar, ideas=idea_pages)
    ticks = [
        Tick(name="retention", every=timedelta(hours=1), beat=lambda: forget_what_is_over(database, clock)),
        *(
            Tick(name=f"deliveries by {face}", every=timedelta(seconds=1), beat=pump.run)
            for face, pump in post_office.pumps.items()
        ),
        Tick(name="promises", every=timedelta(minutes=5), beat=own_up),
        Tick(name="reminders", every=timedelta(seconds=20), beat=reminders.run),
        Tick(name="digests", every=timedelta(seconds=60), beat=digests.run),
        Tick(name="answer clock", every=timedelta(minutes=5), beat=answer_clock.run),
        Tick(name="supporters on cards", every=timedelta(hours=1), beat=answer_clock.count_supporters),
        Tick(name="four weeks later", every=timedelta(minutes=5), beat=four_weeks_later.run),
        Tick(name="idea shelf", every=timedelta(seconds=5), beat=lambda: shelf.refresh(database, clock)),
        Tick(name="sweep", every=timedelta(seconds=5), beat=post_office.sweep),
    ]
    ticks += [
        Tick(name="announcements", every=timedelta(seconds=1), beat=lambda: sending.tick(database, clock, office)),
        Tick(name="followups", every=timedelta(seconds=2), beat=lambda: afterwards_flow.tick(database, clock, office)),
    ]
    if telegram:
        fetch: Fetch = telegram.fetch_picture
        ticks.append(
            Tick(
                name="pictures",
                every=timedelta(seconds=1),
                beat=lambda: fetching.tick(database, clock, office, fetch),
            )
        )
        ticks.append(Tick(name="staff menus", every=timedelta(seconds=5), beat=telegram.show_staff_menus))
        ticks.append(Tick(name="abandoned", every=timedelta(seconds=5), beat=telegram.send_abandoned))
    if telegram and webhook:
        ticks.append(Tick(name="webhook", every=timedelta(seconds=60), beat=telegram.look_after_webhook))
    ages = count_ages(answers.library.entries.values(), clock.now().astimezone(settings.zone).date())
    log.info("put_together", entries={age.value: count for age, count in ages.items()}, telegram=bool(telegram))
    if answers.search.meaning == "none":
        log.warning("no_sentence_model", consequence="questions are found by their words alone")
    return App(
        settings=settings,
        database=database,
        conversation=conversation,
        telegram=telegram,
        web=web,
        post_office=post_office,
        schedule=Schedule(ticks),
    )


async def invite_from_here(settings: Settings, clock: Clock, role: Role, name: str) -> str:
    """The secret of an invitation, for the command line. Raises NotPossible, StorageError."""
    database = Database(settings.database)
    try:
        await database.migrate()
        async with database.writing() as session:
            return await invite(session, by=None, role=role, name=name, now=clock.now(), one_key=settings.one_key)
    finally:
        await database.close()
