"""Tickets of downloads that are used up: what is here opens nothing again."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.tables import Base, Moment


class SpentTicketRow(Base):
    """One ticket. It can be forgotten when it would not be valid any more."""

    __tablename__ = "spent_ticket"

    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[str] = mapped_column(unique=True)
    until: Mapped[Moment] = mapped_column(index=True)


async def spend(session: Session, mark: str, until: datetime, now: datetime) -> bool:
    """Use a ticket up; whether it was not before. Raises AlreadyTaken if that happens twice at the same moment."""
    await session.execute(delete(SpentTicketRow).where(SpentTicketRow.until < now))
    if await session.scalar(select(SpentTicketRow.id).where(SpentTicketRow.mark == mark)) is not None:
        return False
    session.add(SpentTicketRow(mark=mark, until=until))
    await session.flush()
    return True
