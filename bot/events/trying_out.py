"""A rehearsal on the events that there are: what would leave on a day, for somebody who is made up. Nothing is sent.

The same rehearsal as `python -m bot rehearse`, with a database of its own; ours is only read.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.events.event import PUBLIC, Event, Status
from bot.events.leads import read_lead
from bot.events.reading_ics import Version
from bot.events.rehearsal_input import Persona, Script
from bot.events.rehearsing import Line, rehearse
from bot.events.rows import from_row
from bot.texts import TextBook
from storage import events
from storage.database import Session

A_DAY = timedelta(days=1)
PERSON = "Probeperson"


async def script_of(session: Session, persona: Persona, day: date, zone: ZoneInfo) -> Script:
    """The events as they are now, for one persona and one day by the clock of Gera."""
    begin = datetime.combine(day, time(), tzinfo=zone)
    end = datetime.combine(day + A_DAY, time(), tzinfo=zone) - timedelta(seconds=1)
    rows = await events.not_over(session, PUBLIC, begin - A_DAY)
    return Script(
        events={row.uid: versions_of(from_row(row)) for row in rows}, personas=[persona], begin=begin, end=end
    )


def versions_of(event: Event) -> list[Version]:
    """What people know of an event, then what holds now, if that differs and nobody has been told. Pure."""
    now = replace(event, id=event.uid, told=None, since=None, changed=None)
    told = event.told
    if event.changed is None or told is None:
        return [Version(event=now, made=event.changed)]
    status = Status.CANCELLED if told.cancelled else Status.ANNOUNCED
    known = replace(now, start=told.start, end=told.end, place=told.place, status=status)
    return [Version(event=known, made=None), Version(event=now, made=event.changed)]


def persona_of(topics: Sequence[str], leads: Sequence[str], language: str, quiet: str) -> Persona:
    """Somebody who is made up. Raises ValueError for leads that are none."""
    return Persona(
        person=PERSON,
        topics=frozenset(topics),
        leads=tuple(sorted({read_lead(lead) for lead in leads})),
        language=language,
        quiet=quiet,
    )


async def try_out(script: Script, zone: ZoneInfo, textbook: TextBook) -> list[Line]:
    """What would leave. In a thread and a loop of its own, so that nobody waits for it."""
    return await asyncio.to_thread(lambda: asyncio.run(rehearse(script, zone, textbook)))
