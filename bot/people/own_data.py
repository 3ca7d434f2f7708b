"""`/meinedaten` and `/loeschen`: what is stored of a person now, in plain words, and how all of it goes."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.conversation.routing import Turn
from bot.conversation.words import Button, Reply, reference
from bot.people.privately import in_private
from bot.people.retention import forget_person
from bot.people.subscribing import describe_times, describe_topics
from bot.texts import TextBook, Texts
from knowledge.entries import Language
from storage import event_wishes, ideas, pushes, questions, registrations, reminding, staff, subscriptions
from storage.events import EventRow

WITH_IDEAS = "ideas"
"""Ideas that are public are withdrawn as well."""


@dataclass(frozen=True, kw_only=True)
class OwnData:
    """The handlers of what belongs to a person."""

    textbook: TextBook
    more: Callable[[Turn], Awaitable[Sequence[str]]]
    """What other rooms store of a person, a line each."""
    withdraw_ideas: Callable[[Turn], Awaitable[None]]

    @in_private
    async def show(self, turn: Turn) -> Sequence[Reply]:
        """All that is stored of the person."""
        say, person = turn.texts.say, turn.person
        has = await subscriptions.topics_of(turn.session, person.address)
        waiting, ended = await pushes.count(turn.session, person.address)
        consents = await subscriptions.count_consents(turn.session, person.address)
        language = self.textbook.of(person.language or person.spoken or turn.incoming.language).say("language.name")
        lines = [
            say("data.language", language=language),
            describe_topics(turn.texts, has),
            describe_times(turn.texts, person.quiet, digest=person.digest),
            say("data.consents", count=consents),
            say("data.deliveries", waiting=waiting, ended=ended),
            say("data.subject" if person.subject or person.event else "data.no_subject"),
        ]
        lines += await self._events(turn)
        if person.asked:
            lines.append(say("data.asked", question=person.asked))
        lines += [
            say("data.passed_on", number=question.id, question=question.text)
            for question in await questions.asked_by(turn.session, person.address)
        ]
        lines += await self.more(turn)
        if await staff.of(turn.session, person.address):
            lines.append(say("data.staff"))
        listed = "\n".join(f"- {line}" for line in lines)
        return [
            Reply(
                title=say("data.title"),
                text=f"{say('data.intro')}\n\n{listed}\n\n{say('data.end')}",
                buttons=[
                    Button(label=say("button.erase"), reference=reference("erase")),
                    Button(label=say("button.subs"), reference=reference("subs")),
                    Button(label=say("button.privacy"), reference=reference("privacy")),
                ],
            )
        ]

    async def _events(self, turn: Turn) -> list[str]:
        """When they want to be reminded, what they registered for, what they need there."""
        say, address = turn.texts.say, turn.person.address
        lines = []
        if leads := await reminding.leads_of(turn.session, address):
            lines.append(say("data.leads", leads=_name_leads(turn.texts, leads)))
        for registration, event in await registrations.of_person(turn.session, address):
            title, day = _event_and_day(turn.texts, event)
            lines.append(say("data.registered", title=title, day=day, people=registration.people))
            if needs := await registrations.needs_of(turn.session, registration.id):
                lines.append(say("data.needs", needs=", ".join(say(f"need.{need}") for need in sorted(needs))))
        for event, leads in await event_wishes.of_person(turn.session, address):
            title, day = _event_and_day(turn.texts, event)
            lines.append(say("data.wish", title=title, day=day, leads=_name_leads(turn.texts, leads)))
        return lines

    @in_private
    async def ask_to_erase(self, turn: Turn) -> Sequence[Reply]:
        """What deleting means, and the one question before."""
        say = turn.texts.say
        if await staff.of(turn.session, turn.person.address):
            return [Reply(text=say("data.staff_first"))]
        seats = len(await registrations.of_person(turn.session, turn.person.address))
        text = say("data.erase_ask")
        if seats:
            text = f"{text}\n\n{say('data.erase_seats', count=seats)}"
        buttons = [Button(label=say("button.erase_yes"), reference=reference("erased"))]
        theirs = await ideas.handed_in_by(turn.session, turn.person.address)
        if any(idea.stage in ideas.UNDER_WAY for idea in theirs):
            with_ideas = reference("erased", WITH_IDEAS)
            buttons.append(Button(label=say("button.erase_with_ideas"), reference=with_ideas))
        no = Button(label=say("button.erase_no"), reference=reference("mydata"))
        return [Reply(text=text, buttons=[*buttons, no])]

    @in_private
    async def erase(self, turn: Turn) -> Sequence[Reply]:
        """Delete all. Pressing twice is like pressing once: who is not known is not remembered for it."""
        if await staff.of(turn.session, turn.person.address):
            return [Reply(text=turn.texts.say("data.staff_first"))]
        if turn.argument == WITH_IDEAS:
            await self.withdraw_ideas(turn)
        await forget_person(turn.session, turn.incoming.address, turn.now)
        return [Reply(text=turn.texts.say("data.erased"))]


def _event_and_day(texts: Texts, event: EventRow) -> tuple[str, str]:
    words = event.words.get(texts.language) or event.words[Language.GERMAN]
    return words["title"], texts.full_day(event.starts.astimezone(ZoneInfo(event.zone)).date())


def _name_leads(texts: Texts, leads: Sequence[str]) -> str:
    """Times before an event; `none` is a wish as well."""
    return ", ".join(texts.say(f"lead.{lead}") for lead in leads)
