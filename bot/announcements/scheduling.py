"""When an announcement shall leave, as people at a town hall type it. Pure."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.typed_days import Wrong, moment_of, read_when

FARTHEST = timedelta(days=180)


def read_moment(typed: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment that is meant, in UTC: `morgen 10:00`, `24.11. 17:30`, `Freitag um 9 Uhr`, `24.11.2026, 9.30 Uhr`.

    None if it cannot be read, lies in the past or more than half a year ahead, or in an hour that the clock skips.
    """
    found = read_when(typed, now.astimezone(zone).date())
    if isinstance(found, Wrong) or found.hour is None:
        return None
    moment = moment_of(found.day, found.hour, zone, later=found.later)
    return moment if moment and now < moment <= now + FARTHEST else None
