"""Claims: deliveries on their way through one process.

claimed (a lease) → sending (written before it leaves) → sent, uncertain … A process that dies leaves its claims to the
sweeper: what was only claimed goes out again, what was leaving may have arrived.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, bindparam, case, func, literal, select, update

from storage.database import Session
from storage.deliveries import TABLE, Deed, State

LEASE = timedelta(seconds=30)
"""For so long a claim stands without being renewed."""

_END: dict[Any, Any] = {
    TABLE.c.state: bindparam("end"),
    TABLE.c.settled: bindparam("now"),
    TABLE.c.trouble: bindparam("why"),
    TABLE.c.claimed_by: None,
    TABLE.c.leased_until: None,
}
_SETTLE = (
    update(TABLE)
    .where(TABLE.c.id == bindparam("row"))
    .values(_END | {TABLE.c.message: func.coalesce(bindparam("number", type_=BigInteger), TABLE.c.message)})
)
_SETTLE_CARRIED = update(TABLE).where(TABLE.c.carried_by == bindparam("row")).values(_END)
"""Made once, since they run for every message."""


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


_COLUMNS = [TABLE.c[name] for name in Claimed.__dataclass_fields__]


async def claim(session: Session, worker: str, now: datetime, most: int, face: str) -> list[Claimed]:
    """Take what is due at a face, the urgent and the old first; the lease begins.

    What has lapsed meanwhile is marked so and not taken: there may be more than what comes back.
    """
    due = (
        select(*_COLUMNS)
        .where(
            TABLE.c.face == face,
            TABLE.c.state == State.WAITING,
            TABLE.c.paused.is_(False),
            TABLE.c.collected.is_(False),
            TABLE.c.not_before <= now,
        )
        .order_by(TABLE.c.priority, TABLE.c.not_before, TABLE.c.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    rows = [Claimed(**row) for row in (await session.execute(due)).mappings()]
    late = [row.id for row in rows if row.lapses and row.lapses <= now]
    if late:
        await session.execute(
            update(TABLE).where(TABLE.c.id.in_(late)).values(state=State.LAPSED, trouble="too late", settled=now)
        )
    taken = [row for row in rows if not (row.lapses and row.lapses <= now)]
    if taken:
        await session.execute(
            update(TABLE)
            .where(TABLE.c.id.in_([row.id for row in taken]))
            .values(state=State.CLAIMED, claimed_by=worker, leased_until=now + LEASE)
        )
    return taken


async def begin_sending(session: Session, worker: str, ids: Collection[int], now: datetime) -> set[int]:
    """Write down that these leave now; those that are still ours to send. Others were withdrawn, paused, taken over.

    None of them may have left: if the answer to a commit was lost, it may be asked again and says the same.
    """
    begun = await session.execute(
        update(TABLE)
        .where(
            TABLE.c.id.in_(ids), TABLE.c.state.in_((State.CLAIMED, State.SENDING)), TABLE.c.claimed_by == worker
        )
        .values(state=State.SENDING, leased_until=now + LEASE)
        .returning(TABLE.c.id)
    )  # fmt: skip
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
    end = {"end": state, "now": now, "why": trouble or None}
    connection = await session.connection()
    await connection.execute(_SETTLE, [end | {"row": id, "number": message} for id, message in ends])
    await connection.execute(_SETTLE_CARRIED, [end | {"row": id} for id, _ in ends])


async def postpone(
    session: Session,
    worker: str,
    id: int,
    now: datetime,
    until: datetime,
    *,
    troubled: datetime | None = None,
    doubt: bool = False,
) -> None:
    """This one did not leave (or perhaps did: `doubt`) and waits until then, if it is still wanted.

    If it was taken over by another meanwhile, it is theirs.
    """
    values = {"not_before": until, "troubled": troubled, "doubts": TABLE.c.doubts + int(doubt)}
    mine = select(TABLE.c.id).where(TABLE.c.id == id, TABLE.c.state == State.SENDING, TABLE.c.claimed_by == worker)
    await _let_back(session, list(await session.scalars(mine)), now, values)


async def sweep(session: Session, now: datetime, face: str, *, repeatable: bool) -> Counter[str]:
    """Look after what a process left behind that died: how many were freed, sent once more, and are uncertain.

    Claimed goes out again. Sending is uncertain, but for what may safely be done twice (edits and deletions, and a
    face that knows a repetition), and for what its author wants sent once more.
    """
    left = (
        select(TABLE.c.id, TABLE.c.state, TABLE.c.deed, TABLE.c.again, TABLE.c.doubts)
        .where(
            TABLE.c.leased_until < now,
            TABLE.c.face == face,
            TABLE.c.state.in_((State.CLAIMED, State.SENDING)),
        )
        .with_for_update(skip_locked=True)
    )
    found: defaultdict[str, list[int]] = defaultdict(list)
    for row in await session.execute(left):
        if row.state == State.CLAIMED or row.deed != Deed.SEND or repeatable:
            found["freed"].append(row.id)
        elif row.again and row.doubts == 0:
            found["again"].append(row.id)
        else:
            found["uncertain"].append(row.id)
    await _let_back(session, found["freed"], now, {})
    await _let_back(session, found["again"], now, {"doubts": 1})
    await settle(session, [(id, None) for id in found["uncertain"]], State.UNCERTAIN, now, trouble="interrupted")
    return Counter({what: len(ids) for what, ids in found.items() if ids})


async def _let_back(session: Session, ids: Sequence[int], now: datetime, values: dict[str, Any]) -> None:
    """These wait again, but for what was withdrawn while it was leaving."""
    if not ids:
        return
    unwanted = TABLE.c.trouble.is_not(None)
    back = {
        "state": case((unwanted, State.WITHDRAWN), else_=State.WAITING),
        "settled": case((unwanted, literal(now, TABLE.c.settled.type)), else_=None),
        "claimed_by": None,
        "leased_until": None,
    }
    await session.execute(update(TABLE).where(TABLE.c.id.in_(ids)).values(**back, **values))
