"""The deliveries of an occasion: how far it is, what an address was told last, what waits for when."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select, update

from storage.database import Session
from storage.deliveries import TABLE, Deed, DeliveryRow, State


async def count_delayed(session: Session, occasion: str, now: datetime) -> int:
    """How many deliveries of an occasion wait for the morning or for the digest."""
    counted = select(func.count()).where(
        TABLE.c.occasion == occasion,
        TABLE.c.state == State.WAITING,
        or_(TABLE.c.collected.is_(True), TABLE.c.not_before > now),
    )
    return await session.scalar(counted) or 0


async def count_paused(session: Session, occasion: str) -> int:
    """How many deliveries of an occasion are held up by a pause."""
    counted = select(func.count()).where(
        TABLE.c.occasion == occasion, TABLE.c.state == State.WAITING, TABLE.c.paused.is_(True)
    )
    return await session.scalar(counted) or 0


async def count_troubles(session: Session, occasion: str) -> Mapping[tuple[State, str], int]:
    """Why deliveries of an occasion came to an end that is not `sent`, by state and reason."""
    counted = await session.execute(
        select(TABLE.c.state, TABLE.c.trouble, func.count())
        .where(TABLE.c.occasion == occasion, TABLE.c.trouble.is_not(None))
        .group_by(TABLE.c.state, TABLE.c.trouble)
    )
    return {(State(state), trouble): number for state, trouble, number in counted if state != State.SENT}


async def outcomes(session: Session, occasions: str) -> Sequence[tuple[str, State, str | None, int]]:
    """Of all occasions that begin so: occasion, state, trouble, and how many deliveries of each."""
    counted = await session.execute(
        select(TABLE.c.occasion, TABLE.c.state, TABLE.c.trouble, func.count())
        .where(TABLE.c.occasion.startswith(occasions, autoescape=True))
        .group_by(TABLE.c.occasion, TABLE.c.state, TABLE.c.trouble)
        .order_by(TABLE.c.occasion, TABLE.c.state, TABLE.c.trouble)
    )
    return [(occasion, State(state), trouble, number) for occasion, state, trouble, number in counted]


async def waiting_between(
    session: Session, kinds: Collection[str], begin: datetime, end: datetime
) -> Sequence[tuple[str, str, datetime]]:
    """Occasion, address and moment of what the ledger holds for this time."""
    chosen = select(TABLE.c.occasion, TABLE.c.address, TABLE.c.not_before).where(
        TABLE.c.state == State.WAITING,
        TABLE.c.kind.in_(kinds),
        TABLE.c.not_before >= begin,
        TABLE.c.not_before < end,
    )
    return [(row.occasion, row.address, row.not_before) for row in await session.execute(chosen)]


async def leave_at(session: Session, occasion: str, states: Collection[State]) -> Sequence[datetime]:
    """When the deliveries of an occasion, and of all that lie in it (`workshop:17` has `workshop:17:moved:2`), may
    leave or were allowed to; one moment for each delivery in one of these states. Changes of messages are none."""
    chosen = select(TABLE.c.not_before).where(
        or_(TABLE.c.occasion == occasion, TABLE.c.occasion.startswith(f"{occasion}:", autoescape=True)),
        TABLE.c.state.in_(states),
        TABLE.c.deed == Deed.SEND,
    )
    return list(await session.scalars(chosen.order_by(TABLE.c.not_before)))


async def message_of(session: Session, occasion: str, address: str) -> int | None:
    """The message that a delivery became in this chat; None if it has not arrived."""
    return await session.scalar(
        select(TABLE.c.message).where(
            TABLE.c.occasion == occasion, TABLE.c.address == address, TABLE.c.state == State.SENT
        )
    )


async def last_content(session: Session, occasions: str, address: str) -> Any | None:
    """What the newest delivery to an address says, of all occasions that begin so."""
    return await session.scalar(
        select(TABLE.c.content)
        .where(TABLE.c.occasion.startswith(occasions, autoescape=True), TABLE.c.address == address)
        .order_by(TABLE.c.id.desc())
        .limit(1)
    )


async def withdraw_edits(session: Session, occasions: str, address: str, now: datetime) -> None:
    """Changes of a message that have not left are outdated by the next."""
    await session.execute(
        update(TABLE)
        .where(
            TABLE.c.occasion.startswith(occasions, autoescape=True),
            TABLE.c.address == address,
            TABLE.c.deed == Deed.EDIT,
            TABLE.c.state.in_((State.WAITING, State.CLAIMED)),
        )
        .values(state=State.WITHDRAWN, settled=now, claimed_by=None, leased_until=None, trouble="outdated")
    )


async def in_flight(session: Session, occasion: str) -> Sequence[int]:
    """The deliveries of an occasion that are leaving at this moment, alone or with a digest."""
    digest = TABLE.alias("digest")
    with_digest = TABLE.c.carried_by.in_(
        select(digest.c.id).where(digest.c.occasion.startswith("digest:"), digest.c.state == State.SENDING)
    )
    chosen = select(TABLE.c.id).where(TABLE.c.occasion == occasion, or_(TABLE.c.state == State.SENDING, with_digest))
    return list(await session.scalars(chosen))


async def of_ids(session: Session, ids: Collection[int]) -> Sequence[DeliveryRow]:
    """These deliveries."""
    return list(await session.scalars(select(DeliveryRow).where(DeliveryRow.id.in_(ids)).order_by(DeliveryRow.id)))


async def states_of(session: Session, occasions: str, address: str) -> Sequence[tuple[State, str | None]]:
    """State and trouble of all that goes to an address for occasions that begin so."""
    chosen = select(TABLE.c.state, TABLE.c.trouble).where(
        TABLE.c.occasion.startswith(occasions, autoescape=True), TABLE.c.address == address
    )
    return [(State(row.state), row.trouble) for row in await session.execute(chosen)]
