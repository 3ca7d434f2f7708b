"""How old an answer is: checked, due to be checked again, overdue, withdrawn.

Who ages in public must not pretend: an overdue answer says so, and after a time of grace it is given no more.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from knowledge.entries import Entry

NOTICE = timedelta(days=30)
"""So long before the end of its validity an entry is due: its owner has time to look."""
GRACE = timedelta(days=60)
"""So long an overdue answer is still given, with a mark."""


class Age(StrEnum):
    """The states in their order."""

    CHECKED = "checked"
    DUE = "due"
    OVERDUE = "overdue"
    WITHDRAWN = "withdrawn"


def age_of(entry: Entry, today: date) -> Age:
    """The state of an entry on a day. Without an end of validity it does not age."""
    end = entry.valid_until
    if end is None or today <= end - NOTICE:
        return Age.CHECKED
    if today <= end:
        return Age.DUE
    return Age.OVERDUE if today <= end + GRACE else Age.WITHDRAWN


def ageing(entries: Iterable[Entry], today: date) -> list[tuple[Age, Entry]]:
    """The entries that somebody should check, the oldest first."""
    found = [(age, entry) for entry in entries if (age := age_of(entry, today)) is not Age.CHECKED]
    return sorted(found, key=lambda pair: (pair[1].valid_until or date.max, pair[1].id))


def count_ages(entries: Iterable[Entry], today: date) -> dict[Age, int]:
    """How many entries are in each state."""
    counted = Counter(age_of(entry, today) for entry in entries)
    return {age: counted[age] for age in Age}
