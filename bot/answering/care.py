"""Care for the knowledge: which entries somebody should check, who, and the word that one still holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.answering.ageing import as_confirmed
from knowledge.ageing import Age, age_of, ageing, fingerprint
from knowledge.entries import Entry, Library
from storage import audit, entry_checks
from storage.database import Session
from storage.staff import Role, StaffRow

INSTEAD = (Role.EDITOR, Role.ADMINISTRATOR)
"""Who is asked, in this order, where an entry's office has nobody on the staff."""


@dataclass(frozen=True, kw_only=True)
class Care:
    """Deeds for the chat and the console alike. `library` is as the files say."""

    library: Library
    zone: ZoneInfo

    def today(self, now: datetime) -> date:
        """The day by the clocks of Gera."""
        return now.astimezone(self.zone).date()

    async def ageing(self, session: Session, now: datetime) -> list[tuple[Age, Entry]]:
        """The entries that somebody should check, the oldest first."""
        library = await as_confirmed(session, self.library)
        return ageing(library.entries.values(), self.today(now))

    async def count_asked(self, session: Session) -> int:
        """How many entries somebody was asked about and nobody has answered for."""
        library = await as_confirmed(session, self.library)
        ends = {id: entry.valid_until for id, entry in library.entries.items()}
        return len({each.entry for each in await entry_checks.told(session) if ends.get(each.entry) == each.ends})

    async def confirm(self, session: Session, id: str, words: str, by: StaffRow, now: datetime) -> Entry | None:
        """An entry still holds, in the words that somebody has seen (`words` is their fingerprint): from today it is
        valid again for as long as before. The entry as it stands now; None if there is nothing to confirm: nobody
        knows it, it need not be checked, or it says something else by now."""
        entry = (await as_confirmed(session, self.library)).entry(id)
        if entry is None or words != fingerprint(entry) or age_of(entry, self.today(now)) is Age.CHECKED:
            return None
        await entry_checks.confirm(
            session, entry=id, day=self.today(now), words=fingerprint(entry), office=by.name, now=now
        )
        audit.note(session, who=by.id, deed="knowledge.confirmed", object=f"entry:{id}", now=now)
        return (await as_confirmed(session, self.library)).entry(id)


def ask_whom(owner: str, members: Sequence[StaffRow]) -> Sequence[StaffRow]:
    """Who is asked about an entry of this office: its members, by the name that colleagues call them. If it has none,
    the editors, else the administrators. Pure."""
    own = [each for each in members if is_of(each, owner)]
    ways = [own, *([each for each in members if each.role == role] for role in INSTEAD)]
    return next((way for way in ways if way), [])


def is_of(member: StaffRow, owner: str) -> bool:
    """Whether somebody speaks for an office."""
    return member.name.strip().casefold() == owner.strip().casefold()
