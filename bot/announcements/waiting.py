"""What of the announcements waits for a member of the staff: somebody else's text to release, replies to answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.announcements.afterwards import may_release
from bot.announcements.lifecycle import Deed, State, refuse
from bot.announcements.office import Office, member_of, standing_of
from bot.announcements.showing import name_of
from bot.conversation.rights import Right, may
from bot.conversation.words import reference
from bot.texts import Texts
from storage import announcement_replies, announcements
from storage.announcements import AnnouncementRow
from storage.database import Session
from storage.staff import StaffRow


@dataclass(frozen=True, kw_only=True)
class Due:
    """Something that waits: in words, where in the console it is, the button that opens it in the chat."""

    text: str
    path: str
    label: str
    reference: str


async def waiting_for(session: Session, office: Office, member: StaffRow, texts: Texts) -> Sequence[Due]:
    """All that waits for this member, and that they have the right to do."""
    found = [
        _due(texts, row, "announce.waits_release", f"announcements/{row.id}", "open")
        for row in await announcements.in_states(session, [State.REQUESTED])
        if refuse(Deed.RELEASE, standing_of(row), member_of(member), one_key=office.one_key) is None
    ]
    for followup in await announcements.followups(session, states=[State.REQUESTED]):
        row = await announcements.content_of(session, followup.announcement)
        if row and may_release(office, member, followup):
            found.append(_due(texts, row, "announce.waits_followup", f"followups/{followup.id}", "report"))
    for number, count in sorted((await announcement_replies.count_all_waiting(session)).items()):
        row = await announcements.content_of(session, number)
        own = row is not None and row.author == member.id and may(member.role, Right.COMPOSE)
        if row and (own or may(member.role, Right.RELEASE)):
            path = f"announcements/{row.id}/replies"
            found.append(_due(texts, row, "announce.waits_replies", path, "replies", count=count))
    return found


def _due(texts: Texts, row: AnnouncementRow, key: str, path: str, verb: str, **values: int) -> Due:
    return Due(
        text=texts.say(key, name=name_of(texts, row), **values),
        path=f"/team/{path}",
        label=texts.say("button.announcement", number=row.id),
        reference=reference("announce", f"{row.id}:{verb}"),
    )
