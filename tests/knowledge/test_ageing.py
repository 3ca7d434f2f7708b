"""Answers age in public: checked, due, overdue, withdrawn, whatever day it is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.ageing import GRACE, NOTICE, Age, age_of, ageing, count_ages
from tests.knowledge.town import an_entry

END = date(2027, 2, 28)
ENTRY = an_entry("benches", "Solarbänke", valid_until=END)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("today", "age"),
    [
        (END - NOTICE, Age.CHECKED),
        (END - NOTICE + DAY, Age.DUE),
        (END, Age.DUE),
        (END + DAY, Age.OVERDUE),
        (END + GRACE, Age.OVERDUE),
        (END + GRACE + DAY, Age.WITHDRAWN),
    ],
)
def test_the_states_follow_each_other(today: date, age: Age):
    assert age_of(ENTRY, today) is age


def test_what_has_no_end_does_not_age():
    assert age_of(replace(ENTRY, valid_until=None), date(2099, 1, 1)) is Age.CHECKED


@given(st.dates(min_value=date(2026, 1, 1), max_value=date(2030, 1, 1)))
def test_no_entry_gets_younger_and_no_overdue_one_is_called_fresh(today: date):
    order = list(Age)
    assert order.index(age_of(ENTRY, today)) <= order.index(age_of(ENTRY, today + DAY))
    assert (age_of(ENTRY, today) in {Age.OVERDUE, Age.WITHDRAWN}) == (today > END)


def test_those_to_be_checked_come_with_the_oldest_first():
    older = replace(ENTRY, id="older", valid_until=END - timedelta(days=200))
    fresh = replace(ENTRY, id="fresh", valid_until=END + timedelta(days=200))
    assert ageing([ENTRY, fresh, older], END) == [(Age.WITHDRAWN, older), (Age.DUE, ENTRY)]
    assert count_ages([ENTRY, fresh, older], END) == {Age.CHECKED: 1, Age.DUE: 1, Age.OVERDUE: 0, Age.WITHDRAWN: 1}
