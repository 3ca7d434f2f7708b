"""What leaves after a deed of the staff: to how many, and when, as it is said beside the deed. Pure."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

SOON = timedelta(minutes=2)
"""What may leave by then leaves with the next beat."""
QUIET = "Ruhezeit der Person"
QUIET_OR_DIGEST = "Ruhezeit der Person oder Sammelnachricht"


def say_leaving(
    times: Iterable[datetime], now: datetime, zone: ZoneInfo, *, planned: datetime | None = None, later: str = QUIET
) -> str:
    """A sentence about messages that may leave at these moments: `Eine Nachricht geht an 5 Personen: 3 gleich, 2 morgen
    um 08:00 Uhr (Ruhezeit der Person).` What leaves after `planned` (else: now) does so because of `later`."""
    due = max(now, planned or now) + SOON
    counts = Counter((_say_when(moment, now, zone), moment > due) for moment in sorted(times))
    if not counts:
        return "Es geht keine Nachricht hinaus."
    said = {when + (f" ({later})" if waits else ""): count for (when, waits), count in counts.items()}
    whom = "eine Person" if counts.total() == 1 else f"{counts.total()} Personen"
    if len(said) == 1:
        return f"Eine Nachricht geht {next(iter(said))} an {whom}."
    return f"Eine Nachricht geht an {whom}: {', '.join(f'{count} {when}' for when, count in said.items())}."


def _say_when(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    if moment <= now + SOON:
        return "gleich"
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    clock = f"um {local:%H:%M} Uhr"
    if local.date() == today:
        return clock
    if local.date() == today + timedelta(days=1):
        return f"morgen {clock}"
    return f"am {format_date(local.date(), 'd. MMMM', locale='de_DE')} {clock}"
