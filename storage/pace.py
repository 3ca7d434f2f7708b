"""The pace of pushes: one row for each face that has a limit, so that any number of replicas keep one limit.

A token bucket that holds one token (in telephone networks: the generic cell rate algorithm): what is stored is the
moment from which the next message may leave. Each taker moves it on by its messages, so they leave evenly and never in
a burst. A pause that Telegram orders stands beside it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert, select, update
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


_TABLE = Base.metadata.tables[PaceRow.__tablename__]
_MINE = _TABLE.c.face == bindparam("whose")
_LOCKED = select(_TABLE.c.next_free, _TABLE.c.paused_until).where(_MINE).with_for_update()
_MOVE_ON = update(_TABLE).where(_MINE).values(next_free=bindparam("free"))


async def take(
    session: Session, face: str, most: int, apart: timedelta, ahead: timedelta, now: datetime
) -> Sequence[datetime]:
    """The moments at which up to `most` messages may leave, `apart` from each other: those not farther `ahead`, or else
    the next one, if that is not farther than MOST_AHEAD. None while there is a pause.

    Held until the transaction ends. The commit raises AlreadyTaken if another replica was the first ever to ask.
    """
    next_free, paused = await _locked(session, face, now)
    if paused and now < paused:
        return []
    first = max(next_free, now)
    if first > now + 2 * (MOST_AHEAD + apart):  # nobody planned so far: the clock was set back
        first = now
    moments = [first + apart * number for number in range(most)]
    moments = [moment for moment in moments if moment <= now + (MOST_AHEAD if moment == first else ahead)]
    if moments:
        await session.execute(_MOVE_ON, {"whose": face, "free": moments[-1] + apart})
    return moments


async def pause(session: Session, face: str, until: datetime, now: datetime) -> None:
    """Nothing of this face leaves before `until`. A shorter pause does not end a longer one."""
    _, paused = await _locked(session, face, now)
    if paused is None or paused < until:
        await session.execute(update(_TABLE).where(_TABLE.c.face == face).values(paused_until=until))


async def paused_until(session: Session, face: str) -> datetime | None:
    """Until when nothing leaves; may lie in the past."""
    return await session.scalar(select(_TABLE.c.paused_until).where(_TABLE.c.face == face))


async def _locked(session: Session, face: str, now: datetime) -> tuple[datetime, datetime | None]:
    """From when on the next message may leave, and until when there is a pause."""
    row = (await session.execute(_LOCKED, {"whose": face})).one_or_none()
    if row is None:
        await session.execute(insert(_TABLE).values(face=face, next_free=now))
        return now, None
    return row.next_free, row.paused_until
