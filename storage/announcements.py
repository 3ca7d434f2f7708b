"""Announcements: what staff tells many, how far it is, and what was done about it afterwards.

Every change of state is an UPDATE that names the state and the version it starts from: of two clicks, two tabs, two
replicas one wins, and the other learns that it did not.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.tables import Base, Moment


class AnnouncementRow(Base):
    """One announcement."""

    __tablename__ = "announcement"
    __table_args__ = ({"sqlite_autoincrement": True},)  # the button of a discarded one never releases another

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # `news`, `appointment`, `consultation`, `emergency`
    state: Mapped[str] = mapped_column(index=True)
    author: Mapped[int] = mapped_column(index=True)  # the number of a member of the staff
    releaser: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)  # grows with every change: what was released is what was seen
    tested: Mapped[int] = mapped_column(default=0)  # the version that the author sent to themselves
    run: Mapped[int] = mapped_column(default=0)  # how often it was released
    tried: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))  # what was tested: `texts`, `picture`, `link`
    texts: Mapped[Any] = mapped_column(JSON)  # by language: `text`, `spans`, `alt`
    picture: Mapped[str | None]
    photo: Mapped[str | None]  # what Telegram knows a picture by that is still to be fetched
    link: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))  # `label`, `address`
    topics: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))  # a list; None: everybody who wants anything
    again: Mapped[bool]  # what is uncertain is sent once more, saying so
    starts: Mapped[Moment | None]  # not before then
    hold_until: Mapped[Moment | None]
    audience: Mapped[int | None]
    trouble: Mapped[str | None]  # why the ledger stopped it
    totals: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))  # by state, once deliveries are forgotten
    shown: Mapped[Moment | None]  # when its progress was last shown
    written: Mapped[Moment]
    begun: Mapped[Moment | None]
    finished: Mapped[Moment | None]


class FollowupRow(Base):
    """What is done about an announcement afterwards: a correction, a recall, a note."""

    __tablename__ = "followup"
    __table_args__ = (UniqueConstraint("announcement", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    announcement: Mapped[int]
    number: Mapped[int]
    deed: Mapped[str]  # `correction`, `recall`, `note`
    state: Mapped[str] = mapped_column(index=True)
    author: Mapped[int]
    releaser: Mapped[int | None]
    texts: Mapped[Any] = mapped_column(JSON)  # as in the announcement; nothing for a recall
    in_flight: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))  # deliveries that were leaving as it began
    left_out: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))  # whom it cannot reach, counted by reason
    totals: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    written: Mapped[Moment]
    begun: Mapped[Moment | None]
    finished: Mapped[Moment | None]


async def add(
    session: Session, *, kind: str, state: str, author: int, again: bool, topics: Any, now: datetime
) -> AnnouncementRow:
    """A new announcement; it has its number at once."""
    row = AnnouncementRow(
        kind=kind, state=state, author=author, again=again, topics=topics, texts={}, written=now, version=1, tested=0,
        run=0,
    )  # fmt: skip
    session.add(row)
    await session.flush()
    return row


async def numbered(session: Session, id: int) -> AnnouncementRow | None:
    """The announcement of this number as it is now, held until the transaction ends; None if there is none."""
    chosen = select(AnnouncementRow).where(AnnouncementRow.id == id).with_for_update()
    return await session.scalar(chosen.execution_options(populate_existing=True))


async def version_of(session: Session, id: int) -> int | None:
    """The version of an announcement; None if there is none."""
    return await session.scalar(select(AnnouncementRow.version).where(AnnouncementRow.id == id))


async def content_of(session: Session, id: int) -> AnnouncementRow | None:
    """The announcement of this number, to read: nothing is held."""
    return await session.scalar(
        select(AnnouncementRow).where(AnnouncementRow.id == id).execution_options(populate_existing=True)
    )


async def change(session: Session, row: AnnouncementRow, **values: Any) -> bool:
    """Change an announcement if it still is what `row` says it is; whether it was. `row` tells the new state."""
    result = await session.execute(
        update(AnnouncementRow)
        .where(AnnouncementRow.id == row.id, AnnouncementRow.state == row.state, AnnouncementRow.version == row.version)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    await session.refresh(row)
    return bool(result.rowcount)  # type: ignore[attr-defined]


async def remove(session: Session, row: AnnouncementRow) -> None:
    """Delete a draft."""
    await session.delete(row)


async def of_author(session: Session, author: int, states: Collection[str]) -> Sequence[AnnouncementRow]:
    """The announcements of somebody that are in one of these states, newest first."""
    chosen = select(AnnouncementRow).where(AnnouncementRow.author == author, AnnouncementRow.state.in_(states))
    return list(await session.scalars(chosen.order_by(AnnouncementRow.id.desc())))


async def in_states(session: Session, states: Collection[str], most: int = 20) -> Sequence[AnnouncementRow]:
    """The announcements that are in one of these states, newest first."""
    chosen = select(AnnouncementRow).where(AnnouncementRow.state.in_(states))
    return list(await session.scalars(chosen.order_by(AnnouncementRow.id.desc()).limit(most)))


async def at_work(session: Session, states: Collection[str], ended: str) -> Sequence[AnnouncementRow]:
    """The announcements in these states, and those of the state `ended` that have begun and have no sums yet."""
    closing = (AnnouncementRow.state == ended) & AnnouncementRow.begun.is_not(None) & AnnouncementRow.finished.is_(None)
    chosen = select(AnnouncementRow).where(or_(AnnouncementRow.state.in_(states), closing))
    return list(await session.scalars(chosen.order_by(AnnouncementRow.id)))


async def wanting_pictures(session: Session) -> Sequence[AnnouncementRow]:
    """The announcements whose picture is still to be fetched."""
    return list(await session.scalars(select(AnnouncementRow).where(AnnouncementRow.photo.is_not(None))))


async def void_requests(session: Session, author: int) -> None:
    """What somebody has asked to be released is a draft again: they may not ask any more."""
    mine = (AnnouncementRow.author == author) & (AnnouncementRow.state == "requested")
    await session.execute(
        update(AnnouncementRow).where(mine).values(state="draft", version=AnnouncementRow.version + 1)
    )
    theirs = (FollowupRow.author == author) & (FollowupRow.state == "requested")
    await session.execute(update(FollowupRow).where(theirs).values(state="draft"))


async def take_showing(session: Session, row: AnnouncementRow, before: datetime, now: datetime) -> bool:
    """Whether it is ours to show how far this announcement is: of all replicas one, and not more often than told."""
    result = await session.execute(
        update(AnnouncementRow)
        .where(AnnouncementRow.id == row.id, or_(AnnouncementRow.shown.is_(None), AnnouncementRow.shown <= before))
        .values(shown=now)
        .execution_options(synchronize_session=False)
    )
    return bool(result.rowcount)  # type: ignore[attr-defined]


async def add_followup(
    session: Session, *, announcement: int, deed: str, state: str, author: int, texts: Any, now: datetime
) -> FollowupRow:
    """Something is to be done about an announcement; the caller holds it, so the numbers have no gaps."""
    counted = select(func.max(FollowupRow.number)).where(FollowupRow.announcement == announcement)
    number = (await session.scalar(counted) or 0) + 1
    row = FollowupRow(
        announcement=announcement, number=number, deed=deed, state=state, author=author, texts=texts, written=now
    )
    session.add(row)
    await session.flush()
    return row


async def announcement_of(session: Session, followup: int) -> int | None:
    """The announcement that a followup is about; None if there is no such followup."""
    return await session.scalar(select(FollowupRow.announcement).where(FollowupRow.id == followup))


async def followup(session: Session, id: int) -> FollowupRow | None:
    """What is to be done, by its own number, held until the transaction ends."""
    chosen = select(FollowupRow).where(FollowupRow.id == id).with_for_update()
    return await session.scalar(chosen.execution_options(populate_existing=True))


async def followups(
    session: Session, *, announcement: int | None = None, states: Collection[str] | None = None
) -> Sequence[FollowupRow]:
    """What is done about an announcement, or about any; oldest first."""
    chosen = select(FollowupRow).order_by(FollowupRow.id)
    if announcement is not None:
        chosen = chosen.where(FollowupRow.announcement == announcement)
    if states is not None:
        chosen = chosen.where(FollowupRow.state.in_(states))
    return list(await session.scalars(chosen))


async def change_followup(session: Session, row: FollowupRow, **values: Any) -> bool:
    """Change it if it still is in the state that `row` says; whether it was."""
    result = await session.execute(
        update(FollowupRow)
        .where(FollowupRow.id == row.id, FollowupRow.state == row.state)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    await session.refresh(row)
    return bool(result.rowcount)  # type: ignore[attr-defined]
