"""One form for all fields of an event, and one for its results: all that is wrong beside its field, nothing lost."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.events import closing, running
from bot.events.event import Event, Kind
from bot.events.fields import EVERY, Fields, write_fields
from bot.events.merging import merge
from bot.events.reading_fields import read_fields
from bot.events.rows import from_row
from bot.events.running import Refusal, refuse
from bot.events.spans import Mistake
from bot.events.staff_words import name_field, name_kind, say_mistake, say_note, show_value
from bot.web.team.drawing import go_to
from bot.web.team.events.desk import PATH, REFUSALS, Desk, to_change, to_look_at, with_end
from bot.web.team.events.inputs import GROUPS, RESULTS, Groups, lay_out
from bot.web.team.forms import Form
from bot.web.team.visit import Visit
from storage import events
from storage.events import EventRow

OF_A_YEAR = {
    "revision": "Fortschreibung der Strategie {year}",
    "consultation": "Beteiligung zur Fortschreibung der Strategie {year}",
}
"""What an event is called of which the rule of the strategy knows the year alone."""
MANY = frozenset({"topics", "subjects"})
"""Fields that are boxes to tick."""
EDITED = tuple(each.name for inputs in GROUPS.values() for each in inputs)
RESULT_NAMES = tuple(each.name for inputs in RESULTS.values() for each in inputs)


@dataclass(frozen=True, kw_only=True)
class EditPages:
    """Forms. What was there when a form was opened travels with it, so that two who change an event are merged."""

    desk: Desk

    async def new(self, visit: Visit) -> Response:
        """An empty form; `?kind=revision&year=2026` for a year whose day, or whose consultation, shall be fixed."""
        kind, year = (visit.request.query_params.get(name, "") for name in ("kind", "year"))
        fields = {"kind": kind if kind in name_kinds(self.desk) else "workshop"}
        if kind in OF_A_YEAR and year.isascii() and year.isdigit():
            fields["title"] = OF_A_YEAR[kind].format(year=year[:4])
        return await self._form(visit, None, fields, {})

    async def create(self, visit: Visit) -> Response:
        """A new event, if nothing is wrong. Staff alone know of it."""
        fields = fields_of(visit.form, EDITED)
        reading = read_fields(fields, None, self.desk.known, visit.now)
        if reading.event is None:
            return await self._form(visit, None, fields, self._problems(reading.mistakes), status=422)
        if visit.form.get("look") == "yes":
            return await self._form(visit, None, fields, {}, event=reading.event)
        row = await running.create(visit.session, visit.staff, reading.event, visit.now)
        return go_to(f"{PATH}/{row.id}?done=saved")

    async def edit(self, visit: Visit) -> Response:
        """The form with what is saved."""
        row = await to_look_at(visit)
        if refuse("change", row, visit.now):
            return go_to(f"{PATH}/{row.id}")
        return await self._form(visit, row, write_fields(from_row(row)), {})

    async def save(self, visit: Visit) -> Response:
        """Save what was typed."""
        return await self._save(visit, await to_change(visit), results=False)

    async def results(self, visit: Visit) -> Response:
        """The form of what came of it."""
        row = await to_look_at(visit)
        if refuse("close", row, visit.now):
            return go_to(f"{PATH}/{row.id}")
        return await self._form(visit, row, write_fields(from_row(row)), {}, results=True)

    async def close(self, visit: Visit) -> Response:
        """It is over, and this is what came of it."""
        return await self._save(visit, await to_change(visit), results=True)

    async def _save(self, visit: Visit, row: EventRow, *, results: bool) -> Response:
        now_fields, base = write_fields(from_row(row)), _base_in(visit.form)
        names = RESULT_NAMES if results else EDITED
        mine = {**base, **fields_of(visit.form, names)}
        merged = merge(base, now_fields, mine)
        if merged.conflicts:
            return await self._form(
                visit, row, merged.fields, {}, status=409, conflicts=merged.conflicts, results=results
            )
        fields = with_end(from_row(row), now_fields, merged.fields, visit.now)
        reading = read_fields(fields, from_row(row), self.desk.known, visit.now, was=now_fields)
        mistakes = {**reading.mistakes}
        if results and not merged.fields["results"]:
            mistakes.setdefault("results", Mistake.MISSING)
        if mistakes or reading.event is None:
            problems = self._problems(mistakes)
            return await self._form(visit, row, merged.fields, problems, status=422, results=results)
        if visit.form.get("look") == "yes":
            return await self._form(visit, row, merged.fields, {}, event=reading.event, results=results)
        office, member = self.desk.office, visit.staff
        if results:
            refused = await closing.close(visit.session, member, row, reading.event, visit.now, office.zone)
        else:
            refused = await running.change(visit.session, member, row, reading.event, visit.now)
        if refused not in {None, Refusal.SAME}:
            return await self._form(
                visit, row, merged.fields, {}, status=409, problem=REFUSALS[refused], results=results
            )
        done = "same" if refused else "closed" if results else "merged" if merged.theirs else "saved"
        return go_to(f"{PATH}/{row.id}?done={done}")

    def _problems(self, mistakes: Mapping[str, Any]) -> Mapping[str, str]:
        return {name: say_mistake(self.desk.texts, name, mistake) for name, mistake in mistakes.items()}

    async def _form(
        self,
        visit: Visit,
        row: EventRow | None,
        fields: Fields,
        problems: Mapping[str, str],
        *,
        status: int = 200,
        problem: str = "",
        conflicts: Mapping[str, tuple[str, str]] | None = None,
        event: Event | None = None,
        results: bool = False,
    ) -> Response:
        """The form. After a conflict it holds the merged fields, and what is saved now is what it began with."""
        current = await events.look_at(visit.session, row.id) if row else None
        began = write_fields(from_row(current)) if current and (conflicts or not visit.form.get("base")) else None
        base = began if began is not None else _base_in(visit.form)
        texts, known = self.desk.texts, self.desk.known
        groups = RESULTS if results else GROUPS
        place = f"{PATH}/{row.id}" if row else PATH
        values: dict[str, Any] = {
            "row": row,
            "action": f"{place}/results" if results else f"{place}/edit" if row else f"{PATH}/new",
            "back": place,
            "base": json.dumps(base, ensure_ascii=False) if row else "",
            "groups": self._groups(groups, fields),
            "problems": problems,
            "problem": problem,
            "labels": {name: name_field(texts, name) for name in EVERY},
            "conflicts": [
                (name_field(texts, name), show_value(texts, known, name, theirs), show_value(texts, known, name, mine))
                for name, (theirs, mine) in (conflicts or {}).items()
            ],
            "previews": await self.desk.previews(visit, event) if event else [],
            "notes": await self._notes(visit, event),
            "is_results": results,
        }
        title = f"Termin {row.id} ändern" if row else "Neuer Termin"
        if row and results:
            title = f"Ergebnisse zu Termin {row.id}"
        return self.desk.drawing.page(visit, "events/edit.html", title=title, status=status, **values)

    def _groups(self, groups: Groups, fields: Fields) -> list[tuple[str, list[Mapping[str, Any]]]]:
        known = self.desk.known
        options = {"kind": name_kinds(self.desk), "topics": known.topics, "subjects": known.subjects}
        return lay_out(groups, fields, self.desk.texts, options)

    async def _notes(self, visit: Visit, event: Event | None) -> list[str]:
        notes = await self.desk.office.notes(visit.session, event, visit.now) if event else []
        return [say_note(self.desk.texts, note) for note in notes]


def name_kinds(desk: Desk) -> Mapping[str, str]:
    """The kinds there are, and what they are called."""
    return {kind.value: name_kind(desk.texts, kind) for kind in Kind}


def fields_of(form: Form, names: Sequence[str]) -> dict[str, str]:
    """What was typed; ticked boxes as the list that one would type."""
    return {name: ", ".join(form.all(name)) if name in MANY else form.get(name) for name in names}


def _base_in(form: Form) -> dict[str, str]:
    """How the event was when the form was opened. Raises 400 for what no form of ours has sent."""
    try:
        base = json.loads(form.get("base") or "{}")
    except ValueError as error:
        raise HTTPException(400) from error
    if not isinstance(base, dict) or not all(isinstance(value, str) for value in base.values()):
        raise HTTPException(400)
    return {name: base.get(name, "") for name in EVERY}
