"""The list of events: what is coming by month, what was, what was thrown away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel.dates import format_date
from starlette.responses import Response

from bot.events.event import Event, Kind, Status, first_day
from bot.events.office import is_thrown_away
from bot.events.revisions import revisions
from bot.events.rows import from_row
from bot.events.saying import say_when
from bot.events.staff_words import name_kind, say_status
from bot.web.team.events.desk import PATH, Desk
from bot.web.team.visit import Visit
from knowledge.revising import load_revision_rule
from storage import events
from storage.events import EventRow

MOST_PAST = 100
WITHOUT_RESULTS = "vorbei, noch ohne Ergebnisse"
DONE = {"thrown-away": "Der Termin ist verworfen. Sieben Tage lang können Sie ihn unten wieder ansetzen."}


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """All events."""

    desk: Desk

    async def show(self, visit: Visit) -> Response:
        """By month."""
        rows = [(row, from_row(row)) for row in await events.in_states(visit.session, frozenset(Status))]
        here = [each for each in rows if not is_thrown_away(each[0])]
        coming = [each for each in here if not each[1].is_over(visit.now)]
        past = [each for each in here if each[1].is_over(visit.now)][::-1]
        today = visit.now.astimezone(self.desk.office.zone).date()
        fixed = [event for _, event in here if not event.is_cancelled]
        years = revisions(load_revision_rule(), fixed, today.year, today.year + 2)
        known = {first_day(event).year for event in fixed if event.kind is Kind.REVISION}
        return self.desk.drawing.page(
            visit,
            "events/list.html",
            title="Termine",
            path=PATH,
            coming=self._months(coming),
            past=self._months(past[:MOST_PAST], over=True),
            thrown_away=[self._line(*each) for each in rows if is_thrown_away(each[0])],
            years=[each.year for each in years if each.event is None and each.year not in known],
            done=DONE.get(visit.request.query_params.get("done", ""), ""),
        )

    def _months(
        self, rows: Iterable[tuple[EventRow, Event]], *, over: bool = False
    ) -> Sequence[tuple[str, list[Mapping[str, Any]]]]:
        months: dict[str, list[Mapping[str, Any]]] = {}
        for row, event in rows:
            month = format_date(first_day(event), "MMMM yyyy", locale="de_DE")
            months.setdefault(month, []).append(self._line(row, event, over=over))
        return list(months.items())

    def _line(self, row: EventRow, event: Event, *, over: bool = False) -> Mapping[str, Any]:
        lacks_results = over and row.closed is None and not event.is_cancelled
        return {
            "path": f"{PATH}/{row.id}",
            "number": row.id,
            "title": event.in_german.title,
            "kind": name_kind(self.desk.texts, row.kind),
            "when": say_when(self.desk.texts, event, self.desk.office.zone),
            "place": event.place,
            "status": WITHOUT_RESULTS if lacks_results else say_status(self.desk.texts, row),
        }
