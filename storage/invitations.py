"""Invitations by which somebody becomes staff, and nominations: who shall become administrator and waits for a second
administrator's word. Of an invitation's secret only a hash is stored."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.staff import Role
from storage.tables import Base, Moment
from storage.tokens import kept


class InvitationRow(Base):
    """One place on the staff, for whoever brings the secret first."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)  # a hash
    role: Mapped[str]
    name: Mapped[str]
    invited_by: Mapped[int | None]  # a member's number; None: the command line
    expires: Mapped[Moment] = mapped_column(index=True)
    used: Mapped[Moment | None]


class NominationRow(Base):
    """Somebody an administrator wants as another; a second administrator decides."""

    __tablename__ = "nomination"
    __table_args__ = ({"sqlite_autoincrement": True},)  # an old button never means another person

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    nominated_by: Mapped[int | None]  # a member's number; None: the command line
    at: Mapped[Moment] = mapped_column(index=True)


def invite(
    session: Session, *, secret: str, role: Role, name: str, invited_by: int | None, expires: datetime
) -> InvitationRow:
    """Write an invitation."""
    row = InvitationRow(
        token=kept(secret), role=role, name=name, invited_by=invited_by, expires=expires, used=None
    )  # fmt: skip
    session.add(row)
    return row


async def of(session: Session, secret: str) -> InvitationRow | None:
    """The invitation with this secret, used or not, expired or not."""
    return await session.scalar(select(InvitationRow).where(InvitationRow.token == kept(secret)))


async def open_invitations(session: Session, now: datetime) -> Sequence[InvitationRow]:
    """Those that can still be used, oldest first."""
    chosen = select(InvitationRow).where(InvitationRow.used.is_(None), InvitationRow.expires > now)
    return list(await session.scalars(chosen.order_by(InvitationRow.id)))


async def use(session: Session, id: int, now: datetime) -> bool:
    """Use an invitation up; False if somebody else did, or it is too late."""
    used = await session.execute(
        update(InvitationRow)
        .where(InvitationRow.id == id, InvitationRow.used.is_(None), InvitationRow.expires > now)
        .values(used=now)
        .returning(InvitationRow.id)
        .execution_options(synchronize_session=False)
    )
    return used.scalar() is not None


def nominate(session: Session, *, address: str, name: str, by: int | None, now: datetime) -> NominationRow:
    """Write a nomination. The flush raises AlreadyTaken if the address is nominated already."""
    row = NominationRow(address=address, name=name, nominated_by=by, at=now)
    session.add(row)
    return row


async def nominated(session: Session, address: str) -> NominationRow | None:
    """The nomination of this address, or None."""
    return await session.scalar(select(NominationRow).where(NominationRow.address == address))


async def nominations(session: Session) -> Sequence[NominationRow]:
    """All nominations, oldest first."""
    return list(await session.scalars(select(NominationRow).order_by(NominationRow.id)))


async def nomination(session: Session, id: int) -> NominationRow | None:
    """The nomination with this number, held until the transaction ends; None if it has been decided."""
    return await session.scalar(select(NominationRow).where(NominationRow.id == id).with_for_update())


async def settle(session: Session, nomination: NominationRow) -> None:
    """It has been decided."""
    await session.delete(nomination)


async def withdraw(session: Session, member: int, address: str) -> None:
    """What a member who loses their rights has begun is void: invitations, nominations; and so is their own."""
    await session.execute(delete(InvitationRow).where(InvitationRow.invited_by == member, InvitationRow.used.is_(None)))
    await session.execute(
        delete(NominationRow).where((NominationRow.nominated_by == member) | (NominationRow.address == address))
    )


async def forget_person(session: Session, address: str) -> None:
    """Whoever deletes everything is nominated no more."""
    await session.execute(delete(NominationRow).where(NominationRow.address == address))


async def forget(session: Session, before: datetime) -> int:
    """Delete invitations that expired, and nominations made, before this moment; how many invitations it was."""
    result = await session.execute(delete(InvitationRow).where(InvitationRow.expires < before))
    await session.execute(delete(NominationRow).where(NominationRow.at < before))
    return int(result.rowcount)  # type: ignore[attr-defined]
