"""Ideas from paper: one typed into a form, or many in a table; afterwards the slips to print, shown once."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from starlette.responses import Response

from bot.delivery.topics import name_topic
from bot.ideas.districts import OTHER, districts
from bot.ideas.drafting import LONGEST_TEXT, LONGEST_TITLE
from bot.ideas.fields import FIELDS
from bot.ideas.paper import UNREADABLE, Checked, Personal, Slip, Trouble, Typed, check, take_in
from bot.ideas.sheets import MOST_ROWS, Row, read_table
from bot.texts import Texts
from bot.web.team.drawing import Drawing
from bot.web.team.forms import Form
from bot.web.team.tickets import make_ticket, read_ticket
from bot.web.team.visit import Visit
from bot.workbooks import LARGEST, NotATable
from storage import tickets

PATH = "/team/paper"
TICKET = "paper"
TROUBLES: Mapping[Trouble, str] = {
    Trouble.NO_CONSENT: "Die Einwilligung fehlt. Ohne sie darf die Idee nicht übernommen werden.",
    Trouble.NO_WORDS: "Der Text fehlt. Was niemand lesen kann, heißt [unleserlich].",
    Trouble.TOO_LONG: f"Der Text ist zu lang. Höchstens {LONGEST_TEXT} Zeichen sind möglich.",
    Trouble.TITLE_TOO_LONG: f"Der Titel ist zu lang. Höchstens {LONGEST_TITLE} Zeichen sind möglich.",
    Trouble.NO_SUCH_FIELD: "Dieses Feld gibt es nicht.",
    Trouble.NO_SUCH_DISTRICT: "Diesen Ortsteil gibt es nicht.",
    Trouble.PERSONAL: "Im Text stehen persönliche Angaben. Bitte entscheiden Sie, was damit geschieht.",
    Trouble.FORMULA: "Eine Zelle sieht aus wie eine Formel.",
}
KINDS = {
    "phone": "Telefonnummer",
    "email": "E-Mail-Adresse",
    "iban": "Bankverbindung",
    "plate": "Kennzeichen",
    "address": "Anschrift",
    "health": "Gesundheit",
}
TWICE = "Dieses Formular ist schon abgeschickt oder zu alt. Bitte sehen Sie nach, ob die Ideen schon da sind."


@dataclass(frozen=True, kw_only=True)
class Read:
    """A table that was read, or why it cannot be."""

    rows: Sequence[Row] = ()
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperPages:
    """Calls the same deed for one and for many."""

    drawing: Drawing
    texts: Texts
    base: str
    fields: Sequence[tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", [(one.value, name_topic(self.texts, one)) for one in FIELDS])

    async def show(self, visit: Visit) -> Response:
        """The empty form."""
        return self._form(visit, Typed(text=""))

    async def one(self, visit: Visit) -> Response:
        """One idea is taken in, or the form comes back with all that is wrong and all that was typed."""
        form = visit.form
        personal = form.get("personal")
        typed = Typed(
            text=form.get("text"),
            title=form.get("title"),
            field=form.get("field") if form.get("field") in dict(self.fields) else None,
            district=form.get("district") if form.get("district") in {*districts(), OTHER} else None,
            consent=form.get("consent") == "yes",
            personal=Personal(personal) if personal in list(Personal) else Personal.ASK,
        )
        checked = check(typed)
        if checked.troubles:
            return self._form(visit, typed, checked=checked, problems=[TROUBLES[one] for one in checked.troubles])
        if not await self._is_first(visit):
            return self._form(visit, typed, problems=[TWICE], status=409)
        return self._slips(visit, [await take_in(visit.session, typed, checked, visit.staff, visit.now)])

    async def prepare(self, form: Form) -> Form:
        """Reads the table that was sent, beside everything else: a hostile one takes seconds."""
        sent = form.files.get("table")
        return form if sent is None else replace(form, prepared=await asyncio.to_thread(_read, sent.data, self.texts))

    async def many(self, visit: Visit) -> Response:
        """A table: looked through, or taken in whole if nothing is wrong with it."""
        read = visit.form.prepared
        if not isinstance(read, Read):
            return self._form(visit, Typed(text=""), table_problem="Bitte wählen Sie eine Datei.")
        if read.problem:
            return self._form(visit, Typed(text=""), table_problem=read.problem)
        rows = read.rows
        wrong = [row for row in rows if row.troubles]
        if wrong or visit.form.get("deed") != "take":
            return self._form(visit, Typed(text=""), rows=rows, status=422 if wrong else 200)
        if not await self._is_first(visit):
            return self._form(visit, Typed(text=""), table_problem=TWICE, status=409)
        slips = [await take_in(visit.session, row.typed, row.checked, visit.staff, visit.now) for row in rows]
        return self._slips(visit, slips)

    async def _is_first(self, visit: Visit) -> bool:
        """Whether this form has not been sent before: loading the slips again must not take the ideas in again."""
        ticket = visit.form.get("ticket")
        until = read_ticket(visit, TICKET, ticket)
        return until is not None and await tickets.spend(visit.session, ticket, until, visit.now)

    def _form(
        self,
        visit: Visit,
        typed: Typed,
        *,
        checked: Checked | None = None,
        problems: Sequence[str] = (),
        table_problem: str = "",
        rows: Sequence[Row] = (),
        status: int | None = None,
    ) -> Response:
        found = checked.found if checked else ()
        return self.drawing.page(
            visit,
            "idea_files/paper.html",
            title="Ideen vom Papier",
            status=status or (422 if problems or table_problem else 200),
            typed=typed,
            found=[KINDS[kind] for kind in found],
            blacked_out=check(_blacked_out(typed)).text if found else "",
            problems=problems,
            table_problem=table_problem,
            rows=[
                {
                    "number": row.number,
                    "title": row.checked.title,
                    "troubles": [TROUBLES[one] for one in row.troubles],
                    "found": [KINDS[kind] for kind in row.checked.found],
                }
                for row in rows
            ],
            wrong=sum(bool(row.troubles) for row in rows),
            fields=self.fields,
            districts=[*districts().items(), (OTHER, "Anderswo in Gera")],
            unreadable=UNREADABLE,
            longest=LONGEST_TEXT,
            longest_title=LONGEST_TITLE,
            most_rows=MOST_ROWS,
            ticket=make_ticket(visit, TICKET),
        )

    def _slips(self, visit: Visit, slips: Sequence[Slip]) -> Response:
        return self.drawing.page(
            visit,
            "idea_files/slips.html",
            title="Abschnitte zum Mitgeben",
            slips=slips,
            address=f"{self.base}/ideas/claim",
        )


def _read(data: bytes, texts: Texts) -> Read:
    try:
        return Read(rows=read_table(data, texts))
    except NotATable as reason:
        return Read(problem=str(reason))


def _blacked_out(typed: Typed) -> Typed:
    return Typed(text=typed.text, title=typed.title, consent=True, personal=Personal.BLACK_OUT)


SENT = LARGEST + 65_536
"""Bytes of a form with a table in it."""
