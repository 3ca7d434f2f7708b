"""Who hears of a step in the life of an idea, and in which words: one short push each, and the card grows in place.

Pushes are rows of the ledger (`idea:388:771`, the second number is the step's), written in the transaction of the deed,
so a step is told once, whatever happens. Their words are drawn when they leave, in the language of each. Whoever sleeps
through several steps of an idea gets one push: the newest overtakes those that wait, and brings what they would have
said in a line each.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.conversation.words import Button, Reply, reference
from bot.delivery.kinds import MANNERS, Kind
from bot.delivery.planning import counts_of, schedule
from bot.delivery.topics import Reason
from bot.ideas.card import name_of, promise_of, say_card, say_decision, say_step, shortened, values_of
from bot.ideas.lifeline import number_of
from bot.ideas.work import Work, holders, tell_staff
from bot.texts import TextBook, Texts
from storage import deliveries, idea_cards, ideas, lifelines, pushes, subscriptions, supporters
from storage.claims import Claimed
from storage.database import Session
from storage.deliveries import Deed, Planned
from storage.ideas import IdeaRow, Stage
from storage.lifelines import LifelineRow, Milestone
from storage.subscriptions import Recipient

PUSH, CARD = "idea", "idea-card"
"""The first words of the occasions."""
LONGEST_WORDS = 1000
"""Characters of what a push quotes; the whole stands on the card."""
MOST_MISSED = 6
"""Steps that a push brings of those it has overtaken, the last ones."""

AUTHOR_HEARS = frozenset(
    {
        Milestone.PUBLISHED, Milestone.ASSIGNED, Milestone.ASKED_BACK, Milestone.DELAYED, Milestone.DECIDED,
        Milestone.DONE, Milestone.SET_BACK, Milestone.REFUSED, Milestone.MERGED, Milestone.TOOK_IN, Milestone.PARTED,
        Milestone.DISCUSSED, Milestone.PART_OF, Milestone.NEWS, Milestone.AWARDED,
    }
)  # fmt: skip
"""What its author is told: all but their own deeds."""
SUPPORTERS_HEAR = (AUTHOR_HEARS | {Milestone.REOPENED, Milestone.WITHDRAWN}) - {
    Milestone.ASKED_BACK,
    Milestone.DELAYED,
    Milestone.REFUSED,
}
"""What those are told who support it and want to hear."""
HOLDER_HEARS = frozenset({Milestone.ADDED, Milestone.WENT_ON, Milestone.REOPENED, Milestone.MENDED})
"""What its author does while somebody of the staff looks after it."""


@dataclass(frozen=True, kw_only=True)
class Telling:
    """Plans the pushes. `faces` are those where a message can be changed after it was sent."""

    zone: ZoneInfo
    faces: Collection[str]

    async def tell(self, session: Session, idea: IdeaRow, step: LifelineRow, now: datetime) -> int:
        """A push about this step to all whom it concerns, and the new card to whoever has one; how many pushes."""
        told = await self._push(session, idea, step, Kind.IDEA, await self._author(session, idea, step), now)
        told += await self._push(session, idea, step, Kind.MILESTONE, await self._supporters(session, idea, step), now)
        await self.redraw(session, idea, now, mark=str(step.id))
        if step.milestone in HOLDER_HEARS:
            await tell_staff(session, idea, Work.STEP, step.id, await holders(session, idea), now)
        return told

    async def give_card(self, session: Session, idea: IdeaRow, address: str, reason: Reason, now: datetime) -> None:
        """The card of this idea to its author (Reason.AUTHOR) or a supporter (Reason.SUPPORTS); once for each."""
        recipients = await subscriptions.recipients_at(session, [address], reason)
        planned = schedule(
            occasion=f"{CARD}:{idea.id}", kind=Kind.CARD, recipients=recipients, counts={}, at=now, zone=self.zone
        )
        await deliveries.plan(session, planned, now)

    async def redraw(self, session: Session, idea: IdeaRow, now: datetime, mark: str) -> None:
        """The cards that are in people's chats say how things stand now. `mark` tells this change from others."""
        card = f"{CARD}:{idea.id}"
        idea.carded = idea.support
        await idea_cards.withdraw_changes(session, card, now)
        edits = [
            Planned(
                occasion=f"{card}:{mark}", address=address, kind=Kind.CARD, reason=reason, language=language,
                priority=MANNERS[Kind.CARD].priority, not_before=now, deed=Deed.EDIT, message=message,
            )
            for address, message, reason, language in await idea_cards.shown(session, card, self.faces)
        ]  # fmt: skip
        await deliveries.plan(session, edits, now)

    async def _author(self, session: Session, idea: IdeaRow, step: LifelineRow) -> Sequence[Recipient]:
        if idea.author is None or step.milestone not in AUTHOR_HEARS:
            return []
        return await subscriptions.recipients_at(session, [idea.author], Reason.AUTHOR)

    async def _supporters(self, session: Session, idea: IdeaRow, step: LifelineRow) -> Sequence[Recipient]:
        if step.milestone not in SUPPORTERS_HEAR:
            return []
        if step.milestone == Milestone.MERGED and idea.merged_into:  # they stand with the other one by now
            found = await supporters.hearers(session, idea.merged_into, Reason.SUPPORTS, came_from=idea.id)
        elif step.milestone == Milestone.TOOK_IN:  # who came with the other one is told of that
            found = await supporters.hearers(session, idea.id, Reason.SUPPORTS, but_from=step.content["number"])
        else:
            found = await supporters.hearers(session, idea.id, Reason.SUPPORTS)
        return [each for each in found if each.address != idea.author]

    async def _push(
        self, session: Session, idea: IdeaRow, step: LifelineRow, kind: Kind, to: Sequence[Recipient], now: datetime
    ) -> int:
        # First, so that what waited and leaves no more is not counted against the week.
        await pushes.overtake(session, _pushes_of(idea), {each.address for each in to}, now)
        counts = await counts_of(session, to, now) if MANNERS[kind].counted else {}
        occasion = f"{_pushes_of(idea)}{step.id}"
        planned = schedule(occasion=occasion, kind=kind, recipients=to, counts=counts, at=now, zone=self.zone)
        return await deliveries.plan(session, planned, now)


@dataclass(frozen=True, kw_only=True)
class IdeaDrawing:
    """The words of what is told, when it leaves."""

    textbook: TextBook
    zone: ZoneInfo

    async def push(self, session: Session, delivery: Claimed) -> Reply | None:
        """About one step; None if it concerns this address no longer."""
        _, number, step_number = delivery.occasion.split(":")
        idea = await ideas.look_at(session, int(number))
        step = await lifelines.step(session, int(step_number))
        if idea is None or step is None or not await _concerns(session, idea, delivery.address, hears=True):
            return None
        missed = await pushes.overtaken_by(session, delivery.id, _pushes_of(idea), delivery.address)
        numbers = [int(occasion.rpartition(":")[2]) for occasion in missed[-MOST_MISSED:]]
        earlier = [found for each in numbers if (found := await lifelines.step(session, each)) is not None]
        mine = delivery.address == idea.author
        return say_push(self.textbook.of(delivery.language), idea, step, self.zone, mine=mine, earlier=earlier)

    async def card(self, session: Session, delivery: Claimed) -> Reply | None:
        """The card as it is now."""
        idea = await ideas.look_at(session, int(delivery.occasion.split(":")[1]))
        if idea is None or not await _concerns(session, idea, delivery.address, hears=False):
            return None
        texts = self.textbook.of(delivery.language)
        card = say_card(texts, idea, await lifelines.of(session, idea.id), self.zone)
        return Reply(title=card.title, text=card.text, buttons=[_to_idea(texts, idea)])


def say_push(
    texts: Texts,
    idea: IdeaRow,
    step: LifelineRow,
    zone: ZoneInfo,
    *,
    mine: bool,
    earlier: Sequence[LifelineRow] = (),
) -> Reply:
    """One step, told, and what else happened since the last push (`earlier`). Pure."""
    content = step.content
    parts = [
        texts.say("milestone.yours" if mine else "milestone.supported"),
        texts.say(f"milestone.{step.milestone}", **values_of(texts, content, zone)),
    ]
    if step.milestone == Milestone.DECIDED:
        parts.append(say_decision(texts, content))
    elif words := content.get("text"):
        parts.append(shortened(words, LONGEST_WORDS))
    buttons = [_to_idea(texts, idea)]
    if mine and step.milestone == Milestone.REFUSED:
        parts = [*parts, idea.answer, texts.say("milestone.may_mend")] if not idea.mended else [*parts, idea.answer]
        if not idea.mended:
            mend = reference("idea_mend", str(idea.id))
            buttons.insert(0, Button(label=texts.say("button.idea_mend"), reference=mend))
    if earlier:
        parts.append(_say_earlier(texts, idea, earlier, zone))
    if step.milestone == Milestone.ASKED_BACK or (mine and earlier and idea.asked_back):
        parts.append(texts.say("milestone.please_answer"))
        answer = reference("idea_answer", str(idea.id))
        buttons.insert(0, Button(label=texts.say("button.idea_answer"), reference=answer))
    promise = promise_of(idea)
    if step.milestone in (Milestone.PUBLISHED, Milestone.ASSIGNED) and promise and promise.stands is None:
        day = texts.day(promise.due(zone).astimezone(zone).date())
        parts.append(texts.say("card.until", day=day))
    return Reply(title=name_of(idea), text="\n\n".join(part for part in parts if part), buttons=buttons)


def _say_earlier(texts: Texts, idea: IdeaRow, earlier: Sequence[LifelineRow], zone: ZoneInfo) -> str:
    """What a push brings of those it has overtaken: a line each, and a decision that stands in its own words."""
    words = idea.stage != Stage.WITHDRAWN
    lines = [texts.say("milestone.meanwhile"), *(f"– {say_step(texts, each, zone, words=words)}" for each in earlier)]
    stands = idea.stage in (Stage.DECIDED, Stage.DONE)
    decided = [each.content for each in earlier if each.milestone == Milestone.DECIDED and stands]
    return "\n".join([*lines, *(say_decision(texts, content) for content in decided[-1:])])


def _pushes_of(idea: IdeaRow) -> str:
    """How the occasions of all pushes about an idea begin."""
    return f"{PUSH}:{idea.id}:"


def _to_idea(texts: Texts, idea: IdeaRow) -> Button:
    label = texts.say("button.idea_show", number=number_of(idea.id))
    return Button(label=label, reference=reference("idea", str(idea.id)))


async def _concerns(session: Session, idea: IdeaRow, address: str, *, hears: bool) -> bool:
    """Whether somebody has this idea, or supports it (or the one it is part of), and, if asked so, wants to hear."""
    if address == idea.author:
        return True
    rows = [
        await supporters.of_person(session, number, address)
        for number in (idea.id, idea.merged_into)
        if number is not None
    ]
    return any(row is not None and (row.hears or not hears) for row in rows)
