"""Pictures of the chat page: shown, and taken. Each is drawn anew before anything of it is kept, and never are there as
many as would fill the disk."""

import asyncio
import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.clock import Clock
from bot.conversation.pictures import redraw
from bot.web.bounds import Doorway
from bot.web.cookie import address_of
from bot.web.reading import read_photo
from storage import pictures
from storage.database import Database

AT_ONCE = 8
PATIENCE = 60.0
"""Photos that are read at the same time, and seconds for each: who sends slowly holds up nobody else."""
UNUSED_KEPT = timedelta(days=2)
"""Older ones are forgotten (bot/people/retention.py), and need not be counted."""
MOST_UNUSED = 1_000
"""Photos that belong to nothing yet; a drawn one has up to half a megabyte."""


@dataclass(frozen=True, kw_only=True)
class Photos:
    """Takes photos for messages that will name them, and shows pictures of messages."""

    database: Database
    clock: Clock
    doorway: Doorway
    reading: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    drawing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))
    """One at a time is drawn: a large one takes up to 100 MiB."""

    async def take(self, request: Request) -> Response:
        """A photo as the body. 201 with the name by which a message may carry it; 401 without the cookie, 413 or 415
        for what is no picture that we take, 503 when it must be sent again."""
        if address_of(request) is None:
            raise HTTPException(401, "no conversation")
        try:
            async with self.reading, asyncio.timeout(PATIENCE):
                data = await read_photo(request)
        except TimeoutError as error:
            raise HTTPException(408, "too slow") from error
        async with self.drawing:
            drawn = await asyncio.to_thread(redraw, data)
        if drawn is None:
            raise HTTPException(415, "no picture")
        name = secrets.token_hex(16)  # not made of its content: who has the same photo cannot ask for it
        async with self.doorway.passing(), self.database.writing() as session:
            now = self.clock.now()
            if await pictures.count_unused(session, now - UNUSED_KEPT, MOST_UNUSED) >= MOST_UNUSED:
                raise HTTPException(503, "too many", {"Retry-After": "600"})
            await pictures.keep(session, name, drawn, now)
        return JSONResponse({"photo": name}, status_code=201)

    async def show(self, request: Request) -> Response:
        """A picture of a message, for whoever was told its name."""
        async with self.database.reading() as session:
            data = await pictures.data_of(session, request.path_params["name"])
        if data is None:
            raise HTTPException(404, "no picture")
        return Response(data, media_type="image/jpeg", headers={"cache-control": "private, max-age=86400"})
