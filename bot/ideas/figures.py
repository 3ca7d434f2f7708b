"""The figures of ideas that everybody may see: how many stand where, and how well the city keeps its word. Pure.

Small cells are hidden where they would tell about somebody: what is not public yet, refused or withdrawn. What is
public can be counted on the board anyway.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from bot.workdays import is_working_day
from storage.idea_figures import Counts
from storage.ideas import SHOWN, Stage

LEAST = 5
"""Fewer than so many are not told."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """None stands for "too few to be told"."""

    total: int
    stages: Mapping[str, int | None]
    fields: Mapping[str | None, int]
    outcomes: Mapping[str, int]
    answered: int
    in_time: int | None
    median_days: float | None
    """Working days from handing in to the decision."""


def make_figures(counts: Counts, zone: ZoneInfo) -> Figures:
    """What may be told."""
    answered = len(counts.answered)
    enough = answered >= LEAST
    stages = {stage.value: counts.stages.get(stage, 0) for stage in Stage}
    told = {
        stage: number if stage in SHOWN or number >= LEAST or number == 0 else None for stage, number in stages.items()
    }
    return Figures(
        total=sum(number or 0 for number in told.values()),  # or a hidden cell could be worked out
        stages=told,
        fields=dict(sorted(counts.fields.items(), key=lambda pair: (-pair[1], pair[0] or "~"))),
        outcomes=dict(sorted(counts.outcomes.items(), key=lambda pair: (-pair[1], pair[0]))),
        answered=answered,
        in_time=answered - counts.late if enough else None,
        median_days=median(working_days(counts.answered, zone)) if enough else None,
    )


def working_days(spans: Sequence[tuple[datetime, datetime]], zone: ZoneInfo) -> list[int]:
    """Of each span, how many working days began in it."""
    days = [(began.astimezone(zone).date(), ended.astimezone(zone).date()) for began, ended in spans]
    if not days:
        return []
    counted = _counted(min(began for began, _ in days), max(ended for _, ended in days))
    return [counted[ended] - counted[began] for began, ended in days]


def _counted(first: date, last: date) -> dict[date, int]:
    """How many working days lie before the end of each day, from the first on."""
    found, number = {}, 0
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        number += is_working_day(day)
        found[day] = number
    return found
