"""Working days of the city: Monday to Friday, without the public holidays of Thuringia. Pure."""

from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY = 5


@cache
def _thuringia() -> holidays.HolidayBase:
    return holidays.country_holidays("DE", subdiv="TH")


def is_working_day(day: date) -> bool:
    """Whether offices are open."""
    return day.weekday() < SATURDAY and day not in _thuringia()


def after_working_days(day: date, number: int) -> date:
    """The day that comes so many working days after `day`; 0: the same day, or the next working day."""
    while number > 0 or not is_working_day(day):
        day += timedelta(days=1)
        number -= is_working_day(day)
    return day


def holiday_of(day: date) -> str:
    """The German name of the holiday in Thuringia on this day; empty if there is none."""
    return str(holidays.country_holidays("DE", subdiv="TH", years=day.year, language="de").get(day, ""))
