"""Ideas for files: all that everybody may see, by their numbers, a few hundred at a time."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from storage.database import Session
from storage.ideas import IdeaRow, is_shown
from storage.lifelines import LifelineRow


async def shown_after(session: Session, number: int, most: int, *, placed: bool = False) -> Sequence[IdeaRow]:
    """The next ideas after a number; `placed`: only those that have a place."""
    chosen = select(IdeaRow).where(is_shown(), IdeaRow.id > number)
    if placed:
        chosen = chosen.where(IdeaRow.latitude.is_not(None), IdeaRow.longitude.is_not(None))
    return list(await session.scalars(chosen.order_by(IdeaRow.id).limit(most)))


async def changed_last(session: Session, numbers: Sequence[int]) -> dict[int, datetime]:
    """When something happened to each of these ideas last."""
    chosen = select(LifelineRow.idea, func.max(LifelineRow.at)).where(LifelineRow.idea.in_(numbers))
    found = await session.execute(chosen.group_by(LifelineRow.idea))
    return {row[0]: row[1] for row in found}
