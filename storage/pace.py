"""The pace of pushes: one row for each face that has a limit, so that any number of replicas keep one limit.

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

MOST_AHEAD = timedelta(seconds=10)
"""Nobody takes a moment that lies farther away: what is leaving would outlive its lease before it leaves."""


class PaceRow(Base):
    """How far the messages of one face are planned."""

    __tablename__ = "pace"

    face: Mapped[str] = mapped_column(primary_key=True)
    next_free: Mapped[Moment]
    paused_until: Mapped[Moment | None]


async def take(session: Session, face: str, most: int, apart: timedelta, now: datetime) -> Sequence[datetime]:
    """The moments at which up to `most` messages may leave, `apart` from each other and none farther than MOST_AHEAD;
    none while there is a pause.

    Held until the transaction ends. The commit raises AlreadyTaken if another replica was the first ever to ask.
    """
    row = await _locked(session, face, now)
    if row.paused_until and now < row.paused_until:
        return []
    first = max(row.next_free, now)
    if first > now + 2 * (MOST_AHEAD + apart):  # nobody planned so far: the clock was set back
        first = now
    moments = [first + apart * number for number in range(most)]
    moments = [moment for moment in moments if moment <= now + MOST_AHEAD]
    if moments:
        row.next_free = moments[-1] + apart
    return moments


async def pause(session: Session, face: str, until: datetime, now: datetime) -> None:
    """Nothing of this face leaves before `until`. A shorter pause does not end a longer one."""
    row = await _locked(session, face, now)
    if row.paused_until is None or row.paused_until < until:
        row.paused_until = until


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
