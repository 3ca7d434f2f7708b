"""Replies to an announcement: kept under it for 30 days, shown in groups of alike, answered as a group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import fuzz

from bot.announcements.lifecycle import Refusal
from bot.announcements.office import Office, occasion_of
from bot.conversation.routing import Turn
from bot.conversation.words import Reply
from bot.delivery.kinds import MANNERS, Kind
from storage import announcement_replies, audit, deliveries
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
    announcement_replies.add(
        turn.session,
        announcement=int(delivery.occasion.split(":")[1]),
        address=incoming.address,
        text=incoming.text,
        now=turn.now,
    )
    return [Reply(text=turn.texts.say("reply.thanks"))]


def group(replies: Sequence[AnnouncementReplyRow]) -> list[Group]:
    """Replies by likeness, the largest group first. Pure.

    Each goes to the first group whose leader it is like: a hundred replies are few enough for that.
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
    """Answer a group as it was seen: of the replies up to `upto` those like `leader`. How many people get it."""
    seen = group(await announcement_replies.waiting(session, row.id, upto))
    those = next((each for each in seen if each.leader == leader), None)
    if those is None:
        return Refusal.NOBODY
    if not await announcement_replies.mark_answered(session, those.ids, now):
        return Refusal.NOBODY
    planned = []
    for address in those.addresses:
        texts = await office.texts_for(session, address)
        said = Reply(title=texts.say("reply.answer_title"), text=text, note=texts.say("reply.answer_note"))
        planned.append(
            Planned(
                occasion=f"answer:{row.id}:{leader}",
                address=address,
                kind=Kind.NOTICE,
                reason="replied",
                priority=MANNERS[Kind.NOTICE].priority,
                not_before=now,
                content=said.as_data(),
            )
        )
    await deliveries.plan(session, planned, now)
    audit.note(session, who=member.id, deed="announcement.answered", object=occasion_of(row), now=now)
    return len(planned)
