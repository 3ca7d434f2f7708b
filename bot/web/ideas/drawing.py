"""How the public pages about ideas are drawn: in the reader's language, escaped, and kept by browsers for a minute."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.conversation.guard import clean
from bot.delivery.topics import name_topic
from bot.ideas.lifeline import number_of
from bot.texts import TextBook, Texts
from bot.web.reading import preferred_language
from knowledge.entries import Language

PATH = "/ideas"
SECONDS = 60
"""So long a browser, or what stands between, may keep a page."""
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""No script at all."""
NAVIGATION: Sequence[tuple[str, str]] = (
    (PATH, "board.list"),
    (f"{PATH}/figures", "board.figures"),
    (f"{PATH}/data", "board.data"),
    (f"{PATH}/claim", "board.claim"),
    ("/chat", "board.chat"),
)


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Whoever asks for a page: their words, and what of them the addresses carry on."""

    texts: Texts
    chosen: str
    """The language in the address; empty: the one that the browser asks for."""

    def to(self, path: str, **query: object) -> str:
        """An address on these pages in the same language; without what is empty."""
        asked = {name: value for name, value in query.items() if value}
        if self.chosen and path.startswith(PATH):
            asked["lang"] = self.chosen
        return f"{path}?{urlencode(asked)}" if asked else path


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """Draws pages from the templates in `templates/ideas`."""

    textbook: TextBook
    zone: ZoneInfo
    environment: Environment = field(init=False)

    def __post_init__(self) -> None:
        environment = Environment(
            loader=ChoiceLoader([PackageLoader("bot.web", f"templates/{folder}") for folder in ("ideas", "shared")]),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters["seen"] = clean  # marks that turn the words of neighbours round are gone
        environment.filters["number"] = number_of
        object.__setattr__(self, "environment", environment)

    def reader_of(self, request: Request) -> Reader:
        """Who asks."""
        chosen = request.query_params.get("lang", "")
        chosen = chosen if chosen in list(Language) else ""
        return Reader(texts=self.textbook.of(chosen or preferred_language(request)), chosen=chosen)

    def page(
        self, request: Request, template: str, *, title: str, status: int = 200, private: bool = False, **values: Any
    ) -> Response:
        """A page, or 304 where the reader has it already. `title` names it in the browser and as its first heading."""
        reader = self.reader_of(request)
        texts = reader.texts
        html = self.environment.get_template(template).render(
            say=texts.say,
            to=reader.to,
            day=lambda moment: self.day(texts, moment),
            topic=lambda key: name_topic(texts, key),
            lang=texts.language.partition("-")[0],
            chosen=reader.chosen,
            title=title,
            navigation=[(reader.to(path), key, path == request.url.path) for path, key in NAVIGATION],
            languages=[
                (language.partition("-")[0], self.textbook.of(language).say("language.name"), _same(request, language),
                 language is texts.language)
                for language in Language
            ],
            **values,
        )  # fmt: skip
        headers = {
            "Content-Security-Policy": POLICY,
            "Cache-Control": "no-store" if private else f"public, max-age={SECONDS}",
            "Content-Language": texts.language.partition("-")[0],
            "Vary": "Accept-Language",
        }
        if private or status != 200:  # noqa: PLR2004 - only what went well is worth keeping
            return HTMLResponse(html, status, headers)
        headers["ETag"] = f'"{hashlib.sha256(html.encode()).hexdigest()[:32]}"'
        if headers["ETag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return HTMLResponse(html, headers=headers)

    def day(self, texts: Texts, moment: datetime) -> str:
        """A moment's day, where the city is."""
        return texts.day(moment.astimezone(self.zone).date())


def _same(request: Request, language: Language) -> str:
    """The same page in another language."""
    query = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return f"{request.url.path}?{urlencode([*query, ('lang', language.value)])}"
