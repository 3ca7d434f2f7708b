"""`/ideas/figures`: how many ideas stand where, and how well the city keeps its word."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from bot.clock import Clock
from bot.delivery.topics import name_topic
from bot.ideas.figures import LEAST, Figures, make_figures
from bot.web.ideas.drawing import Drawing
from storage import idea_figures
from storage.database import Database

KEPT = timedelta(minutes=5)
"""So long figures stand, as counting reads all ideas."""


@dataclass(kw_only=True)
class Kept:
    """The figures as they were counted last."""

    figures: Figures | None = None
    counted: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class FiguresPage:
    """One page."""

    drawing: Drawing
    database: Database
    clock: Clock
    kept: Kept = field(default_factory=Kept)

    async def show(self, request: Request) -> Response:
        """The figures."""
        texts = self.drawing.reader_of(request).texts
        figures, counted = await self._figures()
        return self.drawing.page(
            request,
            "figures.html",
            title=texts.say("board.figures"),
            figures=figures,
            counted=counted,
            least=LEAST,
            stages=[
                (texts.say(f"ideastage.{stage}"), texts.say("board.few", least=LEAST) if number is None else number)
                for stage, number in figures.stages.items()
                if number != 0
            ],
            outcomes=[(texts.say(f"outcome.{outcome}"), number) for outcome, number in figures.outcomes.items()],
            fields=[
                (name_topic(texts, key) if key else texts.say("board.without_field"), number)
                for key, number in figures.fields.items()
            ],
        )

    async def _figures(self) -> tuple[Figures, datetime]:
        now = self.clock.now()
        if self.kept.figures and self.kept.counted and self.kept.counted <= now < self.kept.counted + KEPT:
            return self.kept.figures, self.kept.counted
        async with self.database.reading() as session:
            counts = await idea_figures.count(session)
        self.kept.figures, self.kept.counted = make_figures(counts, self.drawing.zone), now
        return self.kept.figures, now
