"""The list of announcements, and the beginning of a new one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.announcements import composing
from bot.announcements.lifecycle import State
from bot.announcements.office import KINDS
from bot.delivery.kinds import Kind
from bot.web.team.announcements.desk import PATH, Desk, begins, names_of
from bot.web.team.drawing import go_to
from bot.web.team.visit import Visit
from storage import announcements
from storage.announcements import AnnouncementRow

GROUPS: Mapping[str, Sequence[State]] = {
    "Wartet auf Freigabe": (State.REQUESTED,),
    "Unterwegs": (State.HELD, State.SCHEDULED, State.SENDING, State.PAUSED),
    "Entwürfe": (State.DRAFT,),
    "Abgeschlossen": (State.FINISHED, State.CANCELLED),
}
MOST = 30
"""Of each group."""
MEANINGS = {
    Kind.NEWS: "zählt zum Wochenmaß der Menschen, kommt nicht nachts",
    Kind.APPOINTMENT: "kommt immer, aber nicht nachts",
    Kind.CONSULTATION: "zählt zum Wochenmaß der Menschen, kommt nicht nachts",
    Kind.EMERGENCY: "geht sofort an alle, die etwas abonniert haben, auch nachts",
}
DONE = {"dropped": "Der Entwurf ist verworfen."}


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """What there is, by what has to be done about it."""

    desk: Desk

    async def show(self, visit: Visit) -> Response:
        """All groups that have something in them."""
        groups = []
        for name, states in GROUPS.items():
            rows = await announcements.in_states(visit.session, states, most=MOST)
            names = await names_of(visit, [row.author for row in rows])
            if rows:
                groups.append((name, [self._line(row, names) for row in rows]))
        return self.desk.drawing.page(
            visit,
            "announcements/list.html",
            title="Rundrufe",
            groups=groups,
            kinds=kinds_of(self.desk),
            done=DONE.get(visit.request.query_params.get("done", ""), ""),
        )

    async def begin(self, visit: Visit) -> Response:
        """A new draft. Pressed twice it is the same one: an empty draft of this kind is taken up again."""
        kind = visit.form.get("kind")
        if kind not in KINDS:
            raise HTTPException(400)
        drafts = await announcements.of_author(visit.session, visit.staff.id, [State.DRAFT])
        empty = (row for row in drafts if row.kind == kind and not (row.texts or row.picture or row.photo or row.link))
        row = next(empty, None) or await composing.begin(visit.session, visit.staff, Kind(kind), visit.now)
        return go_to(f"{PATH}/{row.id}/edit")

    def _line(self, row: AnnouncementRow, names: Mapping[int, str]) -> Mapping[str, Any]:
        said = ("Abgeschlossen am", row.finished) if row.finished else ("Begonnen am", row.begun)
        when = said if said[1] else ("Geplant für", row.starts) if row.starts else ("Angelegt am", row.written)
        return {
            "path": f"{PATH}/{row.id}",
            "number": row.id,
            "kind": self.desk.kind(row),
            "begins": begins(row) or "noch ohne Text",
            "state": self.desk.state(row),
            "author": names[row.author],
            "when": when,
        }


def kinds_of(desk: Desk) -> list[tuple[Kind, str, str]]:
    """The kinds there are, what they are called and what they mean."""
    return [(kind, desk.texts.say(f"purpose.{kind}"), MEANINGS[kind]) for kind in KINDS]
