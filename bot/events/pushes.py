"""What goes to whom: a subscription, and a push that is due. Plain data between the rules and the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
class Own:
    """What somebody has to do with one event, beside or instead of a topic of it."""

    leads: tuple[Lead, ...]
    """When they want to be reminded of it, whatever they chose for all others."""
    reason: Reason | None = None
    """Why they hear of it; None: only if they have subscribed to a topic of it."""
    since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """Somebody who wants to hear of events."""

    address: str
    topics: frozenset[str]
    leads: tuple[Lead, ...]
    language: str | None = None
    quiet: str = ""
    """`20:00-08:00`, local time; empty: never quiet."""
    own: Mapping[str, Own] = field(default_factory=dict)
    """By the ids of events."""
    since: datetime | None = None
    """Nothing that was due before is theirs."""

    def all_leads(self) -> set[Lead]:
        """When they want to be reminded of anything."""
        return {*self.leads, *(lead for own in self.own.values() for lead in own.leads)}

    def leads_for(self, event: Event) -> tuple[Lead, ...]:
        """When they want to be reminded of this event."""
        return self.own[event.id].leads if event.id in self.own else self.leads

    def since_for(self, event: Event) -> datetime | None:
        """Nothing of this event that was due before is theirs."""
        return self.own[event.id].since if event.id in self.own else self.since

    def reason(self, event: Event) -> str | None:
        """Why they hear of this event: registered, a wish, a topic, everything; None: they don't."""
        if event.id in self.own and (reason := self.own[event.id].reason):
            return reason
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
