"""Events from a file: first what would be new, changed, unchanged, and all that is wrong; then all of it or nothing."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.events import running
from bot.events.event import Event, Status
from bot.events.fields import EVERY, Fields, write_fields
from bot.events.office import EventsOffice
from bot.events.reading_fields import read_fields
from bot.events.reading_table import Row, Sheet
from bot.events.rows import from_row
from bot.events.running import Refusal
from bot.events.spans import Mistake
from bot.events.staff_words import name_field, say_mistake
from bot.events.writing_ics import HOST
from bot.texts import Texts
from storage import audit, events
from storage.database import Session
from storage.events import EventRow
from storage.staff import StaffRow

ROWS = uuid.UUID("6a0a2a4e-6d4e-4a6e-9d0a-8f5a0a0f6c11")
"""The namespace of events that a table brought: the same row is the same event the next time."""


class NotTaken(Exception):
    """Something that a file would do cannot be done any more."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal)


@dataclass(frozen=True)
class Change:
    """One row that says something new: where, what it will be, the event it is about, which fields differ."""

    place: str
    event: Event
    id: int | None = None
    differ: Sequence[str] = ()
    cancels: bool = False


@dataclass(kw_only=True)
class Plan:
    """What a file would do."""

    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    cancelled: list[Change] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def mark(self) -> str:
        """Tells whether a file would still do what somebody has seen. Pure."""
        said = [(each.id, each.event, each.cancels) for each in (*self.new, *self.changed, *self.cancelled)]
        return hashlib.sha256(repr(said).encode()).hexdigest()


async def plan(session: Session, office: EventsOffice, sheet: Sheet, now: datetime) -> Plan:
    """What this file would do to the events that are there. Changes nothing."""
    made = Plan(problems=list(sheet.problems), left_out=list(sheet.left_out))
    by_uid = {row.uid: row for row in await events.in_states(session, frozenset(Status))}
    by_number = {str(row.id): row for row in by_uid.values()}
    seen: dict[str, str] = {}
    for each in sheet.rows:
        row, uid = _find(each, by_uid, by_number)
        if each.number and row is None:
            made.problems.append(f"{each.place}: Einen Termin mit der Nummer „{each.number[:20]}“ gibt es nicht.")
        elif uid in seen:
            made.problems.append(f"{each.place}: Derselbe Termin steht schon in {seen[uid]}.")
        else:
            seen[uid] = each.place
            _judge(made, each, row, uid, office, now)
    return made


async def take(session: Session, member: StaffRow, made: Plan, now: datetime, *, announce: bool) -> None:
    """Do what was planned, all of it. Raises NotTaken at the first refusal; the caller undoes what was done before."""
    for each in made.new:
        row = await running.create(session, member, each.event, now, uid=each.event.uid)
        if announce and (refused := await running.announce(session, member, row, now)):
            raise NotTaken(refused)
    for each in (*made.changed, *made.cancelled):
        held = await events.numbered(session, each.id or 0)
        if held is None:
            raise NotTaken(Refusal.CHANGED)
        if each.cancels:
            refused = await running.cancel(session, member, held, now)
        else:
            refused = await running.change(session, member, held, each.event, now)
        if refused and refused is not Refusal.SAME:
            raise NotTaken(refused)
    audit.note(session, who=member.id, deed="eventfile.taken", object="", now=now)


def _find(row: Row, by_uid: Mapping[str, EventRow], by_number: Mapping[str, EventRow]) -> tuple[EventRow | None, str]:
    """The event that a row is about, and the UID it has or will have."""
    if row.number:
        found = by_number.get(row.number.strip().removeprefix("#"))
        return found, found.uid if found else f"{row.place}@{HOST}"
    words = "|".join(" ".join(row.fields.get(name, "").split()).casefold() for name in ("kind", "title", "start"))
    uid = row.uid or f"{uuid.uuid5(ROWS, words)}@{HOST}"
    return by_uid.get(uid), uid


def _judge(made: Plan, row: Row, found: EventRow | None, uid: str, office: EventsOffice, now: datetime) -> None:
    """New, changed, unchanged, or wrong."""
    base = from_row(found) if found else None
    if row.cancelled:
        if found is None or base is None:
            made.left_out.append(f"{row.place}: abgesagt, und hier nicht bekannt.")
        elif base.is_cancelled:
            made.unchanged.append(row.place)
        else:
            made.cancelled.append(Change(row.place, base, found.id, cancels=True))
        return
    had = write_fields(base) if base else {}
    said = {name: value for name, value in row.fields.items() if not (base and row.uid and name == "kind")}
    fields = {**had, **said}  # calendars seldom say what kind it is; what staff chose here stands
    reading = read_fields(fields, base, office.known, now)
    if reading.event is None:
        made.problems += [_say(office.texts, row, name, mistake, fields) for name, mistake in reading.mistakes.items()]
        return
    written = write_fields(reading.event)
    differ = [name_field(office.texts, name) for name in EVERY if found and written[name] != had.get(name, "")]
    if found is None:
        made.new.append(Change(row.place, replace(reading.event, uid=uid)))
    elif differ and (refused := running.refuse("change", found, now)):
        made.problems.append(f"{row.place}: {office.texts.say(f'eventrefusal.{refused}')}")
    elif differ:
        made.changed.append(Change(row.place, reading.event, found.id, differ))
    else:
        made.unchanged.append(row.place)


def _say(texts: Texts, row: Row, name: str, mistake: Mistake, fields: Fields) -> str:
    typed = fields.get(name, "")
    shown = f" „{typed[:40]}“" if typed else ""
    return f"{row.place}, {name_field(texts, name)}{shown}: {say_mistake(texts, name, mistake)}"
