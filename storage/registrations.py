"""Registrations: who takes part in what, who waits for a seat, and what they need there.

Whoever changes seats holds the event's row (`hold`), so that of a hundred who press at once each sees what the one
before has taken. That is exact on PostgreSQL; on SQLite one writes at a time anyhow.
"""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Select, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.events import EventRow
from storage.tables import Base, Moment

LETTERS = "ACDEFHJKLMNPRTUVWXY3479"
"""What a code is made of: nothing that is read or heard as another (0/O, 1/I, 2/Z, 5/S, 6/G, 8/B, Q/O)."""
CODE_LENGTH = 5


class Standing(StrEnum):
    """How a registration stands. Stored as it is."""

    SEATED = "seated"
    WAITING = "waiting"
    OFFERED = "offered"
    """A seat is kept until the offer ends."""
    CANCELLED = "cancelled"


LIVE = (Standing.SEATED, Standing.OFFERED, Standing.WAITING)
TAKING = (Standing.SEATED, Standing.OFFERED)
"""Hold seats that nobody else may have."""


class RegistrationRow(Base):
    """An address takes part in an event, or waits for a seat; one row, however often they change their mind."""

    __tablename__ = "registration"
    __table_args__ = (
        UniqueConstraint("event", "address"),
        UniqueConstraint("event", "code", name="uq_registration_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    address: Mapped[str] = mapped_column(index=True)
    people: Mapped[int]  # 1 to 4
    state: Mapped[str] = mapped_column(index=True)
    arrived: Mapped[int]  # counts up within an event: who came first
    offers: Mapped[int] = mapped_column(default=0)  # seats offered so far: each offer is an occasion of its own
    offered_until: Mapped[Moment | None]
    code: Mapped[str]  # said at the door
    checked_in: Mapped[Moment | None]
    since: Mapped[Moment]


class RegistrationNeedRow(Base):
    """Something that a registration needs. Emptied seven days after the event; nobody but the person sees whose."""

    __tablename__ = "registration_need"
    __table_args__ = (UniqueConstraint("registration", "need"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    need: Mapped[str]  # `sign-language`, `step-free` …


@dataclass(frozen=True, kw_only=True)
class Counts:
    """The sums of an event. People, but for `needs`."""

    registered: int
    """Have a seat."""
    taken: int
    """Seats that nobody else may have: those, and what is offered."""
    waiting: int
    needs: Mapping[str, int]
    """Registrations (not people) that need something, of those with a seat or an offer."""
    checked_in: int


class CheckIn(StrEnum):
    """What became of a code at the door."""

    DONE = "done"
    AGAIN = "again"
    """Somebody has come with it before."""
    NO_SEAT = "no-seat"
    """Waits for a seat, or has cancelled."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class CheckedIn:
    """A code at the door, and for how many people it stands; `at` is when they came."""

    outcome: CheckIn
    people: int = 0
    at: datetime | None = None


async def addresses_with_seat(session: Session, event_id: int) -> list[str]:
    """Who takes part, in the order in which they came."""
    chosen = select(RegistrationRow.address).where(
        RegistrationRow.event == event_id, RegistrationRow.state == Standing.SEATED
    )
    return list(await session.scalars(chosen.order_by(RegistrationRow.arrived)))


async def counts(session: Session, event_id: int) -> Counts:
    """The sums of an event."""
    mine = RegistrationRow.event == event_id
    summed = await session.execute(
        select(RegistrationRow.state, func.sum(RegistrationRow.people)).where(mine).group_by(RegistrationRow.state)
    )
    people = {state: int(number) for state, number in summed}
    needed = await session.execute(
        select(RegistrationNeedRow.need, func.count())
        .join(RegistrationRow, RegistrationRow.id == RegistrationNeedRow.registration)
        .where(mine, RegistrationRow.state.in_(TAKING))
        .group_by(RegistrationNeedRow.need)
        .order_by(RegistrationNeedRow.need)
    )
    came = select(func.sum(RegistrationRow.people)).where(mine, RegistrationRow.checked_in.is_not(None))
    return Counts(
        registered=people.get(Standing.SEATED, 0),
        taken=sum(people.get(state, 0) for state in TAKING),
        waiting=people.get(Standing.WAITING, 0),
        needs={row.need: row[1] for row in needed},
        checked_in=int(await session.scalar(came) or 0),
    )


async def check_in(session: Session, event_id: int, code: str, now: datetime) -> CheckedIn:
    """Somebody is at the door with a code, typed in capitals or not, with blanks or not. Twice changes nothing."""
    typed = "".join(code.split()).upper()
    chosen = select(RegistrationRow).where(RegistrationRow.event == event_id, RegistrationRow.code == typed)
    row = await session.scalar(chosen.with_for_update())
    if row is None:
        return CheckedIn(outcome=CheckIn.UNKNOWN)
    if row.state != Standing.SEATED:
        return CheckedIn(outcome=CheckIn.NO_SEAT, people=row.people)
    if row.checked_in is not None:
        return CheckedIn(outcome=CheckIn.AGAIN, people=row.people, at=row.checked_in)
    row.checked_in = now
    await session.flush()
    return CheckedIn(outcome=CheckIn.DONE, people=row.people, at=now)


async def hold(session: Session, event_id: int) -> EventRow | None:
    """The event as it is now, held until the transaction ends: nobody else takes or gives up seats meanwhile."""
    chosen = select(EventRow).where(EventRow.id == event_id).with_for_update()
    return await session.scalar(chosen.execution_options(populate_existing=True))


async def of(session: Session, event_id: int, address: str) -> RegistrationRow | None:
    """The registration of an address for an event, also a cancelled one."""
    chosen = select(RegistrationRow).where(RegistrationRow.event == event_id, RegistrationRow.address == address)
    return await session.scalar(chosen.execution_options(populate_existing=True))


async def of_event(session: Session, event_id: int) -> Sequence[RegistrationRow]:
    """All that are not cancelled, in the order in which they came."""
    chosen = select(RegistrationRow).where(RegistrationRow.event == event_id, RegistrationRow.state.in_(LIVE))
    return list(
        await session.scalars(
            chosen.order_by(RegistrationRow.arrived).execution_options(populate_existing=True)
        )
    )  # fmt: skip


async def of_person(session: Session, address: str) -> Sequence[tuple[RegistrationRow, EventRow]]:
    """What an address has registered for and not cancelled, with the events, by their beginning."""
    chosen = (
        select(RegistrationRow, EventRow)
        .join(EventRow, EventRow.id == RegistrationRow.event)
        .where(RegistrationRow.address == address, RegistrationRow.state.in_(LIVE))
        .order_by(EventRow.starts, EventRow.id)
    )
    return [(registration, event) for registration, event in await session.execute(chosen)]


async def add(
    session: Session, event_id: int, address: str, people: int, state: Standing, now: datetime
) -> RegistrationRow:
    """A new registration, the last in the order; the caller holds the event."""
    row = RegistrationRow(
        event=event_id,
        address=address,
        people=people,
        state=state,
        arrived=await next_arrival(session, event_id),
        offers=0,
        code=await _new_code(session, event_id),
        since=now,
    )
    session.add(row)
    await session.flush()
    return row


async def next_arrival(session: Session, event_id: int) -> int:
    """The number of whoever comes now; the caller holds the event."""
    last = await session.scalar(select(func.max(RegistrationRow.arrived)).where(RegistrationRow.event == event_id))
    return (last or 0) + 1


async def needs_of(session: Session, registration: int) -> set[str]:
    """What a registration needs."""
    chosen = select(RegistrationNeedRow.need).where(RegistrationNeedRow.registration == registration)
    return set(await session.scalars(chosen))


async def set_needs(session: Session, registration: int, needs: Collection[str]) -> None:
    """From now on a registration needs this and no more."""
    mine = RegistrationNeedRow.registration == registration
    await session.execute(delete(RegistrationNeedRow).where(mine))
    session.add_all(RegistrationNeedRow(registration=registration, need=need) for need in sorted(set(needs)))
    await session.flush()


def select_registered() -> Select[tuple[str]]:
    """The addresses that have registered for anything, as a part of a larger query."""
    return select(RegistrationRow.address)


async def forget_needs(session: Session, before: datetime) -> None:
    """What somebody needed at an event that ended before this moment is nobody's business any more."""
    over = select(RegistrationRow.id).join(EventRow, EventRow.id == RegistrationRow.event).where(EventRow.ends < before)
    await session.execute(delete(RegistrationNeedRow).where(RegistrationNeedRow.registration.in_(over)))


async def forget(session: Session, before: datetime) -> None:
    """Delete the registrations of events that ended before this moment."""
    over = select(EventRow.id).where(EventRow.ends < before)
    await _remove(session, select(RegistrationRow.id).where(RegistrationRow.event.in_(over)))


async def forget_person(session: Session, address: str) -> None:
    """Delete what an address registered for. Seats are free at once; the tick offers them to whoever waits."""
    await _hold_all_of(session, address)
    await _remove(session, select(RegistrationRow.id).where(RegistrationRow.address == address))


async def move(session: Session, old: str, new: str) -> None:
    """An address has changed; what the new one has registered for stands."""
    await _hold_all_of(session, old)
    had = set(await session.scalars(select(RegistrationRow.event).where(RegistrationRow.address == new)))
    for row in await session.scalars(select(RegistrationRow).where(RegistrationRow.address == old)):
        if row.event in had:
            await _remove(session, select(RegistrationRow.id).where(RegistrationRow.id == row.id))
        else:
            row.address = new
    await session.flush()


async def _hold_all_of(session: Session, address: str) -> None:
    """Whoever hands seats on at this moment shall not change a row that is no more."""
    mine = select(RegistrationRow.event).where(RegistrationRow.address == address)
    await session.execute(select(EventRow.id).where(EventRow.id.in_(mine)).order_by(EventRow.id).with_for_update())


async def _remove(session: Session, chosen: Select[int]) -> None:
    await session.execute(delete(RegistrationNeedRow).where(RegistrationNeedRow.registration.in_(chosen)))
    ids = select(chosen.subquery().c.id)
    await session.execute(delete(RegistrationRow).where(RegistrationRow.id.in_(ids)))


async def _new_code(session: Session, event_id: int) -> str:
    """Unique within the event: it is held, so nobody else finds the same one free."""
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
        taken = select(RegistrationRow.id).where(RegistrationRow.event == event_id, RegistrationRow.code == code)
        if await session.scalar(taken) is None:
            return code
