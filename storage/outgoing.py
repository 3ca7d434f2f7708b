"""What goes out, over all occasions: for whoever looks after the town's messages."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from storage.database import Session
from storage.deliveries import TABLE, State

UNDER_WAY = (State.WAITING, State.CLAIMED, State.SENDING)


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """One occasion with deliveries under way."""

    occasion: str
    states: Counter[State]


async def balance(session: Session, since: datetime) -> Counter[State]:
    """How many deliveries are under way, and how many came to which end since a moment."""
    counted = select(TABLE.c.state, func.count()).where(or_(TABLE.c.state.in_(UNDER_WAY), TABLE.c.settled >= since))
    return Counter({State(state): number for state, number in await session.execute(counted.group_by(TABLE.c.state))})


async def under_way(session: Session, most: int) -> Sequence[Outgoing]:
    """Occasions of which something has not reached its end, the newest first."""
    newest = (
        select(TABLE.c.occasion)
        .where(TABLE.c.state.in_(UNDER_WAY))
        .group_by(TABLE.c.occasion)
        .order_by(func.max(TABLE.c.id).desc())
        .limit(most)
    )
    occasions = list(await session.scalars(newest))
    counted = await session.execute(
        select(TABLE.c.occasion, TABLE.c.state, func.count())
        .where(TABLE.c.occasion.in_(occasions))
        .group_by(TABLE.c.occasion, TABLE.c.state)
    )
    states: dict[str, Counter[State]] = {occasion: Counter() for occasion in occasions}
    for occasion, state, number in counted:
        states[occasion][State(state)] = number
    return [Outgoing(occasion=occasion, states=states[occasion]) for occasion in occasions]
