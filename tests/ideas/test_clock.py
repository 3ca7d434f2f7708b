"""Until when the city has promised an answer: working days, holidays of Thuringia, and a clock that may stand."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as some

from bot.ideas.clock import ALL, HALF, MOST, Promise, rested_until
from bot.workdays import after_working_days, is_working_day

BERLIN = ZoneInfo("Europe/Berlin")
MOMENTS = some.integers(0, 1_000_000).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=BERLIN)  # type: ignore[misc,arg-type]


def test_ten_working_days_over_christmas():
    promise = Promise(began=at(2026, 12, 21, 9), days=10)
    # 22, 23, 24, 28, 29, 30, 31 December, 4, 5, 6 January: 25 and 26 December and 1 January are holidays
    assert promise.due(BERLIN) == at(2027, 1, 6, 16)


def test_the_day_of_the_child_is_a_holiday_here_only():
    assert not is_working_day(date(2027, 9, 20))  # Monday; Weltkindertag, a holiday in Thuringia alone
    assert Promise(began=at(2027, 9, 17, 9), days=1).due(BERLIN) == at(2027, 9, 21, 16)


def test_half_and_most_of_the_time_are_over_before_the_end():
    promise = Promise(began=at(2026, 11, 2, 9), days=10)
    assert [promise.mark(part, BERLIN) for part in (HALF, MOST, ALL)] == [
        at(2026, 11, 9, 16), at(2026, 11, 12, 16), at(2026, 11, 16, 16),
    ]  # fmt: skip
    assert promise.over(at(2026, 11, 9, 15, 59), BERLIN) == []
    assert promise.over(at(2026, 11, 12, 16), BERLIN) == [HALF, MOST]


def test_a_clock_that_stands_passes_nothing_and_goes_on_where_it_was():
    began, asked, answered = at(2026, 11, 2, 9), at(2026, 11, 4, 12), at(2026, 11, 11, 8)
    standing = Promise(began=began, days=10, stands=asked)
    assert standing.over(at(2027, 6, 1, 12), BERLIN) == []
    rested = rested_until(asked, answered, BERLIN)
    assert rested == 5  # 5, 6, 9, 10, 11 November
    assert Promise(began=began, days=10, rested=rested).due(BERLIN) == at(2026, 11, 23, 16)


@given(MOMENTS, some.integers(1, 60), some.integers(0, 20))
def test_an_answer_is_promised_for_a_working_day_so_many_days_on(began: datetime, days: int, rested: int):
    promise = Promise(began=began, days=days, rested=rested)
    day = promise.due(BERLIN).astimezone(BERLIN)
    assert is_working_day(day.date())
    assert day.hour == 16
    first = began.astimezone(BERLIN).date().toordinal()
    between = sum(is_working_day(date.fromordinal(one)) for one in range(first + 1, day.date().toordinal() + 1))
    assert between == days + rested
    assert promise.mark(HALF, BERLIN) <= promise.mark(MOST, BERLIN) <= promise.mark(ALL, BERLIN) == promise.due(BERLIN)


@given(MOMENTS, some.integers(1, 30))
def test_standing_takes_no_day_from_a_promise(stands: datetime, days: int):
    """Whoever answers after the clock stood for a while has as many working days left as before."""
    later = datetime.combine(
        after_working_days(stands.astimezone(BERLIN).date(), days), stands.astimezone(BERLIN).timetz(), tzinfo=BERLIN
    )
    assert rested_until(stands, later, BERLIN) == days
