"""Calendars of ours (RFC 5545): the feed for everybody, and one event as a file.

An event keeps its UID for ever, and its SEQUENCE grows with every change, so that calendars move it and cancel it where
it stands. Events carry Gera's clock with its rules, so that they stay at their hour whatever the reader's clock.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, vRecur
from icalendar import Event as Entry

from bot.conversation.words import Document
from bot.delivery.topics import name_topic
from bot.events.event import PUBLIC, Event, Kind, first_day, last_day
from bot.texts import Texts
from knowledge.revising import RevisionRule

HOST = "smartcity.gera.de"
"""Behind the @ of what we call events in calendars; a name, no address."""
ASK_AGAIN = timedelta(hours=1)
A_DAY = timedelta(days=1)
A_YEAR = timedelta(days=365)
PRODUCT = "-//Stadt Gera//SMARTCity//DE"


def write_feed(events: Sequence[Event], rule: RevisionRule, texts: Texts, zone: ZoneInfo) -> bytes:
    """All that the public may know of, and the years of revisions whose day nobody knows. The same events give the
    same bytes."""
    calendar = _calendar(texts)
    calendar.add("x-wr-calname", texts.say("feed.name"))
    calendar.add("x-wr-timezone", zone.key)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    public = [event for event in events if event.status in PUBLIC]
    for event in public:
        calendar.add_component(_entry(event, texts))
    stamp = max((event.at for event in public if event.at), default=None)
    for entry in _revision_years(public, rule, texts, stamp or _at_midnight(rule.checked, zone)):
        calendar.add_component(entry)
    return _written(calendar)


def write_file(event: Event, texts: Texts) -> Document:
    """One event as a file, for a person's own calendar: the same UID each time, so a new file moves the old entry."""
    calendar = _calendar(texts)
    calendar.add_component(_entry(event, texts))
    return Document(name="termin.ics", media_type="text/calendar", text=_written(calendar).decode())


def _calendar(texts: Texts) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    return calendar


def _entry(event: Event, texts: Texts) -> Entry:
    words = event.in_words(texts.language)
    title = texts.say("feed.cancelled", title=words.title) if event.is_cancelled else words.title
    entry = Entry()
    entry.add("uid", event.uid if "@" in event.uid else f"{event.uid}@{HOST}")
    entry.add("sequence", event.sequence)
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    stamp = event.at or event.start
    entry.add("dtstamp", stamp)
    entry.add("last-modified", stamp)
    entry.add("summary", title)
    if event.whole_day:
        entry.add("dtstart", first_day(event))
        entry.add("dtend", last_day(event) + A_DAY)
        entry.add("transp", "TRANSPARENT")
    else:
        entry.add("dtstart", event.start.astimezone(event.zone))
        if event.end > event.start:
            entry.add("dtend", event.end.astimezone(event.zone))
    where = ", ".join(part for part in (event.place, event.address) if part)
    if where:
        entry.add("location", where)
    if description := "\n\n".join(_description(event, texts)):
        entry.add("description", description)
    if event.link:
        entry.add("url", event.link)
    entry.add("categories", [name_topic(texts, topic) for topic in sorted(event.all_topics)])
    return entry


def _description(event: Event, texts: Texts) -> Iterable[str]:
    words = event.in_words(texts.language)
    if words.text:
        yield words.text
    if event.step_free is not None:
        yield texts.say("event.step_free" if event.step_free else "event.steps")
    if words.bring:
        yield texts.say("event.bring", what=words.bring)
    if event.contact:
        yield texts.say("feed.contact", contact=event.contact)


def _revision_years(
    public: Iterable[Event], rule: RevisionRule, texts: Texts, stamp: datetime
) -> Iterable[Entry]:  # fmt: skip
    """The city's rule as recurrences, without the years whose day is known.

    A calendar knows no day that nobody knows, and a single one would be taken for fixed. So it is the year itself, a
    bar over all its days, tentative and free. It is a day short where the year has 366, as a recurrence is as long as
    its first, and none may reach into the next year.
    """
    held = (event for event in public if event.kind is Kind.REVISION and not event.is_cancelled)
    known = sorted({first_day(event).year for event in held})
    for recurrence in rule.recurrences:
        entry = Entry()
        entry.add("uid", f"revisions-from-{recurrence.first}@{HOST}")
        entry.add("dtstamp", stamp)
        entry.add("sequence", len(known))  # a year whose day becomes known is a change
        entry.add("summary", texts.say("feed.revision_year"))
        entry.add("description", texts.say("feed.revision_rule"))
        entry.add("dtstart", date(recurrence.first, 1, 1))
        entry.add("dtend", date(recurrence.first, 1, 1) + A_YEAR)
        entry.add("rrule", vRecur.from_ical(recurrence.rule))
        fixed = [year for year in known if list(recurrence.years(year, year))]
        if fixed:
            entry.add("exdate", [date(year, 1, 1) for year in fixed], parameters={"VALUE": "DATE"})
        entry.add("transp", "TRANSPARENT")
        entry.add("status", "TENTATIVE")
        yield entry


def _at_midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=zone)


def _written(calendar: Calendar) -> bytes:
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
