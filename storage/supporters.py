"""Supporters of ideas: one row for a person and an idea; the idea's count is changed in the same transaction."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Select, UniqueConstraint, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Database, Session
from storage.ideas import UNDER_WAY, IdeaRow, Stage
from storage.people import PersonRow
from storage.subscriptions import Recipient
from storage.tables import Base, Moment


class SupporterRow(Base):
    """Somebody wants what an idea wants."""

    __tablename__ = "supporter"
    __table_args__ = (UniqueConstraint("idea", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    idea: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), index=True)
    address: Mapped[str] = mapped_column(index=True)
    reason: Mapped[str] = mapped_column(default="")  # why it matters to them, after the guard
    hears: Mapped[bool] = mapped_column(default=True)  # of every milestone
    since: Mapped[Moment]
    came_from: Mapped[int | None]  # the idea that was merged into this one: a parting brings them back


async def join(
    session: Session, idea: IdeaRow, address: str, now: datetime, *, reason: str = "", came_from: int | None = None
) -> bool:
    """Somebody supports an idea; False if they do already. The caller holds the idea."""
    if await of_person(session, idea.id, address) is not None:
        return False
    session.add(SupporterRow(idea=idea.id, address=address, reason=reason, since=now, came_from=came_from))
    await session.flush()
    idea.support += 1
    return True


async def leave(session: Session, idea: IdeaRow, address: str) -> bool:
    """Somebody supports an idea no longer; False if they did not. The caller holds the idea."""
    gone = delete(SupporterRow).where(SupporterRow.idea == idea.id, SupporterRow.address == address)
    if not (await session.execute(gone)).rowcount:  # type: ignore[attr-defined]
        return False
    idea.support -= 1
    return True


async def of_person(session: Session, idea: int, address: str) -> SupporterRow | None:
    """The support of an address for an idea, if there is any."""
    return await session.scalar(select(SupporterRow).where(SupporterRow.idea == idea, SupporterRow.address == address))


async def of_idea(session: Session, idea: int) -> Sequence[SupporterRow]:
    """All who support an idea, the first first."""
    return list(await session.scalars(select(SupporterRow).where(SupporterRow.idea == idea).order_by(SupporterRow.id)))


async def supported_by(session: Session, address: str) -> Sequence[IdeaRow]:
    """The ideas that an address supports, the newest first."""
    chosen = select(IdeaRow).join(SupporterRow, SupporterRow.idea == IdeaRow.id).where(SupporterRow.address == address)
    return list(await session.scalars(chosen.order_by(IdeaRow.id.desc())))


async def hearers(
    session: Session, idea: int, reason: str, *, came_from: int | None = None, but_from: int | None = None
) -> Sequence[Recipient]:
    """All reachable supporters who want to hear of it, by address; only those, or all but those, whom a merge with an
    idea brought."""
    chosen = (
        select(PersonRow)
        .join(SupporterRow, SupporterRow.address == PersonRow.address)
        .where(SupporterRow.idea == idea, SupporterRow.hears.is_(True), PersonRow.unreachable.is_(None))
    )
    if came_from is not None:
        chosen = chosen.where(SupporterRow.came_from == came_from)
    if but_from is not None:
        chosen = chosen.where(or_(SupporterRow.came_from.is_(None), SupporterRow.came_from != but_from))
    return [
        Recipient(
            address=person.address,
            language=person.language or person.spoken,
            quiet=person.quiet,
            digest=person.digest,
            reason=reason,
        )
        for person in await session.scalars(chosen.order_by(PersonRow.address))
    ]


def select_hearers() -> Select[tuple[str]]:
    """Whoever wants to hear what becomes of an idea is not forgotten until that is known."""
    goes_on = select(IdeaRow.id).where(IdeaRow.stage.in_((*UNDER_WAY, Stage.DECIDED)))
    wants = SupporterRow.hears.is_(True) & SupporterRow.idea.in_(goes_on)
    found: Select[tuple[str]] = select(SupporterRow.address)
    return found.where(wants)


async def set_hears(session: Session, address: str, *, hears: bool, idea: int | None = None) -> int:
    """Whether somebody hears of the milestones of an idea they support, or (None) of all of them; how many changed."""
    changed = update(SupporterRow).where(SupporterRow.address == address, SupporterRow.hears.is_(not hears))
    if idea is not None:
        changed = changed.where(SupporterRow.idea == idea)
    return int((await session.execute(changed.values(hears=hears))).rowcount)  # type: ignore[attr-defined]


async def move_to(session: Session, source: IdeaRow, target: IdeaRow) -> None:
    """Supporters of a merged idea stand with the other one from now on. Who stands there already, or had that idea,
    stays where they are and is counted there once. The caller holds both."""
    there = select(SupporterRow.address).where(SupporterRow.idea == target.id)
    moved = update(SupporterRow).where(SupporterRow.idea == source.id, SupporterRow.address.not_in(there))
    if target.author is not None:
        moved = moved.where(SupporterRow.address != target.author)
    result = await session.execute(
        moved.values(idea=target.id, came_from=source.id).execution_options(synchronize_session=False)
    )
    number = int(result.rowcount)  # type: ignore[attr-defined]
    source.support -= number
    target.support += number


async def move_back(session: Session, source: IdeaRow, target: IdeaRow) -> None:
    """Who came with a merge goes back; the author of the merged idea, who became a supporter, is its author again. The
    caller holds both."""
    if source.author is not None:
        theirs = SupporterRow.address == source.author, SupporterRow.came_from == source.id
        gone = await session.execute(delete(SupporterRow).where(SupporterRow.idea == target.id, *theirs))
        target.support -= int(gone.rowcount)  # type: ignore[attr-defined]
    came = SupporterRow.came_from == source.id
    result = await session.execute(
        update(SupporterRow)
        .where(SupporterRow.idea == target.id, came)
        .values(idea=source.id, came_from=None)
        .execution_options(synchronize_session=False)
    )
    number = int(result.rowcount)  # type: ignore[attr-defined]
    target.support -= number
    source.support += number


async def count(session: Session, idea: int) -> int:
    """The rows of an idea; always what its `support` says."""
    return await session.scalar(select(func.count(SupporterRow.id)).where(SupporterRow.idea == idea)) or 0


async def forget_person(session: Session, address: str) -> None:
    """Somebody supports nothing any more, and no idea counts them."""
    await hold_all_of(session, address)
    await _remove(session, SupporterRow.address == address)


async def move(session: Session, old: str, new: str) -> None:
    """An address has changed; where both supported the same, one row stays."""
    await hold_all_of(session, old)
    theirs = select(SupporterRow.idea).where(SupporterRow.address == new)
    await _remove(session, (SupporterRow.address == old) & SupporterRow.idea.in_(theirs))
    await session.execute(update(SupporterRow).where(SupporterRow.address == old).values(address=new))


async def hold_all_of(session: Session, address: str) -> None:
    """Hold all ideas that somebody has or supports, in the order of their numbers, as everybody does who holds several:
    whoever merges or parts ideas at this moment comes before or after."""
    supported = select(SupporterRow.idea).where(SupporterRow.address == address)
    theirs = select(IdeaRow.id).where(or_(IdeaRow.author == address, IdeaRow.id.in_(supported)))
    while True:
        with suppress(_Moved):
            async with Database.apart(session):
                held = set(await session.scalars(theirs.order_by(IdeaRow.id).with_for_update()))
                if held >= set(await session.scalars(theirs)):
                    return
                raise _Moved


class _Moved(Exception):
    """While we waited a merge has moved a support to an idea that we do not hold: let go of all, and begin anew."""


async def _remove(session: Session, chosen: ColumnElement[bool]) -> None:
    """What is counted less is what was deleted: a merge may have moved it since it was looked up."""
    gone = list(await session.scalars(delete(SupporterRow).where(chosen).returning(SupporterRow.idea)))
    await session.execute(update(IdeaRow).where(IdeaRow.id.in_(gone)).values(support=IdeaRow.support - 1))
