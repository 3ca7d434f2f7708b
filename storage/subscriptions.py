"""Subscriptions: who wants to hear of what, and the record of every yes and no."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.people import PersonRow
from storage.tables import Base, Moment

EVERYTHING = "all"
"""The topic of whoever wants to hear of everything."""


class SubscriptionRow(Base):
    """An address wants to hear of a topic."""

    __tablename__ = "subscription"
    __table_args__ = (UniqueConstraint("address", "topic"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(index=True)
    topic: Mapped[str] = mapped_column(index=True)  # `all`, `pilots`, `workshops` …
    since: Mapped[Moment]


class ConsentRow(Base):
    """One yes or no of a person. Only ever added to."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(index=True)
    topic: Mapped[str]
    given: Mapped[bool]
    at: Mapped[Moment]
    wording: Mapped[str]  # the version of the words that were agreed to


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Somebody a push may go to, and how they want it."""

    address: str
    language: str | None
    """Chosen, or spoken last."""
    quiet: str
    """`20:00-08:00`, local time; empty: never quiet."""
    digest: bool
    """Wants everything that is not urgent in one message a week."""
    reason: str
    """The topic by which they are reached."""


def select_subscribers() -> Select[tuple[str]]:
    """The addresses that have subscribed to anything, as a part of a larger query."""
    return select(SubscriptionRow.address)


def select_reachable() -> Select[tuple[str]]:
    """The same, but only of those whom messages reach."""
    there = select(PersonRow.address).where(PersonRow.unreachable.is_(None))
    return select_subscribers().where(SubscriptionRow.address.in_(there))


async def topics_of(session: Session, address: str) -> set[str]:
    """What an address has subscribed to."""
    return set(await session.scalars(select(SubscriptionRow.topic).where(SubscriptionRow.address == address)))


async def subscribe(session: Session, address: str, topic: str, wording: str, now: datetime) -> None:
    """A yes. Saying it twice changes nothing; the caller holds the person's row, so two cannot say it at once."""
    if topic not in await topics_of(session, address):
        session.add(SubscriptionRow(address=address, topic=topic, since=now))
        session.add(ConsentRow(address=address, topic=topic, given=True, at=now, wording=wording))


async def unsubscribe(session: Session, address: str, topic: str | None, wording: str, now: datetime) -> set[str]:
    """A no, to one topic or (None) to all; what was given up."""
    had = await topics_of(session, address)
    ended = had if topic is None else had & {topic}
    await session.execute(
        delete(SubscriptionRow).where(SubscriptionRow.address == address, SubscriptionRow.topic.in_(ended))
    )
    session.add_all(
        ConsentRow(address=address, topic=each, given=False, at=now, wording=wording) for each in sorted(ended)
    )
    return ended


async def recipients(session: Session, topics: Collection[str] | None) -> Sequence[Recipient]:
    """Everybody reachable who wants one of these topics, or everything; None: who wants anything at all. By address."""
    chosen = (
        select(
            PersonRow.address, PersonRow.language, PersonRow.spoken, PersonRow.quiet, PersonRow.digest,
            SubscriptionRow.topic,
        )
        .join(SubscriptionRow, SubscriptionRow.address == PersonRow.address)
        .where(PersonRow.unreachable.is_(None))
        .order_by(PersonRow.address, SubscriptionRow.topic)
    )  # fmt: skip
    if topics is not None:
        chosen = chosen.where(SubscriptionRow.topic.in_({*topics, EVERYTHING}))
    found: dict[str, Recipient] = {}
    for address, language, spoken, quiet, digest, topic in await session.execute(chosen):
        if address not in found or found[address].reason == EVERYTHING:  # a topic tells more than "everything"
            found[address] = Recipient(
                address=address, language=language or spoken, quiet=quiet, digest=digest, reason=topic
            )
    return list(found.values())


async def recipients_at(session: Session, addresses: Collection[str], reason: str) -> Sequence[Recipient]:
    """These addresses as recipients, whatever they have subscribed to; those we don't know or can't reach left out."""
    chosen = select(PersonRow).where(PersonRow.address.in_(addresses), PersonRow.unreachable.is_(None))
    return [
        Recipient(
            address=person.address,
            language=person.language or person.spoken,
            quiet=person.quiet,
            digest=person.digest,
            reason=reason,
        )
        for person in await session.scalars(chosen.order_by(PersonRow.id))
    ]


async def forget_unreachable(session: Session, before: datetime) -> int:
    """Delete the subscriptions of whoever cannot be reached since before this moment; how many they were."""
    gone = select(PersonRow.address).where(PersonRow.unreachable < before)
    result = await session.execute(delete(SubscriptionRow).where(SubscriptionRow.address.in_(gone)))
    return int(result.rowcount)  # type: ignore[attr-defined]


async def forget_strangers(session: Session) -> int:
    """Delete the record of whoever is no longer known; how many lines they were."""
    known = select(PersonRow.address)
    result = await session.execute(delete(ConsentRow).where(ConsentRow.address.not_in(known)))
    return int(result.rowcount)  # type: ignore[attr-defined]


async def count_consents(session: Session, address: str) -> int:
    """How many lines the record of an address has."""
    return await session.scalar(select(func.count()).where(ConsentRow.address == address)) or 0


async def forget_person(session: Session, address: str) -> None:
    """Delete what an address subscribed to, and the record of it."""
    await session.execute(delete(SubscriptionRow).where(SubscriptionRow.address == address))
    await session.execute(delete(ConsentRow).where(ConsentRow.address == address))


async def move(session: Session, old: str, new: str) -> None:
    """An address has changed; who had the new one before is the same."""
    had = await topics_of(session, new)
    for row in await session.scalars(select(SubscriptionRow).where(SubscriptionRow.address == old)):
        if row.topic in had:
            await session.delete(row)
        else:
            row.address = new
    for consent in await session.scalars(select(ConsentRow).where(ConsentRow.address == old)):
        consent.address = new
