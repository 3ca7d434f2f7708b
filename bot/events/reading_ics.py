"""Calendars of others (RFC 5545), read tolerantly: what they say of events, and every version of it that they hold.

What is not said is taken kindly and not made up: no zone is Gera's clock, no end is none, an unknown category is left
out.
What cannot be understood is refused in sentences, all at once.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar
from icalendar import Event as Written

from bot.delivery.topics import Topic
from bot.events.event import Event, Kind, Status, Words, midnight
from knowledge.entries import Language

A_DAY = timedelta(days=1)
KINDS: Mapping[str, Kind] = {
    "workshop": Kind.WORKSHOP, "werkstatt": Kind.WORKSHOP,
    "assembly": Kind.ASSEMBLY, "vollversammlung": Kind.ASSEMBLY, "versammlung": Kind.ASSEMBLY,
    "tour": Kind.TOUR, "rundgang": Kind.TOUR, "stadtrundgang": Kind.TOUR, "führung": Kind.TOUR,
    "consultation": Kind.CONSULTATION, "beteiligung": Kind.CONSULTATION, "anhörung": Kind.CONSULTATION,
    "contest-deadline": Kind.CONTEST, "ideenwettbewerb": Kind.CONTEST, "wettbewerb": Kind.CONTEST,
    "revision": Kind.REVISION, "fortschreibung": Kind.REVISION,
}  # fmt: skip
"""Categories that say what an event is."""
TOPICS: Mapping[str, Topic] = {
    "mobilität": Topic.MOBILITY, "mobility": Topic.MOBILITY, "verkehr": Topic.MOBILITY,
    "wohnen": Topic.LIVING, "living": Topic.LIVING, "nachhaltigkeit": Topic.SUSTAINABILITY,
    "sustainability": Topic.SUSTAINABILITY, "lernen": Topic.LEARNING, "learning": Topic.LEARNING,
    "energie": Topic.ENERGY, "energy": Topic.ENERGY, "bildung": Topic.EDUCATION, "education": Topic.EDUCATION,
    "wirtschaft": Topic.ECONOMY, "economy": Topic.ECONOMY, "infrastruktur": Topic.INFRASTRUCTURE,
    "infrastructure": Topic.INFRASTRUCTURE, "bürgerbeteiligung": Topic.PARTICIPATION,
    "participation": Topic.PARTICIPATION, "stadtentwicklung": Topic.URBAN, "pilot": Topic.PILOTS,
    "pilotprojekt": Topic.PILOTS, "maßnahme": Topic.MEASURES,
}  # fmt: skip
"""Categories that say what it is about, beside the keys of the topics themselves."""

DATES = frozenset({"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"})
"""What must not be wrong; all else may."""


class CalendarError(Exception):
    """A calendar cannot be taken. Carries every mistake as a sentence."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = list(sentences)
        super().__init__("\n".join(sentences))


@dataclass(frozen=True, kw_only=True)
class Version:
    """An event as one version of the calendar has it."""

    event: Event
    made: datetime | None
    """When this version was made, if it says so: LAST-MODIFIED, or DTSTAMP."""


def read_calendar(written: bytes, begin: datetime, end: datetime, zone: ZoneInfo) -> dict[str, list[Version]]:
    """The events between two moments, by UID, each with its versions in the order of their SEQUENCE.

    A recurring event is one event for each time it takes place, with a UID of its own. A later version that no longer
    holds one of them has cancelled it. Raises CalendarError.
    """
    calendars = _parse(written)
    components = [each for calendar in calendars for each in calendar.walk("VEVENT")]
    mistakes = [sentence for number, each in enumerate(components, start=1) for sentence in _mistakes(each, number)]
    if mistakes:
        raise CalendarError(mistakes)
    zones = [each for calendar in calendars for each in calendar.walk("VTIMEZONE")]
    found = {}
    for parts in _by_uid(components).values():
        found.update(_versions(parts, zones, begin, end, zone))
    return found


def _parse(written: bytes) -> list[Calendar]:
    try:
        text = written.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = written.decode("cp1252", errors="replace")
    for mark in ("BEGIN:VCALENDAR", "END:VCALENDAR"):
        if mark not in text.upper():
            raise CalendarError([f"Die Datei ist kein ganzer Kalender: „{mark}“ fehlt."])
    try:
        found = Calendar.from_ical(text, multiple=True)
    except (ValueError, IndexError, KeyError) as error:
        raise CalendarError([f"Der Kalender lässt sich nicht lesen: {error}"]) from error
    return [each for each in found if isinstance(each, Calendar)]


def _mistakes(event: Written, number: int) -> Iterator[str]:
    """Why an event cannot be taken."""
    name = f"Termin {number} („{_text(event, 'SUMMARY') or _text(event, 'UID') or 'ohne Titel'}“)"
    for what, error in event.errors:
        if what in DATES:
            yield f"{name}: {what} ist nicht zu verstehen ({error})."
    start, end = _moment(event, "DTSTART"), _moment(event, "DTEND")
    if start is None:
        if "DTSTART" not in {what for what, _ in event.errors}:
            yield f"{name}: Der Beginn (DTSTART) fehlt."
    elif end is not None and isinstance(start, datetime) is not isinstance(end, datetime):
        yield f"{name}: Beginn und Ende sind nicht von gleicher Art (Tag oder Uhrzeit)."
    elif end is not None and _aware(end, UTC) < _aware(start, UTC) and _same_zone(start, end):
        yield f"{name}: Das Ende liegt vor dem Beginn."


def _by_uid(components: Iterable[Written]) -> Mapping[str, list[Written]]:
    found: defaultdict[str, list[Written]] = defaultdict(list)
    for number, each in enumerate(components, start=1):
        found[_text(each, "UID") or f"ohne-uid-{number}"].append(each)
    return found


def _versions(
    parts: Sequence[Written], zones: Sequence[object], begin: datetime, end: datetime, zone: ZoneInfo
) -> dict[str, list[Version]]:
    """The versions of one UID. Each holds all parts up to its SEQUENCE, a later one in the place of an earlier."""
    found: defaultdict[str, list[Version]] = defaultdict(list)
    recurs = any(each.get("RRULE") or each.get("RDATE") or each.get("RECURRENCE-ID") for each in parts)
    for sequence in sorted({_sequence(each) for each in parts}):
        valid: dict[str, Written] = {}
        for each in sorted((part for part in parts if _sequence(part) <= sequence), key=_sequence):
            valid[str(each["RECURRENCE-ID"].dt) if each.get("RECURRENCE-ID") else ""] = each
        stamps = [made for part in parts if _sequence(part) == sequence and (made := _made(part))]
        made = max(stamps, default=None)
        here = {
            uid: Version(event=event, made=made)
            for uid, event in _occurrences(list(valid.values()), zones, begin, end, zone, recurs=recurs)
        }
        for uid, version in here.items():
            found[uid].append(version)
        for uid, versions in found.items():
            if uid not in here:
                versions.append(
                    Version(event=replace(versions[-1].event, status=Status.CANCELLED, sequence=sequence), made=made)
                )
    return found


def _occurrences(
    parts: Sequence[Written], zones: Sequence[object], begin: datetime, end: datetime, zone: ZoneInfo, *, recurs: bool
) -> Iterator[tuple[str, Event]]:
    if not recurs:
        for part in parts:
            event = _event(part, zone)
            yield event.uid, event
        return
    calendar = Calendar()
    for each in (*zones, *parts):
        calendar.add_component(each)
    for part in recurring_ical_events.of(calendar, keep_recurrence_attributes=True).between(begin, end):
        uid = _uid_of_occurrence(part, zone)
        yield uid, replace(_event(part, zone), id=uid, uid=uid)
    for part in parts:  # what was moved far away is still there
        if part.get("RECURRENCE-ID"):
            uid = _uid_of_occurrence(part, zone)
            yield uid, replace(_event(part, zone), id=uid, uid=uid)


def _uid_of_occurrence(part: Written, zone: ZoneInfo) -> str:
    """One time of a recurring event is known by when it was meant to be, wherever it was moved to."""
    meant = part["RECURRENCE-ID"].dt if part.get("RECURRENCE-ID") else part["DTSTART"].dt
    return f"{_text(part, 'UID')}/{_aware(meant, zone).astimezone(zone):%Y%m%dT%H%M}"


def _event(written: Written, zone: ZoneInfo) -> Event:
    start, end, whole_day = _span(written, zone)
    categories = [name.casefold() for name in _categories(written)]
    kind = next((KINDS[name] for name in categories if name in KINDS), Kind.WORKSHOP)
    topics = {str(TOPICS.get(name, name)) for name in categories}
    cancelled = _text(written, "STATUS").upper() == "CANCELLED"
    uid = _text(written, "UID") or f"{start:%Y%m%dT%H%M}-{_text(written, 'SUMMARY')}"
    return Event(
        id=uid,
        uid=uid,
        kind=kind,
        status=Status.CANCELLED if cancelled else Status.ANNOUNCED,
        topics=frozenset(topics & set(Topic) - {Topic.ALL}),
        start=start,
        end=end,
        zone=zone,
        whole_day=whole_day,
        words={
            Language.GERMAN: Words(
                title=_text(written, "SUMMARY") or "Termin ohne Titel", text=_text(written, "DESCRIPTION")
            )
        },
        place=re.sub(r"\s*\n\s*", ", ", _text(written, "LOCATION")),
        link=_text(written, "URL"),
        contact=_text(written, "CONTACT"),
        sequence=_sequence(written),
    )


def _span(written: Written, zone: ZoneInfo) -> tuple[datetime, datetime, bool]:
    """Beginning and end in UTC, and whether they are whole days."""
    start = written["DTSTART"].dt
    ends = _moment(written, "DTEND")
    length = written["DURATION"].dt if written.get("DURATION") is not None else None
    if not isinstance(start, datetime):
        last = ends if ends is not None else start + (length or A_DAY)
        last = max(last, start + A_DAY)
        return midnight(start, zone).astimezone(UTC), midnight(last, zone).astimezone(UTC), True
    begin = _aware(start, zone).astimezone(UTC)
    if ends is not None:
        return begin, max(begin, _aware(ends, zone).astimezone(UTC)), False
    return begin, begin + (length if length is not None else timedelta(0)), False


def _aware(moment: date, zone: object) -> datetime:
    """A moment with its zone; what floats is meant by the clock of `zone`."""
    at = moment if isinstance(moment, datetime) else datetime.combine(moment, datetime.min.time())
    return at if at.tzinfo else at.replace(tzinfo=zone)  # type: ignore[arg-type]


def _same_zone(start: date, end: date) -> bool:
    return getattr(start, "tzinfo", None) == getattr(end, "tzinfo", None)


def _moment(written: Written, name: str) -> date | None:
    try:
        moment = getattr(written.get(name), "dt", None)
    except ValueError:  # icalendar keeps what it could not read, and refuses to show it
        return None
    return moment if isinstance(moment, date) else None


def _made(written: Written) -> datetime | None:
    for name in ("LAST-MODIFIED", "DTSTAMP"):
        moment = _moment(written, name)
        if moment is not None:
            return _aware(moment, UTC).astimezone(UTC)
    return None


def _sequence(written: Written) -> int:
    try:
        return int(written.get("SEQUENCE", 0))
    except (TypeError, ValueError):
        return 0


def _categories(written: Written) -> list[str]:
    given = written.get("CATEGORIES", [])
    groups = given if isinstance(given, list) else [given]
    return [str(name).strip() for group in groups for name in getattr(group, "cats", [group])]


def _text(written: Written, name: str) -> str:
    value = written.get(name, "")
    return str(value[0] if isinstance(value, list) and value else value or "").strip()
