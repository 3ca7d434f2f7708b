"""What people replied to an announcement: their words and the address they are answered at, for 30 days."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.tables import Base, Moment

MOST_AT_ONCE = 500
"""Replies that are read at once: each is compared with many others. When these are answered the next ones come."""


class AnnouncementReplyRow(Base):
    """One reply to an announcement."""

    __tablename__ = "announcement_reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    announcement: Mapped[int] = mapped_column(index=True)
    address: Mapped[str] = mapped_column(index=True)  # only to answer
    text: Mapped[str]
    at: Mapped[Moment] = mapped_column(index=True)
    answered: Mapped[Moment | None]


def add(session: Session, *, announcement: int, address: str, text: str, now: datetime) -> None:
    """Somebody replied."""
    session.add(AnnouncementReplyRow(announcement=announcement, address=address, text=text, at=now))


async def waiting(session: Session, announcement: int, upto: int | None = None) -> Sequence[AnnouncementReplyRow]:
    """The replies that nobody has answered, oldest first, MOST_AT_ONCE at the most; those up to this number, if one is
    given."""
    chosen = select(AnnouncementReplyRow).where(
        AnnouncementReplyRow.announcement == announcement, AnnouncementReplyRow.answered.is_(None)
    )
    if upto is not None:
        chosen = chosen.where(AnnouncementReplyRow.id <= upto)
    return list(await session.scalars(chosen.order_by(AnnouncementReplyRow.id).limit(MOST_AT_ONCE)))


async def count_waiting(session: Session, announcement: int) -> int:
    """How many replies nobody has answered."""
    counted = select(func.count()).where(
        AnnouncementReplyRow.announcement == announcement, AnnouncementReplyRow.answered.is_(None)
    )
    return await session.scalar(counted) or 0


async def count_all_waiting(session: Session) -> Mapping[int, int]:
    """How many replies nobody has answered, by announcement."""
    counted = (
        select(AnnouncementReplyRow.announcement, func.count())
        .where(AnnouncementReplyRow.answered.is_(None))
        .group_by(AnnouncementReplyRow.announcement)
    )
    return {row.announcement: row[1] for row in await session.execute(counted)}


async def mark_answered(session: Session, ids: Collection[int], now: datetime) -> int:
    """These are answered now; how many were not before."""
    result = await session.execute(
        update(AnnouncementReplyRow)
        .where(AnnouncementReplyRow.id.in_(ids), AnnouncementReplyRow.answered.is_(None))
        .values(answered=now)
    )
    return int(result.rowcount)  # type: ignore[attr-defined]


async def move(session: Session, old: str, new: str) -> None:
    """An address has changed."""
    await session.execute(update(AnnouncementReplyRow).where(AnnouncementReplyRow.address == old).values(address=new))


async def forget_person(session: Session, address: str) -> None:
    """Delete what somebody replied."""
    await session.execute(delete(AnnouncementReplyRow).where(AnnouncementReplyRow.address == address))


async def forget(session: Session, before: datetime) -> int:
    """Delete replies from before this moment; how many they were."""
    result = await session.execute(delete(AnnouncementReplyRow).where(AnnouncementReplyRow.at < before))
    return int(result.rowcount)  # type: ignore[attr-defined]
