"""Which chats of staff show which menu: so that every change is made once, by whichever process looks first."""

from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.people import PersonRow
from storage.staff import StaffRow
from storage.tables import Base


class StaffMenuRow(Base):
    """One chat that has a menu of its own."""

    __tablename__ = "staff_menu"

    address: Mapped[str] = mapped_column(primary_key=True)
    shows: Mapped[str]  # role and language: `editor:de`


async def wanted(session: Session) -> Mapping[str, str]:
    """What should stand where: role and language by address, of the staff who have written to us."""
    chosen = select(StaffRow.address, StaffRow.role, PersonRow.language).join(
        PersonRow, PersonRow.address == StaffRow.address
    )
    return {address: f"{role}:{language or 'de'}" for address, role, language in await session.execute(chosen)}


async def shown(session: Session) -> Mapping[str, str]:
    """What stands where."""
    return {row.address: row.shows for row in await session.scalars(select(StaffMenuRow))}


async def record(session: Session, address: str, shows: str | None) -> None:
    """What stands at an address now; None: nothing of its own."""
    await session.execute(delete(StaffMenuRow).where(StaffMenuRow.address == address))
    if shows is not None:
        session.add(StaffMenuRow(address=address, shows=shows))
