"""What reminders need of the rest: how long before somebody wants them, how far we have looked, what became of some."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import UniqueConstraint, delete, select, tuple_, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import deliveries
from storage.database import Session
from storage.deliveries import MOST_IN_A_STATEMENT, OPEN, TABLE, Planned, State
from storage.people import PersonRow
from storage.subscriptions import SubscriptionRow
from storage.tables import Base, Moment


class ReminderLeadRow(Base):
    """So long before an event an address wants to be reminded."""

    __tablename__ = "reminder_lead"
    __table_args__ = (UniqueConstraint("address", "lead"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(index=True)
    lead: Mapped[str]  # `P1D`, ISO 8601


class MarkRow(Base):
    """How far somebody has looked who looks again and again."""

    __tablename__ = "mark"

    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[Moment]


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Somebody reachable who has subscribed to topics, and how they want to be reminded."""

    address: str
    language: str | None
    quiet: str
    topics: frozenset[str]
    leads: Sequence[str]
    """Empty: they have chosen nothing."""
    since: datetime


async def wishes(session: Session) -> list[Wish]:
    """Everybody who has subscribed to anything, by address."""
    leads: defaultdict[str, list[str]] = defaultdict(list)
    for address, lead in await session.execute(select(ReminderLeadRow.address, ReminderLeadRow.lead)):
        leads[address].append(lead)
    chosen = (
        select(
            PersonRow.address, PersonRow.language, PersonRow.spoken, PersonRow.quiet, SubscriptionRow.topic,
            SubscriptionRow.since,
        )
        .join(SubscriptionRow, SubscriptionRow.address == PersonRow.address)
        .where(PersonRow.unreachable.is_(None))
        .order_by(PersonRow.address)
    )  # fmt: skip
    found: dict[str, Wish] = {}
    for address, language, spoken, quiet, topic, since in await session.execute(chosen):
        had = found.get(address)
        found[address] = Wish(
            address=address,
            language=language or spoken,
            quiet=quiet,
            topics=(had.topics if had else frozenset()) | {topic},
            leads=sorted(leads[address]),
            since=min(had.since, since) if had else since,
        )
    return list(found.values())


async def choose_leads(session: Session, address: str, leads: Collection[str]) -> None:
    """From now on an address wants to be reminded so long before."""
    await session.execute(delete(ReminderLeadRow).where(ReminderLeadRow.address == address))
    session.add_all(ReminderLeadRow(address=address, lead=lead) for lead in sorted(set(leads)))
    await session.flush()


async def leads_of(session: Session, address: str) -> Sequence[str]:
    """How long before events an address wants to be reminded, if it has chosen."""
    chosen = select(ReminderLeadRow.lead).where(ReminderLeadRow.address == address)
    return sorted(await session.scalars(chosen))


async def mark(session: Session, name: str) -> datetime | None:
    """How far somebody has looked, held until the transaction ends; None: never."""
    return await session.scalar(select(MarkRow.at).where(MarkRow.name == name).with_for_update())


async def set_mark(session: Session, name: str, at: datetime) -> None:
    """Somebody has looked so far. A clock that was put back takes the mark along: what becomes due before it comes to
    the old mark again would else be lost. Raises AlreadyTaken at the first one."""
    had = await mark(session, name)
    if had is None:
        session.add(MarkRow(name=name, at=at))
        await session.flush()
    elif had != at:
        await session.execute(update(MarkRow).where(MarkRow.name == name).values(at=at))


async def plan_lapsed(session: Session, rows: Mapping[str, Sequence[Planned]], now: datetime) -> int:
    """Write deliveries that come too late, by the reason why: they are in the sums, and staff see them. How many are
    new; whoever has one for the same occasion keeps it."""
    new = 0
    for reason, planned in rows.items():
        new += await deliveries.plan(session, planned, now)
        pairs = [(row.occasion, row.address) for row in planned]
        for start in range(0, len(pairs), MOST_IN_A_STATEMENT):
            await session.execute(
                update(TABLE)
                .where(
                    tuple_(TABLE.c.occasion, TABLE.c.address).in_(pairs[start : start + MOST_IN_A_STATEMENT]),
                    TABLE.c.state == State.WAITING,
                    TABLE.c.planned == now,
                    TABLE.c.lapses == now,
                )
                .values(state=State.LAPSED, settled=now, trouble=reason)
            )
    return new


async def waiting_at(session: Session, occasions: str) -> set[str]:
    """The addresses for which something waits of an occasion that begins so."""
    chosen = select(TABLE.c.address).where(
        TABLE.c.occasion.startswith(occasions, autoescape=True), TABLE.c.state.in_(OPEN)
    )
    return set(await session.scalars(chosen))


async def hasten(session: Session, occasions: str, address: str, at: datetime, lapses: datetime) -> None:
    """What waits for an address of occasions that begin so leaves then, if not before, and is of use until `lapses`."""
    waits = (
        TABLE.c.occasion.startswith(occasions, autoescape=True) & (TABLE.c.address == address) & TABLE.c.state.in_(OPEN)
    )
    await session.execute(update(TABLE).where(waits).values(lapses=lapses))
    await session.execute(update(TABLE).where(waits, TABLE.c.not_before > at).values(not_before=at))


async def withdraw_waiting(
    session: Session, occasions: str, now: datetime, trouble: str, *, but_for: Iterable[str] = ()
) -> None:
    """What has not left of occasions that begin so shall not leave, but for those that begin otherwise as well."""
    chosen = update(TABLE).where(TABLE.c.occasion.startswith(occasions, autoescape=True))
    for kept in but_for:
        chosen = chosen.where(~TABLE.c.occasion.startswith(kept, autoescape=True))
    await session.execute(chosen.where(TABLE.c.state == State.SENDING).values(trouble=trouble))
    await session.execute(
        chosen.where(TABLE.c.state.in_(OPEN)).values(
            state=State.WITHDRAWN, settled=now, claimed_by=None, leased_until=None, paused=False, trouble=trouble
        )
    )


async def forget_person(session: Session, address: str) -> None:
    """How long before an address wanted to be reminded is forgotten."""
    await session.execute(delete(ReminderLeadRow).where(ReminderLeadRow.address == address))


async def move(session: Session, old: str, new: str) -> None:
    """An address has changed; what the new one chose stands."""
    if await leads_of(session, new):
        await forget_person(session, old)
    else:
        await session.execute(update(ReminderLeadRow).where(ReminderLeadRow.address == old).values(address=new))
