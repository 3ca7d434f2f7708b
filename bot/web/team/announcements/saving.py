"""A form is saved: each field that has changed by the deed of the chat, so that both do the same.

What is right is kept even if something else is wrong: a draft may be unfinished, and nothing that was typed gets lost.
"""

from collections.abc import Awaitable, Callable, Collection
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


async def save(
    session: Session,
    office: Office,
    member: StaffRow,
    row: AnnouncementRow,
    typed: Typed,
    now: datetime,
    *,
    wrong: Collection[str],
    picture: str | None,
) -> Refusal | None:
    """Save what was typed, but for the fields that are `wrong`; `picture` is the name of a new one."""
    if typed == from_row(row, office.zone) and picture is None:
        return None
    for change in _changes(session, office, member, row, typed, now, wrong, picture):
        if refused := await change():
            return refused
    return None


def _changes(
    session: Session,
    office: Office,
    member: StaffRow,
    row: AnnouncementRow,
    typed: Typed,
    now: datetime,
    wrong: Collection[str],
    picture: str | None,
) -> list[Change]:
    before = from_row(row, office.zone)
    changes: list[Change] = []
    if typed.kind != before.kind and "kind" not in wrong:
        changes.append(lambda: composing.set_kind(session, member, row, Kind(typed.kind), now))
    if picture:
        changes.append(lambda: composing.set_picture(session, member, row, picture, now))
    elif typed.no_picture:
        changes.append(lambda: composing.set_photo(session, member, row, None, now))
    for language, text in typed.texts.items():
        if text != before.texts[language] and f"text-{language}" not in wrong:
            changes.append(_text_change(session, member, row, language, text, now))
    if not typed.no_picture:
        for language, alt in typed.alts.items():
            if alt != before.alts[language] and f"alt-{language}" not in wrong:
                changes.append(_alt_change(session, member, row, language, alt, now))
    link = (typed.label, typed.address) if typed.label else None
    if (typed.label, typed.address) != (before.label, before.address) and not {"label", "address"} & set(wrong):
        changes.append(lambda: composing.set_link(session, member, row, link, now))
    topics = sorted(typed.topics) if typed.chosen else None
    if topics != row.topics and "topics" not in wrong:
        changes.append(lambda: composing.set_topics(session, member, row, topics, now))
    if typed.starts != before.starts and "starts" not in wrong:
        starts = starts_of(typed, now, office.zone) if typed.starts else None
        changes.append(lambda: composing.set_starts(session, member, row, starts, now))
    if typed.again != row.again:
        changes.append(lambda: composing.set_again(session, member, row, typed.again, now))
    return changes


def _text_change(
    session: Session, member: StaffRow, row: AnnouncementRow, language: Language, typed: str, now: datetime
) -> Change:
    text, spans = read_marks(typed)
    variant = Variant(text=text, spans=spans) if text else None
    return lambda: composing.set_text(session, member, row, language, variant, now)


def _alt_change(
    session: Session, member: StaffRow, row: AnnouncementRow, language: Language, alt: str, now: datetime
) -> Change:
    return lambda: composing.set_alt(session, member, row, language, alt, now)
