"""What has changed of the ideas: for whoever keeps a picture of them in memory and has to be told."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import func, select

from storage.database import Session
from storage.ideas import SHOWN, IdeaRow
from storage.lifelines import LifelineRow

LOOK_BACK = 200
"""So many steps are looked at again: on PostgreSQL a smaller number may be committed after a larger one."""


class Words(NamedTuple):
    """What an idea says, as far as it is compared with others."""

    id: int
    version: int
    title: str
    text: str
    field: str | None
    district: str | None
    is_shown: bool


class Step(NamedTuple):
    """That something happened to an idea."""

    id: int
    idea: int


async def last_step(session: Session) -> int:
    """The number of the last thing that happened to any idea; 0 if nothing has."""
    return await session.scalar(select(func.max(LifelineRow.id))) or 0


async def steps_since(session: Session, last: int) -> Sequence[Step]:
    """What happened to ideas after a step, and a little of what happened before it, in their order."""
    chosen = select(LifelineRow.id, LifelineRow.idea).where(LifelineRow.id > last - LOOK_BACK)
    return [Step(*row) for row in await session.execute(chosen.order_by(LifelineRow.id))]


async def versions_shown(session: Session) -> dict[int, int]:
    """The version of every idea that everybody may see, by its number."""
    chosen = select(IdeaRow.id, IdeaRow.version).where(IdeaRow.stage.in_(SHOWN))
    return {row.id: row.version for row in await session.execute(chosen)}


async def words_of(session: Session, numbers: Collection[int]) -> Sequence[Words]:
    """What those of these ideas say that there are. At most some hundred at once."""
    chosen = select(
        IdeaRow.id,
        IdeaRow.version,
        IdeaRow.title,
        IdeaRow.text,
        IdeaRow.field,
        IdeaRow.district,
        IdeaRow.stage.in_(SHOWN),
    ).where(IdeaRow.id.in_(numbers))
    return [Words(*row) for row in await session.execute(chosen)]


async def still_shown(session: Session, numbers: Collection[int]) -> set[int]:
    """Those of these ideas that everybody may see."""
    return set(await session.scalars(select(IdeaRow.id).where(IdeaRow.stage.in_(SHOWN), IdeaRow.id.in_(numbers))))
