"""Two ideas that want the same become one, and two again when that was a mistake.

Supporters move and know where they came from, so a parting brings back exactly what was. An idea that has taken in
others is not merged itself: then nobody would know any more who came from where.
"""

from datetime import datetime

from bot.ideas.clock import rested_until
from bot.ideas.lifeline import NEXT, Deed, Trouble, may_do
from bot.ideas.office import Done, IdeaOffice, is_anothers, settle
from storage import idea_work, ideas, lifelines, supporters
from storage.database import Session
from storage.ideas import SHOWN, IdeaRow
from storage.lifelines import Milestone
from storage.staff import StaffRow


async def merge(
    session: Session, office: IdeaOffice, id: int, by: StaffRow, now: datetime, *, into: int, seen: int
) -> Done | Trouble:
    """The idea goes up in another one; its supporters and its author stand with that one from now on."""
    source, target = await _both(session, id, into)
    if source is None or target is None or not may_do(Deed.MERGE, source.stage):
        return Trouble.NOT_NOW
    if trouble := await _hindrance(session, source, target, by, seen):
        return trouble
    await supporters.move_to(session, source, target)
    if source.author is not None and source.author != target.author:
        await supporters.join(session, target, source.author, now, came_from=source.id)
    source.before, source.stage, source.merged_into = source.stage, NEXT[Deed.MERGE], target.id
    done = await settle(
        session, office, source, Milestone.MERGED, now, by=by, deed="merged", content={"number": target.id}
    )
    took = await settle(
        session, office, target, Milestone.TOOK_IN, now, by=by, deed="took_in", content={"number": source.id}
    )
    return Done(idea=done.idea, step=done.step, told=done.told + took.told)


async def part(
    session: Session, office: IdeaOffice, id: int, by: StaffRow, now: datetime, *, seen: int
) -> Done | Trouble:
    """A merge was a mistake: both are as they were, and all who were told of it are told."""
    found = await ideas.look_at(session, id)
    if found is None or found.merged_into is None:
        return Trouble.NOT_NOW
    for number in sorted({id, found.merged_into, *await idea_work.numbers_merged_into(session, found.merged_into)}):
        await ideas.numbered(session, number)  # all in one order, so that two who part do not wait for each other
    source, target = await _both(session, id, found.merged_into)
    if source is None or target is None or source.merged_into != target.id or not may_do(Deed.PART, source.stage):
        return Trouble.NOT_NOW
    if source.version != seen:
        return Trouble.CHANGED
    await supporters.move_back(session, source, target)
    source.stage, source.before, source.merged_into = source.before or source.stage, None, None
    await _let_rest(session, office, source, now)
    await session.flush()
    for other in await idea_work.merged_into(session, target.id):  # who came with both stands with the others still
        await supporters.move_to(session, other, target)
    done = await settle(
        session, office, source, Milestone.PARTED, now, by=by, deed="parted", content={"number": target.id}
    )
    let_go = await settle(
        session, office, target, Milestone.PARTED, now, by=by, deed="let_go", content={"number": source.id}
    )
    return Done(idea=done.idea, step=done.step, told=done.told + let_go.told)


async def _let_rest(session: Session, office: IdeaOffice, idea: IdeaRow, now: datetime) -> None:
    """While it was part of another one nobody had to answer it: those working days don't count. A clock that stands
    (its author was asked back) counts them when it goes on."""
    merged = [step.at for step in await lifelines.of(session, idea.id) if step.milestone == Milestone.MERGED]
    if merged and idea.clock_began is not None and idea.clock_stands is None:
        idea.clock_rested += rested_until(max(merged[-1], idea.clock_began), now, office.zone)


async def _hindrance(session: Session, source: IdeaRow, target: IdeaRow, by: StaffRow, seen: int) -> Trouble | None:
    if source.id == target.id:
        return Trouble.SAME_IDEA
    if await is_anothers(session, source, by):
        return Trouble.TAKEN
    if source.version != seen:
        return Trouble.CHANGED
    if target.stage not in SHOWN and not (may_do(Deed.MERGE, target.stage) and source.stage not in SHOWN):
        return Trouble.NOT_SHOWN  # what everybody sees does not go up in what nobody sees
    # Held by nobody: whoever merges into the source, or parts from it, has to hold the source.
    return Trouble.HAS_TAKEN_IN if await idea_work.numbers_merged_into(session, source.id) else None


async def _both(session: Session, id: int, other: int) -> tuple[IdeaRow | None, IdeaRow | None]:
    """Both, held in the order of their numbers: two who merge crosswise do not wait for each other."""
    held = {number: await ideas.numbered(session, number) for number in sorted({id, other})}
    return held[id], held[other]
