"""Between rows and the plain data that is decided on: events, subscriptions."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from bot.delivery.topics import Reason
from bot.events.event import Event, Kind, Status, Told, Words
from bot.events.leads import NONE, PRESET, Lead, read_lead
from bot.events.pushes import Own, Subscription
from knowledge.entries import Language
from storage.events import EventRow
from storage.registrations import Standing
from storage.reminding import Wish


def from_row(row: EventRow) -> Event:
    """The event of a row."""
    told = None
    if row.told_starts is not None and row.told_ends is not None:
        told = Told(
            start=row.told_starts, end=row.told_ends, place=row.told_place, cancelled=row.told_cancelled, at=row.told_at
        )
    return Event(
        id=str(row.id),
        uid=row.uid,
        kind=Kind(row.kind),
        status=Status(row.status),
        topics=frozenset(row.topics),
        start=row.starts,
        end=row.ends,
        zone=ZoneInfo(row.zone),
        whole_day=row.whole_day,
        place=row.place,
        address=row.address,
        step_free=row.step_free,
        capacity=row.capacity,
        languages=row.languages,
        interpreter=row.interpreter,
        link=row.link,
        contact=row.contact,
        subjects=tuple(row.subjects.split()),
        ideas=tuple(int(number) for number in row.ideas.split()),
        results=row.results,
        minutes=row.minutes,
        next_step=row.next_step,
        next_day=row.next_day,
        words={Language(language): Words(**words) for language, words in row.words.items()},
        sequence=row.sequence,
        since=row.announced,
        changed=row.changed,
        told=told,
        dates=row.dates,
        changes=row.changes,
        at=row.edited,
    )


def to_values(event: Event) -> Mapping[str, Any]:
    """What of an event a form, a file or a table decides: the columns of its row, without what was told to whom."""
    return {
        "uid": event.uid,
        "kind": event.kind.value,
        "status": event.status.value,
        "topics": sorted(event.topics),
        "starts": event.start.astimezone(UTC),
        "ends": event.end.astimezone(UTC),
        "zone": event.zone.key,
        "whole_day": event.whole_day,
        "place": event.place,
        "address": event.address,
        "step_free": event.step_free,
        "capacity": event.capacity,
        "languages": event.languages,
        "interpreter": event.interpreter,
        "link": event.link,
        "contact": event.contact,
        "subjects": " ".join(event.subjects),
        "ideas": " ".join(map(str, event.ideas)),
        "results": event.results,
        "minutes": event.minutes,
        "next_step": event.next_step,
        "next_day": event.next_day,
        "words": {language.value: vars(words) for language, words in event.words.items()},
    }


def from_wish(wish: Wish) -> Subscription:
    """What somebody wants to hear of; whoever has chosen no time gets the usual one."""
    leads = read_leads(wish.leads or PRESET)
    own = {}
    for event, chosen in wish.chosen.items():
        wanted = read_leads(chosen.leads)  # who wants none has at least not asked to hear of it
        own[str(event)] = Own(leads=wanted, reason=Reason.WISHED if wanted else None, since=chosen.since)
    for event, (state, since) in wish.registered.items():
        had = own.get(str(event), Own(leads=leads, since=since))
        seated = state == Standing.SEATED  # whoever waits hears of changes, and is not reminded of what is full
        own[str(event)] = replace(had, reason=Reason.REGISTERED, leads=had.leads if seated else ())
    return Subscription(
        address=wish.address,
        topics=wish.topics,
        leads=leads,
        language=wish.language,
        quiet=wish.quiet,
        own=own,
        since=wish.since,
    )


def read_leads(written: Iterable[str]) -> tuple[Lead, ...]:
    """As they are stored; `none` is none."""
    return tuple(read_lead(lead) for lead in written if lead != NONE)
