"""A rehearsal: every message that would leave between two moments, from the real planning, ledger and pump.

It has a clock and a database of its own, in memory, and jumps from one moment at which something may happen to the
next. What was due before it begins has been sent; what a calendar says of changes is told when the calendar says that
they were made.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.conversation.words import Reply
from bot.delivery.moments import first_allowed
from bot.delivery.outcomes import Outcome, Sent
from bot.delivery.pump import Pump
from bot.events import deeds
from bot.events.changing import SETTLING
from bot.events.event import Event, Status
from bot.events.leads import NONE
from bot.events.planning import moments_of, place
from bot.events.pushes import What
from bot.events.reading_ics import Version
from bot.events.rehearsal_input import RUN_UP, Persona, Script
from bot.events.reminders import CHANGES, Reminders, read_occasion
from bot.texts import TextBook
from storage import events, people, reminding, subscriptions
from storage.claims import Claimed
from storage.database import Database

FACE = "rehearsal"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One message that would leave."""

    at: datetime
    """By the clock of Gera."""
    person: str
    kind: str
    """`reminder`, `moved`, `cancelled`, `restored`."""
    occasion: str
    """As in the ledger, with the UID of the calendar in the place of the event's number."""
    text: str
    reason: str
    """The topic for which they get it."""

    def as_data(self) -> dict[str, str]:
        """As `rehearse --json` gives it."""
        data = {"at": self.at.isoformat(), "person": self.person, "kind": str(self.kind)}
        return data | {"occasion": self.occasion, "text": self.text}

    def as_text(self) -> str:
        """As people read it."""
        head = f"{self.at:%d.%m.%Y %H:%M %z} {self.person}: {self.kind} ({self.occasion}, {self.reason})"
        return f"{head}\n" + "\n".join(f"    {line}".rstrip() for line in self.text.splitlines())


@dataclass
class RehearsalClock:
    """Stands still until it is set."""

    at: datetime

    def now(self) -> datetime:
        """The moment that it was set to."""
        return self.at


class Stage:
    """The face of a rehearsal: notes what it is given."""

    face = FACE
    apart: timedelta | None = None
    repeatable = True

    def __init__(self, clock: RehearsalClock) -> None:
        self._clock = clock
        self.carried: list[tuple[datetime, Claimed, Reply]] = []

    async def make_way(self) -> bool:
        """Nothing is ever more urgent here."""
        return True

    async def carry(self, delivery: Claimed, reply: Reply) -> Outcome:
        """Note the message."""
        self.carried.append((self._clock.now(), delivery, reply))
        return Sent()


async def rehearse(script: Script, zone: ZoneInfo, textbook: TextBook) -> list[Line]:
    """The messages that would leave from the first moment to the last, both included, in the order of leaving."""
    clock = RehearsalClock(script.begin - RUN_UP)
    changes = sorted(_changes(script), key=lambda change: change[0])
    database = Database("sqlite:///:memory:")
    try:
        await database.migrate()
        uids = await _set_up(database, script, clock)
        reminders = Reminders(database=database, clock=clock, zone=zone, textbook=textbook)
        stage = Stage(clock)
        pump = Pump(database, clock, stage, reminders.draws())
        for moment in _agenda(script, changes, zone):
            clock.at = moment
            while changes and changes[0][0] <= moment:
                await _apply(database, changes.pop(0)[1], moment)
            await reminders.run()
            await pump.run()
    finally:
        await database.close()
    return list(_lines(script, stage, uids, zone))


def standing(versions: Sequence[Version], script: Script) -> tuple[Event, list[tuple[datetime, Event]]]:
    """An event as people know it when a rehearsal begins, and what becomes of it later, and when. Pure.

    A change up to the first moment is told already. One that the calendar gives no time for, or one after the last
    moment, is taken as made at the first: whoever rehearses wants to see what it does.
    """
    known = versions[0].event
    if known.is_cancelled:  # it has been announced before
        versions = [replace(versions[0], event=replace(known, status=Status.ANNOUNCED), made=None), *versions]
        known = versions[0].event
    later: list[tuple[datetime, Event]] = []
    for earlier, version in pairwise(versions):
        made = version.made
        if made is None or made > script.end or (earlier.made is not None and made <= earlier.made):
            made = script.begin
        elif made <= script.begin and not later:
            known = version.event
            continue
        later.append((max([made, *(at for at, _ in later)]), version.event))
    return known, later


def _changes(script: Script) -> Iterator[tuple[datetime, Event]]:
    for versions in script.events.values():
        yield from standing(versions, script)[1]


async def _set_up(database: Database, script: Script, clock: RehearsalClock) -> dict[int, str]:
    """Persons and events as they are at the beginning; the UIDs by the numbers of the events."""
    now = clock.now()
    async with database.writing() as session:
        for number, persona in enumerate(script.personas):
            address = f"{FACE}:{number}"
            person = people.add(session, address, now, tokens=0)
            person.language, person.quiet = persona.language, persona.quiet
            for topic in sorted(persona.topics):
                await subscriptions.subscribe(session, address, topic, FACE, now)
            leads = [lead.written for lead in persona.leads]
            await reminding.choose_leads(session, address, leads or [NONE])
        rows = [
            await deeds.add(session, standing(versions, script)[0], now)
            for versions in script.events.values()
        ]  # fmt: skip
        return {row.id: row.uid for row in rows}


async def _apply(database: Database, event: Event, now: datetime) -> None:
    async with database.writing() as session:
        row = await events.of_uid(session, event.uid)
        if row is not None:
            await deeds.change(session, row, event, now)


def _agenda(script: Script, changes: Sequence[tuple[datetime, Event]], zone: ZoneInfo) -> list[datetime]:
    """The moments at which something may be planned or leave, in order."""
    begin = script.begin - RUN_UP
    quiets = {persona.quiet for persona in script.personas}
    leads = {lead for persona in script.personas for lead in persona.leads}
    moments = {begin, script.begin, script.end}
    for at, _ in changes:
        moments |= {at, at + SETTLING}
        moments |= {first_allowed(each, quiet, zone) for each in (at, at + SETTLING) for quiet in quiets}
    for versions in script.events.values():
        for version in versions:
            for each in moments_of(version.event, leads, zone):
                if begin <= each.moment <= script.end + RUN_UP:
                    places = {place(each.moment, each.lapses, quiet, zone) for quiet in quiets}
                    moments |= {each.moment, *(at for at in places if at)}
    return sorted(moment for moment in moments if begin <= moment <= script.end)


def _lines(script: Script, stage: Stage, uids: dict[int, str], zone: ZoneInfo) -> Iterator[Line]:
    said: set[tuple[str, str]] = set()
    for at, delivery, reply in stage.carried:
        persona: Persona = script.personas[int(delivery.address.partition(":")[2])]
        number, what, _ = read_occasion(delivery.occasion)
        kind, _, rest = delivery.occasion.split(":", 2)
        occasion = f"{kind}:{uids[number]}:{rest}"
        if script.begin <= at and (persona.person, occasion) not in said:  # somebody may have subscribed twice
            said.add((persona.person, occasion))
            yield Line(
                at=at.astimezone(zone),
                person=persona.person,
                kind=CHANGES.get(what, What.REMINDER),
                occasion=occasion,
                text=reply.as_plain(),
                reason=delivery.reason,
            )
