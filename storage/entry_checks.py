"""What staff said of curated entries: that they still hold; and what they were asked to look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Date, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.tables import Base, Moment


class EntryCheckRow(Base):
    """An office said on a day that an entry still holds, word for word."""

    __tablename__ = "entry_check"

    entry: Mapped[str] = mapped_column(primary_key=True)
    checked_on: Mapped[date] = mapped_column(Date)
    words: Mapped[str]  # fingerprint of what it said then: other words have to be checked anew
    office: Mapped[str]
    at: Mapped[Moment]


class EntryReminderRow(Base):
    """Somebody was asked to look at an entry because of the state it is in: once for each."""

    __tablename__ = "entry_reminder"
    __table_args__ = (UniqueConstraint("entry", "age", "ends"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry: Mapped[str]
    age: Mapped[str]  # `due`, `overdue`, `withdrawn`
    ends: Mapped[date] = mapped_column(Date)  # until when it was valid: after a confirmation all begins anew
    at: Mapped[Moment] = mapped_column(index=True)


@dataclass(frozen=True, kw_only=True)
class State:
    """A state that an entry is in."""

    entry: str
    age: str
    ends: date


async def every(session: Session) -> Mapping[str, EntryCheckRow]:
    """The last confirmation of each entry that has one."""
    return {row.entry: row for row in await session.scalars(select(EntryCheckRow))}


async def confirm(session: Session, *, entry: str, day: date, words: str, office: str, now: datetime) -> None:
    """An entry still holds, as of a day. A later word stands for an earlier one. Raises AlreadyTaken at the flush if
    somebody else says so for the first time just now."""
    row = await session.get(EntryCheckRow, entry, with_for_update=True)
    if row is None:
        row = EntryCheckRow(entry=entry)
        session.add(row)
    row.checked_on, row.words, row.office, row.at = day, words, office, now
    await session.flush()


async def told(session: Session) -> set[State]:
    """The states that somebody was asked about."""
    chosen = select(EntryReminderRow.entry, EntryReminderRow.age, EntryReminderRow.ends)
    return {State(entry=row.entry, age=row.age, ends=row.ends) for row in await session.execute(chosen)}


async def note_told(session: Session, states: Sequence[State], now: datetime) -> None:
    """Somebody was asked about these. The flush raises AlreadyTaken if another replica has done so just now."""
    session.add_all(EntryReminderRow(entry=each.entry, age=each.age, ends=each.ends, at=now) for each in states)
    await session.flush()


async def forget(session: Session, before: datetime) -> None:
    """Delete what was asked before this moment: of what is in the same state still, somebody is asked once more."""
    await session.execute(delete(EntryReminderRow).where(EntryReminderRow.at < before))
