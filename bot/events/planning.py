"""Which reminders are due: a pure function of events, subscriptions, the last mark, now and the longest delay.

A reminder that falls into somebody's quiet hours waits for their end if the event is still ahead then: in the morning
it is read, at night it wakes. Otherwise it goes a quarter of an hour before they begin: early is of use, late is not.

Unique occasions make planning safe to repeat, so this looks a little behind the mark: what was committed late, or was
held up by a change that is just settling, is found all the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.delivery.moments import first_allowed, read_quiet
from bot.events.changing import SETTLING, is_settling
from bot.events.event import Event, Kind, Status
from bot.events.leads import BEFORE_THE_END, Lead, before
from bot.events.pushes import Lapse, Push, Subscription, What

LONGEST_DELAY = timedelta(days=3)
"""So long after its moment a reminder is still sent if the event is ahead: it carries the date, not "tomorrow"."""
LOOKBACK = SETTLING + timedelta(minutes=5)
AHEAD_OF_QUIET = (timedelta(minutes=15), timedelta(minutes=1))
"""So long before quiet hours begin; the second where the first would lie in the last ones."""
MOST_AHEAD = timedelta(hours=26)
"""Longer than quiet hours, also in the night of 25 hours: nothing is due earlier than so long before its moment."""
REMINDED = frozenset({Status.ANNOUNCED, Status.MOVED})


@dataclass(frozen=True)
class Due:
    """A moment of an event: the last part of its occasion, when it is, from when on it is of no use."""

    name: str
    moment: datetime
    lapses: datetime


def due(
    events: Iterable[Event],
    subscriptions: Sequence[Subscription],
    mark: datetime,
    now: datetime,
    longest_delay: timedelta,
    zone: ZoneInfo,
) -> list[Push]:
    """The reminders due after `mark` and up to `now`, in the order of leaving; those that come too late are lapsed.

    What was due before is expected to be planned already. Some come again: whoever plans them goes by the occasion.
    """
    found: list[Push] = []
    leads = {lead for each in subscriptions for lead in each.all_leads()}
    for event in events:
        if event.status not in REMINDED or is_settling(event, now):
            continue
        moments = moments_of(event, leads, zone)
        near = {each.name for each in moments if mark - LOOKBACK < each.moment <= now + MOST_AHEAD}
        if not near:
            continue
        placed = _Placed(event, zone)
        for subscription in subscriptions:
            if (reason := subscription.reason(event)) is not None:
                wanted = placed.of(subscription)
                fresh = [each for each in wanted if each[0].name in near and _is_fresh(each[0], event, subscription)]
                found += _judged(event, subscription, reason, fresh, now, longest_delay, zone)
    return sorted(found, key=lambda push: (push.leaves, push.occasion, push.subscription.address))


def moments_of(event: Event, leads: Iterable[Lead], zone: ZoneInfo) -> list[Due]:
    """When an event has something to say: so long before it begins, as somebody wants it.

    A consultation does not begin at an hour that one must keep: it is told of when it opens, and three days before its
    end.
    """
    again = f":{event.dates + 1}" if event.dates else ""
    if event.kind is Kind.CONSULTATION:
        ends = before(event.end, BEFORE_THE_END, zone, whole_day=event.whole_day)
        opens = _opening(event, zone)
        moments = [Due(f"opens{again}", opens, event.end)]
        return [*moments, Due(f"three-days-left{again}", ends, event.end)] if ends > opens else moments
    return [
        Due(f"{lead.name}{again}", before(event.start, lead, zone, whole_day=event.whole_day), event.start)
        for lead in leads
    ]


def _opening(event: Event, zone: ZoneInfo) -> datetime:
    """A consultation without hours opens in the morning."""
    if not event.whole_day:
        return event.start.astimezone(UTC)
    return datetime.combine(event.start.astimezone(zone).date(), time(9), tzinfo=zone).astimezone(UTC)


def place(moment: datetime, lapses: datetime, quiet: str, zone: ZoneInfo) -> datetime | None:
    """When what is due at a moment may leave: then, after quiet hours, or before them; None: at no time of use."""
    allowed = first_allowed(moment, quiet, zone)
    if allowed < lapses:
        return allowed
    if allowed == moment:
        return None
    begin = _last_begin(moment, quiet, zone)
    earlier = (begin - ahead for ahead in AHEAD_OF_QUIET)
    return next((each for each in earlier if first_allowed(each, quiet, zone) == each), None)


def _last_begin(moment: datetime, quiet: str, zone: ZoneInfo) -> datetime:
    """When the quiet hours that a moment lies in have begun."""
    begin, _ = read_quiet(quiet)
    day = moment.astimezone(zone).date()
    begins = (
        datetime.combine(day - timedelta(days=earlier), begin, tzinfo=zone).replace(fold=fold).astimezone(UTC)
        for earlier in (0, 1, 2)
        for fold in (0, 1)
    )
    return max(each for each in begins if each <= moment)


class _Placed:
    """The moments of one event as they lie for whoever has these leads and quiet hours, worked out once for all."""

    def __init__(self, event: Event, zone: ZoneInfo) -> None:
        self._event = event
        self._zone = zone
        self._known: dict[tuple[tuple[Lead, ...], str], list[tuple[Due, datetime | None, bool]]] = {}

    def of(self, subscription: Subscription) -> list[tuple[Due, datetime | None, bool]]:
        """Each moment, when it may leave, and whether a later one overtakes it in quiet hours."""
        leads = subscription.leads_for(self._event)
        key = (leads, subscription.quiet)
        if key not in self._known:
            moments = sorted(
                {each.name: each for each in moments_of(self._event, leads, self._zone)}.values(),
                key=lambda each: each.moment,
            )
            placed = [(each, place(each.moment, each.lapses, subscription.quiet, self._zone)) for each in moments]
            self._known[key] = [
                (each, leaves, any(leaves and later and later <= leaves for _, later in placed[number + 1 :]))
                for number, (each, leaves) in enumerate(placed)
            ]
        return self._known[key]


def _is_fresh(each: Due, event: Event, subscription: Subscription) -> bool:
    """Whether it became due after the event was announced and the person subscribed."""
    return all(since is None or since < each.moment for since in (event.since, subscription.since_for(event)))


def _judged(
    event: Event,
    subscription: Subscription,
    reason: str,
    wanted: Sequence[tuple[Due, datetime | None, bool]],
    now: datetime,
    longest_delay: timedelta,
    zone: ZoneInfo,
) -> Iterator[Push]:
    """What becomes of the moments of one event and person whose time has come."""
    pushes: dict[bool, list[Push]] = defaultdict(list)
    for each, placed, overtaken in wanted:
        if min(each.moment, placed or each.moment) > now:
            continue
        leaves = max(now, placed) if placed and placed > now else place(now, each.lapses, subscription.quiet, zone)
        push = Push(
            event=event,
            what=What.REMINDER,
            occasion=f"{event.occasion}:{each.name}",
            subscription=subscription,
            reason=reason,
            moment=each.moment,
            leaves=max(now, leaves or now),
            lapses=each.lapses,
        )
        if event.told and event.told.at and each.moment <= event.told.at:
            lapsed: Lapse | None = Lapse.CHANGED
        elif each.lapses <= now:
            lapsed = Lapse.BEGUN
        elif now - (placed or each.moment) > longest_delay:
            lapsed = Lapse.LATE
        elif leaves is None or leaves < now:
            lapsed = Lapse.QUIET
        else:
            lapsed = Lapse.OVERTAKEN if overtaken else None
        pushes[lapsed is None].append(replace(push, lapsed=lapsed))
    yield from pushes[False]
    for push in pushes[True]:
        last = push.moment == max(each.moment for each in pushes[True])
        yield push if last else replace(push, lapsed=Lapse.OVERTAKEN)
