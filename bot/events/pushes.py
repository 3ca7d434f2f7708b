"""What goes to whom: a subscription, and a push that is due. Plain data between the rules and the ledger."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.delivery.topics import Reason, Topic
from bot.events.event import Event
from bot.events.leads import Lead


class What(StrEnum):
    """What a push of an event says."""

    REMINDER = "reminder"
    MOVED = "moved"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    """It takes place after all."""


class Lapse(StrEnum):
    """Why a reminder is not sent, as staff see it."""

    LATE = "late"
    """Its window is over."""
    BEGUN = "begun"
    """So has the event."""
    QUIET = "quiet"
    """The person's quiet hours leave no time for it."""
    OVERTAKEN = "overtaken"
    """A later reminder of the same event is due as well, and says the same."""
    CHANGED = "changed"
    """People were just told of a change, with the date."""


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """Somebody who wants to hear of events."""

    address: str
    topics: frozenset[str]
    leads: tuple[Lead, ...]
    language: str | None = None
    quiet: str = ""
    """`20:00-08:00`, local time; empty: never quiet."""
    events: frozenset[str] = frozenset()
    """The ids of what they have registered for."""
    since: datetime | None = None
    """Nothing that was due before is theirs."""

    def reason(self, event: Event) -> str | None:
        """Why they hear of this event: registered, a topic, everything; None: they don't."""
        if event.id in self.events:
            return Reason.REGISTERED
        own = sorted(event.all_topics & self.topics)
        return own[0] if own else (Topic.ALL if Topic.ALL in self.topics else None)


@dataclass(frozen=True, kw_only=True)
class Push:
    """A message that is due for one person. Moments are aware."""

    event: Event
    what: What
    occasion: str
    """Unique together with the address: `workshop:17:one-day`, `workshop:17:moved:1`."""
    subscription: Subscription
    reason: str
    moment: datetime
    """When it is due by the calendar."""
    leaves: datetime
    """When it may leave: not before the moment it was planned, not in quiet hours."""
    lapses: datetime
    """From then on it is of no use."""
    lapsed: Lapse | None = None
    """It is not sent, for this reason."""
