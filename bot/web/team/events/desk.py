"""What all pages of events share: the office, the row an address names, how things are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.exceptions import HTTPException

from bot.events.event import Event
from bot.events.fields import Fields, Known
from bot.events.office import EventsOffice
from bot.events.running import Refusal
from bot.events.spans import end_along
from bot.texts import Texts
from bot.web.team.drawing import LANGUAGES, TAGS, Drawing
from bot.web.team.forms import number_in
from bot.web.team.visit import Visit
from storage import events
from storage.events import EventRow

PATH = "/team/events"
REFUSALS: Mapping[Refusal, str] = {
    Refusal.NOT_NOW: "Das geht jetzt nicht. Unten steht, wie der Termin jetzt ist.",
    Refusal.CHANGED: "Der Termin wurde inzwischen geändert. Bitte prüfen Sie, wie er jetzt unten steht.",
    Refusal.PAST: "Dafür ist es zu spät: Der Termin hat begonnen oder ist vorbei.",
    Refusal.TOO_LATE: "Wieder ansetzen geht nur sieben Tage lang. Bitte legen Sie den Termin neu an.",
    Refusal.SAME: "Es hat sich nichts geändert.",
}
"""Why a deed was not done, for somebody who sees the page."""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Handed to every page."""

    drawing: Drawing
    office: EventsOffice

    @property
    def texts(self) -> Texts:
        """The console speaks German."""
        return self.office.texts

    @property
    def known(self) -> Known:
        """What fields may name."""
        return self.office.known

    async def previews(self, visit: Visit, event: Event) -> list[Mapping[str, Any]]:
        """The card in every language it is written in, drawn as residents get it."""
        drawn = await self.office.previews(visit.session, event, visit.now)
        return [
            {
                "language": LANGUAGES[language],
                "tag": TAGS[language],
                "title": card.title,
                "text": card.text,
                "picture": "",
                "buttons": card.links,
                "note": "",
            }
            for language, card in drawn
        ]


def with_end(event: Event, kept: Fields, fields: Fields, now: datetime) -> Fields:
    """The fields of a form; where the beginning alone is another than in `kept`, the end goes along with it."""
    if fields["start"] == kept["start"] or fields["end"] not in ("", kept["end"]):
        return fields
    return {**fields, "end": end_along(event, fields["start"], now) or fields["end"]}


async def to_look_at(visit: Visit) -> EventRow:
    """The event of the address, to read. Raises 404."""
    return _found(await events.look_at(visit.session, number_in(visit.request.path_params["number"])))


async def to_change(visit: Visit) -> EventRow:
    """The event of the address, held until the deed is done. Raises 404."""
    return _found(await events.numbered(visit.session, number_in(visit.request.path_params["number"])))


def _found(row: EventRow | None) -> EventRow:
    if row is None:
        raise HTTPException(404)
    return row
