"""The browser face: the very same conversations on a page of our own, for whoever has no Telegram.

The person is known by a random cookie and nothing else. Replies wait beside their receipts like all replies; the page
listens to them (server-sent events) and confirms what it has shown, so a torn line or a closed page loses none.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sse_starlette import EventSourceResponse
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.templating import Jinja2Templates

from bot.conversation.guard import LONGEST
from bot.conversation.turn import Conversation
from bot.people.retention import forget_person
from bot.texts import Texts
from bot.web.bounds import Doorway, Lines
from bot.web.cookie import address_of, give_cookie
from bot.web.photos import Photos
from bot.web.reading import preferred_language, read_json, read_message, read_upto
from knowledge.entries import Language
from knowledge.language.folding import fold, words_of
from knowledge.language.guessing import guess_language
from storage import people, receipts
from storage.errors import Unreachable

LOOK_AGAIN = 3.0
"""Seconds after which a listening page is served from the database again: another replica may have written."""
LOOK_AGAIN_ALONE = 30.0
"""The same on SQLite, where there is no other replica, and every page that looks is work for nothing."""
PING = 20
"""Seconds between signs of life on a quiet line, so that no proxy takes it for dead."""
PRIVATE = {"Cache-Control": "no-store"}
"""For what is meant for one person."""
LABELS = ("page.", "menu.")
"""The texts that the page itself needs: its own labels and the names of the commands in its menu."""

templates = Jinja2Templates(Path(__file__).parent / "templates")


@dataclass(frozen=True, kw_only=True)
class BrowserFace:
    """The page, its messages in and its replies out."""

    conversation: Conversation
    doorway: Doorway = field(default_factory=Doorway)
    lines: Lines = field(default_factory=Lines)

    def routes(self) -> list[Route]:
        """The addresses of this face."""
        photos = Photos(database=self.conversation.database, clock=self.conversation.clock, doorway=self.doorway)
        return [
            Route("/", lambda _: RedirectResponse("/chat")),
            Route("/chat", self.page),
            Route("/chat/words", self.words),
            Route("/chat/pictures/{name}", photos.show),
            Route("/chat/photos", photos.take, methods=["POST"]),
            Route("/chat/messages", self.message, methods=["POST"]),
            Route("/chat/events", self.events),
            Route("/chat/seen", self.seen, methods=["POST"]),
            Route("/chat/forget", self.forget, methods=["POST"]),
        ]

    async def page(self, request: Request) -> Response:
        """The chat page in the person's language. Whoever comes without a cookie gets one; nothing is stored for it."""
        texts = await self._texts(request)
        response = templates.TemplateResponse(
            request,
            "chat.html",
            {
                **_labels(texts),
                "say": texts.say,
                "languages": {language: self._name(language) for language in Language},
                "commands": sorted(self.conversation.routes.commands),
                "longest": LONGEST,
            },
            headers=PRIVATE,
        )
        give_cookie(request, response)
        return response

    async def words(self, request: Request) -> Response:
        """The page's labels, for when the person chose another language. Brings back a cookie that got lost."""
        response = JSONResponse(_labels(await self._texts(request)), headers=PRIVATE)
        give_cookie(request, response)
        return response

    async def message(self, request: Request) -> Response:
        """A message or a pressed button: `{"id": unique, "text": …}` or `{"id": unique, "button": …}`,
        and with `"photo": name` a photo that was handed over before.

        202 when it is taken (again: a repeated id does nothing), 400, 413 or 415 for what is no message, 401 without
        the cookie, 503 when it must be sent again.
        """
        address = _known(request)
        incoming = read_message(address, await read_json(request), preferred_language(request))
        async with self.doorway.passing():
            await self.conversation.take_turn(incoming)
        self.lines.tell(address)
        return JSONResponse({}, status_code=202)

    async def events(self, request: Request) -> Response:
        """The replies to this person as they come, each turn's with the number by which the page confirms it."""
        address = _known(request)
        self.lines.check_room()
        return EventSourceResponse(self._replies(address, request), ping=PING)

    async def seen(self, request: Request) -> Response:
        """The page has shown everything up to a number: `{"upto": 17}`. It is forgotten here."""
        address = _known(request)
        upto = read_upto(await read_json(request))
        async with self.doorway.passing(), self.conversation.database.writing() as session:
            await receipts.record_seen(session, address, upto)
        return Response(status_code=204)

    async def forget(self, request: Request) -> Response:
        """Delete this conversation and all that is known of the person; the next one starts as a stranger."""
        address = _known(request)
        await read_json(request)  # a form on another site cannot send JSON, so it cannot delete for a person
        async with self.doorway.passing(), self.conversation.database.writing() as session:
            await forget_person(session, address, self.conversation.clock.now())
        response = Response(status_code=204)
        give_cookie(request, response, anew=True)
        return response

    async def _replies(self, address: str, request: Request) -> AsyncIterator[Mapping[str, str]]:
        shown = 0
        with self.lines.open(address) as line:
            while not line.ended:
                line.news.clear()
                try:
                    waiting = await self._waiting(address, shown, request)
                    patience = LOOK_AGAIN_ALONE if self.conversation.database.is_sqlite else LOOK_AGAIN
                except Unreachable:  # the page stays connected; the next look may succeed
                    waiting, patience = [], LOOK_AGAIN
                for receipt, language in waiting:
                    shown = receipt.id
                    event = {"language": language, "replies": [_marked(reply) for reply in receipt.replies]}
                    yield {"id": str(receipt.id), "event": "replies", "data": json.dumps(event)}
                with suppress(TimeoutError):
                    await asyncio.wait_for(line.news.wait(), patience)

    async def _waiting(self, address: str, after: int, request: Request) -> list[tuple[receipts.Waiting, Language]]:
        """What waits for this person, and the language the page should have by then. Raises Unreachable."""
        async with self.conversation.database.reading() as session:
            waiting = await receipts.waiting_for(session, address, after)
            chosen = await people.language_of(session, address) if waiting else None
        language = self.conversation.textbook.of(chosen or preferred_language(request)).language
        return [(receipt, language) for receipt in waiting]

    async def _texts(self, request: Request) -> Texts:
        """The words for the page: in the language the person chose, else the one their browser asks for."""
        chosen = None
        if address := address_of(request):
            try:
                async with self.conversation.database.reading() as session:
                    chosen = await people.language_of(session, address)
            except Unreachable:
                pass  # the page can be shown without; it will say itself that the line is down
        return self.conversation.textbook.of(chosen or preferred_language(request))

    def _name(self, language: Language) -> str:
        return self.conversation.textbook.of(language).say("language.name")


def _known(request: Request) -> str:
    address = address_of(request)
    if address is None:
        raise HTTPException(401, "no conversation")
    return address


def _labels(texts: Texts) -> dict[str, Any]:
    words = {key: words for key, words in texts.messages.items() if key.startswith(LABELS)}
    return {"language": texts.language, "lang": _tag(texts.language), "words": words}


def _marked(reply: Mapping[str, Any]) -> dict[str, Any]:
    """A reply with the language it is written in, so that a screen reader pronounces it right: a question typed in
    English is answered in English on a German page."""
    spoken = guess_language([fold(word) for word in words_of(f"{reply['title']} {reply['text']}")])
    return {**reply, "lang": _tag(spoken) if spoken else ""}


def _tag(language: Language) -> str:
    """The tag that browsers and screen readers know a voice for: plain German is spoken like German."""
    return language.partition("-")[0]
