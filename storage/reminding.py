"""What reminders need of the rest: how long before somebody wants them, how far we have looked, what became of some."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import UniqueConstraint, delete, or_, select, tuple_, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import deliveries, event_wishes, registration_questions, registrations
from storage.database import Session
from storage.deliveries import MOST_IN_A_STATEMENT, OPEN, TABLE, Planned, State
from storage.event_wishes import EventWish
from storage.people import PersonRow
from storage.subscriptions import SubscriptionRow, select_subscribers
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
    since: datetime | None
    """Since when they have subscribed to anything; None: they have not."""
    chosen: Mapping[int, EventWish]
    """What they want for single events, by their numbers."""
    registered: Mapping[int, tuple[str, datetime]]
    """By the numbers of events: how the registration stands, and since when."""


async def wishes(session: Session) -> list[Wish]:
    """Everybody reachable who has subscribed to anything, registered for an event or wants to be reminded of one, by
    address."""
    leads: defaultdict[str, list[str]] = defaultdict(list)
    for address, lead in await session.execute(select(ReminderLeadRow.address, ReminderLeadRow.lead)):
        leads[address].append(lead)
    topics: defaultdict[str, set[str]] = defaultdict(set)
    since: dict[str, datetime] = {}
    subscribed = select(SubscriptionRow.address, SubscriptionRow.topic, SubscriptionRow.since)
    for address, topic, at in await session.execute(subscribed):
        topics[address].add(topic)
        since[address] = min(since.get(address, at), at)
    chosen = await event_wishes.of_all(session)
    registered = await registration_questions.standings(session)
    wanting = (select_subscribers(), registrations.select_registered(), event_wishes.select_wishing())
    people = (
        select(PersonRow.address, PersonRow.language, PersonRow.spoken, PersonRow.quiet)
        .where(PersonRow.unreachable.is_(None), or_(*(PersonRow.address.in_(addresses) for addresses in wanting)))
        .order_by(PersonRow.address)
    )
    return [
        Wish(
            address=address,
            language=language or spoken,
            quiet=quiet,
            topics=frozenset(topics[address]),
            leads=sorted(leads[address]),
            since=since.get(address),
            chosen=chosen.get(address, {}),
            registered=registered.get(address, {}),
        )
        for address, language, spoken, quiet in await session.execute(people)
    ]


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
    """Somebody has looked so far. A clock that was put back moves no mark. Raises AlreadyTaken at the first one."""
    had = await mark(session, name)
    if had is None:
        session.add(MarkRow(name=name, at=at))
        await session.flush()
    elif had < at:
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
