"""The console's door: how to get a link, the page behind a link, signing in.

The only pages that anybody may see. They say the same to everybody, so nobody learns who is on the staff; and a link is
used up by the button behind it, since programs that preview links would use it up by looking.
"""

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.clock import Clock
from bot.team.signing_in import SIGN_IN, sign_in
from bot.web.team.drawing import Drawing, go_to
from bot.web.team.forms import FORM_LIMIT, read_form
from bot.web.team.session import comes_from_here, give_cookie, is_secret, secret_in
from storage import console
from storage.database import Database


@dataclass(frozen=True, kw_only=True)
class Door:
    """Lets the staff in. `local` is true where there is no Telegram, and the command line prints the link."""

    database: Database
    clock: Clock
    base: str
    drawing: Drawing
    local: bool

    def routes(self) -> list[Route]:
        """The addresses that are open to everybody."""
        return [
            Route(SIGN_IN, self.how, methods=["GET"]),
            Route(SIGN_IN, self.enter, methods=["POST"]),
            Route(f"{SIGN_IN}/{{link}}", self.link, methods=["GET"]),
        ]

    async def how(self, _: Request) -> Response:
        """How one gets a link."""
        return self.drawing.door("door.html", title="Anmelden", local=self.local)

    async def link(self, request: Request) -> Response:
        """The page that a link leads to: one button."""
        link = request.path_params["link"]
        if not is_secret(link):
            return self._over()
        async with self.database.reading() as session:
            if not await console.is_open(session, link, self.clock.now()):
                return self._over()
        return self.drawing.door("link.html", title="Anmelden", link=link)

    async def enter(self, request: Request) -> Response:
        """The button: a new session begins, and the one that this browser had, if any, is over."""
        try:
            form = await read_form(request, FORM_LIMIT)
        except HTTPException:
            return self._over()
        link, now = form.get("link"), self.clock.now()
        if not comes_from_here(request, self.base) or not is_secret(link):
            return self._over()
        async with self.database.reading() as session:
            if not await console.is_open(session, link, now):
                return self._over()  # guessing costs a look and no place in the queue of those who write
        async with self.database.writing() as session:
            signed_in = await sign_in(session, link, now)
            if signed_in and (before := secret_in(request)):
                await console.end(session, before)
        if signed_in is None:
            return self._over()
        response = go_to("/team")
        give_cookie(request, response, signed_in.secret)
        return response

    def _over(self) -> Response:
        return self.drawing.door("over.html", title="Dieser Link gilt nicht mehr", status=403, local=self.local)
