"""Who gets a seat: pure rules on numbers.

Whoever comes joins the queue, and the queue is served in the order of arrival: everybody who fits into what is free. A
group that does not fit is passed over and keeps its place, and no seat stays empty for it: half-empty rooms help
nobody, and the group is first again as soon as enough is free at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.delivery.moments import first_allowed
from bot.events.changing import WAKES
from bot.events.event import PUBLIC, Event

MOST_PEOPLE = 4
"""In one registration."""
OFFER_HOLDS = timedelta(hours=24)


class Need(StrEnum):
    """What somebody may need to take part. Stored: never rename one."""

    SIGN_LANGUAGE = "sign-language"
    STEP_FREE = "step-free"
    CHILD_CARE = "child-care"
    INTERPRETER = "interpreter"


class Closed(StrEnum):
    """Why nobody can register."""

    UNKNOWN = "unknown"
    CANCELLED = "cancelled"
    OVER = "over"
    BEGUN = "begun"
    NOT_NEEDED = "not_needed"
    """There is no registration: one just comes."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Somebody in the queue, and with how many people they come."""

    address: str
    people: int
    there: bool = True
    """Messages reach them: an offer that nobody hears would keep a seat empty for a day."""


def closed(event: Event, now: datetime) -> Closed | None:
    """Why nobody can register for an event now; None: one can."""
    if event.status not in PUBLIC:
        return Closed.UNKNOWN
    if event.is_cancelled:
        return Closed.CANCELLED
    if event.is_over(now):
        return Closed.OVER
    if event.capacity is None:
        return Closed.NOT_NEEDED
    return Closed.BEGUN if event.start <= now else None


def most_people(event: Event) -> int:
    """In one registration: never more than the event has seats, or they would wait for ever."""
    return min(MOST_PEOPLE, event.capacity or MOST_PEOPLE)


def free(capacity: int | None, taken: int) -> int:
    """Seats that are left; none also where fewer are there than were given."""
    return max(0, (capacity or 0) - taken)


def served(left: int, queue: Iterable[Group]) -> Sequence[Group]:
    """Who of the queue gets seats now, in its order."""
    found = []
    for group in queue:
        if group.there and group.people <= left:
            found.append(group)
            left -= group.people
    return found


def offer_times(start: datetime, now: datetime, quiet: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """When an offer may leave, and until when it holds: a day, and not past the beginning. Quiet hours hold it up only
    while the event is far enough ahead."""
    allowed = first_allowed(now, quiet, zone)
    leaves = now if start - now < WAKES or start <= allowed else allowed
    return leaves, min(leaves + OFFER_HOLDS, start)
