"""The console's guard: every request passes here, and nobody reaches a page without the right the route table names."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.clock import Clock
from bot.conversation.rights import Right, may
from bot.team.signing_in import IDLE, SIGN_IN
from bot.web.team.door import Door
from bot.web.team.drawing import Drawing, go_to
from bot.web.team.forms import Form, read_form
from bot.web.team.session import MARK, comes_from_here, is_marked, mark_of, secret_in, take_cookie
from bot.web.team.visit import Handler, Page, Visit
from storage import audit, console
from storage.database import Database
from storage.errors import AlreadyTaken
from storage.staff import StaffRow

TOUCHED = timedelta(minutes=1)
"""A session's last use is written down this often, and not with every look at a page."""
TITLES = {
    400: "Das war kein Formular dieser Konsole",
    403: "Dafür hat Ihre Rolle kein Recht",
    404: "Diese Seite gibt es nicht",
    413: "Das ist zu groß",
    415: "Das war kein Formular dieser Konsole",
}


@dataclass(frozen=True, kw_only=True)
class Console:
    """Lets people in, looks at rights, gives each page its transaction. What is not in `pages` does not exist."""

    database: Database
    clock: Clock
    base: str
    """The address people reach us by."""
    drawing: Drawing
    door: Door
    pages: Sequence[Page]

    def routes(self) -> list[Route]:
        """The addresses of the console, each behind the guard."""
        known = [Route(page.path, self._guarded(page), methods=[page.method]) for page in self.pages]
        nowhere = Page(method="GET", path="/team/{rest:path}", right=Right.LOOK, handler=_nowhere)
        return [
            *self.door.routes(),
            *known,
            Route("/team", self._guarded(nowhere), methods=EVERY_METHOD),
            Route("/team/{rest:path}", self._guarded(nowhere), methods=EVERY_METHOD),
        ]

    def _guarded(self, page: Page) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            secret = secret_in(request)
            now = self.clock.now()
            member = await self._member(secret, now) if secret else None
            if secret is None or member is None:
                return _to_the_door()
            try:
                return await self._for_member(page, request, member, secret)
            except HTTPException as refusal:
                return await self._refused(request, member, secret, refusal.status_code)

        return answer

    async def _for_member(self, page: Page, request: Request, member: StaffRow, secret: str) -> Response:
        now = self.clock.now()
        if not may(member.role, page.right):
            async with self.database.writing() as session:
                audit.note(session, who=member.id, deed="denied", object=page.path, now=now)
            raise HTTPException(403)
        if request.method in {"GET", "HEAD"}:
            async with self.database.reading() as session:
                visit = Visit(request=request, session=session, staff=member, mark=mark_of(secret), now=now)
                return await page.handler(visit)
        form = await read_form(request, page.largest)
        if not comes_from_here(request, self.base) or not is_marked(secret, form.get(MARK)):
            raise HTTPException(400)
        if page.prepare:
            form = await page.prepare(form)
        return await self._do(page.handler, page.right, request, secret, form)

    async def _do(self, handler: Handler, right: Right, request: Request, secret: str, form: Form) -> Response:
        """One deed in one transaction, in which the right is looked at once more."""
        for last in (False, True):
            try:
                async with self.database.writing() as session:
                    now = self.clock.now()
                    found = await console.find(session, secret, now - IDLE)
                    if found is None or not may(found[0].role, right):
                        return _to_the_door()
                    return await handler(
                        Visit(
                            request=request,
                            session=session,
                            staff=found[0],
                            mark=mark_of(secret),
                            now=now,
                            form=form,
                        )
                    )
            except AlreadyTaken:  # somebody did the same at the same moment: look again at what is there now
                if last:
                    raise
        raise AssertionError("unreachable")

    async def _member(self, secret: str, now: datetime) -> StaffRow | None:
        async with self.database.reading() as session:
            found = await console.find(session, secret, now - IDLE)
        if found is None:
            return None
        member, seen = found
        if now - seen >= TOUCHED:
            async with self.database.writing() as session:
                await console.touch(session, secret, now)
        return member

    async def _refused(self, request: Request, member: StaffRow, secret: str, status: int) -> Response:
        async with self.database.reading() as session:
            visit = Visit(
                request=request, session=session, staff=member, mark=mark_of(secret), now=self.clock.now()
            )  # fmt: skip
            return self.drawing.page(
                visit, "refused.html", title=TITLES.get(status, "Das ging nicht"), status=status, code=status
            )


EVERY_METHOD = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def _to_the_door() -> Response:
    response = go_to(SIGN_IN)
    take_cookie(response)
    return response


async def _nowhere(_: Visit) -> Response:
    raise HTTPException(404)
