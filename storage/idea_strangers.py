"""Of whoever is no longer known, no idea knows either: what they handed in, supported and said is nobody's."""

from sqlalchemy import String, cast, literal, select, update

from storage.database import Session
from storage.idea_verdicts import IdeaVerdictRow
from storage.ideas import UNDER_WAY, IdeaRow
from storage.people import PersonRow
from storage.supporters import SupporterRow

GONE = "gone:"
"""Before the number of a support that still counts and is nobody's."""


async def forget_strangers(session: Session) -> None:
    """Ideas stay, and so do the numbers of those who want them; addresses, reasons and words go."""
    known = select(PersonRow.address)
    await session.execute(
        update(SupporterRow)
        .where(SupporterRow.address.not_in(known), ~SupporterRow.address.startswith(GONE))
        .values(address=literal(GONE).concat(cast(SupporterRow.id, String)), reason="", hears=False)
    )
    await session.execute(
        update(IdeaVerdictRow).where(IdeaVerdictRow.address.not_in(known)).values(address=None, why="")
    )
    theirs = select(IdeaRow.id).where(IdeaRow.author.not_in(known), IdeaRow.stage.not_in(UNDER_WAY))
    held = list(await session.scalars(theirs.order_by(IdeaRow.id).with_for_update()))  # in the order of all others
    await session.execute(update(IdeaRow).where(IdeaRow.id.in_(held)).values(author=None))
