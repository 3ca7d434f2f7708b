"""Receipts: which update was taken, and the replies that still wait to be sent.

The receipt is written in the turn's transaction, so a repeated update does nothing, and a crash between commit and
sending answers late instead of never. Ids of updates may fall after an idle week, so a receipt is looked up in a set,
which is kept for 72 hours: three times as long as Telegram repeats an update.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, BigInteger, bindparam, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.tables import Base, Moment

LEASE = timedelta(seconds=30)
"""For so long the process that took the turn is trusted to send its replies; then any replica may."""


class ReceiptRow(Base):
    """One update that was taken."""

    __tablename__ = "receipt"
    __table_args__ = ({"sqlite_autoincrement": True},)  # ids never start over: the browser asks for "later than"

    id: Mapped[int] = mapped_column(primary_key=True)
    update: Mapped[str] = mapped_column(unique=True)  # taking it twice must change nothing
    address: Mapped[str] = mapped_column(index=True)
    taken: Mapped[Moment] = mapped_column(index=True)
    replies: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))  # None: nothing waits
    done: Mapped[int] = mapped_column(default=0)  # how many of the replies are out
    tries: Mapped[int] = mapped_column(default=0)  # sendings of the next reply that ended in doubt
    quote: Mapped[int | None] = mapped_column(BigInteger)  # the message that is answered, where the face can show it
    leased_until: Mapped[Moment | None] = mapped_column(index=True)  # None: nothing waits


_TABLE = Base.metadata.tables[ReceiptRow.__tablename__]
_ONE_MORE_SENT = update(_TABLE).where(_TABLE.c.id == bindparam("receipt")).values(done=bindparam("sent"), tries=0)
_ALL_SENT = _ONE_MORE_SENT.values(replies=None, leased_until=None)
"""Made once, and past the session: they run once for every reply, and so at half the cost."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Replies that still have to reach an address, in the order of their turns (`id` rises)."""

    id: int
    address: str
    replies: Sequence[Any]
    done: int
    tries: int
    quote: int | None
    leased_until: datetime


def add(
    session: Session, *, update: str, address: str, replies: list[Any], now: datetime, quote: int | None
) -> ReceiptRow:
    """Write the receipt of an update. The commit raises AlreadyTaken if it was taken before."""
    row = ReceiptRow(
        update=update,
        address=address,
        taken=now,
        replies=replies or None,
        done=0,
        tries=0,
        quote=quote,
        leased_until=now + LEASE if replies else None,
    )
    session.add(row)
    return row


async def is_taken(session: Session, update: str) -> bool:
    """Whether this update was taken before."""
    return await session.scalar(select(ReceiptRow.id).where(ReceiptRow.update == update)) is not None


async def record_sent(session: Session, id: int, done: int, *, more: bool) -> None:
    """`done` replies of this receipt are out, and the next has all its tries before it; with no more to come, their
    words are forgotten."""
    await session.execute(_ONE_MORE_SENT if more else _ALL_SENT, {"receipt": id, "sent": done})


async def record_doubt(session: Session, id: int, until: datetime) -> None:
    """A sending ended without an answer: the message may be out or not. It waits until `until`."""
    await session.execute(
        update(ReceiptRow).where(ReceiptRow.id == id).values(tries=ReceiptRow.tries + 1, leased_until=until)
    )


async def postpone(session: Session, id: int, until: datetime) -> None:
    """Nothing left yet, and nothing may before `until`."""
    await session.execute(update(ReceiptRow).where(ReceiptRow.id == id).values(leased_until=until))


async def renew(session: Session, id: int, held_until: datetime, until: datetime) -> bool:
    """Hold the replies longer; False if somebody else has taken them over since `held_until` was written."""
    result = await session.execute(
        update(ReceiptRow).where(ReceiptRow.id == id, ReceiptRow.leased_until == held_until).values(leased_until=until)
    )
    return bool(result.rowcount)  # type: ignore[attr-defined]


async def give_up(session: Session, id: int) -> None:
    """The person cannot be reached, or the message is refused: the replies are dropped, the receipt stays."""
    await record_sent(session, id, 0, more=False)


async def claim_abandoned(session: Session, face: str, now: datetime, most: int) -> list[Waiting]:
    """Take over replies of a face whose lease ran out: their process died or could not send. Oldest first."""
    due = (
        select(ReceiptRow)
        .where(ReceiptRow.leased_until < now, ReceiptRow.address.startswith(f"{face}:", autoescape=True))
        .order_by(ReceiptRow.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    rows = list(await session.scalars(due))
    for row in rows:
        row.leased_until = now + LEASE
    return [waiting for row in rows if (waiting := waiting_of(row))]


async def waiting_for(session: Session, address: str, after: int) -> list[Waiting]:
    """The replies that an address has not confirmed yet, from receipts later than `after`."""
    rows = await session.scalars(
        select(ReceiptRow)
        .where(ReceiptRow.address == address, ReceiptRow.id > after, ReceiptRow.leased_until.is_not(None))
        .order_by(ReceiptRow.id)
    )
    return [waiting for row in rows if (waiting := waiting_of(row))]


async def record_seen(session: Session, address: str, upto: int) -> None:
    """An address has confirmed everything up to this receipt."""
    await session.execute(
        update(ReceiptRow)
        .where(ReceiptRow.address == address, ReceiptRow.id <= upto, ReceiptRow.leased_until.is_not(None))
        .values(replies=None, leased_until=None)
    )


async def take_back(session: Session, address: str, id: int) -> bool:
    """Forget what waits beside a receipt; whether it did."""
    result = await session.execute(
        update(ReceiptRow)
        .where(ReceiptRow.address == address, ReceiptRow.id == id, ReceiptRow.leased_until.is_not(None))
        .values(replies=None, leased_until=None)
    )
    return bool(result.rowcount)  # type: ignore[attr-defined]


async def count_waiting(session: Session, face: str) -> int:
    """How many receipts of a face have replies that are not out."""
    counted = select(func.count()).where(
        ReceiptRow.leased_until.is_not(None), ReceiptRow.address.startswith(f"{face}:", autoescape=True)
    )
    return await session.scalar(counted) or 0


async def forget_person(session: Session, address: str) -> None:
    """Delete all receipts of an address."""
    await session.execute(delete(ReceiptRow).where(ReceiptRow.address == address))


async def forget(session: Session, before: datetime, unseen_before: datetime) -> int:
    """Delete receipts taken before this moment; those whose replies still wait, only if taken before `unseen_before`.
    How many they were."""
    over = or_(ReceiptRow.leased_until.is_(None), ReceiptRow.taken < unseen_before)
    result = await session.execute(delete(ReceiptRow).where(ReceiptRow.taken < before, over))
    return int(result.rowcount)  # type: ignore[attr-defined]


def waiting_of(row: ReceiptRow) -> Waiting | None:
    """What waits beside a receipt, or None."""
    if not row.replies or row.leased_until is None:
        return None
    return Waiting(
        id=row.id,
        address=row.address,
        replies=row.replies,
        done=row.done,
        tries=row.tries,
        quote=row.quote,
        leased_until=row.leased_until,
    )
