"""Open questions: what nobody has answered yet, who waits for it, and by when an answer is promised."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.tables import Base, Moment


class Status(StrEnum):
    """How far an open question is."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class OpenQuestionRow(Base):
    """A question that waits for staff. Its words were looked at by the guard, and agreed to by who asked."""

    __tablename__ = "open_question"
    __table_args__ = ({"sqlite_autoincrement": True},)  # people were told the number

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    language: Mapped[str]
    status: Mapped[str] = mapped_column(default=Status.OPEN)
    asked: Mapped[Moment] = mapped_column(index=True)
    due: Mapped[Moment]  # an answer is promised by then
    delays: Mapped[int] = mapped_column(default=0)  # times that a later day had to be named
    answer: Mapped[str | None]  # drafted, or given
    answered: Mapped[Moment | None]


class AskerRow(Base):
    """Somebody waits for the answer to an open question."""

    __tablename__ = "asker"
    __table_args__ = (UniqueConstraint("question", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[int] = mapped_column(ForeignKey("open_question.id", ondelete="CASCADE"), index=True)
    address: Mapped[str] = mapped_column(index=True)
    language: Mapped[str]


async def add(session: Session, *, text: str, language: str, due: datetime, now: datetime) -> OpenQuestionRow:
    """A new open question, with its number."""
    row = OpenQuestionRow(text=text, language=language, asked=now, due=due)
    session.add(row)
    await session.flush()
    return row


async def numbered(session: Session, id: int) -> OpenQuestionRow | None:
    """The open question of this number, held until the transaction ends; None if there is none."""
    chosen = select(OpenQuestionRow).where(OpenQuestionRow.id == id).with_for_update()
    return await session.scalar(chosen.execution_options(populate_existing=True))


async def still_open(session: Session) -> Sequence[OpenQuestionRow]:
    """All that wait for an answer, the promised first."""
    chosen = select(OpenQuestionRow).where(OpenQuestionRow.status == Status.OPEN)
    return list(await session.scalars(chosen.order_by(OpenQuestionRow.due, OpenQuestionRow.id)))


async def join(session: Session, question: int, address: str, language: str) -> bool:
    """Somebody waits for this as well; False if they do already."""
    there = select(AskerRow.id).where(AskerRow.question == question, AskerRow.address == address)
    if await session.scalar(there) is not None:
        return False
    session.add(AskerRow(question=question, address=address, language=language))
    return True


async def askers(session: Session, question: int) -> Sequence[AskerRow]:
    """Who waits for an answer."""
    return list(await session.scalars(select(AskerRow).where(AskerRow.question == question).order_by(AskerRow.id)))


async def asked_by(session: Session, address: str) -> Sequence[OpenQuestionRow]:
    """What somebody has passed on, the oldest first."""
    chosen = select(OpenQuestionRow).join(AskerRow, AskerRow.question == OpenQuestionRow.id)
    return list(await session.scalars(chosen.where(AskerRow.address == address).order_by(OpenQuestionRow.id)))


async def count_askers(session: Session) -> Mapping[int, int]:
    """How many wait for each open question."""
    counted = await session.execute(select(AskerRow.question, func.count()).group_by(AskerRow.question))
    return {row.question: row[1] for row in counted}


async def forget_person(session: Session, address: str) -> None:
    """Somebody waits no longer. The question stays: it carries no person."""
    await session.execute(delete(AskerRow).where(AskerRow.address == address))


async def move(session: Session, old: str, new: str) -> None:
    """An address has changed."""
    had = set(await session.scalars(select(AskerRow.question).where(AskerRow.address == new)))
    for row in await session.scalars(select(AskerRow).where(AskerRow.address == old)):
        if row.question in had:
            await session.delete(row)
        else:
            row.address = new


async def forget(session: Session, before: datetime) -> int:
    """Delete questions asked before this moment, with who asked them; how many they were."""
    result = await session.execute(delete(OpenQuestionRow).where(OpenQuestionRow.asked < before))
    return int(result.rowcount)  # type: ignore[attr-defined]
