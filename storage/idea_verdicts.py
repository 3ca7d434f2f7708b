"""What people say of a decision four weeks later: yes, partly or no, and why. One word of each for each idea."""

from collections.abc import Sequence

from sqlalchemy import ForeignKey, UniqueConstraint, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Session
from storage.tables import Base, Moment


class IdeaVerdictRow(Base):
    """One answer. Whoever deletes everything takes their words with them; the yes or no stays as nobody's."""

    __tablename__ = "idea_verdict"
    __table_args__ = (UniqueConstraint("idea", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    idea: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"), index=True)
    address: Mapped[str | None] = mapped_column(index=True)
    verdict: Mapped[str]  # `yes`, `partly`, `no`
    why: Mapped[str] = mapped_column(default="")
    at: Mapped[Moment]


async def of_person(session: Session, idea: int, address: str) -> IdeaVerdictRow | None:
    """What somebody said of the decision on an idea."""
    return await session.scalar(
        select(IdeaVerdictRow).where(IdeaVerdictRow.idea == idea, IdeaVerdictRow.address == address)
    )


async def said_by(session: Session, address: str) -> Sequence[IdeaVerdictRow]:
    """All that somebody said."""
    return list(
        await session.scalars(
            select(IdeaVerdictRow).where(IdeaVerdictRow.address == address).order_by(IdeaVerdictRow.idea)
        )
    )


async def of_idea(session: Session, idea: int) -> Sequence[IdeaVerdictRow]:
    """All that was said of the decision on an idea, the first first."""
    chosen = select(IdeaVerdictRow).where(IdeaVerdictRow.idea == idea)
    return list(await session.scalars(chosen.order_by(IdeaVerdictRow.id)))


async def count(session: Session) -> dict[str, int]:
    """How many said what, over all ideas."""
    counted = await session.execute(
        select(IdeaVerdictRow.verdict, func.count()).group_by(IdeaVerdictRow.verdict).order_by(IdeaVerdictRow.verdict)
    )
    return {row.verdict: row[1] for row in counted}


async def forget_person(session: Session, address: str) -> None:
    """What somebody said is nobody's any more, and their words go."""
    await session.execute(update(IdeaVerdictRow).where(IdeaVerdictRow.address == address).values(address=None, why=""))


async def move(session: Session, old: str, new: str) -> None:
    """An address has changed; where both spoke of the same idea, the word of the new one stands."""
    theirs = select(IdeaVerdictRow.idea).where(IdeaVerdictRow.address == new)
    await session.execute(delete(IdeaVerdictRow).where(IdeaVerdictRow.address == old, IdeaVerdictRow.idea.in_(theirs)))
    await session.execute(update(IdeaVerdictRow).where(IdeaVerdictRow.address == old).values(address=new))
