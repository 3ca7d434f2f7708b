"""The words of an announcement for one delivery: the best variant in the person's language."""

from collections.abc import Mapping
from dataclasses import replace

from bot.announcements.content import Content
from bot.announcements.office import content_of
from bot.conversation.words import Reply
from bot.texts import TextBook, nearest_language
from storage import announcements
from storage.claims import Claimed
from storage.database import Session
from storage.deliveries import Deed

MOST_KEPT = 50


class Drawing:
    """Draws for the ledger. Keeps the content of each version, so that ten thousand deliveries read it once."""

    def __init__(self, textbook: TextBook) -> None:
        self._textbook = textbook
        self._kept: dict[int, tuple[int, Content]] = {}

    async def draw(self, session: Session, claimed: Claimed) -> Reply | None:
        """The message for one delivery of `announcement:<id>`, `…:correction:<n>`, `…:note:<n>` or `…:recall`; None if
        there is no such announcement any more."""
        _, id, *more = claimed.occasion.split(":")
        language = nearest_language(claimed.language)
        texts = self._textbook.of(language)
        match more:
            case []:
                content = await self._content(session, int(id))
                return content.reply(language) if content else None
            case ["correction", _]:
                content = await self._content(session, int(id))
                if content is None or claimed.deed == Deed.EDIT:
                    return content.reply(language) if content else None
                return replace(content.reply(language), title=texts.say("announce.corrected_title"))
            case ["note", number]:
                note = await self._note(session, int(id), int(number))
                return replace(note.reply(language), title=texts.say("announce.note_title")) if note else None
            case ["recall", *_]:
                return Reply(text="")  # nothing is said: the message goes
        return None

    async def _content(self, session: Session, id: int) -> Content | None:
        version = await announcements.version_of(session, id)
        if version is None:
            return None
        kept = self._kept.get(id)
        if kept and kept[0] == version:
            return kept[1]
        row = await announcements.content_of(session, id)
        if row is None:
            return None
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[id] = (row.version, content_of(row))
        return self._kept[id][1]

    async def _note(self, session: Session, id: int, number: int) -> Content | None:
        rows: Mapping[int, Content] = {
            row.number: Content.of(row.texts) for row in await announcements.followups(session, announcement=id)
        }
        return rows.get(number)
