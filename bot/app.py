"""The only place where the parts are put together: rooms and their routes, faces, ticks."""

import asyncio
import socket
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import structlog

from bot.announcements import afterwards_flow, fetching, replies, sending
from bot.announcements.afterwards_flow import AfterwardsFlow
from bot.announcements.drawing import Drawing
from bot.announcements.fetching import Fetch
from bot.announcements.flow import AnnouncementsFlow
from bot.announcements.forms import Forms
from bot.announcements.office import Office
from bot.answering.answers import Answers
from bot.answering.browsing import Browsing
from bot.answering.feedback import Feedback, Verdict
from bot.answering.flow import AnsweringFlow
from bot.answering.sharing import Sharing
from bot.clock import Clock
from bot.conversation.rights import Right
from bot.conversation.routing import ForStaff, Routes
from bot.conversation.turn import Conversation
from bot.delivery.carrier import Carrier
from bot.delivery.post_office import PostOffice
from bot.people.flow import PeopleFlow
from bot.people.retention import forget_what_is_over
from bot.schedule import Schedule, Tick
from bot.settings import PREFIX, Settings, SettingsError
from bot.telegram.face import WEBHOOK_PATH, TelegramFace
from bot.texts import load_texts
from bot.web.carrying import BrowserCarrier
from bot.web.chat import BrowserFace
from bot.web.health import Health
from bot.web.server import GRACEFUL_SECONDS, Web
from bot.web.webhook import Webhook
from knowledge.ageing import count_ages
from knowledge.emergencies.alarm import Alarm
from knowledge.loading import load_library
from knowledge.search.finding import Search
from knowledge.search.meaning import DEFAULT_MODEL, load_model
from storage.database import Database

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
    feedback = Feedback(answers=answers, answering=answering)
    people = PeopleFlow(
        textbook=answers.textbook,
        show_entry=answering.entry,
        knows_entry=lambda id: answers.library.entry(id) is not None,
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
        staff_commands={
            "rundruf": ForStaff(right=Right.COMPOSE, handler=announcements.list),
            "abbrechen": ForStaff(right=Right.COMPOSE, handler=announcements.leave),
        },
        staff_buttons={
            "announce": ForStaff(right=Right.COMPOSE, handler=announcements.button),
            "release": ForStaff(right=Right.RELEASE, handler=announcements.second_key),
            "after": ForStaff(right=Right.COMPOSE, handler=afterwards.button),
            "second": ForStaff(right=Right.RELEASE, handler=afterwards.second_key),
        },
        staff_forms={
            "announce": ForStaff(right=Right.COMPOSE, handler=announcements.forms.take),
            "release": ForStaff(right=Right.RELEASE, handler=announcements.word),
            "after": ForStaff(right=Right.COMPOSE, handler=afterwards.words),
            "answer": ForStaff(right=Right.COMPOSE, handler=afterwards.answer_words),
        },
        listeners=(replies.hear,),
        introduction=people.introduction,
        introducing=(people.start, people.joined, people.privacy),
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

    async def run(self, listener: socket.socket) -> bool:
        """Serve on this socket until a signal says stop. False if the program could not start."""
        with listener:
            try:
                await self.database.migrate()  # here as well, where an unusable database can be said in a sentence
                return await self.web.serve(listener, self.start, self.stop)
            finally:
                await self.database.close()


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
    post_office = PostOffice(database, clock, carriers, draws={"announcement": Drawing(answers.textbook).draw})
    health = Health(
        database=database,
        entries=len(answers.library.entries),
        telegram=(lambda: telegram.trouble) if telegram else None,
    )
    web = Web(health=health, browser=browser, webhook=webhook)
    ticks = [
        Tick(name="retention", every=timedelta(hours=1), beat=lambda: forget_what_is_over(database, clock)),
        Tick(name="deliveries", every=timedelta(seconds=1), beat=post_office.run),
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
        schedule=Schedule(ticks),
    )
