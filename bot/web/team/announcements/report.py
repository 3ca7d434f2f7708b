"""The report as a file: behind a ticket that works once, in this session alone, for a quarter of an hour."""

from dataclasses import dataclass
from urllib.parse import quote

from starlette.responses import Response

from bot.announcements import report
from bot.web.team.announcements.desk import Desk, to_look_at
from bot.web.team.announcements.showing import ShowPage
from bot.web.team.drawing import HEADERS
from bot.web.team.tickets import read_ticket
from bot.web.team.visit import Visit
from storage import tickets

OVER = "Dieser Abruf ist verbraucht oder älter als 15 Minuten. Hier ist ein neuer: Bericht herunterladen."


@dataclass(frozen=True, kw_only=True)
class ReportPage:
    """Downloads."""

    desk: Desk
    shown: ShowPage

    async def download(self, visit: Visit) -> Response:
        """The table, as an attachment."""
        row = await to_look_at(visit)
        until = read_ticket(visit, f"report-{row.id}", visit.form.get("ticket"))
        if until is None or not await tickets.spend(visit.session, visit.form.get("ticket"), until, visit.now):
            return await self.shown.page(visit, row, status=409, problem=OVER)
        document = await report.table(visit.session, self.desk.texts, row, visit.now)
        named = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(document.name)}"}
        return Response(document.text, media_type=f"{document.media_type}; charset=utf-8", headers={**HEADERS, **named})
