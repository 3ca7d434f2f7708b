"""`/ideas.csv`, `/ideas.json`, `/ideas.geojson`: all public ideas, streamed; `/ideas/data` is about them."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bot.ideas.exporting.formats import JSON, KINDS, Format, Kind, Place, stream_ideas
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
            async for piece in stream_ideas(self.database, kind, self.place):
                yield piece
