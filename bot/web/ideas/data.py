"""`/ideas.csv`, `/ideas.json`, `/ideas.geojson`: all public ideas for everybody, streamed; `/ideas/data` is about them."""

import io
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bot.ideas.exporting.formats import JSON, KINDS, Format, Kind, Place
from bot.ideas.exporting.reading import public_ideas
from bot.ideas.exporting.record import FIELDS
from bot.web.bounds import Doorway
from bot.web.ideas.drawing import Drawing
from storage.database import Database

SECONDS = 300
FILES = {"csv": KINDS[Format.CSV], "json": JSON, "geojson": KINDS[Format.GEOJSON]}


@dataclass(frozen=True, kw_only=True)
class OpenData:
    """The files and the page about them."""

    drawing: Drawing
    database: Database
    place: Place
    doorway: Doorway

    async def show(self, request: Request) -> Response:
        """What files there are, and what stands in them."""
        texts = self.drawing.reader_of(request).texts
        return self.drawing.page(
            request,
            "data.html",
            title=texts.say("board.data"),
            fields=[(name, texts.say(f"datafield.{name}")) for name in FIELDS],
        )

    def file(self, ending: str) -> Callable[[Request], Awaitable[Response]]:
        """The handler of one file."""
        kind = FILES[ending]

        async def fetch(_: Request) -> Response:
            headers = {
                "Cache-Control": f"public, max-age={SECONDS}",
                "Content-Disposition": f'attachment; filename="ideen-gera.{ending}"',
                "Access-Control-Allow-Origin": "*",  # open data: other pages may read it, and nothing here is secret
                "Cross-Origin-Resource-Policy": "cross-origin",
            }
            return StreamingResponse(self._pieces(kind), media_type=kind.media_type, headers=headers)

        return fetch

    async def _pieces(self, kind: Kind) -> AsyncIterator[bytes]:
        async with self.doorway.passing():
            buffer = io.BytesIO()
            writer = kind.open(buffer, self.place)
            async for ideas in public_ideas(self.database, placed=kind.placed):
                writer.add(ideas)
                yield _taken(buffer)
            writer.finish()
            yield _taken(buffer)


def _taken(buffer: io.BytesIO) -> bytes:
    """What has been written since, and an empty buffer."""
    piece = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return piece
