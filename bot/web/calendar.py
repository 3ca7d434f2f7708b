"""`/calendar.ics`: the events of everybody as a feed that calendars subscribe to. Nothing personal is in it."""

import hashlib
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response

from bot.events.event import PUBLIC
from bot.events.rows import from_row
from bot.events.writing_ics import write_feed
from bot.texts import TextBook
from knowledge.revising import load_revision_rule
from storage import events
from storage.database import Database

SECONDS = 900
"""So long a calendar, or what stands between, may keep it: many programs ask far less often."""


@dataclass(frozen=True, kw_only=True)
class PublicCalendar:
    """The feed; `?lang=en` or `?lang=de-simple` for another language."""

    database: Database
    zone: ZoneInfo
    textbook: TextBook

    async def show(self, request: Request) -> Response:
        """The calendar, or 304 where the reader has it already."""
        async with self.database.reading() as session:
            public = [from_row(row) for row in await events.in_states(session, PUBLIC)]
        texts = self.textbook.of(request.query_params.get("lang"))
        written = write_feed(public, load_revision_rule(), texts, self.zone)
        tag = f'"{hashlib.sha256(written).hexdigest()[:32]}"'
        headers = {"ETag": tag, "Cache-Control": f"public, max-age={SECONDS}", "Content-Language": texts.language[:2]}
        headers["Content-Disposition"] = 'inline; filename="gera.ics"'
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(written, media_type="text/calendar", headers=headers)
