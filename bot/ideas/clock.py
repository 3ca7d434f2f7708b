"""The public answer clock: until when the city has promised to say something, in working days of Thuringia. Pure.

The numbers of days are presets of this assistant, no promise that the city has made anywhere: it should confirm them.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from math import ceil
from zoneinfo import ZoneInfo

from bot.workdays import after_working_days, is_working_day

CHECK_DAYS = 10
"""Working days until an idea is public, or its author knows why not."""
ANSWER_DAYS = 30
"""Working days from then on until a decision with its reason."""
DELAY_DAYS = 10
"""Working days more when a promise was not kept and its author was told."""
CLOSING_TIME = time(16)
HALF, MOST, ALL = 50, 80, 100
"""Parts of the time, in per cent, at which the holder, the holder again, and the head are reminded."""


@dataclass(frozen=True, kw_only=True)
class Promise:
    """What was promised, and how long the clock has stood since."""

    began: datetime
    days: int
    rested: int = 0
    stands: datetime | None = None
    """Since when the clock stands; None: it runs."""

    def due(self, zone: ZoneInfo) -> datetime:
        """When the answer is promised by, as far as the clock has not stood still longer than is counted yet."""
        return self._after(self.days, zone)

    def mark(self, part: int, zone: ZoneInfo) -> datetime:
        """When so many per cent of the time are over: at the end of a working day."""
        return self._after(ceil(self.days * part / ALL), zone)

    def over(self, now: datetime, zone: ZoneInfo) -> list[int]:
        """The parts of the time that are over by now. A clock that stands passes none."""
        if self.stands is not None:
            return []
        return [part for part in (HALF, MOST, ALL) if self.mark(part, zone) <= now]

    def _after(self, days: int, zone: ZoneInfo) -> datetime:
        day = after_working_days(self.began.astimezone(zone).date(), days + self.rested)
        return datetime.combine(day, CLOSING_TIME, tzinfo=zone).astimezone(UTC)


def rested_until(stands: datetime, now: datetime, zone: ZoneInfo) -> int:
    """How many working days a clock has stood: each one that began while it stood."""
    day, last = stands.astimezone(zone).date(), now.astimezone(zone).date()
    days = (date.fromordinal(number) for number in range(day.toordinal() + 1, last.toordinal() + 1))
    return sum(is_working_day(one) for one in days)
