"""The web server: all addresses, the headers on every answer, the life of the process (uvicorn owns the signals)."""

import mimetypes
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.calendar import PublicCalendar
from bot.web.chat import BrowserFace
from bot.web.health import Health
from bot.web.ideas.routes import IdeaPages
from bot.web.team.console import Console
from bot.web.webhook import Webhook
from storage.errors import StorageError

log = structlog.get_logger()

STATIC = Path(__file__).parent / "static"
GRACEFUL_SECONDS = 3
"""Open pages are let go after this long, so that the process ends within the ten seconds a supervisor waits."""

HEADERS = {
    b"content-security-policy": b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    b"connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    b"frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",  # no innerHTML, ever
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
    b"strict-transport-security": b"max-age=31536000",  # browsers heed it over https only
}
CACHING = b"no-cache"
"""Where an answer says nothing else: ask again each time (a 304 is enough), so that no page meets an old script."""

mimetypes.add_type("text/javascript", ".js")  # some Windows machines say text/plain, and browsers refuse that


@dataclass(frozen=True, kw_only=True)
class Web:
    """Everything that is served over HTTP. `browser` and `webhook` are None where they are switched off."""

    health: Health
    browser: BrowserFace | None
    webhook: Webhook | None
    console: Console | None = None
    calendar: PublicCalendar | None = None
    ideas: IdeaPages | None = None

    def application(self, start: Callable[[], Awaitable[None]], stop: Callable[[], Awaitable[None]]) -> ASGIApp:
        """The ASGI application; `start` and `stop` frame its life."""

        @asynccontextmanager
        async def life(_: Starlette) -> AsyncIterator[None]:
            await start()
            try:
                yield
            finally:
                await stop()

        routes: list[Route | Mount] = [
            Route("/health", self.health.show),
            Mount("/static", StaticFiles(directory=STATIC)),
        ]
        if self.browser:
            routes += self.browser.routes()
        if self.console:
            routes += self.console.routes()
        if self.calendar:
            routes.append(Route("/calendar.ics", self.calendar.show))
        if self.ideas:
            routes += self.ideas.routes()
        if self.webhook:
            routes.append(Route(self.webhook.path, self.webhook.receive, methods=["POST"]))
        # Around Starlette and not inside, so that even the answer to an error of ours carries the headers.
        return _Headers(Starlette(routes=routes, lifespan=life, exception_handlers={StorageError: _try_again}))

    def server(self, start: Callable[[], Awaitable[None]], stop: Callable[[], Awaitable[None]]) -> uvicorn.Server:
        """The server, ready to serve."""
        return uvicorn.Server(
            uvicorn.Config(
                self.application(start, stop),
                log_config=None,
                access_log=False,  # no addresses of residents in logs
                timeout_graceful_shutdown=GRACEFUL_SECONDS,
                server_header=False,
            )
        )

    async def serve(
        self, listener: socket.socket, start: Callable[[], Awaitable[None]], stop: Callable[[], Awaitable[None]]
    ) -> bool:
        """Serve until a signal says stop. False if it could not start (the reason is logged)."""
        server = self.server(start, stop)
        await server.serve(sockets=[listener])
        return server.started


def listen(host: str, port: int) -> socket.socket:
    """Take the address, before anything costly is done and anybody is told of it. Raises OSError if it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=2048)


async def _try_again(request: Request, error: Exception) -> Response:
    log.warning("request_waits", path=request.url.path, reason=type(error).__name__, error=str(error))
    return Response(status_code=503, headers={"Retry-After": "2"})


class _Headers:
    """Puts the protective headers on every answer, but for those that a page brings itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name.lower() for name, _ in message["headers"]}
                ours = {**HEADERS, b"cache-control": CACHING}.items()
                message["headers"] = [*message["headers"], *((name, value) for name, value in ours if name not in own)]
            await send(message)

        await self._app(scope, receive, send_with_headers)
