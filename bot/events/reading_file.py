"""A calendar or a table that staff send becomes rows of fields; then both are one thing."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.events.fields import write_fields
from bot.events.reading_ics import CalendarError, read_calendar
from bot.events.reading_table import MOST_ROWS, Row, Sheet, read_table
from bot.texts import Texts
from bot.workbooks import LARGEST, TOO_LARGE

BEHIND = timedelta(days=30)
AHEAD = timedelta(days=2 * 366)
TOO_OFTEN = re.compile(rb"FREQ=(?:SECONDLY|MINUTELY|HOURLY)|BYSECOND|BYMINUTE", re.IGNORECASE)


def read_file(data: bytes, texts: Texts, now: datetime, zone: ZoneInfo) -> Sheet:
    """The rows of a file, whatever kind it is."""
    if b"BEGIN:VCALENDAR" in data[:2000].upper():
        return _read_ics(data, now, zone)
    return read_table(data, texts)


def _read_ics(data: bytes, now: datetime, zone: ZoneInfo) -> Sheet:
    """The events of a calendar around now. One that recurs is one for each time it takes place."""
    if len(data) > LARGEST:
        return Sheet(problems=[TOO_LARGE])
    if TOO_OFTEN.search(data.replace(b"\r\n ", b"").replace(b"\n ", b"")):
        return Sheet(problems=["Ein Termin wiederholt sich öfter als täglich. Das ist kein Kalender für Menschen."])
    try:
        found = read_calendar(data, now - BEHIND, now + AHEAD, zone)
    except CalendarError as error:
        return Sheet(problems=error.sentences)
    if len(found) > MOST_ROWS:
        return Sheet(problems=[f"Der Kalender hat mehr als {MOST_ROWS} Termine. Bitte teilen Sie ihn."])
    sheet = Sheet()
    for number, versions in enumerate(found.values(), start=1):
        event = versions[-1].event
        place = f"Termin {number} („{event.in_german.title[:60]}“)"
        if event.end <= now:
            sheet.left_out.append(f"{place}: schon vorbei.")
            continue
        # What a calendar does not say is not empty: staff may have added it here.
        said = {name: value for name, value in write_fields(event).items() if value or name == "end"}
        sheet.rows.append(Row(place=place, fields=said, uid=event.uid, cancelled=event.is_cancelled))
    if not sheet.rows and not sheet.left_out:
        sheet.problems.append("In diesem Kalender steht kein Termin der nächsten zwei Jahre.")
    return sheet
