"""What becomes of seats: taking one, giving it up, handing it on. Each deed holds the event's row first, so that two
who want the last seat are one after the other."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.delivery.kinds import MANNERS, Kind
from bot.delivery.topics import Reason
from bot.events.event import Event
from bot.events.rows import from_row
from bot.events.seating import Closed, Group, closed, free, offer_times, served
from storage import deliveries, registration_questions, registrations
from storage.database import Session
from storage.deliveries import Planned
from storage.people import PersonRow
from storage.registrations import TAKING, RegistrationRow, Standing

OCCASION = "seat"
"""The first word of what the waiting list has to say: `seat:17:offer:1`, `seat:17:ended:1`."""
OFFER, ENDED = "offer", "ended"


class Result(StrEnum):
    """What became of a wish for a seat."""

    SEATED = "seated"
    WAITING = "waiting"
    TOO_FEW = "too_few"
    """There are not enough seats for so many more; what they had they keep."""
    ENDED = "ended"
    """The offer holds no more."""
    NOTHING = "nothing"
    """They have no registration."""


@dataclass(frozen=True, kw_only=True)
class Seats:
    """What became of a wish, and how it stands now."""

    result: Result | Closed
    event: Event | None = None
    registration: RegistrationRow | None = None
    left: int = 0
    """Free seats, after that."""


async def register(session: Session, number: int, address: str, people: int, now: datetime, zone: ZoneInfo) -> Seats:
    """Take seats, or a place in the queue. Once more: another number of people, never a second registration."""
    event, refusal = await _held(session, number, now)
    if event is None or refusal is not None:
        return Seats(result=refusal or Closed.UNKNOWN, event=event)
    row = await registrations.of(session, number, address)
    holds = row is not None and row.state in TAKING
    left = await hand_on(session, event, now, zone, present=address) if holds else 0  # it may end an offer
    if row is None:
        row = await registrations.add(session, number, address, people, Standing.WAITING, now)
    elif row.state == Standing.CANCELLED:
        row.state, row.people, row.since = Standing.WAITING, people, now
        row.arrived = await registrations.next_arrival(session, number)
    elif row.state in TAKING and people - row.people > left:
        return Seats(result=Result.TOO_FEW, event=event, registration=row, left=left)
    else:
        row.people = people
    if row.state == Standing.OFFERED:  # who answers an offer like this takes it
        row.state, row.offered_until = Standing.SEATED, None
    await session.flush()
    left = await hand_on(session, event, now, zone, present=address)
    result = Result.SEATED if row.state == Standing.SEATED else Result.WAITING
    return Seats(result=result, event=event, registration=row, left=left)


async def take_offer(session: Session, number: int, address: str, now: datetime, zone: ZoneInfo) -> Seats:
    """Say yes to an offered seat."""
    event, refusal = await _held(session, number, now)
    if event is None or refusal is not None:
        return Seats(result=refusal or Closed.UNKNOWN, event=event)
    # An offer that has ended ends here, if no beat was quicker.
    left = await hand_on(session, event, now, zone, present=address)
    row = await registrations.of(session, number, address)
    if row is None or row.state not in TAKING:
        return Seats(result=Result.ENDED if row and row.offers else Result.NOTHING, event=event, registration=row)
    row.state, row.offered_until = Standing.SEATED, None
    await session.flush()
    return Seats(result=Result.SEATED, event=event, registration=row, left=left)


async def give_up(session: Session, number: int, address: str, now: datetime, zone: ZoneInfo) -> bool:
    """Cancel a registration, or do without an offer; whether there was one. What it needed is forgotten."""
    row_of_event = await registrations.hold(session, number)
    row = await registrations.of(session, number, address)
    if row_of_event is None or row is None or row.state == Standing.CANCELLED:
        return False
    await _cancel(session, row)
    event = from_row(row_of_event)
    if closed(event, now) is None:
        await hand_on(session, event, now, zone)
    return True


async def hand_on(session: Session, event: Event, now: datetime, zone: ZoneInfo, *, present: str = "") -> int:
    """Serve the queue of an event that is held: offers that have ended, or that nobody hears, go on; who is `present`
    is seated at once, all others get an offer. How many seats are left."""
    rows = await registrations.of_event(session, int(event.id))
    ended = [row for row in rows if row.state == Standing.OFFERED and row.offered_until and row.offered_until <= now]
    for row in ended:
        await _cancel(session, row)
    there = await registration_questions.reachable(session, [row.address for row in rows])
    for row in _unheard(rows, {*there, present}):  # they keep their place, and are passed over until they are back
        row.state, row.offered_until = Standing.WAITING, None
    taken = sum(row.people for row in rows if row.state in TAKING)
    left = free(event.capacity, taken)
    queue = [row for row in rows if row.state == Standing.WAITING]
    groups = [
        Group(address=row.address, people=row.people, there=row.address in there or row.address == present)
        for row in queue
    ]
    chosen = {group.address for group in served(left, groups)}
    planned = []
    for row in ended:
        if person := there.get(row.address):
            leaves, _ = offer_times(event.start, now, person.quiet, zone)
            planned.append(_planned(event, row, ENDED, person, leaves, event.start))
    for row in (row for row in queue if row.address in chosen):
        left -= row.people
        if row.address == present:
            row.state = Standing.SEATED
            continue
        person = there[row.address]
        leaves, until = offer_times(event.start, now, person.quiet, zone)
        row.state, row.offers, row.offered_until = Standing.OFFERED, row.offers + 1, until
        planned.append(_planned(event, row, OFFER, person, leaves, until))
    await deliveries.plan(session, planned, now)
    await session.flush()
    return left


def has_to_hand_on(event: Event, rows: Sequence[RegistrationRow], there: Collection[str], now: datetime) -> bool:
    """Whether an offer has ended or is heard by nobody, or somebody in the queue fits. Whoever is not `there` (messages
    don't reach them) waits until they are back, and no beat is about them."""
    if closed(event, now) is not None:
        return False
    if any(row.state == Standing.OFFERED and row.offered_until and row.offered_until <= now for row in rows):
        return True
    if _unheard(rows, there):
        return True
    left = free(event.capacity, sum(row.people for row in rows if row.state in TAKING))
    return any(row.state == Standing.WAITING and row.people <= left and row.address in there for row in rows)


def _unheard(rows: Sequence[RegistrationRow], there: Collection[str]) -> list[RegistrationRow]:
    return [row for row in rows if row.state == Standing.OFFERED and row.address not in there]


async def _held(session: Session, number: int, now: datetime) -> tuple[Event | None, Closed | None]:
    row = await registrations.hold(session, number)
    event = from_row(row) if row else None
    return event, closed(event, now) if event else Closed.UNKNOWN


async def _cancel(session: Session, row: RegistrationRow) -> None:
    row.state, row.offered_until = Standing.CANCELLED, None
    await registrations.set_needs(session, row.id, [])


def _planned(
    event: Event, row: RegistrationRow, what: str, person: PersonRow, leaves: datetime, lapses: datetime
) -> Planned:
    return Planned(
        occasion=f"{OCCASION}:{event.id}:{what}:{row.offers}",
        address=row.address,
        kind=Kind.APPOINTMENT,
        reason=Reason.REGISTERED,
        priority=MANNERS[Kind.APPOINTMENT].priority,
        not_before=leaves,
        language=person.language or person.spoken,
        again=MANNERS[Kind.APPOINTMENT].again,
        lapses=lapses,
    )
