"""What is asked about the pushes to a person, by them and about them: which one it was, how many, no more of these."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import takewhile

from sqlalchemy import func, or_, select, update

from storage.database import Session
from storage.deliveries import MOST_IN_A_STATEMENT, OPEN, TABLE, Deed, DeliveryRow, State

OVERTAKEN = "overtaken"
"""Why a push lapsed whose news comes with a later one."""


async def of(session: Session, id: int, address: str) -> DeliveryRow | None:
    """The delivery with this number, if it is one to this address."""
    return await session.scalar(select(DeliveryRow).where(DeliveryRow.id == id, DeliveryRow.address == address))


async def count(session: Session, address: str) -> tuple[int, int]:
    """How many messages wait for an address, and how many notes are kept of those that came to their end."""
    counted = await session.execute(
        select(TABLE.c.settled.is_(None), func.count())
        .where(TABLE.c.address == address, TABLE.c.deed == Deed.SEND)
        .group_by(TABLE.c.settled.is_(None))
    )
    numbers = {bool(waits): number for waits, number in counted}
    return numbers.get(True, 0), numbers.get(False, 0)


async def withdraw(
    session: Session,
    address: str,
    reasons: Collection[str],
    now: datetime,
    trouble: str,
    *,
    but_for: Collection[tuple[str, str]] = (),
) -> int:
    """What has not left for somebody for one of these reasons shall not leave, but for these pairs of reason and kind;
    how many they were.

    Corrections of what they have already are not held up: a wrong message would else stay with whoever has had enough.
    """
    result = await session.execute(
        update(TABLE)
        .where(
            TABLE.c.address == address,
            TABLE.c.reason.in_(reasons),
            TABLE.c.deed == Deed.SEND,
            TABLE.c.state.in_(OPEN),
            *(or_(TABLE.c.reason != reason, TABLE.c.kind != kind) for reason, kind in but_for),
        )
        .values(state=State.WITHDRAWN, settled=now, claimed_by=None, leased_until=None, paused=False, trouble=trouble)
    )
    return int(result.rowcount)  # type: ignore[attr-defined]


async def count_since(
    session: Session, addresses: Collection[str], kinds: Collection[str], since: datetime
) -> Counter[str]:
    """How many pushes of these kinds each address got since a moment, or will get. What comes with a digest is not
    counted."""
    counts: Counter[str] = Counter()
    ordered = sorted(addresses)
    for start in range(0, len(ordered), MOST_IN_A_STATEMENT):
        counted = await session.execute(
            select(TABLE.c.address, func.count())
            .where(
                TABLE.c.address.in_(ordered[start : start + MOST_IN_A_STATEMENT]),
                TABLE.c.kind.in_(kinds),
                TABLE.c.deed == Deed.SEND,
                TABLE.c.collected.is_(False),
                or_(TABLE.c.settled.is_(None), TABLE.c.settled >= since),
                TABLE.c.state.in_((State.WAITING, State.CLAIMED, State.SENDING, State.SENT, State.UNCERTAIN)),
            )
            .group_by(TABLE.c.address)
        )
        counts.update({row.address: row[1] for row in counted})
    return counts


async def overtake(session: Session, occasions: str, addresses: Collection[str], now: datetime) -> int:
    """What waits for these addresses, of all occasions that begin so, lapses: a later push brings its news. How many
    they were. What a process has in its hands at this moment leaves as it is."""
    number, ordered = 0, sorted(addresses)
    for start in range(0, len(ordered), MOST_IN_A_STATEMENT):
        waiting = select(TABLE.c.id).where(
            TABLE.c.address.in_(ordered[start : start + MOST_IN_A_STATEMENT]),
            TABLE.c.occasion.startswith(occasions, autoescape=True),
            TABLE.c.deed == Deed.SEND,
            TABLE.c.state == State.WAITING,
        )
        held = list(await session.scalars(waiting.order_by(TABLE.c.id).with_for_update(skip_locked=True)))
        ended = update(TABLE).where(TABLE.c.id.in_(held))
        await session.execute(
            ended.values(state=State.LAPSED, settled=now, paused=False, trouble=OVERTAKEN, carried_by=None)
        )
        number += len(held)
    return number


async def overtaken_by(session: Session, id: int, occasions: str, address: str) -> Sequence[str]:
    """The occasions, of all that begin so, whose pushes to an address this one has overtaken, the first first."""
    before = select(TABLE.c.occasion, TABLE.c.state, TABLE.c.trouble).where(
        TABLE.c.address == address, TABLE.c.occasion.startswith(occasions, autoescape=True), TABLE.c.id < id
    )
    newest_first = (await session.execute(before.order_by(TABLE.c.id.desc()))).all()
    lapsed = takewhile(lambda row: (row.state, row.trouble) == (State.LAPSED, OVERTAKEN), newest_first)
    return [row.occasion for row in lapsed][::-1]
