"""Revisions: every year from 2022 to 2026, then every second one, and no day that nobody has fixed."""

from datetime import date

import pytest

from bot.events.event import Kind, Status
from bot.events.revisions import last_revision, next_revision, revisions
from knowledge.loading import load_library
from knowledge.revising import load_revision_rule
from tests.events.calendar import an_event

RULE = load_revision_rule()


def a_revision(day: str, **values):
    return an_event(f"{day} 10:00", kind=Kind.REVISION, **values)


def test_the_years_are_those_of_the_city():
    assert RULE.years(2019, 2035) == [2022, 2023, 2024, 2025, 2026, 2028, 2030, 2032, 2034]
    assert RULE.years(2027, 2027) == []
    assert RULE.years(2100, 2101) == [2100]


def test_the_rule_has_sources_that_are_there():
    entry = load_library().entries["revisions"]  # the curated answer that tells the same rule
    assert set(RULE.sources) == {source.id for source in entry.sources}


@pytest.mark.parametrize(
    ("today", "year"),
    [(date(2026, 11, 23), 2026), (date(2026, 12, 31), 2026), (date(2027, 1, 1), 2028), (date(2029, 6, 1), 2030)],
)  # fmt: skip
def test_the_next_one_of_a_year_without_a_day_has_no_day(today, year):
    coming = next_revision(RULE, [], today)
    assert (coming.year, coming.day) == (year, None)


def test_a_day_that_is_fixed_is_told():
    coming = next_revision(RULE, [a_revision("2026-12-08")], date(2026, 11, 23))
    assert (coming.year, coming.day) == (2026, date(2026, 12, 8))


def test_a_year_whose_revision_is_over_is_not_next():
    assert next_revision(RULE, [a_revision("2026-03-08")], date(2026, 11, 23)).year == 2028


def test_one_that_only_staff_know_of_or_that_was_cancelled_gives_no_day():
    for status in (Status.PLANNED, Status.CANCELLED):
        coming = next_revision(RULE, [a_revision("2026-12-08", status=status)], date(2026, 11, 23))
        assert (coming.year, coming.day) == (2026, None)


def test_the_last_one_is_one_that_was_held_and_not_one_of_the_rule():
    assert last_revision(RULE, [], date(2026, 11, 23)) is None
    held = [a_revision("2024-05-02"), a_revision("2025-05-02"), a_revision("2026-12-08")]
    last = last_revision(RULE, held, date(2026, 11, 23))
    assert last is not None
    assert last.day == date(2025, 5, 2)


def test_all_of_some_years_stand_in_order():
    found = revisions(RULE, [a_revision("2026-12-08"), a_revision("2027-02-01")], 2025, 2028)
    assert [(each.year, each.day) for each in found] == [
        (2025, None), (2026, date(2026, 12, 8)), (2027, date(2027, 2, 1)), (2028, None),
    ]  # fmt: skip
