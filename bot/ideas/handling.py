"""What the staff does with an idea on its way: take it, publish it, ask back, give it to an office, finish, set back.

Chat and console call these alike. `seen` is the version that somebody had before their eyes.
"""

from datetime import datetime

from bot.ideas.clock import ANSWER_DAYS
from bot.ideas.lifeline import BACK, NEXT, Deed, Trouble, may_do
from bot.ideas.office import Done, IdeaOffice, begin_promise, held_for, settle, weigh
from bot.ideas.work import Work, tell_staff
from storage import audit, ideas, staff
from storage.database import Session
from storage.ideas import SHOWN, Stage
from storage.lifelines import Milestone
from storage.staff import StaffRow

LONGEST_UNIT = 80


async def take(
    session: Session, office: IdeaOffice, id: int, by: StaffRow, now: datetime, *, over: bool = False
) -> Done | Trouble:
    """Somebody looks after an idea; of two at once the first. `over`: although a colleague has it."""
    idea = await ideas.numbered(session, id)
    if idea is None or not (may_do(Deed.TAKE, idea.stage) or idea.stage in SHOWN):
        return Trouble.NOT_NOW
    if idea.holder == by.id:
        return Done(idea=idea)
    if idea.holder is not None and not over:
        return Trouble.TAKEN
    idea.holder = by.id
    if idea.stage == Stage.RECEIVED:
        idea.stage = NEXT[Deed.TAKE]
        return await settle(session, office, idea, Milestone.TAKEN, now, by=by, deed="taken")
    audit.note(session, who=by.id, deed="idea.taken", object=f"idea:{idea.id}", now=now)
    return Done(idea=idea)


async def accept(
    session: Session, office: IdeaOffice, id: int, by: StaffRow, now: datetime, *, seen: int
) -> Done | Trouble:
    """It becomes public, and the clock for the answer begins."""
    idea = await held_for(session, id, Deed.ACCEPT, by, seen)
    if isinstance(idea, Trouble):
        return idea
    idea.stage, idea.holder = NEXT[Deed.ACCEPT], by.id
    begin_promise(idea, ANSWER_DAYS, now)
    return await settle(session, office, idea, Milestone.PUBLISHED, now, by=by, deed="published")


async def ask_back(
    session: Session, office: IdeaOffice, id: int, by: StaffRow, now: datetime, *, seen: int, text: str
) -> Done | Trouble:
    """A question to its author; until they answer the clock stands, and everybody sees why."""
    idea = await held_for(session, id, Deed.ASK_BACK, by, seen)
    if isinstance(idea, Trouble):
        return idea
    if idea.author is None:
        return Trouble.NO_AUTHOR
    if idea.asked_back:
        return Trouble.NOT_NOW
    if trouble := weigh(text):
        return trouble
    idea.asked_back, idea.clock_stands, idea.holder = text.strip(), now, by.id
    return await settle(
        session, office, idea, Milestone.ASKED_BACK, now, by=by, deed="asked_back", content={"text": text.strip()}
    )


async def assign(
    session: Session, office: IdeaOffice, id: int, by: StaffRow, now: datetime, *, seen: int, unit: str,
    holder: int | None = None,
) -> Done | Trouble:  # fmt: skip
    """An office assesses it; `holder` is who of the staff looks after it from now on (None: whoever does this)."""
    idea = await held_for(session, id, Deed.ASSIGN, by, seen)
    if isinstance(idea, Trouble):
        return idea
    name = " ".join(unit.split())
    if not name or len(name) > LONGEST_UNIT:
        return Trouble.NO_UNIT
    member = await staff.numbered(session, holder) if holder is not None else by
    if member is None:
        return Trouble.NO_UNIT
    idea.unit, idea.holder, idea.stage = name, member.id, NEXT[Deed.ASSIGN]
    done = await settle(session, office, idea, Milestone.ASSIGNED, now, by=by, deed="assigned", content={"unit": name})
    if done.step and member.id != by.id:
        await tell_staff(session, idea, Work.GIVEN, done.step.id, [member.address], now)
    return done


async def finish(
    session: Session, office: IdeaOffice, id: int, by: StaffRow, now: datetime, *, seen: int, text: str = ""
) -> Done | Trouble:
    """What was decided is done."""
    idea = await held_for(session, id, Deed.FINISH, by, seen)
    if isinstance(idea, Trouble):
        return idea
    if trouble := weigh(text, least=0):
        return trouble
    idea.stage = NEXT[Deed.FINISH]
    content = {"text": text.strip()} if text.strip() else {}
    return await settle(session, office, idea, Milestone.DONE, now, by=by, deed="done", content=content)


async def set_back(
    session: Session, office: IdeaOffice, id: int, by: StaffRow, now: datetime, *, seen: int, text: str
) -> Done | Trouble:
    """One step back, for a reason that everybody sees. What is assessed again gets a new promise; the project that it
    is connected with stays, until somebody says otherwise."""
    idea = await held_for(session, id, Deed.SET_BACK, by, seen)
    if isinstance(idea, Trouble):
        return idea
    if trouble := weigh(text):
        return trouble
    idea.stage = BACK[Stage(idea.stage)]
    if idea.stage == Stage.PUBLIC:
        idea.unit = ""
    if idea.stage == Stage.ASSESSING:
        idea.outcome, idea.answer, idea.when, idea.decided = None, "", "", None
        begin_promise(idea, ANSWER_DAYS, now)
    return await settle(
        session, office, idea, Milestone.SET_BACK, now, by=by, deed="set_back", content={"text": text.strip()}
    )
