"""When a push may leave: quiet hours and the day of the digest, by the clock on the wall. Pure."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

DIGEST_WEEKDAY = 4
"""Friday, as `datetime.weekday` counts."""
DIGEST_TIME = time(16)
WEEK = timedelta(days=7)
MOST_A_WEEK = 3
"""Pushes a person gets in any seven days, all kinds that count together; the rest waits for the digest. A setting of
taste: the city's own newsletter comes less often than once a week."""


def first_allowed(moment: datetime, quiet: str, zone: ZoneInfo) -> datetime:
    """`moment`, or the end of the quiet hours it lies in. `quiet` is `20:00-08:00`, or empty. All moments aware."""
    if not quiet:
        return moment
    begin, end = read_quiet(quiet)
    if begin == end:
        return moment
    local = moment.astimezone(zone)
    now = local.time()
    if begin < end:
        within, tomorrow = begin <= now < end, False
    else:
        within, tomorrow = now >= begin or now < end, now >= begin
    if not within:
        return moment
    day = local.date() + timedelta(days=tomorrow)
    return max(moment, datetime.combine(day, end, tzinfo=zone).astimezone(UTC))


def read_quiet(quiet: str) -> tuple[time, time]:
    """Begin and end of quiet hours, written `20:00-08:00`. Raises ValueError."""
    begin, _, end = quiet.partition("-")
    return time.fromisoformat(begin), time.fromisoformat(end)


def next_digest(moment: datetime, zone: ZoneInfo) -> datetime:
    """The next Friday afternoon after a moment."""
    local = moment.astimezone(zone)
    day = local.date() + timedelta(days=(DIGEST_WEEKDAY - local.weekday()) % 7)
    digest = datetime.combine(day, DIGEST_TIME, tzinfo=zone)
    if digest <= local:
        digest = datetime.combine(day + WEEK, DIGEST_TIME, tzinfo=zone)
    return digest.astimezone(UTC)


def duration(messages: int, per_second: float) -> timedelta:
    """How long so many messages take at this pace, at least."""
    return timedelta(seconds=round(messages / per_second))
