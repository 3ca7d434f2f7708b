"""What staff do with an event, by chat, console or file: all of them call these."""

from dataclasses import replace
from datetime import datetime

from bot.events.event import PUBLIC, Event, Status
from bot.events.rows import from_row, to_values
from storage import events
from storage.database import Session
from storage.events import EventRow

PEOPLE_COME_BY = ("starts", "ends", "place", "whole_day", "zone")


async def add(session: Session, event: Event, now: datetime) -> EventRow:
    """A new event. One that is announced is known from now on, as it stands."""
    row = await events.add(session, to_values(event), now)
    if event.status in PUBLIC:
        _know(row, now)
    return row


async def announce(session: Session, row: EventRow, now: datetime) -> None:
    """Let people know of a planned event."""
    await change(session, row, replace(from_row(row), status=Status.ANNOUNCED), now)


async def cancel(session: Session, row: EventRow, now: datetime) -> None:
    """It does not take place. Whoever knows of it is told at the next beat."""
    await change(session, row, replace(from_row(row), status=Status.CANCELLED), now)


async def change(session: Session, row: EventRow, event: Event, now: datetime) -> None:
    """The row says what `event` says. Its UID stays; its sequence grows; a new date makes it a moved one."""
    before = {name: getattr(row, name) for name in (*PEOPLE_COME_BY, "status")}
    values = {name: value for name, value in to_values(event).items() if name != "uid"}
    if (row.status, values["status"]) == (Status.MOVED, Status.ANNOUNCED):
        values["status"] = row.status
    different = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not different:
        return
    for name, value in different.items():
        setattr(row, name, value)
    row.edited = now
    row.sequence += 1
    was_known = before["status"] in PUBLIC
    if row.status in PUBLIC and not was_known:
        _know(row, now)
    elif was_known and any(before[name] != getattr(row, name) for name in (*PEOPLE_COME_BY, "status")):
        if row.status == Status.ANNOUNCED and before["starts"] != row.starts:
            row.status = Status.MOVED
        row.changed = row.changed or now
    await session.flush()


def _know(row: EventRow, now: datetime) -> None:
    row.announced = now
    row.told_starts, row.told_ends, row.told_place = row.starts, row.ends, row.place
    row.told_cancelled = row.status == Status.CANCELLED
    row.told_at = row.changed = None
