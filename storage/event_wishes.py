"""What somebody wants to be reminded of, event by event: with or without a registration."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Select, UniqueConstraint, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.events import EventRow
from storage.registrations import LIVE, RegistrationRow
from storage.tables import Base, Moment

NOT_AT_ALL = "none"


class EventWishRow(Base):
    """So long before one event an address wants to be reminded of it, whatever it chose for all others."""

    __tablename__ = "event_wish"
    __table_args__ = (UniqueConstraint("event", "address", "lead"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    address: Mapped[str] = mapped_column(index=True)
    lead: Mapped[str]  # `P1D`, ISO 8601; `none`: not at all
    since: Mapped[Moment]


@dataclass(frozen=True, kw_only=True)
class EventWish:
    """What an address chose for one event."""

    leads: Sequence[str]
    since: datetime


async def choose(session: Session, event: int, address: str, leads: Collection[str], now: datetime) -> None:
    """From now on an address wants to be reminded of an event so long before. What it had wanted stays as old as it
    is."""
    had = {row.lead: row for row in await _rows(session, event, address)}
    for lead, row in had.items():
        if lead not in leads:
            await session.delete(row)
    session.add_all(
        EventWishRow(event=event, address=address, lead=lead, since=now) for lead in sorted(set(leads) - set(had))
    )
    await session.flush()


async def of(session: Session, event: int, address: str) -> Sequence[str]:
    """What an address chose for an event; nothing: what it chose for all."""
    return sorted(row.lead for row in await _rows(session, event, address))


async def drop(session: Session, event: int, address: str, only: str | None = None) -> None:
    """For this event holds again what holds for all others; `only` if this was chosen."""
    chosen = delete(EventWishRow).where(EventWishRow.event == event, EventWishRow.address == address)
    await session.execute(chosen if only is None else chosen.where(EventWishRow.lead == only))


async def mute(session: Session, address: str, now: datetime) -> None:
    """No more reminders of single events; of what they have registered for neither, until they choose again."""
    await forget_person(session, address)
    chosen = select(RegistrationRow.event).where(RegistrationRow.address == address, RegistrationRow.state.in_(LIVE))
    events = list(await session.scalars(chosen))
    session.add_all(EventWishRow(event=event, address=address, lead=NOT_AT_ALL, since=now) for event in events)
    await session.flush()


async def of_all(session: Session) -> Mapping[str, Mapping[int, EventWish]]:
    """What everybody chose, by address and event."""
    found: defaultdict[str, dict[int, EventWish]] = defaultdict(dict)
    for row in await session.scalars(select(EventWishRow).order_by(EventWishRow.id)):
        had = found[row.address].get(row.event)
        found[row.address][row.event] = EventWish(
            leads=[*(had.leads if had else ()), row.lead],
            since=max(had.since, row.since) if had else row.since,
        )
    return found


async def of_person(session: Session, address: str) -> Sequence[tuple[EventRow, Sequence[str]]]:
    """The events of which an address chose when to be reminded, by their beginning."""
    chosen = (
        select(EventRow, EventWishRow.lead)
        .join(EventWishRow, EventWishRow.event == EventRow.id)
        .where(EventWishRow.address == address)
        .order_by(EventRow.starts, EventRow.id, EventWishRow.lead)
    )
    found: dict[int, tuple[EventRow, list[str]]] = {}
    for event, lead in await session.execute(chosen):
        found.setdefault(event.id, (event, []))[1].append(lead)
    return list(found.values())


def select_wishing() -> Select[tuple[str]]:
    """The addresses that want to be reminded of any event, as a part of a larger query."""
    return select(EventWishRow.address)


async def forget(session: Session, before: datetime) -> None:
    """Delete the wishes for events that ended before this moment."""
    over = select(EventRow.id).where(EventRow.ends < before)
    await session.execute(delete(EventWishRow).where(EventWishRow.event.in_(over)))


async def forget_person(session: Session, address: str) -> None:
    """Delete what an address chose."""
    await session.execute(delete(EventWishRow).where(EventWishRow.address == address))


async def move(session: Session, old: str, new: str) -> None:
    """An address has changed; what the new one chose for an event stands."""
    had = select(EventWishRow.event).where(EventWishRow.address == new)
    events = set(await session.scalars(had))
    mine = EventWishRow.address == old
    await session.execute(delete(EventWishRow).where(mine, EventWishRow.event.in_(events)))
    await session.execute(update(EventWishRow).where(mine).values(address=new))


async def _rows(session: Session, event: int, address: str) -> Sequence[EventWishRow]:
    chosen = select(EventWishRow).where(EventWishRow.event == event, EventWishRow.address == address)
    return list(await session.scalars(chosen))
