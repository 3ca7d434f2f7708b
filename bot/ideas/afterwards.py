"""Four weeks after a decision: "Has something happened? Is the answer good for you?", once, to its author and to those
supporters who hear. A "no" of the author opens the idea again, once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.conversation.routing import Turn
from bot.conversation.words import Button, Reply, reference
from bot.delivery.kinds import Kind
from bot.delivery.planning import schedule
from bot.delivery.topics import Reason
from bot.ideas import deeds
from bot.ideas.card import name_of, say_decision
from bot.ideas.deeds import Done, Written
from bot.ideas.drafting import Fault, look_at_words
from bot.ideas.hearing import read_number
from bot.ideas.lifeline import Deed, may_do, number_of
from bot.ideas.telling import Telling
from bot.on_its_own import on_its_own
from bot.texts import TextBook, Texts
from storage import deliveries, idea_verdicts, idea_work, ideas, subscriptions, supporters
from storage.claims import Claimed
from storage.database import Database, Session
from storage.idea_verdicts import IdeaVerdictRow
from storage.ideas import IdeaRow, Stage

ASKED = "idea-after"
"""The first word of the occasions."""
FORM = "idea_why"
AFTER = timedelta(weeks=4)
A_BEAT = 20
"""Ideas whose people are asked in one beat."""
VERDICTS = ("yes", "partly", "no")
LONGEST_WHY = 500


@dataclass(frozen=True, kw_only=True)
class Afterwards:
    """Asks, by a tick, and draws the question when it leaves."""

    database: Database
    clock: Clock
    zone: ZoneInfo
    textbook: TextBook

    async def run(self) -> None:
        """One beat. Raises Unreachable."""
        now = self.clock.now()
        async with self.database.reading() as session:
            due = await idea_work.to_ask_after(session, now - AFTER, A_BEAT)
        for id in due:
            with on_its_own("four weeks later", id):
                async with self.database.writing() as session:
                    await self._ask(session, id, now)

    async def draw(self, session: Session, delivery: Claimed) -> Reply | None:
        """The question; None if it has no sense any more."""
        idea = await ideas.look_at(session, int(delivery.occasion.split(":")[1]))
        if idea is None or idea.stage not in (Stage.DECIDED, Stage.DONE):
            return None
        texts = self.textbook.of(delivery.language)
        decided = {"outcome": idea.outcome, "part_of": idea.part_of, "when": idea.when, "answer": idea.answer}
        parts = [texts.say("after.ask"), say_decision(texts, decided)]
        buttons = [
            Button(label=texts.say(f"verdict.{verdict}"), reference=reference("idea_after", f"{idea.id}:{verdict}"))
            for verdict in VERDICTS
        ]
        return Reply(title=name_of(idea), text="\n\n".join(parts), buttons=buttons)

    async def _ask(self, session: Session, id: int, now: datetime) -> None:
        idea = await ideas.numbered(session, id)
        if idea is None or idea.asked_after is not None or idea.stage not in (Stage.DECIDED, Stage.DONE):
            return
        idea.asked_after = now
        author = await subscriptions.recipients_at(session, [idea.author] if idea.author else [], Reason.AUTHOR)
        others = await supporters.hearers(session, idea.id, Reason.SUPPORTS)
        everybody = [*author, *(each for each in others if each.address != idea.author)]
        planned = schedule(
            occasion=f"{ASKED}:{id}", kind=Kind.IDEA, recipients=everybody, counts={}, at=now, zone=self.zone
        )
        await deliveries.plan(session, planned, now)


@dataclass(frozen=True, kw_only=True)
class Verdicts:
    """The handlers of the answers."""

    telling: Telling

    async def said(self, turn: Turn) -> Sequence[Reply]:
        """Yes, partly, no. Whoever presses again changes their mind; then they may say why."""
        number, _, verdict = turn.argument.partition(":")
        idea = await _of_theirs(turn, number)
        if idea is None or verdict not in VERDICTS:
            return [Reply(text=turn.texts.say("after.not_yours"))]
        row = await idea_verdicts.of_person(turn.session, idea.id, turn.person.address)
        if row is None:
            row = IdeaVerdictRow(idea=idea.id, address=turn.person.address, verdict=verdict, at=turn.now, why="")
            turn.session.add(row)
        row.verdict, row.at = verdict, turn.now
        turn.person.form = f"{FORM}:{idea.id}"
        again = verdict == "no" and _may_reopen(idea, turn.person.address)
        return [Reply(text=turn.texts.say("after.why_reopen" if again else "after.why"), buttons=[_enough(turn.texts)])]

    async def why(self, turn: Turn) -> Sequence[Reply]:
        """Why, in the form. Personal data is blacked out; the author's "no" opens the idea again."""
        texts, address = turn.texts, turn.person.address
        idea = await _of_theirs(turn, turn.argument)
        row = await idea_verdicts.of_person(turn.session, idea.id, address) if idea else None
        if idea is None or row is None:
            turn.person.form = None
            return [Reply(text=texts.say("after.not_yours"))]
        looked = look_at_words(turn.incoming.text, longest=LONGEST_WHY)
        if isinstance(looked, Fault):
            return [Reply(text=texts.say("after.write", most=LONGEST_WHY), buttons=[_enough(texts)])]
        turn.person.form = None
        row.why = looked.text
        note = texts.say("after.blacked_out") if looked.is_blacked_out else ""
        if row.verdict == "no" and _may_reopen(idea, address):
            done = await deeds.reopen(turn.session, idea.id, address, Written(text=row.why), turn.now)
            if isinstance(done, Done) and done.step:
                await self.telling.tell(turn.session, done.idea, done.step, turn.now)
                return [Reply(text=texts.say("after.reopened", number=number_of(idea.id)), note=note)]
        return [Reply(text=texts.say("after.thanks"), note=note)]

    async def enough(self, turn: Turn) -> Sequence[Reply]:
        """No more words. The form is left."""
        turn.person.form = None
        return [Reply(text=turn.texts.say("after.thanks"))]


def _may_reopen(idea: IdeaRow, address: str) -> bool:
    return idea.author == address and not idea.reopened and may_do(Deed.REOPEN, idea.stage)


async def _of_theirs(turn: Turn, typed: str) -> IdeaRow | None:
    """The decided idea of this number, if this person was asked: they have it, or support it."""
    number = read_number(typed)
    idea = await ideas.numbered(turn.session, number) if number else None
    if idea is None or idea.asked_after is None:
        return None
    address = turn.person.address
    mine = idea.author == address or await supporters.of_person(turn.session, idea.id, address) is not None
    return idea if mine else None


def _enough(texts: Texts) -> Button:
    return Button(label=texts.say("button.enough"), reference=reference("idea_enough"))
