"""Pictures: re-encoded, without metadata, under names of our own; in the database, so that every replica has them."""

from datetime import datetime

from sqlalchemy import ColumnElement, LargeBinary, delete, exists, func, select, union, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.announcements import AnnouncementRow
from storage.database import Session
from storage.idea_drafts import IdeaDraftRow
from storage.ideas import IdeaRow
from storage.tables import Base, Moment

KEPT = "kept:"
"""What stands before a picture's name where a draft or an idea wants one that we have."""


class PictureRow(Base):
    """One picture. `name` is made of its content."""

    __tablename__ = "picture"

    name: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)  # JPEG
    telegram: Mapped[str | None]  # what Telegram knows it by, once it has it
    kept: Mapped[Moment] = mapped_column(index=True)  # since when


async def keep(session: Session, name: str, data: bytes, now: datetime) -> None:
    """Keep a picture; one of this name is the same, and is kept anew."""
    again = await session.execute(update(PictureRow).where(PictureRow.name == name).values(kept=now))
    if not again.rowcount:  # type: ignore[attr-defined]
        session.add(PictureRow(name=name, data=data, kept=now))


async def data_of(session: Session, name: str) -> bytes | None:
    """The picture of this name, as JPEG; None if there is none."""
    return await session.scalar(select(PictureRow.data).where(PictureRow.name == name))


async def known_to_telegram(session: Session, name: str) -> str | None:
    """What Telegram knows this picture by, if it has it."""
    return await session.scalar(select(PictureRow.telegram).where(PictureRow.name == name))


async def remember(session: Session, name: str, telegram: str) -> None:
    """Telegram has this picture now."""
    await session.execute(update(PictureRow).where(PictureRow.name == name).values(telegram=telegram))


def _unused() -> list[ColumnElement[bool]]:
    """That nothing shows a picture. Ideas are many and asked by their index; what waits to be taken over is little."""
    shown = select(AnnouncementRow.picture).where(AnnouncementRow.picture.is_not(None))
    wanted = union(
        shown,
        *(
            select(func.substr(row.photo, len(KEPT) + 1)).where(row.photo.is_not(None), row.photo.startswith(KEPT))
            for row in (IdeaRow, IdeaDraftRow)
        ),
    )
    return [~exists().where(IdeaRow.picture == PictureRow.name), PictureRow.name.not_in(wanted)]


async def count_unused(session: Session, since: datetime, most: int) -> int:
    """How many pictures kept since this moment nothing shows; counted up to `most`."""
    some = select(PictureRow.name).where(PictureRow.kept >= since, *_unused()).limit(most)
    return await session.scalar(select(func.count()).select_from(some.subquery())) or 0


async def forget_unused(session: Session, before: datetime) -> int:
    """Delete pictures kept before this moment that no announcement and no idea shows: replaced, or of discarded drafts;
    how many they were."""
    gone = delete(PictureRow).where(PictureRow.kept < before, *_unused())
    return int((await session.execute(gone)).rowcount)  # type: ignore[attr-defined]
