"""The library as it stands today: what staff have confirmed since its files were written is checked anew."""

from knowledge.ageing import Check, confirmed
from knowledge.entries import Library
from storage import entry_checks
from storage.database import Session


async def as_confirmed(session: Session, library: Library) -> Library:
    """The library with the days on which staff said that an entry still holds."""
    rows = await entry_checks.every(session)
    checks = {id: Check(day=row.checked_on, words=row.words, office=row.office) for id, row in rows.items()}
    return confirmed(library, checks) if checks else library
