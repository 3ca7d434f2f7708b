"""The kinds of pushes: what goes first, what may come at night, what counts against a person's weekly budget."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a push is."""

    EMERGENCY = "emergency"
    PROGRESS = "progress"
    NOTICE = "notice"
    APPOINTMENT = "appointment"
    REMINDER = "reminder"
    CONSULTATION = "consultation"
    NEWS = "news"
    CORRECTION = "correction"
    DIGEST = "digest"
    IDEA = "idea"
    MILESTONE = "milestone"
    CARD = "card"
    SHARED = "shared"


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How pushes of a kind travel."""

    priority: int
    """Smaller leaves first."""
    at_night: bool = False
    """Quiet hours do not hold it up."""
    counted: bool = True
    """Counts against the weekly budget, and waits for the digest when that is used up."""
    again: bool = False
    """The preset for what is uncertain after a crash: send once more, saying so."""


MANNERS = {
    Kind.EMERGENCY: Manner(priority=0, at_night=True, counted=False, again=True),
    Kind.PROGRESS: Manner(priority=1, at_night=True, counted=False),
    Kind.NOTICE: Manner(priority=2, counted=False),
    Kind.APPOINTMENT: Manner(priority=3, counted=False, again=True),
    Kind.REMINDER: Manner(priority=3, counted=False, again=True),
    Kind.CORRECTION: Manner(priority=4, at_night=True, counted=False),
    Kind.CONSULTATION: Manner(priority=5),
    Kind.NEWS: Manner(priority=6),
    Kind.DIGEST: Manner(priority=7, counted=False),
    Kind.IDEA: Manner(priority=3, counted=False),
    Kind.MILESTONE: Manner(priority=5),
    Kind.CARD: Manner(priority=4, at_night=True, counted=False),
    Kind.SHARED: Manner(priority=8, at_night=True, counted=False),
}
ALONE = frozenset({Kind.PROGRESS, Kind.NOTICE, Kind.DIGEST, Kind.CARD, Kind.SHARED})
"""Each of these says something of its own, or nobody could make the others go on: refused ones stop no others."""
COUNTED = frozenset(kind for kind, manner in MANNERS.items() if manner.counted)
