"""Parked updates: what could not be read, or made us fail each time. Counted and named; their content is not kept."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.tables import Base, Moment


class ParkedRow(Base):
    """One update that was put aside: its key, when it came and why. Not its content."""

    __tablename__ = "parked"

    id: Mapped[int] = mapped_column(primary_key=True)
    update: Mapped[str] = mapped_column(unique=True)
    came: Mapped[Moment]
    reason: Mapped[str]


def add(session: Session, *, update: str, reason: str, now: datetime) -> None:
    """Park an update. The commit raises AlreadyTaken if it is parked already."""
    session.add(ParkedRow(update=update, reason=reason, came=now))


async def forget(session: Session, before: datetime) -> int:
    """Delete what was parked before this moment; how many updates it was."""
    result = await session.execute(delete(ParkedRow).where(ParkedRow.came < before))
    return int(result.rowcount)  # type: ignore[attr-defined]


async def count(session: Session) -> int:
    """How many updates are parked."""
    return await session.scalar(select(func.count()).select_from(ParkedRow)) or 0
