"""Wrong codes of paper slips: who has tried how often, for an hour's pause after five."""

from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.tables import Base, Moment


class ClaimTryRow(Base):
    """One wrong code. Which one is not kept."""

    __tablename__ = "claim_try"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(index=True)
    at: Mapped[Moment]


def add(session: Session, address: str, now: datetime) -> None:
    """Somebody has tried a wrong code."""
    session.add(ClaimTryRow(address=address, at=now))


async def count_since(session: Session, address: str, since: datetime) -> int:
    """How many wrong codes an address has tried since then."""
    chosen = select(func.count(ClaimTryRow.id)).where(ClaimTryRow.address == address, ClaimTryRow.at > since)
    return await session.scalar(chosen) or 0


async def forget(session: Session, before: datetime) -> None:
    """Delete tries of earlier."""
    await session.execute(delete(ClaimTryRow).where(ClaimTryRow.at < before))


async def forget_person(session: Session, address: str) -> None:
    """Delete the tries of an address."""
    await session.execute(delete(ClaimTryRow).where(ClaimTryRow.address == address))


async def move(session: Session, old: str, new: str) -> None:
    """An address has changed."""
    await session.execute(update(ClaimTryRow).where(ClaimTryRow.address == old).values(address=new))
