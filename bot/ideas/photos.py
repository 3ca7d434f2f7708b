"""Photos of ideas: fetched by a tick, never inside a turn, drawn anew, kept under names of our own.

A name says nothing of the picture: whoever has the same photo cannot ask for it. Until its idea is public, only the
staff see it.
"""

import asyncio
import secrets

import structlog

from bot.clock import Clock
from bot.conversation.pictures import Fetch, redraw
from bot.on_its_own import on_its_own
from storage import ideas, pictures
from storage.database import Database
from storage.pictures import KEPT

log = structlog.get_logger()


async def tick(database: Database, clock: Clock, fetch: Fetch | None) -> None:
    """Fetch the photos that ideas wait for; what cannot be read is left out. `fetch` is Telegram's, if there is one.
    Raises Unreachable."""
    async with database.reading() as session:
        wanted = await ideas.wanting_pictures(session)
    for id, photo in wanted:
        with on_its_own("photo", id):
            await _fetch(database, clock, fetch, id, photo)


async def _fetch(database: Database, clock: Clock, fetch: Fetch | None, id: int, photo: str) -> None:
    try:
        name, drawn = await _drawn(photo, fetch)
    except OSError as error:
        log.warning("photo_waits", idea=id, reason=type(error).__name__)
        return
    async with database.writing() as session:
        row = await ideas.numbered(session, id)
        if row is None or row.photo != photo:
            return  # its author took another one, or another replica was faster
        if drawn:
            await pictures.keep(session, name, drawn, clock.now())
        there = drawn or await pictures.data_of(session, name)
        row.picture, row.photo = (name if there else None), None
        if not there:
            log.warning("photo_unreadable", idea=id)


async def _drawn(photo: str, fetch: Fetch | None) -> tuple[str, bytes | None]:
    """The name of a photo, and its data where it has to be kept first. Raises OSError: again later."""
    if photo.startswith(KEPT):
        return photo.removeprefix(KEPT), None
    data = await fetch(photo) if fetch else None
    drawn = await asyncio.to_thread(redraw, data) if data else None
    return secrets.token_hex(16), drawn
