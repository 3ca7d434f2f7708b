"""Calendars as others write them."""

from collections.abc import Iterable


def a_calendar(*events: str, more: str = "") -> str:
    """A calendar of these events."""
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//DE", *_lines(more), *events, "END:VCALENDAR", ""]
    )


def vevent(uid: str, start: str, *lines: str) -> str:
    """One event; `start` is a DTSTART with its parameters: `;TZID=Europe/Berlin:20261025T180000`."""
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART{start}", *lines, "END:VEVENT"])


def _lines(text: str) -> Iterable[str]:
    return [line for line in text.splitlines() if line]


VTIMEZONE = """
BEGIN:VTIMEZONE
TZID:Gera
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""
