"""Staff: persons with a role, and the invitations by which somebody becomes one."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.tables import Base, Moment


class Role(StrEnum):
    """What somebody of the staff is there for. One role each."""

    EDITOR = "editor"
    MODERATOR = "moderator"
    PUBLISHER = "publisher"
    ADMINISTRATOR = "administrator"


class StaffRow(Base):
    """One member of the staff. Whoever leaves is deleted; what they did stays in the audit under their number."""

    __tablename__ = "staff"
    __table_args__ = ({"sqlite_autoincrement": True},)  # a number in the audit always means the same person

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    name: Mapped[str]  # how colleagues call them: an office rather than a person's name
    since: Mapped[Moment]
    set_up: Mapped[bool] = mapped_column(default=False)  # an administrator by the settings


async def of(session: Session, address: str) -> StaffRow | None:
    """The member of the staff behind this address, or None."""
    return await session.scalar(select(StaffRow).where(StaffRow.address == address))


def select_staff() -> Select[tuple[str]]:
    """The addresses of the staff, as a part of a larger query."""
    return select(StaffRow.address)


async def numbered(session: Session, id: int) -> StaffRow | None:
    """The member of the staff with this number, or None."""
    return await session.get(StaffRow, id)


async def everybody(session: Session) -> Sequence[StaffRow]:
    """The whole staff, oldest first."""
    return list(await session.scalars(select(StaffRow).order_by(StaffRow.id)))


async def lock_administrators(session: Session) -> Sequence[StaffRow]:
    """All administrators, held until the transaction ends: two who remove each other are taken one after the other."""
    chosen = select(StaffRow).where(StaffRow.role == Role.ADMINISTRATOR).order_by(StaffRow.id).with_for_update()
    return list(await session.scalars(chosen.execution_options(populate_existing=True)))


async def count(session: Session, role: Role) -> int:
    """How many have this role."""
    return await session.scalar(select(func.count()).where(StaffRow.role == role)) or 0


def add(session: Session, *, address: str, role: Role, name: str, now: datetime, set_up: bool = False) -> StaffRow:
    """Somebody joins. The flush raises AlreadyTaken if the address is staff already."""
    row = StaffRow(address=address, role=role, name=name, since=now, set_up=set_up)
    session.add(row)
    return row


async def remove(session: Session, address: str) -> None:
    """Somebody leaves: their rights end with this transaction."""
    await session.execute(delete(StaffRow).where(StaffRow.address == address))
