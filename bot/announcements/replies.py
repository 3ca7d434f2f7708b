"""Replies to an announcement: kept under it for 30 days, shown in groups of alike, answered as a group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import fuzz

from bot.announcements.lifecycle import Refusal
from bot.announcements.office import Office, occasion_of
from bot.conversation.personal import find_personal_data, redact
from bot.conversation.rights import Right, may
from bot.conversation.routing import Turn
from bot.conversation.words import Reply
from bot.delivery.kinds import Kind
from bot.delivery.planning import schedule
from bot.delivery.topics import Reason
from storage import announcement_replies, audit, deliveries, subscriptions
from storage.announcement_replies import AnnouncementReplyRow
from storage.announcements import AnnouncementRow
from storage.database import Session
from storage.deliveries import Planned
from storage.staff import StaffRow

LONGEST = 1000
"""Characters of a reply that is passed on."""
ALIKE = 72
"""From this likeness (rapidfuzz, 0 to 100) two replies are of one group."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Replies that say much the same."""

    leader: int
    """The number of the first."""
    text: str
    """What the first says."""
    ids: Sequence[int]
    addresses: Sequence[str]
    """Each once."""


async def hear(turn: Turn) -> Sequence[Reply] | None:
    """The listener: somebody answers a message that is an announcement. None if it is not."""
    incoming = turn.incoming
    if incoming.answers is None or incoming.group or not incoming.text:
        return None
    delivery = await deliveries.of_message(turn.session, incoming.address, incoming.answers)
    if delivery is None or not delivery.occasion.startswith("announcement:"):
        return None
    if len(incoming.text) > LONGEST:
        return [Reply(text=turn.texts.say("reply.too_long", count=len(incoming.text), most=LONGEST))]
    kept = redact(
        incoming.text, find_personal_data(incoming.text)
    )  # whoever answers knows the chat: it needs no number
    announcement_replies.add(
        turn.session,
        announcement=int(delivery.occasion.split(":")[1]),
        address=incoming.address,
        text=kept,
        now=turn.now,
    )
    return [Reply(text=turn.texts.say("reply.thanks" if kept == incoming.text else "reply.thanks_blacked_out"))]


def group(replies: Sequence[AnnouncementReplyRow]) -> list[Group]:
    """Replies by likeness, the largest group first. Pure.

    Each goes to the first group whose leader it is like: as many as are read at once are few enough for that.
    """
    found: list[list[AnnouncementReplyRow]] = []
    for reply in replies:
        words = reply.text.casefold()
        alike = (those for those in found if fuzz.token_set_ratio(words, those[0].text.casefold()) >= ALIKE)
        if those := next(alike, None):
            those.append(reply)
        else:
            found.append([reply])
    found.sort(key=lambda those: (-len(those), those[0].id))
    return [
        Group(
            leader=those[0].id,
            text=those[0].text,
            ids=[reply.id for reply in those],
            addresses=list(dict.fromkeys(reply.address for reply in those)),
        )
        for those in found
    ]


async def answer(
    session: Session,
    office: Office,
    member: StaffRow,
    row: AnnouncementRow,
    now: datetime,
    *,
    leader: int,
    upto: int,
    text: str,
) -> int | Refusal:
    """Answer a group as it was seen: of the replies up to `upto` those like `leader`. How many people get it.

    The author does this, or whoever may release: it goes out as words of the city.
    """
    if member.id != row.author and not may(member.role, Right.RELEASE):
        return Refusal.NOT_YOURS
    seen = group(await announcement_replies.waiting(session, row.id, upto))
    those = next((each for each in seen if each.leader == leader), None)
    if those is None:
        return Refusal.NOBODY
    if not await announcement_replies.mark_answered(session, those.ids, now):
        return Refusal.NOBODY
    planned: list[Planned] = []
    for recipient in await subscriptions.recipients_at(session, those.addresses, Reason.RECEIVED):
        texts = office.textbook.of(recipient.language)
        said = Reply(title=texts.say("reply.answer_title"), text=text, note=texts.say("reply.answer_note"))
        planned += schedule(
            occasion=f"answer:{row.id}:{leader}",
            kind=Kind.NOTICE,
            recipients=[recipient],
            counts={},
            at=now,
            zone=office.zone,
            content=said.as_data(),
        )
    await deliveries.plan(session, planned, now)
    audit.note(session, who=member.id, deed="announcement.answered", object=occasion_of(row), now=now)
    return len(planned)
