"""What ticks and staff ask about registrations as a whole: who waits where, who hears of what."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from storage.database import Session
from storage.events import EventRow
from storage.people import PersonRow
from storage.registrations import LIVE, RegistrationRow, Standing


async def reachable(session: Session, addresses: Collection[str]) -> Mapping[str, PersonRow]:
    """Those of these addresses whom messages reach."""
    chosen = select(PersonRow).where(PersonRow.address.in_(addresses), PersonRow.unreachable.is_(None))
    return {person.address: person for person in await session.scalars(chosen)}


async def with_queue(session: Session, since: datetime) -> Sequence[int]:
    """The events that begin after a moment and for which somebody waits, or may take a seat."""
    chosen = (
        select(EventRow.id)
        .join(RegistrationRow, RegistrationRow.event == EventRow.id)
        .where(RegistrationRow.state.in_((Standing.WAITING, Standing.OFFERED)), EventRow.starts > since)
        .distinct()
        .order_by(EventRow.id)
    )
    return list(await session.scalars(chosen))


async def events_with_seats(session: Session, since: datetime, most: int) -> Sequence[EventRow]:
    """The first events that end after a moment and in which somebody takes part, by their beginning."""
    seated = select(RegistrationRow.event).where(RegistrationRow.state == Standing.SEATED)
    chosen = select(EventRow).where(EventRow.ends > since, EventRow.id.in_(seated))
    return list(await session.scalars(chosen.order_by(EventRow.starts, EventRow.id).limit(most)))


async def standings(session: Session) -> Mapping[str, Mapping[int, tuple[str, datetime]]]:
    """How all registrations stand that are not cancelled, and since when, by address and event."""
    found: defaultdict[str, dict[int, tuple[str, datetime]]] = defaultdict(dict)
    chosen = select(RegistrationRow.address, RegistrationRow.event, RegistrationRow.state, RegistrationRow.since)
    for address, event, state, since in await session.execute(chosen.where(RegistrationRow.state.in_(LIVE))):
        found[address][event] = (state, since)
    return found
