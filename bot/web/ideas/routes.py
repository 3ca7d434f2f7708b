"""The addresses of the public pages about ideas, and what stands before them: so many at once, and no more."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.clock import Clock
from bot.ideas.exporting.formats import Place
from bot.ideas.shelf import IdeaShelf
from bot.texts import TextBook
from bot.web.bounds import Doorway
from bot.web.ideas.board import Board
from bot.web.ideas.claim import ClaimPage
from bot.web.ideas.data import FILES, OpenData
from bot.web.ideas.drawing import PATH, Drawing
from bot.web.ideas.numbers import FiguresPage
from storage.database import Database


@dataclass(frozen=True, kw_only=True)
class IdeaPages:
    """Every public page about ideas."""

    database: Database
    clock: Clock
    textbook: TextBook
    zone: ZoneInfo
    base: str
    shelf: IdeaShelf

    def routes(self) -> list[Route]:
        """The addresses. Names stand before numbers."""
        drawing, doorway = Drawing(textbook=self.textbook, zone=self.zone), Doorway()
        board = Board(drawing=drawing, database=self.database, clock=self.clock, shelf=self.shelf)
        figures = FiguresPage(drawing=drawing, database=self.database, clock=self.clock)
        place = Place(base=self.base, zone=self.zone, texts=self.textbook.of("de"))
        data = OpenData(drawing=drawing, database=self.database, place=place, doorway=Doorway())
        claim = ClaimPage(drawing=drawing, database=self.database, clock=self.clock)

        def bounded(handler: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
            async def answer(request: Request) -> Response:
                async with doorway.passing():
                    return await handler(request)

            return answer

        return [
            Route(PATH, bounded(board.show)),
            Route(f"{PATH}/figures", bounded(figures.show)),
            Route(f"{PATH}/data", bounded(data.show)),
            Route(f"{PATH}/claim", claim.show, methods=["GET"]),
            Route(f"{PATH}/claim", bounded(claim.look), methods=["POST"]),
            Route(f"{PATH}/{{number}}", bounded(board.one)),
            Route(f"{PATH}/{{number}}/picture", bounded(board.picture)),
            *(Route(f"{PATH}.{ending}", data.file(ending)) for ending in FILES),
        ]
