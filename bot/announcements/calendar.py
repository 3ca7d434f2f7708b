"""The next 14 days: what goes out when, to how many, who gets several on one day, what falls on a holiday."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.announcements.audience import plan_for
from bot.announcements.lifecycle import State
from bot.announcements.office import Office, occasion_of
from bot.delivery.kinds import Kind
from bot.texts import Texts
from bot.workdays import holiday_name
from storage import announcements, occasions
from storage.announcements import AnnouncementRow
from storage.database import Session

AHEAD = timedelta(days=14)
PLANNED = (State.REQUESTED, State.HELD, State.SCHEDULED)
PUSHES = [kind for kind in Kind if kind not in {Kind.PROGRESS, Kind.NOTICE, Kind.CARD, Kind.SHARED}]


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """Something that goes out: what, when (local time), to whom."""

    occasion: str
    at: datetime
    addresses: Collection[str]


@dataclass(frozen=True, kw_only=True)
class Day:
    """One day of the view."""

    day: date
    holiday: str
    """Its name, if it is one in Thuringia."""
    outgoing: Sequence[tuple[str, str, int]]
    """Time, occasion, number of people; in the order of the day."""
    several: int
    """How many people get more than one."""


def lay_out(outgoing: Iterable[Outgoing], today: date) -> list[Day]:
    """The days on which something goes out, and the holidays among the next 14. Pure."""
    per_day: dict[date, list[Outgoing]] = {}
    for each in outgoing:
        per_day.setdefault(each.at.date(), []).append(each)
    days = []
    for number in range(AHEAD.days):
        day = today + timedelta(days=number)
        name, there = holiday_name(day), sorted(per_day.get(day, []), key=lambda each: (each.at, each.occasion))
        if not name and not there:
            continue
        counts = Counter(address for each in there for address in set(each.addresses))
        days.append(
            Day(
                day=day,
                holiday=name,
                outgoing=[(f"{each.at:%H:%M}", each.occasion, len(set(each.addresses))) for each in there],
                several=sum(count > 1 for count in counts.values()),
            )
        )
    return days


async def look_ahead(session: Session, office: Office, row: AnnouncementRow | None, now: datetime) -> list[Day]:
    """The next 14 days, with `row` as it is planned now."""
    planned = {each.id: each for each in await announcements.in_states(session, PLANNED, most=50)}
    if row is not None:
        planned[row.id] = row
    found: dict[tuple[str, datetime], set[str]] = {}
    for each in planned.values():
        for delivery in await plan_for(session, office, each, max(each.starts or now, now)):
            hour = delivery.not_before.astimezone(office.zone)
            found.setdefault((occasion_of(each), hour), set()).add(delivery.address)
    for occasion, address, moment in await occasions.waiting_between(session, PUSHES, now, now + AHEAD):
        hour = moment.astimezone(office.zone).replace(second=0, microsecond=0)
        found.setdefault((occasion, hour), set()).add(address)
    outgoing = [Outgoing(occasion=occasion, at=at, addresses=who) for (occasion, at), who in found.items()]
    return lay_out(outgoing, now.astimezone(office.zone).date())


def say_calendar(texts: Texts, days: Sequence[Day]) -> str:
    """The view in words."""
    if not days:
        return texts.say("calendar.empty")
    lines = [texts.say("calendar.head")]
    for day in days:
        lines.append(f"{texts.day(day.day)} {f'– {day.holiday}' if day.holiday else ''}".strip())
        lines += [
            texts.say("calendar.line", time=time, what=_say_occasion(texts, occasion), count=count)
            for time, occasion, count in day.outgoing
        ]
        if day.several:
            lines.append(texts.say("calendar.several", count=day.several))
    return "\n".join(lines)


def _say_occasion(texts: Texts, occasion: str) -> str:
    what, _, number = occasion.partition(":")
    return texts.say("calendar.announcement", number=number) if what == "announcement" else occasion
