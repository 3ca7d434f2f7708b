"""Events: what happens when and where, what people were told of it, and what was told before."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint, delete, select, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.tables import Base, Moment


class EventRow(Base):
    """One event. Moments in UTC; `zone` says by which clock they were meant."""

    __tablename__ = "event"
    __table_args__ = ({"sqlite_autoincrement": True},)  # its number stands in occasions of the ledger

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)  # what calendars know it by, for ever
    kind: Mapped[str]  # `workshop`, `revision` …
    status: Mapped[str]  # `planned`, `announced`, `moved`, `cancelled`, `over`
    topics: Mapped[list[str]] = mapped_column(JSON)
    starts: Mapped[Moment] = mapped_column(index=True)
    ends: Mapped[Moment] = mapped_column(index=True)
    zone: Mapped[str]
    whole_day: Mapped[bool] = mapped_column(default=False)
    place: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    step_free: Mapped[bool | None]
    capacity: Mapped[int | None]
    languages: Mapped[str] = mapped_column(default="")
    interpreter: Mapped[bool] = mapped_column(default=False)
    link: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    subjects: Mapped[str] = mapped_column(default="", server_default=text("''"))  # pilots, measures, parted by blanks
    ideas: Mapped[str] = mapped_column(default="", server_default=text("''"))  # their numbers, parted by blanks
    results: Mapped[str] = mapped_column(default="")
    minutes: Mapped[str] = mapped_column(default="", server_default=text("''"))
    next_step: Mapped[str] = mapped_column(default="", server_default=text("''"))
    next_day: Mapped[date | None]
    words: Mapped[Any] = mapped_column(JSON)  # by language: title, text, bring
    sequence: Mapped[int] = mapped_column(default=0)
    announced: Mapped[Moment | None]  # since when people may know of it
    edited: Mapped[Moment]
    called_off: Mapped[Moment | None]  # since when it does not take place; of a planned one: is thrown away
    closed: Mapped[Moment | None]  # when those who took part were told its results
    changed: Mapped[Moment | None]  # first change that people were not told of yet
    told_starts: Mapped[Moment | None]  # what they were told last; None: nothing
    told_ends: Mapped[Moment | None]
    told_place: Mapped[str] = mapped_column(default="")
    told_cancelled: Mapped[bool] = mapped_column(default=False)
    told_at: Mapped[Moment | None]
    dates: Mapped[int] = mapped_column(default=0)  # times that people were told of another date
    changes: Mapped[int] = mapped_column(default=0)  # and of any change


class EventChangeRow(Base):
    """What people knew of an event before they were told of a change: the old date beside the new one."""

    __tablename__ = "event_change"
    __table_args__ = (UniqueConstraint("event", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    starts: Mapped[Moment]
    ends: Mapped[Moment]
    place: Mapped[str]


async def add(session: Session, values: Mapping[str, Any], now: datetime) -> EventRow:
    """A new event, with its number. Raises AlreadyTaken at the commit if there is one of this UID."""
    row = EventRow(**values, edited=now)
    session.add(row)
    await session.flush()
    return row


async def numbered(session: Session, id: int) -> EventRow | None:
    """The event of this number, held until the transaction ends; None if there is none."""
    return await session.scalar(select(EventRow).where(EventRow.id == id).with_for_update())


async def of_uid(session: Session, uid: str) -> EventRow | None:
    """The event of this UID, held until the transaction ends; None if there is none."""
    return await session.scalar(select(EventRow).where(EventRow.uid == uid).with_for_update())


async def look_at(session: Session, id: int) -> EventRow | None:
    """The event of this number, as it is at this moment, held by nobody."""
    return await session.scalar(select(EventRow).where(EventRow.id == id))


async def not_over(session: Session, statuses: Collection[str], since: datetime) -> Sequence[EventRow]:
    """The events in one of these states that begin or end after a moment, or were told to, or have a change that was
    not looked at yet, by their beginning."""
    later = (EventRow.ends > since) | (EventRow.starts > since) | (EventRow.told_starts > since)
    chosen = select(EventRow).where(EventRow.status.in_(statuses), later | EventRow.changed.is_not(None))
    return list(await session.scalars(chosen.order_by(EventRow.starts, EventRow.id)))


async def in_states(session: Session, statuses: Collection[str]) -> Sequence[EventRow]:
    """All events in one of these states, past ones as well, by their beginning."""
    chosen = select(EventRow).where(EventRow.status.in_(statuses))
    return list(await session.scalars(chosen.order_by(EventRow.starts, EventRow.id)))


async def forget_thrown_away(session: Session, before: datetime) -> None:
    """Delete what staff threw away before this moment, and of which nobody else ever knew."""
    chosen = delete(EventRow).where(EventRow.announced.is_(None), EventRow.called_off < before)
    await session.execute(chosen)


async def note_change(session: Session, row: EventRow, number: int) -> None:
    """Keep what people knew, as number so and so of the event."""
    if row.told_starts is not None and row.told_ends is not None:
        session.add(
            EventChangeRow(
                event=row.id, number=number, starts=row.told_starts, ends=row.told_ends, place=row.told_place
            )
        )
        await session.flush()


async def change_numbered(session: Session, event: int, number: int) -> EventChangeRow | None:
    """What people knew before change so and so of an event."""
    chosen = select(EventChangeRow).where(EventChangeRow.event == event, EventChangeRow.number == number)
    return await session.scalar(chosen)
