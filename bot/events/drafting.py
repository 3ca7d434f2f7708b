"""Drafts of the staff: begun, filled field by field, saved at once. Nothing of them is seen before that."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.events import closing, running
from bot.events.event import Event
from bot.events.fields import AFTERWARDS, FIELDS, VARIANTS, write_fields, write_moment
from bot.events.merging import Merged, merge
from bot.events.office import EventsOffice
from bot.events.reading_fields import Reading, read_fields
from bot.events.rows import from_row
from bot.events.running import Refusal
from bot.events.spans import Mistake, Span, read_span, shifted, split
from storage import audit, event_drafts, events
from storage.database import Session
from storage.event_drafts import EventDraftRow
from storage.events import EventRow
from storage.staff import StaffRow


class Purpose(StrEnum):
    """What a draft is for. Stored as it is."""

    NEW = "new"
    CHANGE = "change"
    MOVE = "move"
    RESULTS = "results"


STEPS: Mapping[str, tuple[str, ...]] = {
    Purpose.NEW: FIELDS,
    Purpose.CHANGE: (),
    Purpose.MOVE: ("start", "end", "place", "address"),
    Purpose.RESULTS: (*AFTERWARDS, "subjects", "ideas"),
}
"""What is asked one after the other; all else is changed from the overview."""
CHANGEABLE: Mapping[str, tuple[str, ...]] = {
    Purpose.NEW: (*FIELDS, *VARIANTS),
    Purpose.CHANGE: (*FIELDS, *VARIANTS),
    Purpose.MOVE: STEPS[Purpose.MOVE],
    Purpose.RESULTS: STEPS[Purpose.RESULTS],
}
"""The fields of the overview, in its order."""


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What became of a draft: an event, or why not."""

    row: EventRow | None = None
    refused: Refusal | None = None
    mistakes: Mapping[str, Mistake] = field(default_factory=dict)
    merged: Merged | None = None
    """Others have changed the event meanwhile; with conflicts nothing was saved."""


async def begin(
    session: Session,
    member: StaffRow,
    purpose: Purpose,
    now: datetime,
    *,
    row: EventRow | None = None,
    preset: Mapping[str, str] | None = None,
) -> EventDraftRow:
    """A draft; the one that was left open for the same event and purpose is taken up again."""
    if row is not None:
        for had in await event_drafts.of_author(session, member.id):
            if (had.event, had.purpose) == (row.id, purpose):
                return had
    fields = write_fields(from_row(row)) if row else dict(preset or {})
    return await event_drafts.begin(
        session, author=member.id, purpose=purpose, event=row.id if row else None, fields=fields, now=now
    )


async def read(session: Session, office: EventsOffice, draft: EventDraftRow, now: datetime) -> Reading:
    """What the draft says now."""
    base = await _base(session, draft)
    return read_fields(draft.fields, base, office.known, now, was=draft.base if base else None)


async def put(
    session: Session, office: EventsOffice, draft: EventDraftRow, name: str, typed: str, now: datetime
) -> Mistake | None:
    """Take what was typed for a field; what is wrong is not taken. A new beginning takes the end with it."""
    base = await _base(session, draft)
    fields = {**draft.fields, name: typed.strip()}
    if name == "start":
        fields |= _move_end(draft, base, typed, now, office)
    reading = read_fields(fields, base, office.known, now, was=draft.base if base else None)
    mistake = reading.mistakes.get(name)
    if mistake is Mistake.BELONG_TOGETHER or (mistake is Mistake.MISSING and name.startswith("title-")):
        mistake = None  # the other half is asked next
    if name == "start" and mistake is None:
        mistake = reading.mistakes.get("end")
    if mistake is not None:
        return mistake
    draft.fields = write_fields(reading.event) if reading.event else fields
    draft.written = now
    return None


async def save(
    session: Session, office: EventsOffice, member: StaffRow, draft: EventDraftRow, now: datetime
) -> Saved:  # fmt: skip
    """Save a draft; it is gone then. Whatever is wrong or was changed by others comes back, and the draft stays."""
    if draft.event is None:
        return await _save_new(session, office, member, draft, now)
    found = await events.numbered(session, draft.event)
    if found is None:
        return Saved(refused=Refusal.NOT_NOW)
    base, theirs = from_row(found), write_fields(from_row(found))
    merged = merge(draft.base, theirs, draft.fields)
    if merged.conflicts:
        return Saved(row=found, merged=merged)
    reading = read_fields(merged.fields, base, office.known, now, was=theirs)
    if reading.event is None:
        return Saved(row=found, mistakes=reading.mistakes)
    if draft.purpose == Purpose.RESULTS:
        refused = await closing.close(session, member, found, reading.event, now, office.zone)
    else:
        refused = await running.change(session, member, found, reading.event, now)
    if refused not in {None, Refusal.SAME}:
        return Saved(row=found, refused=refused)
    await event_drafts.remove(session, draft)
    return Saved(row=found, refused=refused, merged=merged if merged.theirs else None)


async def _save_new(
    session: Session, office: EventsOffice, member: StaffRow, draft: EventDraftRow, now: datetime
) -> Saved:  # fmt: skip
    reading = read_fields(draft.fields, None, office.known, now)
    if reading.event is None:
        return Saved(mistakes=reading.mistakes)
    row = await running.create(session, member, reading.event, now)
    await event_drafts.remove(session, draft)
    return Saved(row=row)


async def decide(session: Session, draft: EventDraftRow, now: datetime, *, mine: bool) -> None:
    """Both have changed the same fields: mine stand, or theirs. Nothing is saved yet."""
    row = await events.numbered(session, draft.event) if draft.event else None
    if row is None:
        return
    theirs = write_fields(from_row(row))
    merged = merge(draft.base, theirs, draft.fields)
    chosen = {} if mine else {name: values[0] for name, values in merged.conflicts.items()}
    draft.fields, draft.base, draft.written = {**merged.fields, **chosen}, theirs, now


async def discard(session: Session, member: StaffRow, draft: EventDraftRow, now: datetime) -> None:
    """Throw a draft away."""
    audit.note(
        session,
        who=member.id,
        deed="eventdraft.discarded",
        object=f"event:{draft.event}" if draft.event else "",
        now=now,
    )
    await event_drafts.remove(session, draft)


async def _base(session: Session, draft: EventDraftRow) -> Event | None:
    row = await events.look_at(session, draft.event) if draft.event else None
    return from_row(row) if row else None


def _move_end(
    draft: EventDraftRow, base: Event | None, typed: str, now: datetime, office: EventsOffice
) -> dict[str, str]:  # fmt: skip
    """The fields of a new beginning: with its own end, or as long as before. Nothing where it cannot be read."""
    zone = base.zone if base else office.zone
    today = now.astimezone(zone).date()
    first, until = split(typed)
    reading = read_fields(draft.fields, base, office.known, now, was=draft.base if base else None, past=True)
    if until or not draft.fields.get("start"):
        return {"start": first, "end": until}
    if reading.event is None:
        return {"start": first, "end": ""}
    old = reading.event
    new = read_span(first, "", old.kind, today, zone)
    if not isinstance(new, Span) or new.whole_day is not old.whole_day:
        return {"start": first, "end": ""}
    end = shifted(old.start, old.end, new.start, zone)
    moved = write_fields(Event(id="", kind=old.kind, start=new.start, end=end, zone=zone, words=old.words,
                               whole_day=new.whole_day))  # fmt: skip
    return {"start": first, "end": moved["end"] or write_moment(end, zone)}
