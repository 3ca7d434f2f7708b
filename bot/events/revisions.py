"""The revisions of the strategy: the city's rule names the years, events name the days. Pure.

A year for which staff have fixed no day is told as such; so is one that went by without a revision that we know of.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.events.event import PUBLIC, Event, Kind, first_day
from knowledge.revising import RevisionRule


@dataclass(frozen=True, kw_only=True)
class Revision:
    """One revision: a year of the rule, or an event beyond it."""

    year: int
    event: Event | None = None
    """None: its day is not known."""

    @property
    def day(self) -> date | None:
        """The local day, if it is known and the revision was not called off."""
        return first_day(self.event) if self.event and not self.event.is_cancelled else None


def revisions(rule: RevisionRule, events: Iterable[Event], begin: int, end: int) -> list[Revision]:
    """The revisions of these years, both included, by year and day. Of a year with events the events stand for it."""
    fixed = sorted(
        (each for each in events if each.kind is Kind.REVISION and each.status in PUBLIC), key=lambda each: each.start
    )
    found = [Revision(year=first_day(each).year, event=each) for each in fixed]
    known = {each.year for each in found}
    found += [Revision(year=year) for year in rule.years(begin, end) if year not in known]
    chosen = (each for each in found if begin <= each.year <= end)
    return sorted(chosen, key=lambda each: (each.year, each.day or date.max))


def next_revision(rule: RevisionRule, events: Iterable[Event], today: date) -> Revision:
    """The next one: with a day from today on, or without a day in this year or a later one.

    One that was cancelled is nobody's next; its year counts again when the rule still names it.
    """
    standing = [each for each in events if not each.is_cancelled]
    coming = revisions(rule, standing, today.year, rule.first_from(today.year + 1))
    return next(each for each in coming if each.day is None or each.day >= today)


def last_revision(rule: RevisionRule, events: Iterable[Event], today: date) -> Revision | None:
    """The last one that has a day before today; None if no day of any is known. The rule alone proves nothing."""
    held = (each for each in revisions(rule, events, today.year - 100, today.year) if each.day and each.day < today)
    return max(held, key=lambda each: each.day or date.min, default=None)
