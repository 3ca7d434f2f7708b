"""The only place where the parts are put together: rooms and their routes, faces, ticks."""

import asyncio
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

import structlog

from bot.announcements import afterwards_flow, fetching, replies, sending
from bot.announcements.afterwards_flow import AfterwardsFlow
from bot.announcements.drawing import Drawing as AnnouncementDrawing
from bot.announcements.fetching import Fetch
from bot.announcements.flow import AnnouncementsFlow
from bot.announcements.forms import Forms
from bot.announcements.office import Office
from bot.announcements.waiting import waiting_for
from bot.answering.answers import Answers
from bot.answering.browsing import Browsing
from bot.answering.feedback import Feedback, Verdict
from bot.answering.flow import AnsweringFlow
from bot.answering.open_questions import FORM as OPEN_QUESTIONS_FORM
from bot.answering.open_questions import OpenQuestions
from bot.answering.passing_on import FORM as PASSING_ON_FORM
from bot.answering.passing_on import PassingOn
from bot.answering.sharing import Sharing
from bot.clock import Clock
from bot.conversation.rights import Right
from bot.conversation.routing import ForStaff, Routes
from bot.conversation.turn import Conversation
from bot.delivery.carrier import Carrier, Draw
from bot.delivery.digest import OCCASION as DIGEST
from bot.delivery.digest import Digests
from bot.delivery.frame import make_frame
from bot.delivery.post_office import PostOffice
from bot.people.flow import PeopleFlow
from bot.people.own_data import OwnData
from bot.people.privately import SUBSCRIBE
from bot.people.retention import forget_what_is_over
from bot.people.subscribing import Subscribing
from bot.people.why import why
from bot.schedule import Schedule, Tick
from bot.settings import PREFIX, Settings, SettingsError
from bot.team.setting_up import LOCAL, local_link, set_up_administrators
from bot.team.waiting import Waits
from bot.telegram.face import WEBHOOK_PATH, TelegramFace
from bot.telegram.reading import address as telegram_address
from bot.texts import Texts, load_texts
from bot.web.carrying import BrowserCarrier
from bot.web.chat import BrowserFace
from bot.web.health import Health
from bot.web.server import GRACEFUL_SECONDS, Web
from bot.web.team.announcements.routes import announcement_pages
from bot.web.team.console import Console
from bot.web.team.door import Door
from bot.web.team.drawing import Drawing
from bot.web.team.routes import table
from bot.web.team.start import StartPage
from bot.web.team.visit import Page
from bot.web.webhook import Webhook
from knowledge.ageing import count_ages
from knowledge.emergencies.alarm import Alarm
from knowledge.loading import load_library
from knowledge.search.finding import Search
from knowledge.search.meaning import DEFAULT_MODEL, load_model
from storage.database import Database, Session
from storage.errors import AlreadyTaken
from storage.staff import StaffRow

log = structlog.get_logger()

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


TOPICS = ("fields", "pilots", "workshops", "revisions")
"""What people subscribe to beside everything."""


def open_office(settings: Settings, answers: Answers) -> Office:
    """What the deeds of announcements need."""
    return Office(
        textbook=answers.textbook,
        zone=settings.zone,
        per_second=settings.deliveries_per_second,
        one_key=settings.one_key,
        topics=lambda texts: {topic: texts.say(f"audience.{topic}") for topic in TOPICS},
    )


def put_routes_together(settings: Settings, answers: Answers) -> Routes:
    """Which room answers which command and button."""
    answering = AnsweringFlow(answers=answers, zone=settings.zone)
    browsing = Browsing(library=answers.library)
    passing_on = PassingOn(zone=settings.zone)
    open_questions = OpenQuestions(textbook=answers.textbook, zone=settings.zone)
    feedback = Feedback(answers=answers, answering=answering)
    subscribing = Subscribing()
    own_data = OwnData(textbook=answers.textbook)
    people = PeopleFlow(
        textbook=answers.textbook,
        show_entry=answering.entry,
        knows_entry=lambda id: answers.library.entry(id) is not None,
        doors={SUBSCRIBE: subscribing.show},
    )
    office = open_office(settings, answers)
    afterwards = AfterwardsFlow(office=office, old_button=people.old_button)
    announcements = AnnouncementsFlow(
        office=office,
        forms=Forms(office=office),
        old_button=people.old_button,
        more={
            "report": afterwards.report,
            "csv": afterwards.table,
            "uncertain": afterwards.send_again,
            "correct": afterwards.correct,
            "recall": afterwards.recall,
            "note": afterwards.note,
            "replies": afterwards.replies,
            "answer": afterwards.answer,
        },
    )
    commands = {
        "start": people.start,
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
        "abo": subscribing.show,
        "subs": subscribing.show,
        "stopp": subscribing.stop,
        "stop": subscribing.stop,
        "meinedaten": own_data.show,
        "mydata": own_data.show,
        "loeschen": own_data.ask_to_erase,
        "delete": own_data.ask_to_erase,
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
        "pass_on": passing_on.offer,
        "pass_on_anew": passing_on.anew,
        "pass_on_unchanged": passing_on.unchanged,
        "pass_on_send": passing_on.send,
        "pass_on_stop": passing_on.stop,
        "topics": browsing.topics,
        "topic": browsing.topic,
        "language": people.language,
        "privacy": people.privacy,
        "contact": people.contact,
        "subs": subscribing.show,
        "subscribe": subscribing.subscribe,
        "unsubscribe": subscribing.unsubscribe,
        "when": subscribing.when,
        "often": subscribing.often,
        "quiet": subscribing.quiet,
        "stop": subscribing.stop,
        "why": why,
        "mydata": own_data.show,
        "erase": own_data.ask_to_erase,
        "erased": own_data.erase,
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
        forms={PASSING_ON_FORM: passing_on.typed},
        staff_commands={
            "antwort": ForStaff(Right.MODERATE, open_questions.show_all),
            "rundruf": ForStaff(Right.COMPOSE, announcements.list),
            "abbrechen": ForStaff(Right.COMPOSE, announcements.leave),
        },
        staff_buttons={
            "question": ForStaff(Right.MODERATE, open_questions.show),
            "question_type": ForStaff(Right.MODERATE, open_questions.begin),
            "question_send": ForStaff(Right.MODERATE, open_questions.send),
            "question_close": ForStaff(Right.MODERATE, open_questions.close),
            "announce": ForStaff(Right.COMPOSE, announcements.button),
            "release": ForStaff(Right.RELEASE, announcements.second_key),
            "after": ForStaff(Right.COMPOSE, afterwards.button),
            "second": ForStaff(Right.RELEASE, afterwards.second_key),
        },
        staff_forms={
            OPEN_QUESTIONS_FORM: ForStaff(Right.MODERATE, open_questions.typed),
            "announce": ForStaff(Right.COMPOSE, announcements.forms.take),
            "release": ForStaff(Right.RELEASE, announcements.word),
            "after": ForStaff(Right.COMPOSE, afterwards.words),
            "answer": ForStaff(Right.COMPOSE, afterwards.answer_words),
        },
        introduction=people.introduction,
        listeners=(subscribing.stop_word, replies.hear),
        introducing=(people.start, people.joined, people.privacy, own_data.erase),
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
    digests: Digests
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


def put_console_together(settings: Settings, database: Database, clock: Clock, answers: Answers) -> Console:
    """The staff console: its pages, from every room that has some."""
    pages: list[Page] = []
    drawing = Drawing(zone=settings.zone, one_key=settings.one_key, pages=lambda: pages)
    base = settings.public_address
    office = open_office(settings, answers)

    async def announcements_wait(session: Session, member: StaffRow, texts: Texts) -> Sequence[Waits]:
        return [Waits(**asdict(due)) for due in await waiting_for(session, office, member, texts)]

    texts = answers.textbook.of("de")
    pages += table(start=StartPage(drawing=drawing, waiting=(announcements_wait,), texts=texts, office=office))
    pages += announcement_pages(drawing, office)
    door = Door(database=database, clock=clock, base=base, drawing=drawing, local=settings.telegram_token is None)
    return Console(database=database, clock=clock, base=base, drawing=drawing, door=door, pages=pages)


def put_together(settings: Settings, clock: Clock, answers: Answers) -> App:
    """The whole program from its parts."""
    database = Database(settings.database)
    conversation = Conversation(
        database=database, routes=put_routes_together(settings, answers), textbook=answers.textbook, clock=clock
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
    digests = Digests(database=database, clock=clock, zone=settings.zone, textbook=answers.textbook, draws=draws)
    draws[DIGEST] = digests.draw
    post_office = PostOffice(database, clock, carriers, draws, make_frame(answers.textbook))
    health = Health(
        database=database,
        entries=len(answers.library.entries),
        telegram=(lambda: telegram.trouble) if telegram else None,
    )
    promises = OpenQuestions(textbook=answers.textbook, zone=settings.zone)

    async def own_up() -> None:
        async with database.writing() as session:
            await promises.own_up(session, clock.now())

    console = put_console_together(settings, database, clock, answers)
    web = Web(health=health, browser=browser, webhook=webhook, console=console)
    ticks = [
        Tick(name="retention", every=timedelta(hours=1), beat=lambda: forget_what_is_over(database, clock)),
        *(
            Tick(name=f"deliveries by {face}", every=timedelta(seconds=1), beat=pump.run)
            for face, pump in post_office.pumps.items()
        ),
        Tick(name="promises", every=timedelta(minutes=5), beat=own_up),
        Tick(name="digests", every=timedelta(seconds=60), beat=digests.run),
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
        digests=digests,
        schedule=Schedule(ticks),
    )
