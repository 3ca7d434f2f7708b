"""`/ideas`: the list that everybody may read, and one idea with all that became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.clock import Clock
from bot.delivery.topics import name_topic
from bot.ideas.card import say_decision, say_place, say_standing, say_step
from bot.ideas.districts import OTHER, districts
from bot.ideas.fields import FIELDS
from bot.ideas.lifeline import number_of
from bot.ideas.shelf import IdeaShelf
from bot.web.ideas.drawing import PATH, Drawing, Reader
from storage import ideas, lifelines, pictures
from storage.database import Database, Session
from storage.ideas import SHOWN, IdeaRow, Order, Stage
from storage.lifelines import LifelineRow

A_PAGE = 20
LAST_PAGE = 100_000
LONGEST_SEARCH = 200
FEW = 5
"""With fewer found than this, what is similar is shown as well."""
LONGEST_BEGINNING = 220
_DIGITS = 9


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a list is asked for, put right where it is nonsense."""

    order: Order
    field: str
    district: str
    words: str
    page: int

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return not (self.field or self.district or self.words)


@dataclass(frozen=True, kw_only=True)
class Board:
    """The list, and one idea."""

    drawing: Drawing
    database: Database
    clock: Clock
    shelf: IdeaShelf

    async def show(self, request: Request) -> Response:
        """A page of the list."""
        asked, reader = read_asked(request), self.drawing.reader_of(request)
        field, district, words = asked.field or None, asked.district or None, asked.words
        async with self.database.reading() as session:
            count = await ideas.count_shown(session, field=field, district=district, words=words)
            pages = max(1, -(-count // A_PAGE))
            page = min(asked.page, pages)
            rows = await ideas.shown(
                session, order=asked.order, field=field, district=district, words=words,
                skip=(page - 1) * A_PAGE, most=A_PAGE,
            )  # fmt: skip
            similar = await self._similar(session, asked, {row.id for row in rows}) if count < FEW else []
        return self.drawing.page(
            request,
            "list.html",
            title=reader.texts.say("board.title"),
            asked=asked,
            ideas=[_listed(reader, row) for row in rows],
            similar=[_listed(reader, row) for row in similar],
            count=count,
            page=page,
            pages=pages,
            fields=[(field.value, name_topic(reader.texts, field)) for field in FIELDS],
            districts=[*districts().items(), (OTHER, reader.texts.say("board.other_district"))],
            orders=[(Order.NEWEST, "board.newest"), (Order.SUPPORTED, "board.supported")],
            turned=lambda to: reader.to(
                PATH, order=asked.order if asked.order is not Order.NEWEST else "", field=asked.field,
                district=asked.district, q=asked.words, page=to if to > 1 else "",
            ),
        )  # fmt: skip

    async def one(self, request: Request) -> Response:
        """One idea. What is hidden is not there, like what never was; what was merged leads to where it went."""
        number = _number(request)
        async with self.database.reading() as session:
            row = await ideas.look_at(session, number) if number else None
            if row and row.stage == Stage.MERGED and row.before in SHOWN and row.merged_into:
                target = await ideas.look_at(session, row.merged_into)
                if target and target.stage in SHOWN:
                    return RedirectResponse(self.drawing.reader_of(request).to(f"{PATH}/{target.id}"), 302)
            if row is None or row.stage not in SHOWN:
                return self.gone(request)
            steps = await lifelines.of(session, row.id)
        return self.drawing.page(request, "idea.html", is_theirs=False, **say_idea(self.drawing, request, row, steps))

    async def picture(self, request: Request) -> Response:
        """The picture of an idea that everybody may see."""
        number = _number(request)
        async with self.database.reading() as session:
            row = await ideas.look_at(session, number) if number else None
            shown = row is not None and row.stage in SHOWN and row.picture
            data = await pictures.data_of(session, shown) if shown else None
        if data is None:
            return self.gone(request)
        return Response(data, media_type="image/jpeg", headers={"Cache-Control": "public, max-age=300"})

    def gone(self, request: Request) -> Response:
        """There is no such idea here: the same words, whether it is hidden or never was."""
        title = self.drawing.reader_of(request).texts.say("board.gone")
        return self.drawing.page(request, "gone.html", title=title, status=404)

    async def _similar(self, session: Session, asked: Asked, without: set[int]) -> list[IdeaRow]:
        """What wants the same in other words, where few have the words that were typed."""
        if not asked.words:
            return []
        found = await self.shelf.similar(
            session, asked.words, field=asked.field or None, district=asked.district or None, without=without
        )
        rows = [await ideas.look_at(session, one.number) for one in found if one.is_similar]
        return [row for row in rows if row is not None]


def say_idea(drawing: Drawing, request: Request, row: IdeaRow, steps: Sequence[LifelineRow]) -> dict[str, Any]:
    """What the page of an idea shows. Whoever calls has asked whether its reader may see it."""
    texts, zone = drawing.reader_of(request).texts, drawing.zone
    decision = ""
    if row.outcome and row.stage in (Stage.DECIDED, Stage.DONE):
        decided = {"outcome": row.outcome, "part_of": row.part_of, "when": row.when, "answer": row.answer}
        decision = say_decision(texts, decided)
    elif row.stage == Stage.REFUSED:
        decision = texts.say("card.refused", reason=texts.say(f"whynot.{row.reason}"), answer=row.answer)
    return {
        "title": f"{number_of(row.id)} · {row.title}",
        "idea": row,
        "is_shown": row.stage in SHOWN,
        "place": say_place(texts, row),
        "stage": texts.say(f"ideastage.{row.stage}"),
        "steps": [say_step(texts, step, zone) for step in steps],
        "decision": decision,
        "standing": say_standing(texts, row, zone),
    }


def read_asked(request: Request) -> Asked:
    """What the address asks for. What no form of ours says is left out."""
    query = request.query_params
    page, order, field, district = (query.get(name, "") for name in ("page", "order", "field", "district"))
    usable = page.isascii() and page.isdigit() and len(page) <= _DIGITS
    return Asked(
        order=Order(order) if order in list(Order) else Order.NEWEST,
        field=field if field in list(FIELDS) else "",
        district=district if district in districts() or district == OTHER else "",
        words=" ".join(query.get("q", "").split())[:LONGEST_SEARCH],
        page=min(max(1, int(page)), LAST_PAGE) if usable else 1,
    )


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One idea in a list."""

    id: int
    title: str
    beginning: str
    language: str
    stage: str
    support: int
    place: str
    handed_in: datetime


def _listed(reader: Reader, row: IdeaRow) -> Listed:
    text = " ".join(row.text.split())
    return Listed(
        id=row.id,
        title=row.title,
        beginning=f"{text[:LONGEST_BEGINNING].rstrip()}…" if len(text) > LONGEST_BEGINNING else text,
        language=row.language,
        stage=reader.texts.say(f"ideastage.{row.stage}"),
        support=row.support,
        place=say_place(reader.texts, row),
        handed_in=row.handed_in,
    )


def _number(request: Request) -> int | None:
    """The number in the address; None for what the database would not take."""
    number = str(request.path_params["number"])
    return int(number) if number.isascii() and number.isdigit() and len(number) <= _DIGITS else None
