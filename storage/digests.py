"""Deliveries that leave together: the digest is a delivery itself, and knows its members by `carried_by`.

A member waits until its digest leaves, and then comes to the same end as the digest (`claims.settle`). What a digest
carries is exactly what stands in its words, so members leave it again that were withdrawn, paused or have no room.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, update

from storage.claims import Claimed
from storage.database import Session
from storage.deliveries import OPEN, TABLE, State
from storage.people import PersonRow
from storage.subscriptions import Recipient

UNDER_WAY = (*OPEN, State.SENDING)
_WAITS = (TABLE.c.state == State.WAITING) & TABLE.c.collected.is_(True)


async def clear(session: Session, now: datetime) -> None:
    """What nobody else looks at, since collected deliveries are never claimed: members and digests that are too late
    by now come to their end, and members whose digest ended without them are free again."""
    too_late = (TABLE.c.state == State.WAITING) & (TABLE.c.lapses <= now)
    late = too_late & or_(TABLE.c.collected.is_(True), TABLE.c.occasion.startswith("digest:"))
    await session.execute(update(TABLE).where(late).values(state=State.LAPSED, settled=now, trouble="too late"))
    alive = select(TABLE.c.id).where(TABLE.c.occasion.startswith("digest:"), TABLE.c.state.in_(UNDER_WAY))
    lost = _WAITS & TABLE.c.carried_by.is_not(None) & TABLE.c.carried_by.not_in(alive)
    await session.execute(update(TABLE).where(lost).values(carried_by=None))


async def due(session: Session, now: datetime, most: int) -> Sequence[str]:
    """Addresses that have something to be collected now, in order."""
    found = await session.scalars(
        select(TABLE.c.address).where(_due(now)).distinct().order_by(TABLE.c.address).limit(most)
    )
    return list(found)


async def have(session: Session, occasion: str, addresses: Collection[str]) -> set[str]:
    """Which of these addresses have had, or will have, this digest."""
    found = await session.scalars(
        select(TABLE.c.address).where(TABLE.c.occasion == occasion, TABLE.c.address.in_(addresses))
    )
    return set(found)


async def recipients(session: Session, addresses: Collection[str], reason: str) -> Sequence[Recipient]:
    """How those want their pushes whom we know of these addresses; `reason` is put in as it is."""
    found = await session.scalars(select(PersonRow).where(PersonRow.address.in_(addresses)))
    return [
        Recipient(
            address=person.address,
            language=person.language or person.spoken,
            quiet=person.quiet,
            digest=person.digest,
            reason=reason,
        )
        for person in found
    ]


async def fill(session: Session, occasion: str, addresses: Collection[str], now: datetime) -> None:
    """Put what is due for these addresses into their digests of this occasion, which are planned already."""
    digest = TABLE.alias("digest")
    whose = (
        select(digest.c.id).where(digest.c.occasion == occasion, digest.c.address == TABLE.c.address).scalar_subquery()
    )
    await session.execute(update(TABLE).where(_due(now), TABLE.c.address.in_(addresses)).values(carried_by=whose))


async def wait(session: Session, addresses: Collection[str], now: datetime, until: datetime) -> None:
    """What is due for these addresses waits for the next digest."""
    await session.execute(update(TABLE).where(_due(now), TABLE.c.address.in_(addresses)).values(not_before=until))


async def members(session: Session, digest: int, now: datetime) -> Sequence[Claimed]:
    """What a digest may carry now, the important and the old first."""
    names = Claimed.__dataclass_fields__
    of_use = or_(TABLE.c.lapses.is_(None), TABLE.c.lapses > now)
    chosen = select(TABLE).where(_WAITS, TABLE.c.carried_by == digest, TABLE.c.paused.is_(False), of_use)
    chosen = chosen.order_by(TABLE.c.priority, TABLE.c.id)
    return [Claimed(**{name: row[name] for name in names}) for row in (await session.execute(chosen)).mappings()]


async def leave_out(session: Session, digest: int, carried: Collection[int], until: datetime) -> None:
    """A digest carries these and no others: the rest waits for the next one."""
    others = (TABLE.c.carried_by == digest) & TABLE.c.id.not_in(carried)
    await session.execute(update(TABLE).where(others, _WAITS).values(not_before=until))
    await session.execute(update(TABLE).where(others).values(carried_by=None))


def _due(now: datetime) -> ColumnElement[bool]:
    """Of the deliveries that wait to be collected, those whose time has come."""
    return _WAITS & TABLE.c.carried_by.is_(None) & TABLE.c.paused.is_(False) & (TABLE.c.not_before <= now)
