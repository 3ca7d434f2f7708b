"""When the strategy is revised: the city's rule from `content/revisions.yaml`. It names years; days are events."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

import yaml
from dateutil.rrule import rrulestr

from knowledge.loading import CONTENT

FILE = CONTENT / "revisions.yaml"


@dataclass(frozen=True, kw_only=True)
class Recurrence:
    """Every year, or every second one, from a first year on: an RRULE of RFC 5545."""

    first: int
    rule: str

    def years(self, begin: int, end: int) -> Iterator[int]:
        """The years from `begin` to `end`, both included, in which it recurs."""
        rule = rrulestr(self.rule, dtstart=_new_year(self.first))
        for moment in rule.between(_new_year(begin), _new_year(end), inc=True):
            yield moment.year


@dataclass(frozen=True, kw_only=True)
class RevisionRule:
    """The rule, and where it is written."""

    recurrences: Sequence[Recurrence]
    sources: Sequence[str]
    facts: Sequence[str]
    checked: date

    def years(self, begin: int, end: int) -> list[int]:
        """The years from `begin` to `end`, both included, for which a revision is planned."""
        return sorted({year for each in self.recurrences for year in each.years(begin, end)})

    def first_from(self, year: int) -> int:
        """The first year from this one on. The rule has no end."""
        return next(iter(self.years(year, year + 20)))


@cache
def load_revision_rule(path: Path = FILE) -> RevisionRule:
    """Read the rule. Raises OSError, KeyError, ValueError: the package is broken then."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return RevisionRule(
        recurrences=tuple(Recurrence(first=each["first"], rule=each["rule"]) for each in data["rules"]),
        sources=tuple(data["sources"]),
        facts=tuple(data["facts"]),
        checked=data["checked"],
    )


def _new_year(year: int) -> datetime:
    """A rule that names years knows no zones: dateutil wants a moment, and any of the year will do."""
    return datetime.combine(date(year, 1, 1), time())
