"""The ledger: one row per person and occasion, and what became of it.

waiting → claimed (with a lease) → sending (written before it leaves) → sent, or uncertain after a crash. What waits may
lapse (too late to be of use) or be withdrawn; what cannot arrive is unreachable or failed. All states together are the
audience, always.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Index,
    Select,
    String,
    UniqueConstraint,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)  # fmt: skip
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.tables import Base, Moment

MOST_IN_A_STATEMENT = 500
MOST_FORGOTTEN = 5_000
"""Deliveries that one statement deletes: those of a whole town would hold up whoever writes meanwhile."""


class State(StrEnum):
    """What became of a delivery."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    UNREACHABLE = "unreachable"
    FAILED = "failed"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


OPEN = (State.WAITING, State.CLAIMED)
"""May still be withdrawn, paused, lapse."""


class Deed(StrEnum):
    """What is done at the person's chat."""

    SEND = "send"
    EDIT = "edit"
    DELETE = "delete"


class DeliveryRow(Base):
    """One announcement, reminder or notice for one person."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("occasion", "address"),
        Index("ix_delivery_due", "face", "state", "paused", "collected", "priority", "not_before", "id"),  # as claimed
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    occasion: Mapped[str]  # `announcement:17`, `workshop:17:one-day`; its first word says who draws the message
    address: Mapped[str] = mapped_column(index=True)
    face: Mapped[str]  # the first part of the address
    kind: Mapped[str]  # `news`, `emergency`, `reminder` …
    reason: Mapped[str]  # why this person: a topic, `registered`, `asked`
    deed: Mapped[str] = mapped_column(default=Deed.SEND)
    language: Mapped[str | None]
    content: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))  # a reply's data, where it is nobody else's
    state: Mapped[str] = mapped_column(default=State.WAITING)
    paused: Mapped[bool] = mapped_column(default=False)
    priority: Mapped[int]  # smaller goes first
    again: Mapped[bool] = mapped_column(default=False)  # after a doubt it is sent once more, saying so
    not_before: Mapped[Moment]
    lapses: Mapped[Moment | None]  # from then on it is of no use
    claimed_by: Mapped[str | None]
    leased_until: Mapped[Moment | None] = mapped_column(index=True)
    doubts: Mapped[int] = mapped_column(default=0)  # sendings that may have arrived or not
    troubled: Mapped[Moment | None]  # since when it cannot be sent
    message: Mapped[int | None] = mapped_column(BigInteger)  # the message's number at its face
    trouble: Mapped[str | None]  # why it failed, lapsed …; while it is SENDING: why it is not wanted any more
    collected: Mapped[bool] = mapped_column(default=False)  # waits for a digest, and does not leave alone
    carried_by: Mapped[int | None] = mapped_column(index=True)  # the digest that carries it
    planned: Mapped[Moment] = mapped_column(index=True)
    settled: Mapped[Moment | None] = mapped_column(index=True)  # when it came to its end


TABLE = Base.metadata.tables[DeliveryRow.__tablename__]


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A delivery that shall be made."""

    occasion: str
    address: str
    kind: str
    reason: str
    priority: int
    not_before: datetime
    language: str | None = None
    deed: Deed = Deed.SEND
    content: Any | None = None
    again: bool = False
    lapses: datetime | None = None
    collected: bool = False
    message: int | None = None
    """For EDIT and DELETE: the message it is about."""


async def plan(session: Session, planned: Iterable[Planned], now: datetime) -> int:
    """Write deliveries; how many are new. Whoever has one for the same occasion keeps it.

    Raises AlreadyTaken if another replica planned the same at the same moment: the whole transaction is to be repeated.
    """
    rows = list({(row.occasion, row.address): row for row in planned}.values())
    new = 0
    for start in range(0, len(rows), MOST_IN_A_STATEMENT):
        part = rows[start : start + MOST_IN_A_STATEMENT]
        known = await session.execute(
            select(TABLE.c.occasion, TABLE.c.address).where(
                TABLE.c.occasion.in_({row.occasion for row in part}),
                TABLE.c.address.in_({row.address for row in part}),
            )
        )
        there = {(occasion, address) for occasion, address in known}
        fresh = [
            vars(row) | {"face": row.address.partition(":")[0], "planned": now}
            for row in part
            if (row.occasion, row.address) not in there
        ]
        if fresh:
            await session.execute(insert(DeliveryRow), fresh)
        new += len(fresh)
    return new


async def pause(session: Session, occasion: str) -> int:
    """Nothing more of this occasion leaves; what is claimed goes back. How many wait now.

    What is leaving at this moment leaves, or waits as well if it comes back.
    """
    mine = update(TABLE).where(TABLE.c.occasion == occasion)
    await session.execute(mine.where(TABLE.c.state == State.SENDING).values(paused=True))
    result = await session.execute(
        mine.where(TABLE.c.state.in_(OPEN)).values(paused=True, state=State.WAITING, claimed_by=None, leased_until=None)
    )
    return int(result.rowcount)  # type: ignore[attr-defined]


async def resume(session: Session, occasion: str) -> None:
    """What was paused goes on."""
    await session.execute(
        update(TABLE).where(TABLE.c.occasion == occasion, TABLE.c.paused.is_(True)).values(paused=False)
    )


async def withdraw(
    session: Session, now: datetime, *, occasion: str | None = None, address: str | None = None, trouble: str
) -> int:
    """What has not left shall not leave: of an occasion, of an address, or of both. How many they were.

    What is leaving at this moment leaves, or is withdrawn if it comes back.
    """
    if occasion is None and address is None:
        raise ValueError("withdraw what?")
    chosen = update(TABLE)
    if occasion is not None:
        chosen = chosen.where(TABLE.c.occasion == occasion)
    if address is not None:
        chosen = chosen.where(TABLE.c.address == address)
    await session.execute(chosen.where(TABLE.c.state == State.SENDING).values(trouble=trouble))
    result = await session.execute(
        chosen.where(TABLE.c.state.in_(OPEN)).values(
            state=State.WITHDRAWN, settled=now, claimed_by=None, leased_until=None, paused=False, trouble=trouble
        )
    )
    return int(result.rowcount)  # type: ignore[attr-defined]


async def send_uncertain_again(
    session: Session, occasion: str, now: datetime, only: Select[tuple[str]] | None = None
) -> int:
    """The author wants what is uncertain sent once more, to all or to these addresses only; it will say so. How many
    they are.

    What came with a digest comes with the next one."""
    chosen = update(TABLE).where(TABLE.c.occasion == occasion, TABLE.c.state == State.UNCERTAIN, TABLE.c.doubts < 1)
    if only is not None:
        chosen = chosen.where(TABLE.c.address.in_(only))
    result = await session.execute(
        chosen.values(
            state=State.WAITING, doubts=TABLE.c.doubts + 1, not_before=now, settled=None, trouble=None,
            collected=False, carried_by=None,
        )
    )  # fmt: skip
    return int(result.rowcount)  # type: ignore[attr-defined]


async def mark_unreachable(session: Session, address: str, now: datetime) -> None:
    """Nothing reaches this address: what waits for it has come to its end."""
    await session.execute(
        update(TABLE)
        .where(TABLE.c.address == address, TABLE.c.state.in_(OPEN))
        .values(state=State.UNREACHABLE, settled=now, claimed_by=None, leased_until=None, trouble="gone")
    )


async def account(session: Session, occasion: str) -> Counter[State]:
    """How many deliveries of an occasion are in which state. Their sum is the audience."""
    counted = await session.execute(
        select(TABLE.c.state, func.count()).where(TABLE.c.occasion == occasion).group_by(TABLE.c.state)
    )
    return Counter({State(state): number for state, number in counted})


async def troubles(session: Session, occasion: str) -> Mapping[str, int]:
    """Why deliveries of an occasion did not arrive, and how many each."""
    counted = await session.execute(
        select(TABLE.c.trouble, func.count())
        .where(TABLE.c.occasion == occasion, TABLE.c.trouble.is_not(None), TABLE.c.settled.is_not(None))
        .group_by(TABLE.c.trouble)
    )
    return {row.trouble: row[1] for row in counted}


async def count_refused(session: Session, occasion: str, trouble: str) -> int:
    """How many messages of an occasion were refused for the same reason."""
    counted = select(func.count()).where(
        TABLE.c.occasion == occasion, TABLE.c.state == State.FAILED, TABLE.c.trouble == trouble
    )
    return await session.scalar(counted) or 0


async def arrived(session: Session, occasion: str) -> Sequence[DeliveryRow]:
    """The deliveries of an occasion that arrived, or may have."""
    return list(
        await session.scalars(
            select(DeliveryRow)
            .where(DeliveryRow.occasion == occasion, DeliveryRow.state.in_((State.SENT, State.UNCERTAIN)))
            .order_by(DeliveryRow.id)
        )
    )


async def of_message(session: Session, address: str, message: int) -> DeliveryRow | None:
    """The delivery that is this message in this chat, or None."""
    return await session.scalar(
        select(DeliveryRow)
        .where(DeliveryRow.address == address, DeliveryRow.message == message, DeliveryRow.deed == Deed.SEND)
        .order_by(DeliveryRow.id)
        .limit(1)
    )


async def move(session: Session, old: str, new: str, now: datetime) -> None:
    """An address has changed. What the new one has for the same occasion already is not sent twice.

    Messages have other numbers there, so what was sent can be neither changed nor deleted any more.
    """
    had = select(TABLE.c.occasion).where(TABLE.c.address == new)
    mine = TABLE.c.address == old
    twice = mine & TABLE.c.occasion.in_(had)
    await session.execute(
        update(TABLE)
        .where(twice, TABLE.c.state.in_((*OPEN, State.SENDING)))
        .values(state=State.WITHDRAWN, settled=now, claimed_by=None, leased_until=None, trouble="moved")
    )
    await session.execute(update(TABLE).where(mine, TABLE.c.occasion.not_in(had)).values(address=new, message=None))


async def forget_person(session: Session, address: str, now: datetime) -> None:
    """Nothing more goes to an address, and no delivery knows it any more. The sums stay what they are."""
    await withdraw(session, now, address=address, trouble="erased")
    await session.execute(
        update(TABLE)
        .where(TABLE.c.address == address)
        .values(address=literal("erased:").concat(cast(TABLE.c.id, String)), content=None, message=None, language=None)
    )


async def forget(session: Session, before: datetime, kept: str = "") -> int:
    """Delete what ended before this, MOST_FORGOTTEN at once, but for messages of a kind; how many they were."""
    over = (TABLE.c.settled < before) & ~((TABLE.c.kind == kept) & (TABLE.c.deed == Deed.SEND))
    some = select(TABLE.c.id).where(over).limit(MOST_FORGOTTEN)
    return int((await session.execute(delete(TABLE).where(TABLE.c.id.in_(some)))).rowcount)  # type: ignore[attr-defined]
