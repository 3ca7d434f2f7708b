"""What an event is about to say to people, before a tick has planned it: staff see beside their deed to how many a
change goes, and when."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.events.changing import SETTLING, changes
from bot.events.event import Event, Status
from bot.events.pushes import What
from bot.events.rows import from_row, from_wish
from bot.events.seating import Group, closed, free, offer_times, served
from storage import registration_questions, registrations, reminding
from storage.database import Session
from storage.events import EventRow
from storage.registrations import TAKING, Standing


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """What people will be told of an event: `what` of it (None: nothing), from when on, and when it leaves to each."""

    what: What | None
    planned: datetime
    times: Sequence[datetime]


async def change_ahead(session: Session, row: EventRow, now: datetime, zone: ZoneInfo) -> Ahead:
    """The change of this event that nobody has been told of yet. A cancelled event is told at once."""
    event = from_row(row)
    planned = now if event.is_cancelled or event.changed is None else max(now, event.changed + SETTLING)
    wishes = [from_wish(wish) for wish in await reminding.wishes(session)] if event.changed else []
    found = changes([event], wishes, planned, zone)
    what = found[0].what if found else None
    return Ahead(what=what, planned=planned, times=[push.leaves for push in found[0].pushes] if what else [])


async def if_cancelled(session: Session, row: EventRow, now: datetime, zone: ZoneInfo) -> Sequence[datetime]:
    """When word would leave to each if this event were cancelled now."""
    event = replace(from_row(row), status=Status.CANCELLED, changed=now)
    wishes = [from_wish(wish) for wish in await reminding.wishes(session)]
    return [push.leaves for change in changes([event], wishes, now, zone) for push in change.pushes]


async def offers_ahead(session: Session, event: Event, now: datetime, zone: ZoneInfo) -> Sequence[datetime]:
    """When offers of free seats leave that the next tick makes to the waiting list."""
    if not event.id or closed(event, now) is not None:
        return []
    rows = await registrations.of_event(session, int(event.id))
    queue = [row for row in rows if row.state == Standing.WAITING]
    if not queue:
        return []
    left = free(event.capacity, sum(row.people for row in rows if row.state in TAKING))
    there = await registration_questions.reachable(session, [row.address for row in queue])
    groups = [Group(address=row.address, people=row.people, there=row.address in there) for row in queue]
    return [offer_times(event.start, now, there[group.address].quiet, zone)[0] for group in served(left, groups)]
