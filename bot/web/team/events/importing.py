"""Events from a file: sent, looked at, and only then taken. Nothing is half taken."""

import asyncio
import base64
import binascii
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.clock import Clock
from bot.events import importing
from bot.events.importing import Change, NotTaken, Plan
from bot.events.reading_file import read_file
from bot.events.reading_table import MOST_ROWS, NUMBER, ZONE, Row, Sheet, columns, write_template
from bot.events.saying import say_when
from bot.web.team.drawing import HEADERS, go_to
from bot.web.team.events.desk import PATH, REFUSALS, Desk
from bot.web.team.forms import File, Form
from bot.web.team.visit import Visit
from bot.workbooks import LARGEST
from storage.database import Database

LARGEST_FORM = 3_000_000
"""A file that was looked at travels with the form, a third longer than it is."""
NO_FILE = "Bitte wählen Sie eine Datei."
CHANGED = "Inzwischen hat sich etwas geändert. Bitte prüfen Sie, was die Datei jetzt tun würde."


def reading(desk: Desk, clock: Clock) -> Callable[[Form], Awaitable[Form]]:
    """Reads the file that was sent, before the transaction: it takes a while, and nobody shall wait for it."""

    async def read(form: Form) -> Form:
        data = _data_in(form)
        if data is None:
            return form
        sheet = await asyncio.to_thread(read_file, data, desk.texts, clock.now(), desk.office.zone)
        kept = json.dumps(asdict(sheet)).encode()
        name = form.files["file"].name if "file" in form.files else form.get("name")
        files = {
            "sheet": File(name=name[:100], media_type="application/json", data=kept),
            "data": File(name=name[:100], media_type="text/plain", data=base64.b64encode(data)),
        }
        return replace(form, files=files)

    return read


@dataclass(frozen=True, kw_only=True)
class ImportPages:
    """The page, what a file would do, and doing it."""

    desk: Desk

    async def show(self, visit: Visit) -> Response:
        """What a table has to look like, and where to send it."""
        return self._page(visit)

    async def template(self, _: Visit) -> Response:
        """An empty table with its head."""
        named = {"Content-Disposition": 'attachment; filename="termine.csv"'}
        table = "\ufeff" + write_template(self.desk.texts)  # spreadsheets read UTF-8 only where this mark is
        return Response(table, media_type="text/csv", headers={**HEADERS, **named})

    async def send(self, visit: Visit) -> Response:
        """Look at a file; with `take` do what somebody has seen."""
        if "sheet" not in visit.form.files:
            return self._page(visit, status=422, problems={"file": NO_FILE})
        plan = await importing.plan(visit.session, self.desk.office, _sheet_in(visit.form), visit.now)
        if visit.form.get("take") != "yes" or plan.problems:
            return self._page(visit, status=422 if plan.problems else 200, plan=plan)
        if visit.form.get("seen") != plan.mark:
            return self._page(visit, status=409, plan=plan, problem=CHANGED)
        announce = visit.form.get("announce") == "yes"
        try:
            async with Database.apart(visit.session):
                await importing.take(visit.session, visit.staff, plan, visit.now, announce=announce)
        except NotTaken as wrong:
            why = REFUSALS[wrong.refusal]
            return self._page(visit, status=409, plan=plan, problem=f"Nichts übernommen. {why}")
        counts = "-".join(str(len(each)) for each in (plan.new, plan.changed, plan.cancelled))
        return go_to(f"{PATH}/import?done={counts}")

    def _page(
        self,
        visit: Visit,
        *,
        status: int = 200,
        problem: str = "",
        problems: Mapping[str, str] | None = None,
        plan: Plan | None = None,
    ) -> Response:
        kept = visit.form.files.get("data")
        values: dict[str, Any] = {
            "path": PATH,
            "columns": [NUMBER, *columns(self.desk.texts), ZONE],
            "largest": LARGEST // 1000,
            "most": MOST_ROWS,
            "problem": problem,
            "problems": problems or {},
            "plan": plan,
            "new": [self._say(each) for each in plan.new] if plan else [],
            "changed": [self._say(each) for each in plan.changed] if plan else [],
            "cancelled": [self._say(each) for each in plan.cancelled] if plan else [],
            "kept": kept.data.decode() if kept else "",
            "name": kept.name if kept else "",
            "done": _say_done(visit.request.query_params.get("done", "")),
        }
        return self.desk.drawing.page(
            visit, "events/import.html", title="Termine aus einer Datei", status=status, **values
        )

    def _say(self, change: Change) -> dict[str, str]:
        when = say_when(self.desk.texts, change.event, self.desk.office.zone)
        title = change.event.in_german.title
        return {"place": change.place, "title": title, "when": when, "differ": ", ".join(change.differ)}


def _data_in(form: Form) -> bytes | None:
    """The file: sent just now, or kept by the form."""
    if "file" in form.files:
        return form.files["file"].data
    try:
        return base64.b64decode(form.get("kept"), validate=True) or None
    except binascii.Error as error:
        raise HTTPException(400) from error


def _sheet_in(form: Form) -> Sheet:
    kept = json.loads(form.files["sheet"].data)
    return Sheet(rows=[Row(**row) for row in kept["rows"]], problems=kept["problems"], left_out=kept["left_out"])


def _say_done(word: str) -> str:
    parts = word.split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):  # noqa: PLR2004
        return ""
    new, changed, cancelled = parts
    return f"Übernommen. Neu: {new}, geändert: {changed}, abgesagt: {cancelled}."
