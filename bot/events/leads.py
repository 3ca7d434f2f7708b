"""How long before an event somebody wants to be reminded: ISO 8601 durations, by the clock on the wall.

Weeks and days are counted on the calendar, hours and less on the clock that knows no summer time, as RFC 5545 (3.3.6)
has it: "P1D" before Sunday 18:00 is Saturday 18:00, also in the night that has 25 hours; "PT24H" is 24 hours.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage.event_wishes import NOT_AT_ALL

MORNING = time(9)
"""What has no hours is reminded of by whole days from here: nobody wants to hear of a deadline at midnight."""
_WRITTEN = re.compile(
    r"P(?=[\dT])(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?=\d)(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?"
)
_NAMES = {"P1W": "one-week", "P1D": "one-day", "PT2H": "two-hours", "P3D": "three-days"}
CHOICES = ("P1W", "P1D", "PT2H")
"""What a person may choose from in the chat."""
PRESET = ("P1D",)
"""What holds for whoever has chosen nothing."""
NONE = NOT_AT_ALL
"""What is stored for whoever wants to hear of changes alone."""
LONGEST = timedelta(days=400)


@dataclass(frozen=True, order=True)
class Lead:
    """A time before an event."""

    days: int
    exact: timedelta

    @property
    def length(self) -> timedelta:
        """About how long it is."""
        return timedelta(days=self.days) + self.exact

    @property
    def name(self) -> str:
        """Its part of an occasion: `one-day`, or what was written, in its shortest form (`pt90m`)."""
        written = self.written
        return _NAMES.get(written, written.lower())

    @property
    def written(self) -> str:
        """As ISO 8601, in one form for all that mean the same."""
        if self.days and self.days % 7 == 0 and not self.exact:
            return f"P{self.days // 7}W"
        minutes, seconds = divmod(round(self.exact.total_seconds()), 60)
        hours = 0
        if minutes % 60 == 0:
            hours, minutes = minutes // 60, 0
        parts = "".join(f"{number}{unit}" for number, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if number)
        days = f"{self.days}D" if self.days else ""
        return f"P{days}T{parts}" if parts else f"P{days or 'T0S'}"


def read_lead(written: str) -> Lead:
    """From ISO 8601: weeks, days, hours, minutes, seconds. Raises ValueError for all else, and for over 400 days."""
    found = _WRITTEN.fullmatch(written)
    if not found:
        raise ValueError(written)
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in found.groups())
    lead = Lead(weeks * 7 + days, timedelta(hours=hours, minutes=minutes, seconds=seconds))
    if lead.length > LONGEST:
        raise ValueError(written)
    return lead


def before(start: datetime, lead: Lead, zone: ZoneInfo, *, whole_day: bool = False) -> datetime:
    """The moment that lies so long before a start, in UTC.

    An hour that comes twice is meant the first time; one that the clock leaves out in spring is meant as if the clock
    had not been put on yet: 2:30 is 3:30.
    """
    moment = start.astimezone(UTC)
    if lead.days:
        local = start.astimezone(zone)
        hour = MORNING if whole_day and not lead.exact else local.time().replace(fold=0)
        moment = datetime.combine(local.date() - timedelta(days=lead.days), hour, tzinfo=zone).astimezone(UTC)
    return moment - lead.exact


def still_ahead(
    leads: Iterable[Lead], start: datetime, now: datetime, zone: ZoneInfo, *, whole_day: bool
) -> list[Lead]:
    """Those whose moment has not passed."""
    return [lead for lead in leads if before(start, lead, zone, whole_day=whole_day) > now]


BEFORE_THE_END = read_lead("P3D")
"""When a consultation is reminded of once more: so long before its end."""
