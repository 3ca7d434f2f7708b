"""What staff do with events: the chat, the console and imports call these. Each decides, does it, and leaves a line in
the audit; whoever has to hear of it is found by the reminders' tick, from what changed (`deeds.py`)."""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import uuid4

from bot.events import deeds
from bot.events.event import PUBLIC, Event, Status
from bot.events.rows import from_row
from bot.events.writing_ics import HOST
from storage import audit
from storage.database import Session
from storage.events import EventRow
from storage.staff import StaffRow

RESTORED_WITHIN = timedelta(days=7)


class Refusal(StrEnum):
    """Why a deed is not done."""

    NOT_NOW = "not-now"
    """Not in the state it is in."""
    CHANGED = "changed"
    """Somebody else was quicker: what was decided on is not what is there."""
    PAST = "past"
    """It has begun."""
    TOO_LATE = "too-late"
    """It was called off more than seven days ago."""
    SAME = "same"
    """That changes nothing."""


def refuse(deed: str, row: EventRow, now: datetime) -> Refusal | None:
    """Why a deed cannot be done now: `announce`, `change`, `move`, `cancel`, `restore`, `close`. Pure."""
    event = from_row(row)
    off = row.called_off is not None or event.is_cancelled
    if deed == "restore":
        return _refuse_restore(row, event, now) if off else Refusal.NOT_NOW
    is_planned = event.status is Status.PLANNED
    possible = {"announce": is_planned, "close": not is_planned and event.start <= now}
    if off or not possible.get(deed, True):
        return Refusal.NOT_NOW
    over = {"announce": event.of_use_until <= now, "move": event.is_over(now), "cancel": event.is_over(now)}
    return Refusal.PAST if over.get(deed) else None


def _refuse_restore(row: EventRow, event: Event, now: datetime) -> Refusal | None:
    since = row.called_off or row.edited
    if now - since > RESTORED_WITHIN:
        return Refusal.TOO_LATE
    return Refusal.PAST if event.is_over(now) else None


async def create(session: Session, member: StaffRow, event: Event, now: datetime, *, uid: str = "") -> EventRow:
    """A new event, of which staff alone know."""
    new = replace(event, status=Status.PLANNED, uid=uid or f"{uuid4()}@{HOST}")
    row = await deeds.add(session, new, now)
    _note(session, member, "planned", row, now)
    return row


async def announce(session: Session, member: StaffRow, row: EventRow, now: datetime) -> Refusal | None:
    """Let people know of it."""
    if refused := refuse("announce", row, now):
        return refused
    await deeds.announce(session, row, now)
    _note(session, member, "announced", row, now)
    return None


async def change(
    session: Session, member: StaffRow, row: EventRow, event: Event, now: datetime, *, seen: int | None = None
) -> Refusal | None:
    """It is what `event` says. `seen`: the sequence of what was decided on, where somebody looked at it."""
    if seen is not None and seen != row.sequence:
        return Refusal.CHANGED
    if refused := refuse("change", row, now):
        return refused
    moves = (event.start, event.end) != (row.starts, row.ends)
    if moves and row.status in PUBLIC and (refused := refuse("move", row, now)):
        return refused
    sequence = row.sequence
    await deeds.change(session, row, replace(event, status=Status(row.status), uid=row.uid), now)
    if row.sequence == sequence:
        return Refusal.SAME
    _note(session, member, "moved" if moves and row.status in PUBLIC else "changed", row, now)
    return None


async def cancel(session: Session, member: StaffRow, row: EventRow, now: datetime) -> Refusal | None:
    """It does not take place: whoever knows of it is told at the next beat. Of a planned one nobody knows: it is thrown
    away. Both can be restored for seven days."""
    if refused := refuse("cancel", row, now):
        return refused
    if row.status == Status.PLANNED:
        row.called_off = now
        _note(session, member, "thrown_away", row, now)
        return None
    await deeds.cancel(session, row, now)
    row.called_off = now
    _note(session, member, "cancelled", row, now)
    return None


async def restore(session: Session, member: StaffRow, row: EventRow, now: datetime) -> Refusal | None:
    """It takes place after all. Whoever was told otherwise is told; who had a seat has it again."""
    if refused := refuse("restore", row, now):
        return refused
    if row.status == Status.CANCELLED:
        was_moved = row.dates > 0 or (row.told_starts is not None and row.told_starts != row.starts)
        status = Status.MOVED if was_moved else Status.ANNOUNCED
        await deeds.change(session, row, replace(from_row(row), status=status), now)
    row.called_off = None
    _note(session, member, "restored", row, now)
    return None


def _note(session: Session, member: StaffRow, deed: str, row: EventRow, now: datetime) -> None:
    audit.note(session, who=member.id, deed=f"event.{deed}", object=f"event:{row.id}", now=now)
