"""The lifeline of an idea: what became of it, step by step, only ever added to; and what waits for a second reader."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.tables import Base, Moment


class Milestone(StrEnum):
    """What may happen to an idea."""

    RECEIVED = "received"
    TAKEN = "taken"
    CHANGED = "changed"
    ADDED = "added"
    PUBLISHED = "published"
    ASSIGNED = "assigned"
    ASKED_BACK = "asked-back"
    WENT_ON = "went-on"
    DELAYED = "delayed"
    DECIDED = "decided"
    DONE = "done"
    SET_BACK = "set-back"
    REOPENED = "reopened"
    REFUSED = "refused"
    MENDED = "mended"
    MERGED = "merged"
    TOOK_IN = "took-in"
    PARTED = "parted"
    DISCUSSED = "discussed"
    PART_OF = "part-of"
    NEWS = "news"
    WITHDRAWN = "withdrawn"
    AWARDED = "awarded"


class LifelineRow(Base):
    """One step in the life of an idea. Its content is public as soon as the idea is: no person stands in it."""

    __tablename__ = "lifeline"

    id: Mapped[int] = mapped_column(primary_key=True)
    idea: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), index=True)
    at: Mapped[Moment]
    milestone: Mapped[str]
    content: Mapped[Any] = mapped_column(JSON)  # `{"unit": "…"}`, `{"text": "…"}`, `{"number": 17}`


class RulingRow(Base):
    """A refusal, or a decision, that a second person has to read before it holds. One at a time for an idea."""

    __tablename__ = "ruling"

    id: Mapped[int] = mapped_column(primary_key=True)
    idea: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), unique=True)
    version: Mapped[int]  # of the idea, as its first reader saw it
    by: Mapped[int]  # who of the staff wrote it
    at: Mapped[Moment]
    deed: Mapped[str]  # `refuse`, `decide`
    reason: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str | None]
    answer: Mapped[str]
    part_of: Mapped[str] = mapped_column(default="")
    when: Mapped[str] = mapped_column(default="")


class ReplyTemplateRow(Base):
    """Words that the staff use again and again."""

    __tablename__ = "reply_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    text: Mapped[str]


async def grow(
    session: Session, idea: int, milestone: Milestone, now: datetime, content: Mapping[str, Any] | None = None
) -> LifelineRow:
    """One more step; its number names the pushes about it."""
    row = LifelineRow(idea=idea, at=now, milestone=milestone, content=dict(content or {}))
    session.add(row)
    await session.flush()
    return row


async def of(session: Session, idea: int) -> Sequence[LifelineRow]:
    """The life of an idea, from its beginning."""
    return list(await session.scalars(select(LifelineRow).where(LifelineRow.idea == idea).order_by(LifelineRow.id)))


async def last_at(session: Session, idea: int) -> datetime | None:
    """When the last thing happened to an idea."""
    chosen = select(LifelineRow.at).where(LifelineRow.idea == idea).order_by(LifelineRow.id.desc()).limit(1)
    return await session.scalar(chosen)


async def step(session: Session, id: int) -> LifelineRow | None:
    """One step."""
    return await session.scalar(select(LifelineRow).where(LifelineRow.id == id))


async def ruling_on(session: Session, idea: int) -> RulingRow | None:
    """What waits for a second reader, if anything does."""
    return await session.scalar(select(RulingRow).where(RulingRow.idea == idea))


async def drop_ruling(session: Session, idea: int) -> None:
    """Nothing waits for a second reader any more."""
    await session.execute(delete(RulingRow).where(RulingRow.idea == idea))


async def rulings(session: Session) -> Sequence[RulingRow]:
    """All that waits for a second reader, the oldest first."""
    return list(await session.scalars(select(RulingRow).order_by(RulingRow.id)))


async def forget_words(session: Session, ideas: Collection[int]) -> None:
    """What its author and the city wrote to each other about ideas that nobody sees goes; that they did stays."""
    said = (Milestone.ADDED, Milestone.ASKED_BACK, Milestone.REOPENED)
    written = LifelineRow.idea.in_(ideas) & LifelineRow.milestone.in_(said)
    await session.execute(update(LifelineRow).where(written).values(content={}))
    await session.execute(delete(RulingRow).where(RulingRow.idea.in_(ideas)))


async def count_kept_promises(session: Session) -> tuple[int, int]:
    """How many ideas have had their decision, and how many of them without a single delay."""
    decided = select(LifelineRow.idea).where(LifelineRow.milestone == Milestone.DECIDED).distinct()
    late = select(LifelineRow.idea).where(LifelineRow.milestone == Milestone.DELAYED, LifelineRow.idea.in_(decided))
    all_of_them = await session.scalar(select(func.count()).select_from(decided.subquery())) or 0
    late_ones = await session.scalar(select(func.count()).select_from(late.distinct().subquery())) or 0
    return all_of_them, all_of_them - late_ones


async def keep_template(session: Session, name: str, text: str) -> None:
    """Keep words under a name; what had that name is replaced."""
    row = await session.scalar(select(ReplyTemplateRow).where(ReplyTemplateRow.name == name))
    if row is None:
        session.add(ReplyTemplateRow(name=name, text=text))
    else:
        row.text = text


async def drop_template(session: Session, id: int) -> None:
    """A template is no more."""
    await session.execute(delete(ReplyTemplateRow).where(ReplyTemplateRow.id == id))


async def templates(session: Session) -> Sequence[ReplyTemplateRow]:
    """All templates, by name."""
    return list(await session.scalars(select(ReplyTemplateRow).order_by(ReplyTemplateRow.name)))
