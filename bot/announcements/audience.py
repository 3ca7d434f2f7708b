"""Who gets an announcement, how many they are, and how long it takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.announcements.office import Office, occasion_of
from bot.announcements.targets import number_of
from bot.delivery.kinds import Kind
from bot.delivery.moments import duration
from bot.delivery.planning import counts_of, schedule
from bot.delivery.topics import Reason
from storage import registrations, subscriptions
from storage.announcements import AnnouncementRow
from storage.database import Session
from storage.deliveries import Planned
from storage.subscriptions import Recipient


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How many get it, and when."""

    people: int
    digest: int
    """Get it with the digest."""
    quiet: int
    """Get it after their quiet hours."""
    takes: timedelta
    """For those who get it at once."""


async def recipients_of(session: Session, row: AnnouncementRow) -> Sequence[Recipient]:
    """Whom it goes to, by address: subscribers of its topics and who takes part in its events, each once. An emergency
    goes to everybody who has subscribed to anything."""
    if row.kind == Kind.EMERGENCY or row.topics is None:
        return await subscriptions.recipients(session, None)
    events = [number for target in row.topics if (number := number_of(target)) is not None]
    topics = [target for target in row.topics if number_of(target) is None]
    found = {each.address: each for each in (await subscriptions.recipients(session, topics) if topics else ())}
    for event in events:
        addresses = await registrations.addresses_with_seat(session, event)
        for each in await subscriptions.recipients_at(session, addresses, Reason.REGISTERED):
            found[each.address] = each  # that they take part tells them more than a topic
    return [found[address] for address in sorted(found)]


async def plan_for(session: Session, office: Office, row: AnnouncementRow, at: datetime) -> list[Planned]:
    """A row of the ledger for each of them, as if it began at this moment."""
    recipients = await recipients_of(session, row)
    counts: Mapping[str, int] = await counts_of(session, recipients, at)
    return schedule(
        occasion=occasion_of(row),
        kind=Kind(row.kind),
        recipients=recipients,
        counts=counts,
        at=at,
        zone=office.zone,
        again=row.again,
    )


async def reach_of(session: Session, office: Office, row: AnnouncementRow, now: datetime) -> Reach:
    """How many it reaches."""
    at = max(row.starts or now, now)
    return measure(await plan_for(session, office, row, at), at, office.per_second)


def measure(planned: Sequence[Planned], at: datetime, per_second: float) -> Reach:
    """What rows of the ledger come to. Pure."""
    digest = sum(each.collected for each in planned)
    quiet = sum(not each.collected and each.not_before > at for each in planned)
    at_once = len(planned) - digest - quiet
    return Reach(people=len(planned), digest=digest, quiet=quiet, takes=duration(at_once, per_second))
