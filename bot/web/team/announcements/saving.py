"""A form is saved: each field that has changed by the deed of the chat, so that both do the same.

What is right is kept even if something else is wrong: a draft may be unfinished, and nothing that was typed gets lost.
"""

from collections.abc import Awaitable, Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.announcements import composing
from bot.announcements.content import Variant
from bot.announcements.lifecycle import Refusal
from bot.announcements.marks import read_marks
from bot.announcements.office import Office
from bot.delivery.kinds import Kind
from bot.web.team.announcements.typed import Typed, from_row, starts_of
from knowledge.entries import Language
from storage.announcements import AnnouncementRow
from storage.database import Session
from storage.staff import StaffRow

Change = Callable[[], Awaitable[Refusal | None]]


@dataclass(frozen=True, kw_only=True)
class Saving:
    """Saves `typed`, but for the fields that are `wrong`; `picture` is the name of a new one."""

    session: Session
    office: Office
    member: StaffRow
    row: AnnouncementRow
    typed: Typed
    now: datetime
    wrong: Collection[str]
    picture: str | None

    async def run(self) -> Refusal | None:
        """Save all that has changed. After a refusal nothing more is tried."""
        before = from_row(self.row, self.office.zone)
        for change in [*self._message(before), *self._frame(before, self.row.topics)]:
            if refused := await change():
                return refused
        return None

    def _message(self, before: Typed) -> Iterator[Change]:
        """What people read: the picture first, for without one there is nothing to describe."""
        typed, row = self.typed, self.row
        if self.picture:
            name = self.picture
            yield lambda: composing.set_picture(self.session, self.member, row, name, self.now)
        elif typed.no_picture:
            yield lambda: composing.set_photo(self.session, self.member, row, None, self.now)
        for language, text in typed.texts.items():
            if text != before.texts[language] and f"text-{language}" not in self.wrong:
                yield self._text(language, text)
        for language, alt in typed.alts.items():
            if alt != before.alts[language] and f"alt-{language}" not in self.wrong and not typed.no_picture:
                yield self._alt(language, alt)
        link = (typed.label, typed.address)
        if link != (before.label, before.address) and not {"label", "address"} & set(self.wrong):
            new = link if typed.label else None
            yield lambda: composing.set_link(self.session, self.member, row, new, self.now)

    def _frame(self, before: Typed, topics_before: Collection[str] | None) -> Iterator[Change]:
        """Kind, audience, time, and what happens to what is uncertain."""
        typed, row = self.typed, self.row
        if typed.kind != before.kind and "kind" not in self.wrong:
            yield lambda: composing.set_kind(self.session, self.member, row, Kind(typed.kind), self.now)
        topics = sorted(typed.topics) if typed.chosen else None
        if topics != topics_before and "topics" not in self.wrong:
            yield lambda: composing.set_topics(self.session, self.member, row, topics, self.now)
        if typed.starts != before.starts and "starts" not in self.wrong:
            starts = starts_of(typed, self.now, self.office.zone) if typed.starts else None
            yield lambda: composing.set_starts(self.session, self.member, row, starts, self.now)
        if typed.again != before.again:
            yield lambda: composing.set_again(self.session, self.member, row, typed.again, self.now)

    def _text(self, language: Language, typed: str) -> Change:
        text, spans = read_marks(typed)
        variant = Variant(text=text, spans=spans) if text else None
        return lambda: composing.set_text(self.session, self.member, self.row, language, variant, self.now)

    def _alt(self, language: Language, alt: str) -> Change:
        return lambda: composing.set_alt(self.session, self.member, self.row, language, alt, self.now)
