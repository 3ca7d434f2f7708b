"""What every deed of the staff needs, and the common end of all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.ideas.lifeline import LEAST_WORDS, LONGEST_ANSWER, Deed, Trouble, may_do
from bot.ideas.telling import Telling
from bot.texts import TextBook
from storage import audit, ideas, lifelines, staff
from storage.database import Session
from storage.ideas import IdeaRow
from storage.lifelines import LifelineRow, Milestone
from storage.staff import StaffRow


@dataclass(frozen=True, kw_only=True)
class IdeaOffice:
    """What stands around every deed. Handed in where the parts are put together."""

    textbook: TextBook
    zone: ZoneInfo
    telling: Telling
    one_key: bool
    """Who refuses or says "not feasible" needs no second reader."""
    parts: Sequence[str] = ()
    """What ideas may become part of: the names of pilots and measures of the knowledge base."""


@dataclass(frozen=True, kw_only=True)
class Done:
    """An idea after a deed: how its life grew, how many are told, and whether a second reader has to come first."""

    idea: IdeaRow
    step: LifelineRow | None = None
    told: int = 0
    waits: bool = False


async def held_for(session: Session, id: int, deed: Deed, by: StaffRow, seen: int) -> IdeaRow | Trouble:
    """The idea, held for a deed of somebody who saw its version `seen`. Colleagues leave it alone while one has it."""
    idea = await ideas.numbered(session, id)
    if idea is None or not may_do(deed, idea.stage):
        return Trouble.NOT_NOW
    if await is_anothers(session, idea, by):
        return Trouble.TAKEN
    return idea if idea.version == seen else Trouble.CHANGED


async def is_anothers(session: Session, idea: IdeaRow, by: StaffRow) -> bool:
    """Whether a colleague looks after it who is still on the staff."""
    return idea.holder not in (None, by.id) and await staff.numbered(session, idea.holder or 0) is not None


async def settle(
    session: Session,
    office: IdeaOffice,
    idea: IdeaRow,
    milestone: Milestone,
    now: datetime,
    *,
    by: StaffRow,
    deed: str,
    content: Mapping[str, Any] | None = None,
) -> Done:
    """The end of every deed: a new version, one more step, who hears of it, the audit."""
    idea.version += 1
    await lifelines.drop_ruling(session, idea.id)  # whoever reads it has not seen this
    step = await lifelines.grow(session, idea.id, milestone, now, content)
    await session.flush()
    told = await office.telling.tell(session, idea, step, now)
    audit.note(session, who=by.id, deed=f"idea.{deed}", object=f"idea:{idea.id}", now=now)
    return Done(idea=idea, step=step, told=told)


def begin_promise(idea: IdeaRow, days: int, now: datetime) -> None:
    """From now on the city has so many working days; what was asked back is no longer asked."""
    idea.clock_began, idea.clock_days, idea.clock_rested, idea.clock_stands = now, days, 0, None
    idea.asked_back = ""
    idea.clock_round += 1


def end_promise(idea: IdeaRow) -> None:
    """The city has answered: nothing is promised any more."""
    idea.clock_began, idea.clock_stands, idea.asked_back = None, None, ""


def weigh(words: str, least: int = LEAST_WORDS) -> Trouble | None:
    """Whether words of the staff are enough, and not too much."""
    if len(words.strip()) < least:
        return Trouble.TOO_SHORT
    return Trouble.TOO_LONG if len(words) > LONGEST_ANSWER else None
