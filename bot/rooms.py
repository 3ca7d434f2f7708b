"""The rooms of the house and their doors: which of them answers which command, button and form."""

from collections.abc import Callable, Sequence
from dataclasses import asdict

from bot.announcements import replies
from bot.announcements.afterwards_flow import AfterwardsFlow
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
from bot.answering.promises import Promises
from bot.conversation.forms import Leaving
from bot.conversation.rights import Right, may
from bot.conversation.routing import ForStaff, Routes, Turn
from bot.conversation.words import Reply, reference
from bot.delivery.topics import Topic
from bot.events.flow import EventsFlow
from bot.ideas import hearing
from bot.ideas.afterwards import FORM as WHY_FORM
from bot.ideas.afterwards import Verdicts
from bot.ideas.likeness import Likeness
from bot.ideas.office import IdeaOffice
from bot.ideas.residents import build_residents
from bot.ideas.shelf import IdeaShelf
from bot.ideas.staff_doors import build_staff_doors, waiting_ideas
from bot.ideas.telling import Telling
from bot.people.flow import PeopleFlow
from bot.people.own_data import OwnData
from bot.people.privately import SUBSCRIBE
from bot.people.subscribing import Subscribing
from bot.people.why import why
from bot.settings import Settings
from bot.team.nominations import waiting_nominations
from bot.team.routes import build_team
from bot.team.waiting import Waiting, Waits
from bot.telegram.reading import FACE as TELEGRAM
from bot.texts import Texts
from bot.web.cookie import FACE as BROWSER
from knowledge.entries import Language
from storage import questions
from storage.database import Session
from storage.staff import StaffRow


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


def waiting_for_staff(office: Office, idea_office: IdeaOffice) -> tuple[Waiting, ...]:
    """What waits for the staff, from every room that has something: shown by `/team` and the console's first page."""

    async def waiting_announcements(session: Session, member: StaffRow, texts: Texts) -> Sequence[Waits]:
        return [Waits(**asdict(due)) for due in await waiting_for(session, office, member, texts)]

    async def ideas(session: Session, member: StaffRow, texts: Texts) -> Sequence[Waits]:
        return [Waits(**asdict(due)) for due in await waiting_ideas(session, idea_office, member, texts)]

    return (waiting_nominations, waiting_announcements, waiting_questions, ideas)


def open_idea_office(settings: Settings, answers: Answers) -> IdeaOffice:
    """What the staff's deeds on ideas need."""
    return IdeaOffice(
        textbook=answers.textbook,
        zone=settings.zone,
        telling=Telling(zone=settings.zone, faces={TELEGRAM}),
        one_key=settings.one_key,
        parts=[
            entry.variants[Language.GERMAN].title
            for topic in ("pilots", "measures")
            for entry in answers.library.of_topic(topic)
            if entry.is_overview
        ],
    )


def open_office(settings: Settings, answers: Answers) -> Office:
    """What the deeds of announcements need."""
    return Office(
        textbook=answers.textbook,
        zone=settings.zone,
        per_second=settings.deliveries_per_second,
        one_key=settings.one_key,
        topics=lambda texts: {topic: texts.say(f"label.{topic}") for topic in Topic if topic is not Topic.ALL},
    )


def put_routes_together(
    settings: Settings,
    answers: Answers,
    bot_name: Callable[[], str | None] = lambda: None,
    shelf: IdeaShelf | None = None,
) -> Routes:
    """Which room answers which command and button. `bot_name` is how Telegram calls the assistant, once it is known;
    `shelf` the ideas that new ones are compared with, where a tick keeps it up to date."""
    shelf = shelf or IdeaShelf(Likeness(answers.model))
    answering = AnsweringFlow(answers=answers, zone=settings.zone)
    browsing = Browsing(library=answers.library)
    passing_on = PassingOn(zone=settings.zone)
    open_questions = OpenQuestions(promises=Promises(textbook=answers.textbook, zone=settings.zone))
    feedback = Feedback(answers=answers, answering=answering)
    subscribing = Subscribing()
    events = EventsFlow(zone=settings.zone)
    idea_office = open_idea_office(settings, answers)

    async def dates_first(turn: Turn) -> Sequence[Reply] | None:
        return await events.asked(turn) or await answering.sure(turn)

    async def any_question(turn: Turn) -> Sequence[Reply]:
        return await events.asked(turn) or await answering.question(turn)

    residents = build_residents(
        settings.zone, answers.textbook, shelf, idea_office.telling, question=any_question, sure=dates_first
    )
    own_data = OwnData(textbook=answers.textbook, more=residents.own.stored, withdraw_ideas=residents.own.withdraw_all)
    people = PeopleFlow(
        textbook=answers.textbook,
        show_entry=answering.entry,
        knows_entry=lambda id: answers.library.entry(id) is not None,
        doors={SUBSCRIBE: subscribing.show, **residents.links()},
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
    moderation = build_staff_doors(idea_office, shelf, people.old_button)
    verdicts = Verdicts(telling=idea_office.telling)
    team = build_team(
        settings,
        answers.textbook,
        start=people.start,
        introduction=people.introduction,
        faces={TELEGRAM if settings.telegram_token else BROWSER},  # without Telegram colleagues can be tried out too
        waiting=waiting_for_staff(office, idea_office),
        deeds=(),
        bot_name=bot_name,
    )
    welcome = residents.start_after(team.arriving.welcome)
    start_anyway = residents.start_anyway(team.arriving.welcome)
    language, simple = residents.with_screen(people.language), residents.with_screen(people.simple)
    commands = {
        "start": welcome,
        **residents.commands(),
        "hilfe": people.help,
        "help": people.help,
        "themen": browsing.topics,
        "topics": browsing.topics,
        "sprache": language,
        "language": language,
        "einfach": simple,
        "datenschutz": people.privacy,
        "privacy": people.privacy,
        "kontakt": people.contact,
        "contact": people.contact,
        "termine": events.show_all,
        "events": events.show_all,
        "abo": subscribing.show,
        "subs": subscribing.show,
        "stopp": subscribing.stop,
        "stop": subscribing.stop,
        "meinedaten": own_data.show,
        "mydata": own_data.show,
        "loeschen": own_data.ask_to_erase,
        "delete": own_data.ask_to_erase,
    }
    leaving = Leaving(ways={**residents.ways_out(), PASSING_ON_FORM: passing_on.stop, WHY_FORM: verdicts.enough})
    staff_leaving = Leaving(ways={**leaving.ways, "announce": announcements.leave, "moderate": moderation.typing.leave})
    commands |= {"abbrechen": leaving.leave, "cancel": leaving.leave}
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
        "pass_on_anew": passing_on.offer,
        "pass_on_unchanged": passing_on.unchanged,
        "pass_on_send": passing_on.send,
        "pass_on_stop": passing_on.stop,
        "topics": browsing.topics,
        "topic": browsing.topic,
        "language": language,
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
        "start": start_anyway,
        **residents.buttons(),
        "idea_mute": hearing.mute,
        "idea_hear": hearing.hear,
        "idea_after": verdicts.said,
        "idea_enough": verdicts.enough,
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
        forms={**residents.forms(), PASSING_ON_FORM: passing_on.typed, WHY_FORM: verdicts.why},
        staff_commands={
            **team.commands(),
            **moderation.commands(),
            "antwort": ForStaff(Right.MODERATE, open_questions.show_all),
            "rundruf": ForStaff(Right.COMPOSE, announcements.list),
            "abbrechen": ForStaff(Right.LOOK, staff_leaving.leave),
        },
        staff_buttons={
            **team.buttons(),
            **moderation.buttons(),
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
            **team.forms(),
            **moderation.forms(),
            OPEN_QUESTIONS_FORM: ForStaff(Right.MODERATE, open_questions.typed),
            "announce": ForStaff(Right.COMPOSE, announcements.forms.take),
            "release": ForStaff(Right.RELEASE, announcements.word),
            "after": ForStaff(Right.COMPOSE, afterwards.words),
            "answer": ForStaff(Right.COMPOSE, afterwards.answer_words),
        },
        introduction=people.introduction,
        listeners=(subscribing.stop_word, replies.hear, residents.form.heard, events.asked),
        introducing=(welcome, start_anyway, people.joined, people.privacy, own_data.erase),
    )
