"""A day before is a day before by the clock on the wall, also in the two nights in which the clock is changed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.events.leads import CHOICES, Lead, before, read_lead
from tests.events.calendar import BERLIN, berlin

DAY = read_lead("P1D")
HOURS = read_lead("PT2H")


@pytest.mark.parametrize(
    ("start", "reminded"),
    [
        ("2026-10-25 18:00", datetime(2026, 10, 24, 16, tzinfo=UTC)),  # 25 hours before
        ("2026-10-26 02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # 2:30 comes twice: the first time
        ("2027-03-28 18:00", datetime(2027, 3, 27, 17, tzinfo=UTC)),  # 23 hours before
        ("2027-03-29 02:30", datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),  # 2:30 never comes: 3:30
        ("2027-04-14 17:30", datetime(2027, 4, 13, 15, 30, tzinfo=UTC)),
    ],
)
def test_one_day_before_is_the_same_hour_of_the_day_before(start, reminded):
    assert before(berlin(start), DAY, BERLIN) == reminded


def test_two_hours_before_are_two_hours_whatever_the_clock_says():
    assert before(berlin("2026-10-25 04:00"), HOURS, BERLIN) == berlin("2026-10-25 02:00", fold=1)
    assert before(berlin("2026-10-25 03:30"), HOURS, BERLIN) == berlin("2026-10-25 02:30")
    assert before(berlin("2027-03-28 04:00"), HOURS, BERLIN) == berlin("2027-03-28 01:00")


def test_24_hours_are_not_a_day():
    assert before(berlin("2026-10-25 18:00"), read_lead("PT24H"), BERLIN) == berlin("2026-10-24 19:00")


def test_what_has_no_hours_is_told_of_in_the_morning():
    assert before(berlin("2027-05-01 00:00"), DAY, BERLIN, whole_day=True) == berlin("2027-04-30 09:00")
    assert before(berlin("2027-05-01 00:00"), HOURS, BERLIN, whole_day=True) == berlin("2027-04-30 22:00")


@pytest.mark.parametrize(
    ("written", "name", "shortest"),
    [
        ("P1W", "one-week", "P1W"), ("P7D", "one-week", "P1W"), ("P1D", "one-day", "P1D"),
        ("PT2H", "two-hours", "PT2H"), ("PT120M", "two-hours", "PT2H"), ("P3D", "three-days", "P3D"),
        ("PT24H", "pt24h", "PT24H"), ("PT90M", "pt90m", "PT90M"), ("P1DT2H", "p1dt2h", "P1DT2H"),
        ("PT0S", "pt0s", "PT0S"),
    ],
)  # fmt: skip
def test_what_means_the_same_has_the_same_name(written, name, shortest):
    lead = read_lead(written)
    assert (lead.name, lead.written) == (name, shortest)


@pytest.mark.parametrize(
    "written", ["", "P", "PT", "P1", "1D", "P1M", "P1Y", "-P1D", "P1D ", "PT1,5H", "P1DT", "P401D", "p1d"]
)
def test_what_is_no_duration_is_refused(written):
    with pytest.raises(ValueError, match=r"^.*$"):
        read_lead(written)


@given(st.integers(0, 400), st.integers(0, 48 * 3600))
def test_every_lead_is_read_as_it_is_written(days, seconds):
    lead = Lead(days, timedelta(seconds=seconds))
    if lead.length <= timedelta(days=400):
        assert read_lead(lead.written) == lead


@given(st.integers(0, 2 * 366 * 24 * 60), st.sampled_from(CHOICES))
def test_a_reminder_comes_before_the_event_at_an_hour_that_exists(minute, written):
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    lead = read_lead(written)
    moment = before(start, lead, BERLIN)
    assert moment < start
    assert abs((start - moment) - lead.length) <= timedelta(hours=1)
