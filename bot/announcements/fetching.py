"""Pictures: fetched from Telegram by a tick, never inside a turn (the writer would stand still for a download).

What comes is not trusted: its header is read before it is decoded, it is drawn anew at most 2048 pixels wide or high,
and nothing of what a camera writes beside a picture (place, time, device) is kept.
"""

import asyncio
import hashlib
import io
from collections.abc import Awaitable, Callable

import structlog
from PIL import Image, ImageOps, UnidentifiedImageError

from bot.announcements.office import Office, keys_of, tell
from bot.announcements.showing import name_of
from bot.clock import Clock
from bot.conversation.words import Button, Reply, reference
from storage import announcements, pictures
from storage.database import Database
from storage.errors import AlreadyTaken

LARGEST_SIDE = 2048
MOST_PIXELS = 50_000_000
QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP")

Fetch = Callable[[str], Awaitable[bytes | None]]
"""A picture by the face's name for it; None if the face does not have it (any more). Raises OSError: again later."""

log = structlog.get_logger()


def redraw(data: bytes) -> bytes | None:
    """A picture as JPEG, drawn anew, at most LARGEST_SIDE, without metadata; None if it is no picture we take. Pure."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as found:
            if found.width * found.height > MOST_PIXELS:
                return None
            found.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))  # a JPEG is decoded no larger than it has to be
            picture = ImageOps.exif_transpose(found).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    drawn = io.BytesIO()
    clean.save(drawn, "JPEG", quality=QUALITY)
    return drawn.getvalue()


def name_of_picture(data: bytes) -> str:
    """The name under which a picture is kept: the same picture has the same name."""
    return hashlib.sha256(data).hexdigest()[:32]


async def tick(database: Database, clock: Clock, office: Office, fetch: Fetch) -> None:
    """Fetch the pictures that drafts wait for. Raises Unreachable."""
    async with database.reading() as session:
        wanted = [(row.id, row.photo) for row in await announcements.wanting_pictures(session) if row.photo]
    for id, photo in wanted:
        try:
            data = await fetch(photo)
        except OSError as error:
            log.warning("picture_waits", announcement=id, reason=type(error).__name__)
            continue
        drawn = await asyncio.to_thread(redraw, data) if data else None
        try:
            await _keep(database, clock, office, id, photo, drawn)
        except AlreadyTaken:  # another replica fetched the same picture
            log.info("picture_kept_elsewhere", announcement=id)


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
