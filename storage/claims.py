"""Claims: deliveries on their way through one process.

claimed (a lease) → sending (written before it leaves) → sent, uncertain … A process that dies leaves its claims to the
sweeper: what was only claimed goes out again, what was leaving may have arrived.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, bindparam, func, or_, select, update

from storage.database import Session
from storage.deliveries import TABLE, Deed, State

LEASE = timedelta(seconds=30)
"""For so long a claim stands without being renewed."""


_END = (
    update(TABLE)
    .where(TABLE.c.id == bindparam("row"))
    .values(message=func.coalesce(bindparam("number", type_=BigInteger), TABLE.c.message))
)


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """A delivery that is ours to make."""

    id: int
    occasion: str
    address: str
    kind: str
    reason: str
    deed: str
    language: str | None
    content: Any | None
    again: bool
    doubts: int
    message: int | None
    lapses: datetime | None
    troubled: datetime | None


async def claim(session: Session, worker: str, now: datetime, most: int, faces: Collection[str]) -> list[Claimed]:
    """Take what is due and can be sent from here, the urgent and the old first; the lease begins.

    What has lapsed meanwhile is marked so and not taken.
    """
    due = (
        select(TABLE)
        .where(
            TABLE.c.state == State.WAITING,
            TABLE.c.paused.is_(False),
            TABLE.c.collected.is_(False),
            TABLE.c.not_before <= now,
            or_(*(TABLE.c.address.startswith(f"{face}:", autoescape=True) for face in faces)),
        )
        .order_by(TABLE.c.priority, TABLE.c.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    rows = list((await session.execute(due)).mappings())
    late = [row["id"] for row in rows if row["lapses"] and row["lapses"] <= now]
    if late:
        await session.execute(
            update(TABLE).where(TABLE.c.id.in_(late)).values(state=State.LAPSED, trouble="too late", settled=now)
        )
    taken = [row for row in rows if not (row["lapses"] and row["lapses"] <= now)]
    if taken:
        await session.execute(
            update(TABLE)
            .where(TABLE.c.id.in_([row["id"] for row in taken]))
            .values(state=State.CLAIMED, claimed_by=worker, leased_until=now + LEASE)
        )
    names = Claimed.__dataclass_fields__

    return [Claimed(**{name: row[name] for name in names}) for row in taken]


async def begin_sending(session: Session, worker: str, ids: Collection[int], now: datetime) -> set[int]:
    """Write down that these leave now; those that are still ours to send. Others were withdrawn, paused, taken over."""
    begun = await session.execute(
        update(TABLE)
        .where(TABLE.c.id.in_(ids), TABLE.c.state == State.CLAIMED, TABLE.c.claimed_by == worker)
        .values(state=State.SENDING, leased_until=now + LEASE)
        .returning(TABLE.c.id)
    )
    return set(begun.scalars())


async def renew(session: Session, worker: str, ids: Collection[int], now: datetime) -> None:
    """Hold claims longer."""
    await session.execute(
        update(TABLE)
        .where(TABLE.c.id.in_(ids), TABLE.c.state == State.CLAIMED, TABLE.c.claimed_by == worker)
        .values(leased_until=now + LEASE)
    )


async def give_back(session: Session, worker: str, ids: Collection[int]) -> None:
    """Let others have what was claimed and did not leave."""
    await session.execute(
        update(TABLE)
        .where(TABLE.c.id.in_(ids), TABLE.c.state == State.CLAIMED, TABLE.c.claimed_by == worker)
        .values(state=State.WAITING, claimed_by=None, leased_until=None)
    )


async def settle(
    session: Session, ends: Sequence[tuple[int, int | None]], state: State, now: datetime, trouble: str = ""
) -> None:
    """These came to their end, given as number and the message that it became; so did what a digest among them
    carried."""
    if not ends:
        return
    end = {"state": state, "settled": now, "trouble": trouble or None, "claimed_by": None, "leased_until": None}
    await session.execute(_END.values(**end), [{"row": id, "number": message} for id, message in ends])
    carried = update(TABLE).where(TABLE.c.carried_by.in_([id for id, _ in ends]))
    await session.execute(carried.values(**end))


async def postpone(
    session: Session, id: int, until: datetime, *, troubled: datetime | None = None, doubt: bool = False
) -> None:
    """This one did not leave (or perhaps did: `doubt`) and waits until then."""
    await session.execute(
        update(TABLE)
        .where(TABLE.c.id == id, TABLE.c.state == State.SENDING)
        .values(
            state=State.WAITING, claimed_by=None, leased_until=None, not_before=until, troubled=troubled,
            doubts=TABLE.c.doubts + int(doubt),
        )
    )  # fmt: skip


async def sweep(session: Session, now: datetime, safe_faces: Collection[str]) -> Counter[str]:
    """Look after what a process left behind that died: how many were freed, and how many are uncertain.

    Claimed goes out again. Sending is uncertain, but for what may safely be done twice (edits and deletions, and the
    faces that know a repetition), and for what its author wants sent once more.
    """
    over = TABLE.c.leased_until < now
    safe = or_(
        TABLE.c.state == State.CLAIMED,
        TABLE.c.deed != Deed.SEND,
        *(TABLE.c.address.startswith(f"{face}:", autoescape=True) for face in safe_faces),
    )
    left = {"claimed_by": None, "leased_until": None}
    working = TABLE.c.state.in_((State.CLAIMED, State.SENDING))
    freed = await session.execute(update(TABLE).where(working, over, safe).values(state=State.WAITING, **left))
    once_more = await session.execute(
        update(TABLE)
        .where(TABLE.c.state == State.SENDING, over, TABLE.c.again.is_(True), TABLE.c.doubts == 0)
        .values(state=State.WAITING, doubts=1, **left)
    )
    doubtful = select(TABLE.c.id).where(TABLE.c.state == State.SENDING, over).with_for_update(skip_locked=True)
    uncertain = list(await session.scalars(doubtful))
    if uncertain:
        await settle(session, [(id, None) for id in uncertain], State.UNCERTAIN, now, trouble="interrupted")
    return Counter(
        freed=int(freed.rowcount),  # type: ignore[attr-defined]
        again=int(once_more.rowcount),  # type: ignore[attr-defined]
        uncertain=len(uncertain),
    )
