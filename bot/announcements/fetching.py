"""Pictures: fetched from Telegram by a tick, never inside a turn (the writer would stand still for a download).

What comes is drawn anew (`bot/conversation/pictures.py`).
"""

import asyncio

import structlog

from bot.announcements.office import Office, keys_of, tell
from bot.announcements.showing import name_of
from bot.clock import Clock
from bot.conversation.pictures import Fetch, name_of_picture, redraw
from bot.conversation.words import Button, Reply, reference
from bot.on_its_own import on_its_own
from storage import announcements, pictures
from storage.database import Database

log = structlog.get_logger()


async def tick(database: Database, clock: Clock, office: Office, fetch: Fetch) -> None:
    """Fetch the pictures that drafts wait for. Raises Unreachable."""
    async with database.reading() as session:
        wanted = [(row.id, row.photo) for row in await announcements.wanting_pictures(session) if row.photo]
    for id, photo in wanted:
        with on_its_own("picture", id):  # another replica may fetch the same one
            try:
                data = await fetch(photo)
            except OSError as error:
                log.warning("picture_waits", announcement=id, reason=type(error).__name__)
                continue
            drawn = await asyncio.to_thread(redraw, data) if data else None
            await _keep(database, clock, office, id, photo, drawn)


async def _keep(database: Database, clock: Clock, office: Office, id: int, photo: str, drawn: bytes | None) -> None:
    async with database.writing() as session:
        row = await announcements.numbered(session, id)
        if row is None or row.photo != photo:
            return  # the author wants another one by now
        now = clock.now()
        name = name_of_picture(drawn) if drawn else None
        if drawn and name:
            await pictures.keep(session, name, drawn, now)
        await announcements.change(session, row, picture=name, photo=None, version=row.version + 1)
        for author in [key for key in await keys_of(session, row) if key.id == row.author]:
            texts = await office.texts_for(session, author.address)
            said = texts.say(
                "announce.picture_there" if drawn else "announce.picture_unreadable", name=name_of(texts, row)
            )
            button = Button(label=texts.say("button.onward"), reference=reference("announce", f"{row.id}:open"))
            occasion = f"picture:{row.id}:{row.version}"
            await tell(session, author.address, occasion, Reply(text=said, buttons=[button]), now)
