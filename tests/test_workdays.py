"""Working days and holidays of Gera."""

from datetime import date

import pytest

from bot.workdays import after_working_days, holiday_name, is_working_day


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 9, 20), "Weltkindertag"),  # in Thuringia alone
        (date(2026, 10, 31), "Reformationstag"),
        (date(2026, 11, 1), ""),  # All Saints is a holiday elsewhere
        (date(2026, 11, 23), ""),
    ],
)
def test_holidays_are_those_of_thuringia_with_their_german_names(day: date, name: str):
    assert holiday_name(day) == name


def test_working_days_leave_out_weekends_and_holidays():
    assert not is_working_day(date(2026, 12, 25))
    assert after_working_days(date(2026, 12, 23), 2) == date(2026, 12, 28)
    assert after_working_days(date(2026, 12, 25), 0) == date(2026, 12, 28)
