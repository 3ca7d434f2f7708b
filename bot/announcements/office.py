"""What every deed needs: the words, the zone, the pace, how many keys; and the common end of all deeds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.announcements.content import Content
from bot.announcements.lifecycle import Member, Refusal, Standing, State
from bot.conversation.words import Reply
from bot.delivery.kinds import MANNERS, Kind
from bot.texts import TextBook, Texts
from storage import announcements, audit, deliveries, people, staff
from storage.announcements import AnnouncementRow
from storage.database import Session
from storage.deliveries import Planned
from storage.staff import StaffRow

KINDS = (Kind.NEWS, Kind.APPOINTMENT, Kind.CONSULTATION, Kind.EMERGENCY)
"""What an announcement may be."""


@dataclass(frozen=True, kw_only=True)
class Office:
    """What stands around every deed. Handed in where the parts are put together."""

    textbook: TextBook
    zone: ZoneInfo
    per_second: float
    """Messages a second."""
    one_key: bool
    """The author may release."""
    topics: Callable[[Texts], Mapping[str, str]]
    """What people may subscribe to, and what it is called."""

    async def texts_for(self, session: Session, address: str) -> Texts:
        """The words in the language of this address."""
        return self.textbook.of(await people.language_of(session, address))


def standing_of(row: AnnouncementRow) -> Standing:
    """How an announcement stands."""
    return Standing(
        state=State(row.state),
        author=row.author,
        version=row.version,
        tested=row.tested,
        releaser=row.releaser,
        emergency=row.kind == Kind.EMERGENCY,
        hold_until=row.hold_until,
        starts=row.starts,
        run=row.run,
    )


def content_of(row: AnnouncementRow) -> Content:
    """What an announcement says."""
    return Content.of(row.texts, row.picture, row.link)


def member_of(member: StaffRow) -> Member:
    """Somebody of the staff, as the rules ask for them."""
    return Member(id=member.id, role=member.role)


def occasion_of(row: AnnouncementRow) -> str:
    """The occasion of its deliveries."""
    return f"announcement:{row.id}"


async def settle(
    session: Session,
    row: AnnouncementRow,
    new: Standing | Refusal,
    now: datetime,
    *,
    who: int | str,
    deed: str,
    **values: Any,
) -> Refusal | None:
    """The end of every deed: the new state is written if the old one still stands, and so is the audit line."""
    if isinstance(new, Refusal):
        return new
    done = await announcements.change(
        session,
        row,
        state=new.state,
        version=new.version,
        tested=new.tested,
        releaser=new.releaser,
        hold_until=new.hold_until,
        run=new.run,
        **values,
    )
    if not done:
        return Refusal.NOT_NOW
    audit.note(session, who=who, deed=f"announcement.{deed}", object=occasion_of(row), now=now)
    return None


async def tell(
    session: Session, address: str, occasion: str, reply: Reply, now: datetime, kind: Kind = Kind.NOTICE
) -> None:
    """A message to somebody of the staff, by the ledger: once for each occasion. Who has no chat sees it all in the
    console."""
    if not has_chat(address):
        return
    planned = Planned(
        occasion=occasion,
        address=address,
        kind=kind,
        reason="staff",
        priority=MANNERS[kind].priority,
        not_before=now,
        content=reply.as_data(),
    )
    await deliveries.plan(session, [planned], now)


def has_chat(address: str) -> bool:
    """Whether this address can be written to: this machine's own administrator has the console alone."""
    return not address.startswith("console:")


async def keys_of(session: Session, row: AnnouncementRow) -> list[StaffRow]:
    """The author and the second key, as far as they are still staff; each once."""
    ids = dict.fromkeys(id for id in (row.author, row.releaser) if id is not None)
    found = [await staff.numbered(session, id) for id in ids]
    return [member for member in found if member]
