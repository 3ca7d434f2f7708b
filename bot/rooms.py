"""The rooms of the house and their doors: which of them answers which command, button and form."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.announcements import replies
from bot.announcements.afterwards_flow import AfterwardsFlow
from bot.announcements.flow import AnnouncementsFlow
from bot.announcements.forms import Forms
from bot.answering.answers import Answers
from bot.answering.browsing import Browsing
from bot.answering.care_flow import CareFlow
from bot.answering.feedback import Feedback, Verdict
from bot.answering.flow import AnsweringFlow
from bot.answering.open_questions import FORM as OPEN_QUESTIONS_FORM
from bot.answering.open_questions import OpenQuestions
from bot.answering.passing_on import FORM as PASSING_ON_FORM
from bot.answering.passing_on import PassingOn
from bot.answering.sharing import AnswerCards
from bot.clock import Clock
from bot.conversation.forms import Leaving
from bot.conversation.rights import Right
from bot.conversation.routing import ForStaff, Routes, Turn
from bot.conversation.words import BROWSER, TELEGRAM, Reply
from bot.delivery.cards import Living, Offers, Source
from bot.delivery.shared import SharedCards
from bot.events.cards import DOOR as EVENT
from bot.events.flow import EventsFlow
from bot.events.my_events import MyEvents
from bot.events.sharing import EventCards
from bot.events.staff_flow import VERB as STAFF_EVENT
from bot.events.staff_flow import StaffEvents
from bot.events.steps import VERB as EVENT_DRAFT
from bot.events.taking_part import TakingPart
from bot.events.wishing import Wishing
from bot.ideas import hearing
from bot.ideas.afterwards import FORM as WHY_FORM
from bot.ideas.afterwards import Verdicts
from bot.ideas.contest_flow import ContestFlow
from bot.ideas.residents import build_residents
from bot.ideas.sharing import NAME as IDEA
from bot.ideas.sharing import IdeaCards
from bot.ideas.staff_doors import build_staff_doors
from bot.offices import STAFF_DEEDS, Offices, waiting_for_staff
from bot.people.flow import PeopleFlow
from bot.people.own_data import OwnData
from bot.people.privately import SUBSCRIBE
from bot.people.subscribing import Subscribing
from bot.people.why import why
from bot.settings import Settings
from bot.team.routes import build_team
from storage.database import Database


def offer_cards(settings: Settings, answers: Answers, database: Database, clock: Clock) -> tuple[Offers, SharedCards]:
    """What can be shared into other chats, and what keeps it true there. A further room with cards joins here: in the
    order in which they are offered, and by the word before the `_` in its cards' ids if they change with time."""
    events, ideas = EventCards(zone=settings.zone), IdeaCards()
    sources: Sequence[Source] = (events, ideas, AnswerCards(answers=answers, zone=settings.zone))
    living: Mapping[str, Living] = {EVENT: events, IDEA: ideas}
    offers = Offers(
        database=database, clock=clock, zone=settings.zone, textbook=answers.textbook,
        language_of=answers.search.language_of, sources=sources,
    )  # fmt: skip
    shared = SharedCards(
        database=database, clock=clock, zone=settings.zone, textbook=answers.textbook, rooms=living
    )  # fmt: skip
    return offers, shared


def put_routes_together(
    settings: Settings,
    answers: Answers,
    offices: Offices,
    bot_name: Callable[[], str | None] = lambda: None,
) -> Routes:
    """Which room answers which command and button. `bot_name` is how Telegram calls the assistant, once it is known."""
    answering = AnsweringFlow(answers=answers, zone=settings.zone)
    browsing = Browsing(library=answers.library)
    passing_on = PassingOn(zone=settings.zone)
    open_questions = OpenQuestions(promises=offices.promises)
    feedback = Feedback(answers=answers, answering=answering)
    subscribing = Subscribing()
    subjects = offices.events.subjects
    events = EventsFlow(zone=settings.zone, subjects=subjects, tell_more=answering.certain, texts_of=answering.texts_of)
    my_events = MyEvents(zone=settings.zone)
    taking_part = TakingPart(
        zone=settings.zone, subjects=subjects, wishing=Wishing(zone=settings.zone, subjects=subjects)
    )

    async def dates_first(turn: Turn) -> Sequence[Reply] | None:
        asked = replace(turn, argument=turn.incoming.text)
        return await events.asked(asked) or await answering.sure(asked)

    async def any_question(turn: Turn) -> Sequence[Reply]:
        asked = replace(turn, argument=turn.incoming.text)
        return await events.asked(asked) or await answering.question(asked)

    residents = build_residents(
        settings.zone, answers.textbook, offices.shelf, offices.ideas.telling, question=any_question, sure=dates_first
    )
    own_data = OwnData(textbook=answers.textbook, more=residents.own.stored, withdraw_ideas=residents.own.withdraw_all)
    people = PeopleFlow(
        textbook=answers.textbook,
        show_entry=answering.entry,
        knows_entry=lambda id: answers.library.entry(id) is not None,
        doors={SUBSCRIBE: subscribing.show, EVENT: taking_part.show, **residents.links()},
    )
    office = offices.announcements
    checking = CareFlow(care=offices.care)
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
    staff_events = StaffEvents(office=offices.events, old_button=people.old_button)
    moderation = build_staff_doors(offices.ideas, offices.shelf, people.old_button)
    contest = ContestFlow(zone=settings.zone, sure=answering.sure)
    verdicts = Verdicts(telling=offices.ideas.telling)
    team = build_team(
        settings,
        answers.textbook,
        start=people.start,
        introduction=people.introduction,
        faces={TELEGRAM if settings.telegram_token else BROWSER},  # without Telegram colleagues can be tried out too
        waiting=waiting_for_staff(offices),
        deeds=STAFF_DEEDS,
        bot_name=bot_name,
    )
    welcome = residents.start_after(team.arriving.welcome)
    start_anyway = residents.start_anyway(team.arriving.welcome)
    language, simple = residents.with_screen(people.language), residents.with_screen(people.simple)
    commands = {
        "start": welcome,
        **residents.commands(),
        "wettbewerb": contest.show,
        "contest": contest.show,
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
    staff_leaving = Leaving(
        ways={
            **leaving.ways,
            "announce": announcements.leave,
            EVENT_DRAFT: staff_events.forms.leave,
            "moderate": moderation.typing.leave,
        }
    )
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
        "events": events.show_all,
        **taking_part.buttons(),
        "my_events": my_events.show,
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
            "termin": ForStaff(Right.COMPOSE, staff_events.list),
            "abbrechen": ForStaff(Right.LOOK, staff_leaving.leave),
        },
        staff_buttons={
            **team.buttons(),
            **moderation.buttons(),
            "questions": ForStaff(Right.MODERATE, open_questions.show_all),
            "question": ForStaff(Right.MODERATE, open_questions.show),
            "question_type": ForStaff(Right.MODERATE, open_questions.begin),
            "question_send": ForStaff(Right.MODERATE, open_questions.send),
            "ageing": ForStaff(Right.CURATE, checking.show),
            "ageing_ok": ForStaff(Right.CURATE, checking.confirm),
            "question_close": ForStaff(Right.MODERATE, open_questions.close),
            "announcements": ForStaff(Right.COMPOSE, announcements.list),
            "announce": ForStaff(Right.COMPOSE, announcements.button),
            "release": ForStaff(Right.RELEASE, announcements.second_key),
            "after": ForStaff(Right.COMPOSE, afterwards.button),
            "second": ForStaff(Right.RELEASE, afterwards.second_key),
            STAFF_EVENT: ForStaff(Right.COMPOSE, staff_events.button),
            EVENT_DRAFT: ForStaff(Right.COMPOSE, staff_events.forms.button),
        },
        staff_forms={
            **team.forms(),
            **moderation.forms(),
            OPEN_QUESTIONS_FORM: ForStaff(Right.MODERATE, open_questions.typed),
            "announce": ForStaff(Right.COMPOSE, announcements.forms.take),
            "release": ForStaff(Right.RELEASE, announcements.word),
            "after": ForStaff(Right.COMPOSE, afterwards.words),
            "answer": ForStaff(Right.COMPOSE, afterwards.answer_words),
            EVENT_DRAFT: ForStaff(Right.COMPOSE, staff_events.forms.take),
        },
        introduction=people.introduction,
        listeners=(
            my_events.cancel_word,
            subscribing.stop_word,
            replies.hear,
            residents.form.heard,
            contest.asked,
            events.asked,
        ),
        introducing=(welcome, start_anyway, people.joined, people.privacy, own_data.erase),
    )
