"""Drafts of the staff about events: what was typed so far, of a new one or of a change, until it is saved."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.tables import Base, Moment


class EventDraftRow(Base):
    """One draft."""

    __tablename__ = "event_draft"
    __table_args__ = ({"sqlite_autoincrement": True},)  # the button of a discarded one never saves another

    id: Mapped[int] = mapped_column(primary_key=True)
    author: Mapped[int] = mapped_column(index=True)  # the number of a member of the staff
    purpose: Mapped[str]  # `new`, `change`, `move`, `results`
    event: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    base: Mapped[Any] = mapped_column(JSON)  # the fields as they were when the draft was begun
    fields: Mapped[Any] = mapped_column(JSON)  # the fields as they were typed
    written: Mapped[Moment] = mapped_column(index=True)


async def begin(
    session: Session, *, author: int, purpose: str, event: int | None, fields: dict[str, str], now: datetime
) -> EventDraftRow:
    """A new draft, with its number."""
    row = EventDraftRow(author=author, purpose=purpose, event=event, base=fields, fields=fields, written=now)
    session.add(row)
    await session.flush()
    return row


async def numbered(session: Session, id: int) -> EventDraftRow | None:
    """The draft of this number, held until the transaction ends; None if there is none."""
    return await session.scalar(select(EventDraftRow).where(EventDraftRow.id == id).with_for_update())


async def of_author(session: Session, author: int) -> Sequence[EventDraftRow]:
    """All drafts of a member of the staff, the newest first."""
    chosen = select(EventDraftRow).where(EventDraftRow.author == author).order_by(EventDraftRow.id.desc())
    return list(await session.scalars(chosen))


async def remove(session: Session, row: EventDraftRow) -> None:
    """Delete a draft: it is saved, or nobody wants it."""
    await session.delete(row)
    await session.flush()


async def forget(session: Session, before: datetime) -> None:
    """Delete the drafts that nobody has touched since."""
    await session.execute(delete(EventDraftRow).where(EventDraftRow.written < before))
