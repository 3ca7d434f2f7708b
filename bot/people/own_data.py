"""`/meinedaten` and `/loeschen`: what is stored of a person now, in plain words, and how all of it goes."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.conversation.routing import Turn
from bot.conversation.words import Button, Reply, reference
from bot.people.privately import in_private
from bot.people.retention import forget_person
from bot.people.subscribing import describe_times, describe_topics
from bot.texts import TextBook
from storage import ideas, pushes, questions, staff, subscriptions

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
            say("data.subject" if person.subject else "data.no_subject"),
        ]
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

    @in_private
    async def ask_to_erase(self, turn: Turn) -> Sequence[Reply]:
        """What deleting means, and the one question before."""
        say = turn.texts.say
        if await staff.of(turn.session, turn.person.address):
            return [Reply(text=say("data.staff_first"))]
        buttons = [Button(label=say("button.erase_yes"), reference=reference("erased"))]
        theirs = await ideas.handed_in_by(turn.session, turn.person.address)
        if any(idea.stage in ideas.UNDER_WAY for idea in theirs):
            with_ideas = reference("erased", WITH_IDEAS)
            buttons.append(Button(label=say("button.erase_with_ideas"), reference=with_ideas))
        no = Button(label=say("button.erase_no"), reference=reference("mydata"))
        return [Reply(text=say("data.erase_ask"), buttons=[*buttons, no])]

    @in_private
    async def erase(self, turn: Turn) -> Sequence[Reply]:
        """Delete all. Pressing twice is like pressing once: who is not known is not remembered for it."""
        if await staff.of(turn.session, turn.person.address):
            return [Reply(text=turn.texts.say("data.staff_first"))]
        if turn.argument == WITH_IDEAS:
            await self.withdraw_ideas(turn)
        await forget_person(turn.session, turn.incoming.address, turn.now)
        return [Reply(text=turn.texts.say("data.erased"))]
