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
    if begin == end or not _is_within(moment, begin, end, zone):
        return moment
    day = moment.astimezone(zone).date()
    ends = (
        datetime.combine(day + timedelta(days=later), end, tzinfo=zone).replace(fold=fold).astimezone(UTC)
        for later in (0, 1, 2)
        for fold in (0, 1)
    )
    # In the night in which clocks go back an hour comes twice, and an end in it as well; in spring it may not come at
    # all. So what the calendar says is read back from the clock.
    return min(end_ for end_ in ends if end_ >= moment and not _is_within(end_, begin, end, zone))


def _is_within(moment: datetime, begin: time, end: time, zone: ZoneInfo) -> bool:
    now = moment.astimezone(zone).time()
    return begin <= now < end if begin < end else now >= begin or now < end


def read_quiet(quiet: str) -> tuple[time, time]:
    """Begin and end of quiet hours, written `20:00-08:00`. Raises ValueError."""
    begin, _, end = quiet.partition("-")
    return time.fromisoformat(begin), time.fromisoformat(end)


def next_digest(moment: datetime, zone: ZoneInfo) -> datetime:
    """The next Friday afternoon after a moment."""
    local = moment.astimezone(zone)
    day = local.date() + timedelta(days=(DIGEST_WEEKDAY - local.weekday()) % 7)
    fridays = (datetime.combine(each, DIGEST_TIME, tzinfo=zone).astimezone(UTC) for each in (day, day + WEEK))
    return next(friday for friday in fridays if friday > moment)  # in UTC: within a zone Python compares wall clocks


def duration(messages: int, per_second: float) -> timedelta:
    """How long so many messages take at this pace, at least."""
    return timedelta(seconds=round(messages / per_second))
