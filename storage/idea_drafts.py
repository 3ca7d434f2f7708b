"""Drafts of ideas: what was typed so far, one for each person, so that a form goes on after anything."""

from datetime import datetime

from sqlalchemy import JSON, Float, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.tables import Base, Moment


class IdeaDraftRow(Base):
    """An idea on its way: nothing of it is the city's before its author has said yes."""

    __tablename__ = "idea_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(unique=True)
    step: Mapped[str]
    pseudonym: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    language: Mapped[str]
    field: Mapped[str | None]
    district: Mapped[str | None]
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    photo: Mapped[str | None]  # what the face knows the picture by
    flags: Mapped[str] = mapped_column(default="")
    contest: Mapped[int | None]  # in which it shall take part
    category: Mapped[str] = mapped_column(default="")
    messages: Mapped[dict[str, str]] = mapped_column(JSON)  # which message each field came from: edits are followed
    touched: Mapped[Moment]


async def of(session: Session, address: str) -> IdeaDraftRow | None:
    """The draft of an address, if there is one."""
    return await session.scalar(select(IdeaDraftRow).where(IdeaDraftRow.address == address))


async def add(
    session: Session, address: str, *, step: str, pseudonym: str, language: str, now: datetime
) -> IdeaDraftRow:
    """A new draft, empty yet. The caller holds the person, so there is one at the most."""
    draft = IdeaDraftRow(
        address=address, step=step, pseudonym=pseudonym, language=language, text="", title="", messages={}, touched=now
    )
    session.add(draft)
    await session.flush()
    return draft


async def discard(session: Session, address: str) -> None:
    """The draft of an address is no more."""
    await session.execute(delete(IdeaDraftRow).where(IdeaDraftRow.address == address))


async def forget(session: Session, before: datetime) -> None:
    """Delete drafts that nobody has touched since."""
    await session.execute(delete(IdeaDraftRow).where(IdeaDraftRow.touched < before))


async def move(session: Session, old: str, new: str) -> None:
    """An address has changed; the draft of the new one stands."""
    if await of(session, new) is not None:
        await discard(session, old)
    else:
        await session.execute(update(IdeaDraftRow).where(IdeaDraftRow.address == old).values(address=new))
