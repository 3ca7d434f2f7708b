"""What waits for administrators: nominations that need their key."""

from collections.abc import Sequence

from bot.conversation.rights import Right, may
from bot.conversation.words import reference
from bot.team.waiting import Waits
from bot.texts import Texts
from storage import invitations
from storage.database import Session
from storage.staff import StaffRow


async def waiting_nominations(session: Session, member: StaffRow, texts: Texts) -> Sequence[Waits]:
    """The nominations that this member may decide on."""
    if not may(member.role, Right.ADMINISTER):
        return []
    return [
        Waits(
            text=texts.say("team.nomination_waits", name=nomination.name),
            path="/team/people",
            label=nomination.name,
            reference=reference("team-nomination", str(nomination.id)),
        )
        for nomination in await invitations.nominations(session)
    ]
