"""What the staff asks about ideas in their work: lists, offices and projects, whose clock runs, who is to be asked."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from storage.database import Session
from storage.idea_words import having, words_in
from storage.ideas import SHOWN, UNDER_WAY, IdeaRow, Stage, is_shown


async def with_clock(session: Session) -> Sequence[IdeaRow]:
    """All ideas whose clock runs, the oldest first."""
    chosen = select(IdeaRow).where(
        IdeaRow.clock_began.is_not(None), IdeaRow.clock_stands.is_(None), IdeaRow.stage.in_(UNDER_WAY)
    )
    return list(await session.scalars(chosen.order_by(IdeaRow.id)))


async def merged_into(session: Session, id: int) -> Sequence[IdeaRow]:
    """The ideas that were merged into this one, held until the transaction ends."""
    chosen = select(IdeaRow).where(IdeaRow.merged_into == id).order_by(IdeaRow.id).with_for_update()
    return list(await session.scalars(chosen.execution_options(populate_existing=True)))


async def numbers_merged_into(session: Session, id: int) -> Sequence[int]:
    """The numbers of the ideas that were merged into this one, held by nobody."""
    return list(await session.scalars(select(IdeaRow.id).where(IdeaRow.merged_into == id).order_by(IdeaRow.id)))


async def part_of(session: Session, part: str) -> Sequence[int]:
    """The numbers of the shown ideas that belong to a project or measure."""
    chosen = select(IdeaRow.id).where(IdeaRow.part_of == part, IdeaRow.stage.in_(SHOWN))
    return list(await session.scalars(chosen.order_by(IdeaRow.id)))


async def to_redraw(session: Session, most: int) -> Sequence[int]:
    """The numbers of shown ideas whose cards show another support than they have; those that are furthest off."""
    off = func.abs(IdeaRow.support - IdeaRow.carded)
    chosen = select(IdeaRow.id).where(IdeaRow.support != IdeaRow.carded, is_shown())
    return list(await session.scalars(chosen.order_by(off.desc(), IdeaRow.id).limit(most)))


async def for_staff(
    session: Session, stages: Collection[str], *, holder: int | None = None, words: str = "", skip: int = 0, most: int
) -> tuple[int, Sequence[IdeaRow]]:
    """How many ideas are in these stages, and a page of them, what came first on top. `holder`: who has them, 0 for
    nobody. Each of `words` must begin a word of title or text."""
    conditions: list[ColumnElement[bool]] = [IdeaRow.stage.in_(stages)]
    if holder is not None:
        conditions.append(IdeaRow.holder == holder if holder else IdeaRow.holder.is_(None))
    conditions.extend(having(IdeaRow.id, words_in(words)))
    count = await session.scalar(select(func.count(IdeaRow.id)).where(*conditions)) or 0
    rows = select(IdeaRow).where(*conditions).order_by(IdeaRow.id).offset(skip).limit(most)
    return count, list(await session.scalars(rows))


async def parts(session: Session) -> Sequence[str]:
    """The projects and measures that have shown ideas, by name."""
    chosen = select(IdeaRow.part_of).where(IdeaRow.part_of != "", IdeaRow.stage.in_(SHOWN)).distinct()
    return list(await session.scalars(chosen.order_by(IdeaRow.part_of)))


async def units(session: Session) -> Sequence[str]:
    """The offices that have had ideas, by name."""
    return list(await session.scalars(select(IdeaRow.unit).where(IdeaRow.unit != "").distinct().order_by(IdeaRow.unit)))


async def to_ask_after(session: Session, before: datetime, most: int) -> Sequence[int]:
    """The numbers of the ideas decided before this moment whose people were not asked what came of it."""
    chosen = select(IdeaRow.id).where(
        IdeaRow.stage.in_((Stage.DECIDED, Stage.DONE)), IdeaRow.decided <= before, IdeaRow.asked_after.is_(None)
    )
    return list(await session.scalars(chosen.order_by(IdeaRow.id).limit(most)))
