"""A day and an hour as people type them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.scheduling import FARTHEST, read_moment
from tests.city import NOON

GERA = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("typed", "local"),
    [
        ("morgen 10:00", (2026, 11, 24, 10, 0)), ("heute 17.30", (2026, 11, 23, 17, 30)),
        ("24.11. 17:30", (2026, 11, 24, 17, 30)), ("24.11.2026, 9 Uhr", (2026, 11, 24, 9, 0)),
        ("am 1.12. um 8 Uhr", (2026, 12, 1, 8, 0)), ("Freitag um 9:15 Uhr", (2026, 11, 27, 9, 15)),
        ("Montag 9:00", (2026, 11, 30, 9, 0)), ("ÜBERMORGEN 0:05", (2026, 11, 25, 0, 5)),
        ("24.11.26 17:30", (2026, 11, 24, 17, 30)), ("3. 1. 2027 12:00", (2027, 1, 3, 12, 0)),
        ("3.1. 12:00", (2027, 1, 3, 12, 0)), ("29. 3. 2027 10:00", (2027, 3, 29, 10, 0)),
    ],
)  # fmt: skip
def test_these_are_understood(typed, local):
    assert read_moment(typed, NOON, GERA) == datetime(*local, tzinfo=GERA).astimezone(UTC)


@pytest.mark.parametrize(
    "typed",
    [
        "", "bald", "morgen", "10:00", "morgen 10", "morgen 25:00", "31.2. 10:00", "heute 11:59", "gestern 10:00",
        "24.11.2025 10:00", "24.11.2027 10:00", "28.3.2027 02:30", "24.13. 10:00", "0.11. 10:00", "1e3.1. 1:00",
        "24.11. 17:30 und 18:00", "٣.١. ١٠:٠٠",
    ],
)  # fmt: skip
def test_these_are_not(typed):
    assert read_moment(typed, NOON, GERA) is None


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_moment_ahead_or_nothing(typed):
    moment = read_moment(typed, NOON, GERA)
    assert moment is None or NOON < moment <= NOON + FARTHEST
