"""Ideas counted: for the figures that everybody may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storage.database import Session
from storage.ideas import IdeaRow, Stage, is_shown
from storage.lifelines import LifelineRow, Milestone


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many ideas there are of each kind."""

    stages: Mapping[str, int]
    fields: Mapping[str | None, int]
    """Of those that everybody may see."""
    outcomes: Mapping[str, int]
    answered: Sequence[tuple[datetime, datetime]]
    """When each idea with a decision was handed in, and decided."""
    late: int
    """How many of these were promised for an earlier day."""


async def count(session: Session) -> Counts:
    """Everything once. With 100,000 ideas it takes a while: whoever asks often keeps it."""
    decided = IdeaRow.stage.in_((Stage.DECIDED, Stage.DONE))
    stages = await session.execute(select(IdeaRow.stage, func.count()).group_by(IdeaRow.stage))
    fields = await session.execute(select(IdeaRow.field, func.count()).where(is_shown()).group_by(IdeaRow.field))
    outcomes = await session.execute(select(IdeaRow.outcome, func.count()).where(decided).group_by(IdeaRow.outcome))
    answered = await session.execute(
        select(IdeaRow.handed_in, IdeaRow.decided).where(decided, IdeaRow.decided.is_not(None))
    )
    late = (
        select(func.count(func.distinct(LifelineRow.idea)))
        .join(IdeaRow, IdeaRow.id == LifelineRow.idea)
        .where(decided, LifelineRow.milestone == Milestone.DELAYED)
    )
    return Counts(
        stages={row[0]: row[1] for row in stages},
        fields={row[0]: row[1] for row in fields},
        outcomes={outcome: number for outcome, number in outcomes if outcome},
        answered=[(began, ended) for began, ended in answered if ended],
        late=await session.scalar(late) or 0,
    )
