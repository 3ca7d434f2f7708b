"""Refusals and decisions: what a second person has to read before it holds, and what holds at once.

Whoever wrote a ruling is never its second reader, but where one key is enough (GERABOT_ONE_KEY). Any change of the idea
in between makes the ruling void: the second reader would agree to something that nobody wrote about.
"""

from datetime import datetime

from bot.ideas.lifeline import (
    NEEDS_SECOND,
    NEXT,
    Deed,
    Outcome,
    Reason,
    Ruling,
    Trouble,
    may_do,
    troubles_of,
)
from bot.ideas.office import Done, IdeaOffice, end_promise, held_for, settle, weigh
from bot.ideas.work import Work, moderators, tell_staff
from storage import audit, ideas, lifelines, staff
from storage.database import Session
from storage.ideas import IdeaRow
from storage.lifelines import Milestone, RulingRow
from storage.staff import StaffRow


async def refuse(
    session: Session, office: IdeaOffice, id: int, by: StaffRow, now: datetime, *, seen: int, reason: str, text: str
) -> Done | list[Trouble]:
    """It shall not become public: a reason of the catalogue, and words for its author, who may mend it once."""
    idea = await held_for(session, id, Deed.REFUSE, by, seen)
    if isinstance(idea, Trouble):
        return [idea]
    troubles = [] if reason in list(Reason) else [Trouble.NO_REASON]
    if trouble := weigh(text):
        troubles.append(trouble)
    if troubles:
        return troubles
    return await _first_reader(session, office, idea, by, now, deed=Deed.REFUSE, reason=reason, answer=text.strip())


async def decide(
    session: Session, office: IdeaOffice, id: int, by: StaffRow, now: datetime, *, seen: int, ruling: Ruling
) -> Done | list[Trouble]:
    """What the city does, and why, for everybody."""
    idea = await held_for(session, id, Deed.DECIDE, by, seen)
    if isinstance(idea, Trouble):
        return [idea]
    if troubles := troubles_of(ruling):
        return troubles
    return await _first_reader(
        session, office, idea, by, now,
        deed=Deed.DECIDE, outcome=ruling.outcome, answer=ruling.answer.strip(), part_of=ruling.part_of.strip(),
        when=ruling.when.strip(),
    )  # fmt: skip


async def agree(
    session: Session, office: IdeaOffice, id: int, by: StaffRow, now: datetime, *, ruling: int
) -> Done | Trouble:
    """The second reader agrees with the ruling of this number, and it holds."""
    idea = await ideas.numbered(session, id)
    row = await lifelines.ruling_on(session, id)
    if idea is None or row is None or row.id != ruling:
        return Trouble.NO_RULING
    if row.by == by.id and not office.one_key:
        return Trouble.SAME_READER
    if row.version != idea.version or not may_do(Deed(row.deed), idea.stage):
        await lifelines.drop_ruling(session, id)
        return Trouble.CHANGED
    return await _hold(session, office, idea, row, by, now)


async def disagree(session: Session, id: int, by: StaffRow, now: datetime, *, ruling: int) -> RulingRow | Trouble:
    """The second reader does not agree, or its author takes it back: nothing holds. What it was."""
    idea = await ideas.numbered(session, id)
    row = await lifelines.ruling_on(session, id)
    if row is None or row.id != ruling:
        return Trouble.NO_RULING
    await lifelines.drop_ruling(session, id)
    writer = await staff.numbered(session, row.by)
    if idea is not None and writer is not None and writer.id != by.id:
        await tell_staff(session, idea, Work.NOT_AGREED, row.id, [writer.address], now)
    audit.note(session, who=by.id, deed="idea.ruling_dropped", object=f"idea:{id}", now=now)
    return row


async def _first_reader(
    session: Session, office: IdeaOffice, idea: IdeaRow, by: StaffRow, now: datetime, *, deed: Deed, answer: str,
    reason: str = "", outcome: str | None = None, part_of: str = "", when: str = "",
) -> Done:  # fmt: skip
    idea.holder = by.id
    await lifelines.drop_ruling(session, idea.id)
    row = RulingRow(
        idea=idea.id, version=idea.version, by=by.id, at=now, deed=deed, reason=reason, outcome=outcome, answer=answer,
        part_of=part_of, when=when,
    )  # fmt: skip
    if office.one_key or (deed is Deed.DECIDE and outcome not in NEEDS_SECOND):
        return await _hold(session, office, idea, row, by, now)
    session.add(row)
    await session.flush()
    readers = [each.address for each in await moderators(session) if each.id != by.id]
    await tell_staff(session, idea, Work.RULING, row.id, readers, now)
    audit.note(session, who=by.id, deed="idea.ruling_written", object=f"idea:{idea.id}", now=now)
    return Done(idea=idea, waits=True)


async def _hold(
    session: Session, office: IdeaOffice, idea: IdeaRow, row: RulingRow, by: StaffRow, now: datetime
) -> Done:
    end_promise(idea)
    idea.stage = NEXT[Deed(row.deed)]
    idea.answer = row.answer
    if row.deed == Deed.REFUSE:
        idea.reason = row.reason
        content = {"reason": row.reason}
        return await settle(session, office, idea, Milestone.REFUSED, now, by=by, deed="refused", content=content)
    idea.outcome, idea.part_of, idea.when, idea.decided = Outcome(row.outcome or ""), row.part_of, row.when, now
    content = {"outcome": row.outcome or "", "answer": row.answer, "part_of": row.part_of, "when": row.when}
    return await settle(session, office, idea, Milestone.DECIDED, now, by=by, deed="decided", content=content)
