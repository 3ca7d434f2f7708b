"""What the staff is told in its work on ideas: an answer came, the time runs out, somebody has to read a ruling.

Rows of the ledger (`idea-work:388:half:2`), once for each occasion, drawn when they leave.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.conversation.rights import Right, may
from bot.conversation.words import Button, Reply, reference
from bot.delivery.kinds import MANNERS, Kind
from bot.delivery.topics import Reason
from bot.ideas.card import name_of, promise_of
from bot.ideas.lifeline import number_of
from bot.texts import TextBook
from storage import deliveries, ideas, people, staff
from storage.claims import Claimed
from storage.database import Session
from storage.deliveries import Planned
from storage.ideas import IdeaRow
from storage.staff import Role, StaffRow

WORK = "idea-work"
"""The first word of the occasions."""
WITHOUT_CHAT = "console:"
"""Whoever has no chat sees all of it in the console."""


class Work(StrEnum):
    """What there is to do, or to know."""

    STEP = "step"
    GIVEN = "given"
    RULING = "ruling"
    NOT_AGREED = "disagreed"
    HALF = "half"
    MOST = "most"
    ALL = "all"


async def moderators(session: Session) -> Sequence[StaffRow]:
    """All who may look after ideas."""
    return [member for member in await staff.everybody(session) if may(member.role, Right.MODERATE)]


async def holders(session: Session, idea: IdeaRow) -> list[str]:
    """The address of who looks after an idea; of all moderators while nobody does."""
    holder = await staff.numbered(session, idea.holder) if idea.holder is not None else None
    return [holder.address] if holder else [member.address for member in await moderators(session)]


async def heads(session: Session) -> list[str]:
    """The addresses of those who answer for a promise that was not kept."""
    return [member.address for member in await staff.everybody(session) if member.role == Role.ADMINISTRATOR]


async def tell_staff(
    session: Session, idea: IdeaRow, what: Work, key: int, addresses: Collection[str], now: datetime
) -> None:
    """A notice to these colleagues; `key` tells one occasion from the next of its kind."""
    planned = [
        Planned(
            occasion=f"{WORK}:{idea.id}:{what}:{key}", address=address, kind=Kind.NOTICE, reason=Reason.STAFF,
            language=await people.language_of(session, address), priority=MANNERS[Kind.NOTICE].priority, not_before=now,
        )
        for address in addresses
        if not address.startswith(WITHOUT_CHAT)
    ]  # fmt: skip
    await deliveries.plan(session, planned, now)


@dataclass(frozen=True, kw_only=True)
class WorkDrawing:
    """The words of these notices, when they leave."""

    textbook: TextBook
    zone: ZoneInfo

    async def draw(self, session: Session, delivery: Claimed) -> Reply | None:
        """One notice; None if the idea is no more."""
        _, number, what, _ = delivery.occasion.split(":")
        idea = await ideas.look_at(session, int(number))
        if idea is None:
            return None
        texts = self.textbook.of(delivery.language)
        promise = promise_of(idea)
        day = texts.day(promise.due(self.zone).astimezone(self.zone).date()) if promise else "–"
        text = texts.say(f"work.{what}", day=day)
        opens = Button(
            label=texts.say("button.idea_work", number=number_of(idea.id)),
            reference=reference("moderate", f"{idea.id}:open"),
        )
        return Reply(title=name_of(idea), text=text, buttons=[opens])
