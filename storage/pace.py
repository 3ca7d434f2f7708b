"""The pace of pushes: one row for each sender that has a limit, so that any number of replicas keep one limit.

A token bucket that holds one token (in telephone networks: the generic cell rate algorithm): what is stored is the
moment from which the next message may leave. Each taker moves it on by its messages, so they leave evenly and never in
a burst. A pause that Telegram orders stands beside it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.tables import Base, Moment


class PaceRow(Base):
    """How far the messages of one sender are planned."""

    __tablename__ = "pace"

    face: Mapped[str] = mapped_column(primary_key=True)
    next_free: Mapped[Moment]
    paused_until: Mapped[Moment | None]


async def take(session: Session, face: str, most: int, apart: timedelta, now: datetime) -> Sequence[datetime]:
    """The moments at which up to `most` messages may leave, `apart` from each other; none while there is a pause.

    Held until the transaction ends. The commit raises AlreadyTaken if another replica was the first ever to ask.
    """
    row = await _locked(session, face, now)
    if row.paused_until and now < row.paused_until:
        return []
    first = max(row.next_free, now)
    if first - now > apart * most + timedelta(days=1):  # the clock was set back: what was planned then is void
        first = now
    row.next_free = first + apart * most
    return [first + apart * number for number in range(most)]


async def pause(session: Session, face: str, until: datetime, now: datetime) -> None:
    """Nothing of this face leaves before `until`. A shorter pause does not end a longer one."""
    row = await _locked(session, face, now)
    if row.paused_until is None or row.paused_until < until:
        row.paused_until = until
        row.next_free = max(row.next_free, until)


async def paused_until(session: Session, face: str) -> datetime | None:
    """Until when nothing leaves; may lie in the past."""
    return await session.scalar(select(PaceRow.paused_until).where(PaceRow.face == face))


async def _locked(session: Session, face: str, now: datetime) -> PaceRow:
    row = await session.scalar(select(PaceRow).where(PaceRow.face == face).with_for_update())
    if row is None:
        row = PaceRow(face=face, next_free=now, paused_until=None)
        session.add(row)
        await session.flush()
    return row
