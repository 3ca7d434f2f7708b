"""Composing: every field is a deed of its own, so that chat and console do the same. A draft is a row, and survives."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from bot.announcements import lifecycle
from bot.announcements.content import Variant
from bot.announcements.lifecycle import Deed, Refusal, State
from bot.announcements.office import member_of, settle, standing_of
from bot.delivery.kinds import MANNERS, Kind
from knowledge.entries import Language
from storage import announcements, audit
from storage.announcements import AnnouncementRow
from storage.database import Session
from storage.staff import StaffRow


async def begin(session: Session, member: StaffRow, kind: Kind, now: datetime) -> AnnouncementRow:
    """A new draft. What is uncertain later is handled as this kind presets."""
    row = await announcements.add(
        session, kind=kind, state=State.DRAFT, author=member.id, again=MANNERS[kind].again, topics=None, now=now
    )
    audit.note(session, who=member.id, deed="announcement.drafted", object=f"announcement:{row.id}", now=now)
    return row


async def set_kind(
    session: Session, member: StaffRow, row: AnnouncementRow, kind: Kind, now: datetime
) -> Refusal | None:
    """Another kind. What is uncertain later is handled as that kind presets."""
    return await _change(session, member, row, now, kind=kind, again=MANNERS[kind].again)


async def set_text(
    session: Session, member: StaffRow, row: AnnouncementRow, language: Language, variant: Variant | None, now: datetime
) -> Refusal | None:
    """The words in one language, with their formatting; None takes them away. A picture's description stays."""
    texts = dict(row.texts)
    if variant is None:
        texts.pop(language, None)
    else:
        texts[language] = variant.as_data() | {"alt": texts.get(language, {}).get("alt", "")}
    return await _change(session, member, row, now, texts=texts)


async def set_alt(
    session: Session, member: StaffRow, row: AnnouncementRow, language: Language, alt: str, now: datetime
) -> Refusal | None:
    """What is to be seen on the picture, in one language."""
    texts = dict(row.texts)
    texts[language] = texts.get(language, Variant(text="").as_data()) | {"alt": alt}
    return await _change(session, member, row, now, texts=texts)


async def set_photo(
    session: Session, member: StaffRow, row: AnnouncementRow, photo: str | None, now: datetime
) -> Refusal | None:
    """A picture that is to be fetched from Telegram (`fetching.py` does), or (None) no picture."""
    texts = {name: data | {"alt": ""} for name, data in row.texts.items()}
    return await _change(session, member, row, now, photo=photo, picture=None, texts=texts)


async def set_picture(
    session: Session, member: StaffRow, row: AnnouncementRow, picture: str, now: datetime
) -> Refusal | None:
    """A picture that we keep already."""
    return await _change(session, member, row, now, photo=None, picture=picture)


async def set_link(
    session: Session, member: StaffRow, row: AnnouncementRow, link: tuple[str, str] | None, now: datetime
) -> Refusal | None:
    """The button below: label and https address, checked before; None takes it away."""
    value = {"label": link[0], "address": link[1]} if link else None
    return await _change(session, member, row, now, link=value)


async def set_topics(
    session: Session, member: StaffRow, row: AnnouncementRow, topics: Collection[str] | None, now: datetime
) -> Refusal | None:
    """Who gets it: subscribers of these topics, or (None) everybody who has subscribed to anything."""
    return await _change(session, member, row, now, content=False, topics=sorted(topics) if topics else None)


async def set_starts(
    session: Session, member: StaffRow, row: AnnouncementRow, starts: datetime | None, now: datetime
) -> Refusal | None:
    """Not before this moment; None: as soon as it is released."""
    return await _change(session, member, row, now, content=False, starts=starts)


async def set_again(
    session: Session, member: StaffRow, row: AnnouncementRow, again: bool, now: datetime
) -> Refusal | None:
    """Whether what is uncertain after a crash is sent once more, saying so."""
    return await _change(session, member, row, now, content=False, again=again)


async def discard(session: Session, member: StaffRow, row: AnnouncementRow, now: datetime) -> Refusal | None:
    """Throw a draft away."""
    refused = lifecycle.refuse(Deed.DISCARD, standing_of(row), member_of(member), one_key=False)
    if refused is None:
        audit.note(session, who=member.id, deed="announcement.discarded", object=f"announcement:{row.id}", now=now)
        await announcements.remove(session, row)
    return refused


async def _change(
    session: Session, member: StaffRow, row: AnnouncementRow, now: datetime, *, content: bool = True, **values: Any
) -> Refusal | None:
    new = lifecycle.change(standing_of(row), member_of(member), content=content)
    return await settle(session, row, new, now, who=member.id, deed="changed", **values)
