"""What an idea has to do with the rest of the strategy: the project it is part of, where it was discussed, and news of
a project, which reach all whose ideas are part of it."""

from datetime import datetime

from bot.ideas.lifeline import Trouble
from bot.ideas.office import Done, IdeaOffice, settle, weigh
from storage import idea_work, ideas
from storage.database import Session
from storage.ideas import SHOWN, IdeaRow
from storage.lifelines import Milestone
from storage.staff import StaffRow

LONGEST_NAME = 120


async def link(
    session: Session, office: IdeaOffice, id: int, by: StaffRow, now: datetime, *, seen: int, part: str
) -> Done | Trouble:
    """It is part of a project or measure."""
    idea = await _shown(session, id, seen)
    name = " ".join(part.split())
    if isinstance(idea, Trouble):
        return idea
    if not name or len(name) > LONGEST_NAME:
        return Trouble.NO_PART
    if idea.part_of == name:
        return Done(idea=idea)
    idea.part_of = name
    return await settle(session, office, idea, Milestone.PART_OF, now, by=by, deed="linked", content={"part_of": name})


async def discuss(
    session: Session, office: IdeaOffice, id: int, by: StaffRow, now: datetime, *, seen: int, event: str
) -> Done | Trouble:
    """It was talked about at an event."""
    idea = await _shown(session, id, seen)
    name = " ".join(event.split())
    if isinstance(idea, Trouble):
        return idea
    if not name or len(name) > LONGEST_NAME:
        return Trouble.NO_PART
    return await settle(
        session, office, idea, Milestone.DISCUSSED, now, by=by, deed="discussed", content={"event": name}
    )


async def spread(
    session: Session, office: IdeaOffice, part: str, by: StaffRow, now: datetime, *, text: str
) -> list[Done] | Trouble:
    """News of a project: a step in the life of every idea that is part of it."""
    if trouble := weigh(text):
        return trouble
    done = []
    for id in await idea_work.part_of(session, part):
        idea = await ideas.numbered(session, id)
        if idea is not None and idea.part_of == part and idea.stage in SHOWN:
            content = {"part_of": part, "text": text.strip()}
            done.append(await settle(session, office, idea, Milestone.NEWS, now, by=by, deed="news", content=content))
    return done


async def _shown(session: Session, id: int, seen: int) -> IdeaRow | Trouble:
    idea = await ideas.numbered(session, id)
    if idea is None or idea.stage not in SHOWN:
        return Trouble.NOT_NOW
    return idea if idea.version == seen else Trouble.CHANGED
