"""How old an answer is: checked, due to be checked again, overdue, withdrawn.

Who ages in public must not pretend: an overdue answer says so, and after a time of grace it is given no more.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from knowledge.entries import Entry, Language, Library

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


@dataclass(frozen=True, kw_only=True)
class Check:
    """Somebody of the city has said that an entry still holds."""

    day: date
    words: str
    """Fingerprint of what the entry said then."""
    office: str


def fingerprint(entry: Entry) -> str:
    """Changes when the words of an entry change: who has confirmed others has not confirmed these."""
    said = [entry.variants[language] for language in Language if language in entry.variants]
    return hashlib.sha256("\n".join(f"{each.title}\n{each.text}" for each in said).encode()).hexdigest()[:16]


def as_checked(entry: Entry, check: Check | None) -> Entry:
    """The entry with the day of a confirmation, valid from then for as long as it was meant to be. What was said before
    the file was checked, or of other words, counts for nothing."""
    if check is None or check.day <= entry.checked or check.words != fingerprint(entry):
        return entry
    until = entry.valid_until and check.day + (entry.valid_until - entry.checked)
    return replace(entry, checked=check.day, valid_until=until)


def confirmed(library: Library, checks: Mapping[str, Check]) -> Library:
    """The library in which every entry carries the day of its last check."""
    entries = (as_checked(entry, checks.get(entry.id)) for entry in library.entries.values())
    return Library(entries, library.topics.values())


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
