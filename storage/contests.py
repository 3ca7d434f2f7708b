"""Contests of ideas: when each opens and closes, in which categories, for which prizes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.ideas import IdeaRow, Stage
from storage.tables import Base, Moment

OUT = (Stage.REFUSED, Stage.WITHDRAWN, Stage.MERGED)
"""Ideas that take part no longer."""


class ContestRow(Base):
    """One contest. It takes ideas from the moment it opens up to the moment it closes, which is none of its own."""

    __tablename__ = "contest"
    __table_args__ = ({"sqlite_autoincrement": True},)  # its number stands in addresses

    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[Any] = mapped_column(JSON)  # by language: title, text
    opens: Mapped[Moment] = mapped_column(index=True)
    closes: Mapped[Moment] = mapped_column(index=True)
    categories: Mapped[list[str]] = mapped_column(JSON)  # an idea belongs to one of them, if there are any
    prizes: Mapped[list[str]] = mapped_column(JSON)  # the first first
    version: Mapped[int] = mapped_column(default=0)  # grows with every change
    announced: Mapped[Moment | None]  # since when people may know of it
    awarded: Mapped[Moment | None]  # since when its results are public


async def add(session: Session, row: ContestRow) -> ContestRow:
    """A new contest, with its number."""
    session.add(row)
    await session.flush()
    return row


async def numbered(session: Session, id: int) -> ContestRow | None:
    """The contest of this number, held until the transaction ends; None if there is none."""
    chosen = select(ContestRow).where(ContestRow.id == id).with_for_update()
    return await session.scalar(chosen.execution_options(populate_existing=True))


async def look_at(session: Session, id: int) -> ContestRow | None:
    """The contest of this number, held by nobody."""
    return await session.scalar(select(ContestRow).where(ContestRow.id == id))


async def every(session: Session) -> Sequence[ContestRow]:
    """All contests, the last first."""
    return list(await session.scalars(select(ContestRow).order_by(ContestRow.opens.desc(), ContestRow.id.desc())))


async def known(session: Session) -> Sequence[ContestRow]:
    """The contests that people may know of, the last first."""
    return [row for row in await every(session) if row.announced is not None]


async def taking(session: Session, now: datetime) -> ContestRow | None:
    """The contest that takes ideas at this moment, held by nobody; of several the one that closes first."""
    chosen = select(ContestRow).where(
        ContestRow.announced.is_not(None), ContestRow.opens <= now, ContestRow.closes > now
    )
    return await session.scalar(chosen.order_by(ContestRow.closes, ContestRow.id).limit(1))


async def entries(session: Session, contest: int) -> Sequence[IdeaRow]:
    """The ideas that take part, in the order in which they came."""
    chosen = select(IdeaRow).where(IdeaRow.contest == contest, IdeaRow.stage.not_in(OUT))
    return list(await session.scalars(chosen.order_by(IdeaRow.id)))
