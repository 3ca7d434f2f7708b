"""Public ideas as files for the staff: behind a ticket that works once, in this session alone, for 15 minutes."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response, StreamingResponse

from bot.ideas.exporting.formats import KINDS, Format, Place, Sheet, stream_ideas
from bot.web.team.drawing import HEADERS, Drawing
from bot.web.team.tickets import make_ticket, read_ticket
from bot.web.team.visit import Visit
from storage import audit, tickets
from storage.database import Database

PATH = "/team/idea-files"
OVER = "Dieser Abruf ist verbraucht oder älter als 15 Minuten. Hier sind neue."
NAMES: Mapping[Sheet | Format, tuple[str, str]] = {
    Sheet.CSV: ("Tabelle (CSV)", "Zum Lesen, mit deutschen Spalten. Excel öffnet sie mit Doppelklick."),
    Sheet.XLSX: ("Tabelle (XLSX)", "Dasselbe für Excel und LibreOffice."),
    Format.XLSX: ("XLSX für Go Vocal und adhocracy+", "Die Spalten heißen wie in den offenen Daten."),
    Format.CSV: ("Offene Daten (CSV)", "Wie auf /ideas/data beschrieben, für andere Programme."),
    Format.GEOJSON: ("GeoJSON", "Nur Ideen mit einem Ort, für Karten."),
    Format.DECIDIM: ("Decidim", "Für „Vorschläge aus einer Datei importieren“. Stand und Antwort stehen im Text."),
    Format.OPEN311: ("Open311 (GeoReport v2)", "Für Mängelmelder und ihre Programme, als JSON."),
}


@dataclass(frozen=True, kw_only=True)
class ExportPages:
    """The list of formats, and a file."""

    drawing: Drawing
    database: Database
    place: Place

    async def show(self, visit: Visit) -> Response:
        """All formats, each with a new ticket."""
        return self._page(visit)

    async def fetch(self, visit: Visit) -> Response:
        """The file. It is written while it is sent, after this page's transaction."""
        ticket = visit.form.get("ticket")
        chosen = next((one for one in NAMES if (until := read_ticket(visit, f"ideas-{one}", ticket))), None)
        if chosen is None or until is None or not await tickets.spend(visit.session, ticket, until, visit.now):
            return self._page(visit, problem=OVER)
        audit.note(visit.session, who=visit.staff.id, deed="idea.exported", object=f"format:{chosen}", now=visit.now)
        kind = KINDS[chosen]
        name = f"ideen-gera{'-tabelle' if chosen in list(Sheet) else ''}.{kind.ending}"
        named = {"Content-Disposition": f'attachment; filename="{name}"'}
        pieces = stream_ideas(self.database, kind, self.place)
        return StreamingResponse(pieces, media_type=kind.media_type, headers={**HEADERS, **named})

    def _page(self, visit: Visit, *, problem: str = "") -> Response:
        return self.drawing.page(
            visit,
            "idea_files/exports.html",
            title="Ideen als Datei",
            status=409 if problem else 200,
            problem=problem,
            files=[(*NAMES[one], make_ticket(visit, f"ideas-{one}")) for one in NAMES],
        )
