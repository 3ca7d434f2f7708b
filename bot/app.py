"""The only place where the parts are put together: rooms and their routes, faces, ticks."""

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import structlog

from bot.answering.answers import Answers
from bot.answering.browsing import Browsing
from bot.answering.feedback import Feedback, Verdict
from bot.answering.flow import AnsweringFlow
from bot.answering.sharing import Sharing
from bot.clock import Clock
from bot.conversation.routing import Routes
from bot.conversation.turn import Conversation
from bot.delivery.carrier import Carrier
from bot.delivery.post_office import PostOffice
from bot.people.flow import PeopleFlow
from bot.people.retention import forget_what_is_over
from bot.schedule import Schedule, Tick
from bot.settings import PREFIX, Settings, SettingsError
from bot.team.inviting import invite
from bot.team.nominations import waiting_nominations
from bot.team.routes import build_team
from bot.team.setting_up import LOCAL, local_link, set_up_administrators
from bot.team.waiting import Waiting
from bot.telegram.face import WEBHOOK_PATH, TelegramFace
from bot.telegram.reading import FACE as TELEGRAM
from bot.telegram.reading import address as telegram_address
from bot.texts import load_texts
from bot.web.carrying import BrowserCarrier
from bot.web.chat import BrowserFace
from bot.web.cookie import FACE as BROWSER
from bot.web.health import Health
from bot.web.server import GRACEFUL_SECONDS, Web
from bot.web.team.building import build_console
from bot.web.webhook import Webhook
from knowledge.ageing import count_ages
from knowledge.emergencies.alarm import Alarm
from knowledge.loading import load_library
from knowledge.search.finding import Search
from knowledge.search.meaning import DEFAULT_MODEL, load_model
from storage.database import Database
from storage.errors import AlreadyTaken
from storage.staff import Role

log = structlog.get_logger()

WAITING: tuple[Waiting, ...] = (waiting_nominations,)
"""What waits for the staff, from every room that has something: shown by `/team` and by the console's first page."""
STOP_SECONDS = 7.5
"""The whole stop: the web server's part first, then the doors together. A supervisor gives ten seconds."""


def load_answers(cache: Path | None = None, sentence_model: str = DEFAULT_MODEL) -> Answers:
    """The answering room with the city's own content; `cache` is where what was learned is kept between two starts.

    Raises ContentError if the content is not right, SettingsError if there is no such sentence model.
    """
    library = load_library()
    try:
        model = load_model(sentence_model)
    except (ImportError, AttributeError, ValueError) as error:
        raise SettingsError(
            [f"{PREFIX}SENTENCE_MODEL: „{sentence_model}“ lässt sich nicht laden ({error})."]
        ) from error
    return Answers(
        library=library,
        search=Search(library, model, cache=cache),
        alarm=Alarm.load(model, cache),
        textbook=load_texts(),
    )


def put_routes_together(
    settings: Settings, answers: Answers, bot_name: Callable[[], str | None] = lambda: None
) -> Routes:
    """Which room answers which command and button. `bot_name` is how Telegram calls the assistant, once it is known."""
    answering = AnsweringFlow(answers=answers, zone=settings.zone)
    browsing = Browsing(library=answers.library)
    feedback = Feedback(answers=answers, answering=answering)
    people = PeopleFlow(
        textbook=answers.textbook,
        show_entry=answering.entry,
        knows_entry=lambda id: answers.library.entry(id) is not None,
    )
    team = build_team(
        settings,
        answers.textbook,
        start=people.start,
        introduction=people.introduction,
        faces={TELEGRAM if settings.telegram_token else BROWSER},  # without Telegram colleagues can be tried out too
        waiting=WAITING,
        deeds=(),
        bot_name=bot_name,
    )
    commands = {
        "start": team.arriving.welcome,
        "hilfe": people.help,
        "help": people.help,
        "themen": browsing.topics,
        "topics": browsing.topics,
        "sprache": people.language,
        "language": people.language,
        "einfach": people.simple,
        "datenschutz": people.privacy,
        "privacy": people.privacy,
        "kontakt": people.contact,
        "contact": people.contact,
    }
    buttons = {
        "entry": answering.entry,
        "simple": answering.simple,
        "standard": answering.standard,
        "none": answering.none_of_these,
        "helped": feedback.helped,
        "unhelpful": feedback.not_helped,
        Verdict.WRONG: feedback.wrong,
        Verdict.OUTDATED: feedback.outdated,
        Verdict.NOT_MY_QUESTION: feedback.not_my_question,
        Verdict.UNCLEAR: feedback.unclear,
        "topics": browsing.topics,
        "topic": browsing.topic,
        "language": people.language,
        "privacy": people.privacy,
        "contact": people.contact,
    }
    return Routes(
        emergency=answering.emergency,
        commands=commands,
        buttons=buttons,
        unknown_command=people.unknown_command(commands),
        old_button=people.old_button,
        joined=people.joined,
        attachment=people.attachment,
        question=answering.question,
        introduction=people.introduction,
        introducing=(team.arriving.welcome, people.joined, people.privacy),
        staff_commands=team.commands(),
        staff_buttons=team.buttons(),
        staff_forms=team.forms(),
    )


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
        await self.post_office.stop()
        doors = [self.schedule.stop()]
        if self.telegram:
            doors.append(self.telegram.stop(STOP_SECONDS - GRACEFUL_SECONDS))
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

    conversation = Conversation(
        database=database,
        routes=put_routes_together(settings, answers, bot_name),
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
    post_office = PostOffice(database, clock, carriers, draws={})
    health = Health(
        database=database,
        entries=len(answers.library.entries),
        telegram=(lambda: telegram.trouble) if telegram else None,
    )
    console = build_console(settings, database, clock, answers.textbook, waiting=WAITING, bot_name=bot_name)
    web = Web(health=health, browser=browser, webhook=webhook, console=console)
    ticks = [
        Tick(name="retention", every=timedelta(hours=1), beat=lambda: forget_what_is_over(database, clock)),
        Tick(name="deliveries", every=timedelta(seconds=1), beat=post_office.run),
        Tick(name="sweep", every=timedelta(seconds=5), beat=post_office.sweep),
    ]
    if telegram:
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
