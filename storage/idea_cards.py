"""The cards of ideas in people's chats: which messages they are, and changes of them that are overtaken by the next.

A card is a delivery (`idea-card:388`), kept as long as it may be changed; each change is one as well.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select, update

from storage.database import Session
from storage.deliveries import OPEN, TABLE, Deed, State


async def shown(session: Session, occasion: str, faces: Collection[str]) -> Sequence[tuple[str, int, str, str | None]]:
    """Address, message, reason and language of every card of this occasion that has arrived at one of these faces."""
    chosen = select(TABLE.c.address, TABLE.c.message, TABLE.c.reason, TABLE.c.language).where(
        TABLE.c.occasion == occasion,
        TABLE.c.face.in_(faces),
        TABLE.c.state == State.SENT,
        TABLE.c.message.is_not(None),
    )
    return [(row.address, row.message, row.reason, row.language) for row in await session.execute(chosen)]


async def withdraw_changes(session: Session, occasion: str, now: datetime) -> None:
    """Changes of the cards of this occasion that have not left: the next one says it all."""
    await session.execute(
        update(TABLE)
        .where(
            TABLE.c.occasion.startswith(f"{occasion}:", autoescape=True),
            TABLE.c.deed == Deed.EDIT,
            TABLE.c.state.in_(OPEN),
        )
        .values(state=State.WITHDRAWN, settled=now, claimed_by=None, leased_until=None, trouble="outdated")
    )
