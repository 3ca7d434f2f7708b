"""What people are told when an event changes: moved, cancelled, on again. Pure.

An event remembers what people were told of it last, and since when it differs from that. So several changes within ten
minutes are one message, from what people knew to what holds now, and a change that was taken back is none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.delivery.moments import first_allowed
from bot.events.event import PUBLIC, Event, of_use_until
from bot.events.pushes import Push, Subscription, What

SETTLING = timedelta(minutes=10)
"""So long after the first of them changes are gathered. Who hears of it later would have to wait, not longer."""
WAKES = timedelta(hours=12)
"""What is changed less than this ahead is told also in quiet hours."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """An event of which people now know how it stands; `pushes` is who has to be told, and how."""

    event: Event
    what: What | None
    """None: there is nothing to tell."""
    pushes: Sequence[Push]


def is_settling(event: Event, now: datetime) -> bool:
    """Whether people know another date or place than holds, and have not been told yet."""
    return event.changed is not None and (not _has_settled(event.changed, now) or _what(event, now) is not None)


def changes(
    events: Iterable[Event], subscriptions: Sequence[Subscription], now: datetime, zone: ZoneInfo
) -> list[Change]:
    """The events whose changes have settled, a cancelled one at once."""
    found = []
    for event in events:
        if event.changed is None or event.told is None or event.status not in PUBLIC:
            continue
        what = _what(event, now)
        if what is What.CANCELLED or _has_settled(event.changed, now):
            pushes = [_push(event, what, each, now, zone) for each in subscriptions] if what else []
            found.append(Change(event=event, what=what, pushes=[push for push in pushes if push]))
    return found


def _has_settled(changed: datetime, now: datetime) -> bool:
    """Whether enough time has passed. A clock that was put back since tells nothing: then nobody waits for it."""
    return abs(now - changed) >= SETTLING


def _what(event: Event, now: datetime) -> What | None:
    """What has to be told of an event; None: nothing has changed for anybody, or it is too late to matter."""
    told = event.told
    if told is None or not _ahead(event, now):
        return None
    if event.is_cancelled:
        return None if told.cancelled or of_use_until(event.kind, told.start, told.end) <= now else What.CANCELLED
    if told.cancelled:
        return What.RESTORED
    known = (told.start, told.end, told.place)
    return What.MOVED if known != (event.start, event.end, event.place) else None


def _ahead(event: Event, now: datetime) -> list[datetime]:
    """Until when the old and the new date matter, as far as they do."""
    until = [of_use_until(event.kind, told.start, told.end)] if (told := event.told) else []
    return [each for each in (*until, event.of_use_until) if each > now]


def _push(event: Event, what: What, subscription: Subscription, now: datetime, zone: ZoneInfo) -> Push | None:
    reason = subscription.reason(event)
    if reason is None or event.told is None:
        return None
    ahead = _ahead(event, now)
    allowed = first_allowed(now, subscription.quiet, zone)
    urgent = min(ahead) - now < WAKES or min(ahead) <= allowed
    return Push(
        event=event,
        what=what,
        occasion=f"{event.occasion}:{what}:{event.changes + 1}",
        subscription=subscription,
        reason=reason,
        moment=now,
        leaves=now if urgent else allowed,
        lapses=max(ahead),
    )
