"""What has changed of the ideas: for whoever keeps a picture of them in memory and has to be told."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import select

from storage.database import Session
from storage.ideas import SHOWN, IdeaRow
from storage.lifelines import LifelineRow

_AT_ONCE = 500
"""So many numbers in one question: SQLite has a limit, and it is the same for all."""
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


class Step(NamedTuple):
    """That something happened to an idea."""

    id: int
    idea: int


async def steps_since(session: Session, last: int) -> Sequence[Step]:
    """What happened to ideas after a step, and a little of what happened before it, in their order."""
    chosen = select(LifelineRow.id, LifelineRow.idea).where(LifelineRow.id > last - LOOK_BACK)
    return [Step(*row) for row in await session.execute(chosen.order_by(LifelineRow.id))]


async def versions_shown(session: Session) -> dict[int, int]:
    """The version of every idea that everybody may see, by its number."""
    chosen = select(IdeaRow.id, IdeaRow.version).where(IdeaRow.stage.in_(SHOWN))
    return {row.id: row.version for row in await session.execute(chosen)}


async def words_shown(session: Session, numbers: Collection[int]) -> Sequence[Words]:
    """What those of these ideas say that everybody may see."""
    ordered = sorted(numbers)
    found: list[Words] = []
    for start in range(0, len(ordered), _AT_ONCE):
        chosen = select(
            IdeaRow.id, IdeaRow.version, IdeaRow.title, IdeaRow.text, IdeaRow.field, IdeaRow.district
        ).where(IdeaRow.stage.in_(SHOWN), IdeaRow.id.in_(ordered[start : start + _AT_ONCE]))
        found += [Words(*row) for row in await session.execute(chosen)]
    return found
