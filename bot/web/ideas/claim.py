"""`/ideas/claim`: somebody with a paper slip sees how their idea stands, by number and code, without sign-in."""

import hmac
import re
from dataclasses import dataclass, field

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.clock import Clock
from bot.ideas.claiming import hash_of
from bot.web.ideas.board import say_idea
from bot.web.ideas.drawing import Drawing
from bot.web.ideas.tries import Tries
from bot.web.team.forms import FORM_LIMIT, read_form
from storage import ideas, lifelines
from storage.database import Database, Session
from storage.ideas import IdeaRow

_NUMBER = re.compile(r"\s*(?:[IiPp]\s*-?\s*)?(\d{1,9})\s*")


@dataclass(frozen=True, kw_only=True)
class ClaimPage:
    """A form, and behind it the idea."""

    drawing: Drawing
    database: Database
    clock: Clock
    tries: Tries = field(default_factory=Tries)

    async def show(self, request: Request) -> Response:
        """The empty form."""
        return self._form(request)

    async def look(self, request: Request) -> Response:
        """The idea, if number and code belong together. Five wrong codes for a number close it for an hour, to whoever
        typed them and to nobody else. A number that does not exist is like any other."""
        if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            raise HTTPException(403, "not our form")
        form = await read_form(request, FORM_LIMIT)
        typed = _NUMBER.fullmatch(form.get("number"))
        if typed is None:
            return self._form(request, problem="slip.wrong", number=form.get("number"))
        number, now = int(typed[1]), self.clock.now()
        tried = self.tries.mark(request.client.host if request.client else "", number)
        if self.tries.are_over(tried, now):
            return self._form(request, problem="slip.paused", number=form.get("number"))
        async with self.database.reading() as session:
            row = await _behind(session, number, form.get("code"))
            steps = await lifelines.of(session, row.id) if row is not None else []
        if row is None:
            self.tries.note(tried, now)
            return self._form(request, problem="slip.wrong", number=form.get("number"))
        said = say_idea(self.drawing, request, row, steps)
        return self.drawing.page(request, "idea.html", private=True, is_theirs=True, **said)

    def _form(self, request: Request, *, problem: str = "", number: str = "") -> Response:
        texts = self.drawing.reader_of(request).texts
        return self.drawing.page(
            request,
            "claim.html",
            title=texts.say("slip.title"),
            status=422 if problem else 200,
            private=bool(problem),
            problem=problem,
            number=number,
        )


async def _behind(session: Session, number: int, code: str) -> IdeaRow | None:
    row = await ideas.look_at(session, number)
    mark = hash_of(code)
    return row if row is not None and hmac.compare_digest(row.claim or "", mark) else None
