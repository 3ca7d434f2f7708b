"""Cards that were put into other people's chats and are kept true there: which message, what it shows, until when.

No person: who shared a card, and where, is not noted. Telegram's own number of the message is all we know of it.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import String, cast, delete, literal, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage import deliveries
from storage.database import Session
from storage.deliveries import TABLE, State
from storage.tables import Base, Moment

OCCASION = "card"


class SharedCardRow(Base):
    """One card in one chat."""

    __tablename__ = "shared_card"

    id: Mapped[int] = mapped_column(primary_key=True)
    message: Mapped[str] = mapped_column(unique=True)  # its address: the face, and the face's number of it
    shows: Mapped[str] = mapped_column(index=True)  # `event_17`
    language: Mapped[str]
    shown: Mapped[str]  # fingerprint of what it says, or will when its change has left; empty: something outdated
    until: Mapped[Moment] = mapped_column(index=True)  # from then on it says that it is over
    edits: Mapped[int] = mapped_column(default=0)  # changes that were planned
    under_way: Mapped[bool] = mapped_column(default=False)  # nobody has looked yet what became of the last one
    refused: Mapped[int] = mapped_column(default=0)  # changes in a row that did not arrive
    not_before: Mapped[Moment | None]  # after one that did not: the next try
    last: Mapped[bool] = mapped_column(default=False)  # the last word is planned

    @property
    def occasion(self) -> str:
        """What its last change is called in the ledger, with those of other cards of the same: `card:event_17:1`."""
        return f"{OCCASION}:{self.shows}:{self.edits}"


async def add(
    session: Session, *, message: str, shows: str, language: str, shown: str, until: datetime
) -> SharedCardRow | None:
    """A card was shared; None if that is known. The flush raises AlreadyTaken if another replica notes it just now."""
    if await session.scalar(select(SharedCardRow.id).where(SharedCardRow.message == message)) is not None:
        return None
    row = SharedCardRow(message=message, shows=shows, language=language, shown=shown, until=until)
    session.add(row)
    await session.flush()
    return row


async def at(session: Session, message: str) -> SharedCardRow | None:
    """The card at this address, held by nobody; None if it is not kept true any more."""
    return await session.scalar(select(SharedCardRow).where(SharedCardRow.message == message))


async def kinds(session: Session) -> Sequence[tuple[str, str]]:
    """What is shown anywhere, and in which languages."""
    chosen = select(SharedCardRow.shows, SharedCardRow.language).distinct()
    return [(row.shows, row.language) for row in await session.execute(chosen.order_by(SharedCardRow.shows))]


async def outdated(
    session: Session, shows: str, language: str, shown: str, now: datetime, most: int
) -> Sequence[SharedCardRow]:
    """Cards that say something else than this and have no change under way, held until the transaction ends."""
    chosen = select(SharedCardRow).where(
        SharedCardRow.shows == shows,
        SharedCardRow.language == language,
        SharedCardRow.shown != shown,
        SharedCardRow.under_way.is_(False),
        SharedCardRow.not_before.is_(None) | (SharedCardRow.not_before <= now),
    )
    return list(await session.scalars(chosen.order_by(SharedCardRow.id).limit(most).with_for_update(skip_locked=True)))


async def up_to_date(session: Session, shows: str, language: str, shown: str, most: int) -> Sequence[SharedCardRow]:
    """Cards that say just this, held until the transaction ends."""
    chosen = select(SharedCardRow).where(
        SharedCardRow.shows == shows,
        SharedCardRow.language == language,
        SharedCardRow.shown == shown,
        SharedCardRow.under_way.is_(False),
    )
    return list(await session.scalars(chosen.order_by(SharedCardRow.id).limit(most).with_for_update(skip_locked=True)))


async def last_until(session: Session, shows: str, until: datetime) -> None:
    """What is shown is over at another moment than was thought."""
    mine = (SharedCardRow.shows == shows) & (SharedCardRow.until != until)
    await session.execute(update(SharedCardRow).where(mine).values(until=until))


async def ended(session: Session) -> Sequence[tuple[SharedCardRow, State]]:
    """Cards whose change has come to its end, held until the transaction ends, and to which."""
    occasion = (
        literal(f"{OCCASION}:").concat(SharedCardRow.shows).concat(":").concat(cast(SharedCardRow.edits, String))
    )  # fmt: skip
    chosen = (
        select(SharedCardRow, TABLE.c.state)
        .join(TABLE, (TABLE.c.address == SharedCardRow.message) & (TABLE.c.occasion == occasion))
        .where(SharedCardRow.under_way.is_(True), TABLE.c.settled.is_not(None))
        .with_for_update(of=SharedCardRow, skip_locked=True)
    )
    return [(row, State(state)) for row, state in (await session.execute(chosen)).all()]


async def drop(session: Session, row: SharedCardRow, now: datetime) -> None:
    """A card is kept true no longer, and nothing of it is left but the sums of the ledger."""
    await deliveries.forget_person(session, row.message, now)
    await session.delete(row)


async def forget(session: Session, before: datetime) -> None:
    """Delete cards that were over before this moment and could not be told so."""
    over = list(await session.scalars(select(SharedCardRow.message).where(SharedCardRow.until < before)))
    for message in over:
        await deliveries.forget_person(session, message, before)
    await session.execute(delete(SharedCardRow).where(SharedCardRow.message.in_(over)))
