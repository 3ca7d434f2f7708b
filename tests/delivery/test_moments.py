"""Quiet hours and the day of the digest, by the clock on the wall: also in the nights in which it is put on or back."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.moments import first_allowed, next_digest, read_quiet
from bot.people.choices import QUIET

BERLIN = ZoneInfo("Europe/Berlin")
NIGHTS = {"autumn": datetime(2026, 10, 24, 12, tzinfo=UTC), "spring": datetime(2027, 3, 27, 12, tzinfo=UTC)}
"""The noon before the night of the change."""

nights = st.sampled_from(list(NIGHTS.values()))
hours = st.builds("{:02}:{:02}-{:02}:{:02}".format, *[st.integers(0, 23), st.integers(0, 59)] * 2)
quiets = st.sampled_from(QUIET) | hours
minutes = st.integers(0, 36 * 60)


def is_quiet(moment: datetime, quiet: str) -> bool:
    """What a person with a clock on the wall would say."""
    if not quiet:
        return False
    begin, end = read_quiet(quiet)
    now = moment.astimezone(BERLIN).time()
    return begin <= now < end if begin < end else begin != end and (now >= begin or now < end)


@given(night=nights, minute=minutes, quiet=quiets)
def test_nothing_leaves_in_quiet_hours_and_nothing_is_held_up_for_nothing(night, minute, quiet):
    moment = night + timedelta(minutes=minute)
    leaves = first_allowed(moment, quiet, BERLIN)
    assert leaves >= moment
    assert not is_quiet(leaves, quiet)
    if not is_quiet(moment, quiet):
        assert leaves == moment


@pytest.mark.parametrize(
    ("night", "utc"),
    [("autumn", datetime(2026, 10, 25, 7, tzinfo=UTC)), ("spring", datetime(2027, 3, 28, 6, tzinfo=UTC))],
)
def test_eight_in_the_morning_is_eight_in_the_morning(night, utc):
    assert first_allowed(NIGHTS[night] + timedelta(hours=12), "20:00-08:00", BERLIN) == utc


def test_an_end_that_comes_twice_is_over_after_the_second_time():
    second = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)  # 2:10 for the second time
    assert first_allowed(second, "20:00-02:30", BERLIN) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_an_end_that_never_comes_is_over_soon_after():
    assert first_allowed(datetime(2027, 3, 28, 0, tzinfo=UTC), "20:00-02:30", BERLIN) == datetime(
        2027, 3, 28, 1, 30, tzinfo=UTC
    )


@given(st.integers(0, 2 * 365 * 24 * 60))
def test_the_digest_is_on_the_next_friday_at_four(minute):
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    digest = next_digest(moment, BERLIN)
    local = digest.astimezone(BERLIN)
    assert (local.weekday(), local.hour, local.minute) == (4, 16, 0)
    assert timedelta(0) < digest - moment <= timedelta(days=7, hours=1)
