"""The browser face: the very same conversations on a page of our own, for whoever has no Telegram.

The person is known by a random cookie and nothing else. Replies wait beside their receipts like all replies; the page
listens to them (server-sent events) and confirms what it has shown, so a torn line or a closed page loses none.
"""

import asyncio
import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sse_starlette import EventSourceResponse
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.templating import Jinja2Templates

from bot.conversation.guard import LONGEST
from bot.conversation.turn import Conversation
from bot.conversation.words import Incoming
from storage import people, receipts
from storage.errors import Unreachable

FACE = "browser"
COOKIE = "chat"
COOKIE_SECONDS = 90 * 24 * 3600
BODY_LIMIT = 32_768
LOOK_AGAIN = 3.0
"""Seconds after which a listening page is served from the database again: another replica may have written."""

templates = Jinja2Templates(Path(__file__).parent / "templates")


@dataclass(frozen=True, kw_only=True)
class BrowserFace:
    """The page, its messages in and its replies out."""

    conversation: Conversation
    listeners: defaultdict[str, set[asyncio.Event]] = field(default_factory=lambda: defaultdict(set))

    def routes(self) -> list[Route]:
        """The addresses of this face."""
        return [
            Route("/", lambda _: RedirectResponse("/chat")),
            Route("/chat", self.page),
            Route("/chat/messages", self.message, methods=["POST"]),
            Route("/chat/events", self.events),
            Route("/chat/seen", self.seen, methods=["POST"]),
            Route("/chat/forget", self.forget, methods=["POST"]),
        ]

    async def page(self, request: Request) -> Response:
        """The chat page. Whoever comes without a cookie gets one, and nothing is stored for it yet."""
        response = templates.TemplateResponse(request, "chat.html", {"longest": LONGEST})
        if COOKIE not in request.cookies:
            _give_cookie(request, response)
        return response

    async def message(self, request: Request) -> Response:
        """A message or a pressed button: `{"id": unique, "text": …}` or `{"id": unique, "button": …}`.

        202 when it is taken (again: a repeated id does nothing), 400 for what is no message, 401 without the cookie,
        503 when it must be sent again.
        """
        address, body = _address(request), await _body(request)
        if address is None:
            return _problem(401, "no conversation")
        incoming = _incoming(address, body, request)
        if incoming is None:
            return _problem(400, "no message")
        try:
            await self.conversation.take_turn(incoming)
        except Unreachable:
            return _problem(503, "try again")
        for listener in self.listeners[address]:
            listener.set()
        return JSONResponse({}, status_code=202)

    async def events(self, request: Request) -> Response:
        """The replies to this person as they come, each with the number by which the page confirms it."""
        address = _address(request)
        if address is None:
            return _problem(401, "no conversation")
        last = request.headers.get("last-event-id", "0")
        return EventSourceResponse(
            self._replies(address, int(last) if last.isdecimal() else 0), ping=20, headers={"Cache-Control": "no-store"}
        )

    async def seen(self, request: Request) -> Response:
        """The page has shown everything up to a number: `{"upto": 17}`. It is forgotten here."""
        address, body = _address(request), await _body(request)
        upto = body.get("upto") if body else None
        if address is None or not isinstance(upto, int) or not 0 <= upto < 2**62:
            return _problem(400, "nothing seen")
        async with self.conversation.database.writing() as session:
            await receipts.record_seen(session, address, upto)
        return Response(status_code=204)

    async def forget(self, request: Request) -> Response:
        """Delete this conversation and all that is known of the person; the next one starts as a stranger."""
        address = _address(request)
        if address is not None:
            async with self.conversation.database.writing() as session:
                await people.forget(session, address)
                await receipts.forget_person(session, address)
        response = Response(status_code=204)
        _give_cookie(request, response)
        return response

    async def _replies(self, address: str, after: int) -> AsyncIterator[Mapping[str, str]]:
        listener = asyncio.Event()
        self.listeners[address].add(listener)
        try:
            while True:
                async with self.conversation.database.reading() as session:
                    waiting = await receipts.waiting_for(session, address, after)
                for receipt in waiting:
                    after = receipt.id
                    yield {"id": str(receipt.id), "event": "replies", "data": json.dumps(list(receipt.replies))}
                try:
                    await asyncio.wait_for(listener.wait(), LOOK_AGAIN)
                except TimeoutError:
                    continue
                listener.clear()
        finally:
            self.listeners[address].discard(listener)
            if not self.listeners[address]:
                del self.listeners[address]


def _incoming(address: str, body: Mapping[str, Any] | None, request: Request) -> Incoming | None:
    if not body:
        return None
    id, text, button = body.get("id"), body.get("text", ""), body.get("button")
    if not (isinstance(id, str) and 8 <= len(id) <= 64 and isinstance(text, str)):  # noqa: PLR2004 - a UUID and a bit
        return None
    if not (isinstance(button, str) or (button is None and text.strip())):
        return None
    language = request.headers.get("accept-language", "de").partition(",")[0].partition(";")[0].strip()
    return Incoming(
        update=f"{address}:{id}", address=address, text=text[: LONGEST * 2], button=button, language=language or None
    )


def _address(request: Request) -> str | None:
    """The person behind the cookie. The cookie itself is not stored: who reads the database cannot pose as anybody."""
    cookie = request.cookies.get(COOKIE, "")
    return f"{FACE}:{hashlib.sha256(cookie.encode()).hexdigest()[:32]}" if cookie else None


def _give_cookie(request: Request, response: Response) -> None:
    response.set_cookie(
        COOKIE,
        secrets.token_urlsafe(24),
        max_age=COOKIE_SECONDS,
        path="/chat",
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


async def _body(request: Request) -> Mapping[str, Any] | None:
    """The JSON object that was sent, or None. Only JSON: no form on another site can send it for a person."""
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        return None
    raw = b""
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > BODY_LIMIT:
            return None
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _problem(status: int, reason: str) -> Response:
    return JSONResponse({"problem": reason}, status_code=status)
