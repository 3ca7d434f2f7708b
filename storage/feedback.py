"""Feedback: whether an answer helped. Without the person: an entry, a verdict and the moment, for thirty days."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.tables import Base, Moment


class FeedbackRow(Base):
    """One verdict on one answer."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry: Mapped[str] = mapped_column(index=True)
    verdict: Mapped[str]  # `helped`, or why it did not
    given: Mapped[Moment] = mapped_column(index=True)


def add(session: Session, *, entry: str, verdict: str, now: datetime) -> None:
    """Note a verdict."""
    session.add(FeedbackRow(entry=entry, verdict=verdict, given=now))


async def count(session: Session) -> dict[tuple[str, str], int]:
    """How often each verdict was given on each entry."""
    counted = select(FeedbackRow.entry, FeedbackRow.verdict, func.count()).group_by(
        FeedbackRow.entry, FeedbackRow.verdict
    )
    return {(entry, verdict): number for entry, verdict, number in await session.execute(counted)}


async def forget(session: Session, before: datetime) -> int:
    """Delete verdicts given before this moment; how many they were."""
    result = await session.execute(delete(FeedbackRow).where(FeedbackRow.given < before))
    return int(result.rowcount)  # type: ignore[attr-defined]
