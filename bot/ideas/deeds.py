"""What residents do with ideas: hand in, change, add, mend, answer, withdraw, support, ask the city to look again.

Each deed holds the idea, asks the lifeline whether it is allowed, changes it, and lets its life grow by one step, in
the caller's transaction. Words have passed the guard before. Who does it is an address, never a name.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.ideas.clock import ANSWER_DAYS, CHECK_DAYS, rested_until
from bot.ideas.lifeline import NEXT, Deed, Trouble, may_do
from storage import ideas, lifelines, supporters
from storage.database import Session
from storage.idea_drafts import IdeaDraftRow
from storage.ideas import IdeaRow, Stage
from storage.lifelines import LifelineRow, Milestone


@dataclass(frozen=True, kw_only=True)
class Written:
    """Words that have passed the guard. `flags`: what their author sends as it is, kinds parted by blanks."""

    text: str
    title: str = ""
    flags: str = ""


@dataclass(frozen=True, kw_only=True)
class Done:
    """An idea after a deed; `step` is what its life grew by, None if the deed leaves no trace there."""

    idea: IdeaRow
    step: LifelineRow | None = None


async def hand_in(session: Session, draft: IdeaDraftRow, now: datetime) -> Done:
    """The yes of its author: the draft becomes an idea, with a number and a promise. The draft is no more."""
    idea = await ideas.add(
        session,
        IdeaRow(
            author=draft.address,
            pseudonym=draft.pseudonym,
            title=draft.title,
            text=draft.text,
            language=draft.language,
            field=draft.field,
            district=draft.district,
            latitude=draft.latitude,
            longitude=draft.longitude,
            photo=draft.photo,
            flags=draft.flags,
            contest=draft.contest,
            category=draft.category,
            message=_number(draft.messages.get("text")),
            handed_in=now,
            stage=Stage.RECEIVED,
            clock_began=now,
            clock_days=CHECK_DAYS,
            support=0,
            version=0,
        ),
    )
    await session.delete(draft)
    return Done(idea=idea, step=await lifelines.grow(session, idea.id, Milestone.RECEIVED, now))


async def change(session: Session, id: int, address: str, words: Written, now: datetime) -> Done | Trouble:
    """Other words, as long as nobody of the staff has taken the idea."""
    idea = await _own(session, id, address, Deed.CHANGE)
    if isinstance(idea, Trouble):
        return idea
    _rewrite(idea, words)
    return Done(idea=idea, step=await lifelines.grow(session, idea.id, Milestone.CHANGED, now))


async def mend(session: Session, id: int, address: str, words: Written, now: datetime) -> Done | Trouble:
    """Other words after a refusal, once: the city looks at the idea anew."""
    idea = await _own(session, id, address, Deed.MEND)
    if isinstance(idea, Trouble):
        return idea
    if idea.mended:
        return Trouble.NOT_NOW
    _rewrite(idea, words)
    idea.mended, idea.reason, idea.answer, idea.stage = True, "", "", NEXT[Deed.MEND]
    _promise(idea, CHECK_DAYS, now)
    return Done(idea=idea, step=await lifelines.grow(session, idea.id, Milestone.MENDED, now))


async def add(session: Session, id: int, address: str, words: Written, now: datetime) -> Done | Trouble:
    """An addition to what stands: the old words stay."""
    idea = await _own(session, id, address, Deed.ADD)
    if isinstance(idea, Trouble):
        return idea
    return await _added(session, idea, words, now)


async def answer_back(
    session: Session, id: int, address: str, words: Written, now: datetime, zone: ZoneInfo
) -> Done | Trouble:
    """What its author answers when the city has asked back: an addition, and the clock goes on."""
    idea = await _own(session, id, address, Deed.GO_ON)
    if isinstance(idea, Trouble):
        return idea
    if not idea.asked_back:
        return Trouble.NOT_NOW
    await _added(session, idea, words, now)
    if idea.clock_stands is not None:
        idea.clock_rested += rested_until(idea.clock_stands, now, zone)
    idea.asked_back, idea.clock_stands = "", None
    return Done(idea=idea, step=await lifelines.grow(session, idea.id, Milestone.WENT_ON, now))


async def withdraw(session: Session, id: int, address: str, now: datetime) -> Done | Trouble:
    """Its author wants it no longer: it is not shown any more, nothing is promised, and 90 days later it is deleted."""
    idea = await _own(session, id, address, Deed.WITHDRAW)
    if isinstance(idea, Trouble):
        return idea
    idea.before, idea.stage = idea.stage, NEXT[Deed.WITHDRAW]
    idea.clock_began, idea.clock_stands, idea.asked_back = None, None, ""
    idea.version += 1
    return Done(idea=idea, step=await lifelines.grow(session, idea.id, Milestone.WITHDRAWN, now))


async def reopen(session: Session, id: int, address: str, words: Written, now: datetime) -> Done | Trouble:
    """Nothing came of a decision: its author asks the city once to look again, and says why."""
    idea = await _own(session, id, address, Deed.REOPEN)
    if isinstance(idea, Trouble):
        return idea
    if idea.reopened:
        return Trouble.NOT_NOW
    idea.reopened, idea.stage = True, NEXT[Deed.REOPEN]
    idea.version += 1
    _promise(idea, ANSWER_DAYS, now)
    content = {"text": words.text}
    return Done(idea=idea, step=await lifelines.grow(session, idea.id, Milestone.REOPENED, now, content))


async def support(session: Session, id: int, address: str, now: datetime) -> Done | Trouble | None:
    """Somebody wants what the idea wants. None: they do already. Who had the idea does not support it."""
    idea = await ideas.numbered(session, id)
    if idea is None or not may_do(Deed.SUPPORT, idea.stage) or idea.author == address:
        return Trouble.NOT_NOW
    return Done(idea=idea) if await supporters.join(session, idea, address, now) else None


async def leave(session: Session, id: int, address: str) -> Done | None:
    """Somebody supports an idea no longer, whatever its stage. None: they did not."""
    idea = await ideas.numbered(session, id)
    if idea is None or not await supporters.leave(session, idea, address):
        return None
    return Done(idea=idea)


async def give_reason(session: Session, id: int, address: str, words: Written) -> Done | Trouble:
    """Why it matters to a supporter."""
    idea = await ideas.look_at(session, id)
    supporter = await supporters.of_person(session, id, address)
    if idea is None or supporter is None:
        return Trouble.NOT_NOW
    supporter.reason = words.text
    return Done(idea=idea)


async def _own(session: Session, id: int, address: str, deed: Deed) -> IdeaRow | Trouble:
    idea = await ideas.numbered(session, id)
    if idea is None or idea.author != address or not may_do(deed, idea.stage):
        return Trouble.NOT_NOW
    return idea


async def _added(session: Session, idea: IdeaRow, words: Written, now: datetime) -> Done:
    idea.version += 1
    idea.flags = _together(idea.flags, words.flags)
    return Done(idea=idea, step=await lifelines.grow(session, idea.id, Milestone.ADDED, now, {"text": words.text}))


def _rewrite(idea: IdeaRow, words: Written) -> None:
    idea.text, idea.flags = words.text, words.flags
    idea.title = words.title or idea.title
    idea.version += 1


def _promise(idea: IdeaRow, days: int, now: datetime) -> None:
    idea.clock_began, idea.clock_days, idea.clock_rested, idea.clock_stands = now, days, 0, None
    idea.clock_round += 1


def _together(one: str, other: str) -> str:
    return " ".join(sorted({*one.split(), *other.split()}))


def _number(message: str | None) -> int | None:
    return int(message) if message and message.isdigit() else None
