"""The staff console's doors: links for one sign-in, and sessions. Of their secrets only hashes are stored."""

from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.staff import StaffRow
from storage.tables import Base, Moment
from storage.tokens import kept


class SignInRow(Base):
    """A link that opens the console once."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff: Mapped[int] = mapped_column(index=True)  # the member's number
    token: Mapped[str] = mapped_column(unique=True)  # a hash
    asked: Mapped[Moment] = mapped_column(index=True)
    expires: Mapped[Moment]
    used: Mapped[Moment | None]


class ConsoleSessionRow(Base):
    """A browser in which a member of the staff is signed in."""

    __tablename__ = "console_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff: Mapped[int] = mapped_column(index=True)  # the member's number
    secret: Mapped[str] = mapped_column(unique=True)  # a hash of what is in the cookie
    began: Mapped[Moment]
    seen: Mapped[Moment] = mapped_column(index=True)


def add_sign_in(session: Session, *, staff: int, secret: str, now: datetime, expires: datetime) -> None:
    """Write a link."""
    session.add(SignInRow(staff=staff, token=kept(secret), asked=now, expires=expires, used=None))


async def count_asked(session: Session, staff: int, since: datetime) -> int:
    """How many links a member has asked for since a moment."""
    counted = select(func.count()).where(SignInRow.staff == staff, SignInRow.asked > since)
    return await session.scalar(counted) or 0


async def is_open(session: Session, secret: str, now: datetime) -> bool:
    """Whether this link would open the console."""
    chosen = select(SignInRow.id).where(
        SignInRow.token == kept(secret), SignInRow.used.is_(None), SignInRow.expires > now
    )
    return await session.scalar(chosen) is not None


async def use_sign_in(session: Session, secret: str, now: datetime) -> int | None:
    """Use a link up: the number of the member it was for, or None if it opens nothing (any more)."""
    used = await session.execute(
        update(SignInRow)
        .where(SignInRow.token == kept(secret), SignInRow.used.is_(None), SignInRow.expires > now)
        .values(used=now)
        .returning(SignInRow.staff)
    )
    return used.scalar()


def begin(session: Session, *, staff: int, secret: str, now: datetime) -> None:
    """Somebody signs in."""
    session.add(ConsoleSessionRow(staff=staff, secret=kept(secret), began=now, seen=now))


async def find(session: Session, secret: str, seen_since: datetime) -> tuple[StaffRow, datetime] | None:
    """Who is signed in by this secret, and when they were seen last; None if nobody is, or not since that moment."""
    chosen = (
        select(StaffRow, ConsoleSessionRow.seen)
        .join(ConsoleSessionRow, ConsoleSessionRow.staff == StaffRow.id)
        .where(ConsoleSessionRow.secret == kept(secret), ConsoleSessionRow.seen > seen_since)
    )
    found = (await session.execute(chosen)).one_or_none()
    return (found[0], found[1]) if found else None


async def touch(session: Session, secret: str, now: datetime) -> None:
    """They were seen now."""
    await session.execute(update(ConsoleSessionRow).where(ConsoleSessionRow.secret == kept(secret)).values(seen=now))


async def end(session: Session, secret: str) -> None:
    """They sign out."""
    await session.execute(delete(ConsoleSessionRow).where(ConsoleSessionRow.secret == kept(secret)))


async def end_all(session: Session, staff: int) -> None:
    """A member has no business here any more: no session and no link of theirs opens anything."""
    await session.execute(delete(ConsoleSessionRow).where(ConsoleSessionRow.staff == staff))
    await session.execute(delete(SignInRow).where(SignInRow.staff == staff))


async def forget(session: Session, before: datetime) -> None:
    """Delete links and sessions that nobody has used since this moment."""
    await session.execute(delete(SignInRow).where(SignInRow.expires < before))
    await session.execute(delete(ConsoleSessionRow).where(ConsoleSessionRow.seen < before))
