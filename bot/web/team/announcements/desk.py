"""What all pages of announcements share: the office, the row an address names, how things are called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException

from bot.announcements.lifecycle import Deed, Refusal, State, refuse
from bot.announcements.office import Office, member_of, standing_of
from bot.texts import Texts
from bot.web.team.drawing import Drawing
from bot.web.team.forms import number_in
from bot.web.team.visit import Visit
from knowledge.entries import Language
from storage import announcements, staff
from storage.announcements import AnnouncementRow

PATH = "/team/announcements"
REFUSALS: Mapping[Refusal, str] = {
    Refusal.NOT_NOW: "Das geht nicht mehr. Vielleicht war jemand schneller. Unten steht, wie es jetzt ist.",
    Refusal.NOT_YOURS: "Das darf hier nur jemand anderes tun.",
    Refusal.CHANGED: "Inzwischen hat sich etwas geändert. Bitte prüfen Sie, wie es jetzt unten steht.",
    Refusal.OWN: "Diesen Text haben Sie selbst geschrieben. Freigeben muss eine zweite Person.",
    Refusal.UNTESTED: "Senden Sie sich diese Fassung zuerst zur Probe.",
    Refusal.TEST_UNDERWAY: "Die Probe ist noch unterwegs. Warten Sie, bis sie in Ihrem Chat angekommen ist.",
    Refusal.TEST_FAILED: "Telegram hat die Probe abgelehnt. Bitte ändern Sie den Text.",
    Refusal.INCOMPLETE: "Es fehlt noch etwas. Bitte bearbeiten Sie den Entwurf.",
    Refusal.WORD: "Das war nicht das Wort. Bitte tippen Sie FREIGEBEN.",
    Refusal.NOBODY: "Da ist niemand, den es betrifft.",
    Refusal.SAME: "Das ist derselbe Text wie vorher.",
}
"""Why a deed was not done, for somebody who sees the page."""
TOO_LATE = {Refusal.NOT_NOW, Refusal.CHANGED}


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Handed to every page."""

    drawing: Drawing
    office: Office

    @property
    def texts(self) -> Texts:
        """The console speaks German."""
        return self.office.textbook.of(Language.GERMAN)

    def may(self, visit: Visit, row: AnnouncementRow, deed: Deed) -> bool:
        """Whether whoever looks could do this now."""
        return refuse(deed, standing_of(row), member_of(visit.staff), one_key=self.office.one_key) is None

    def kind(self, row: AnnouncementRow) -> str:
        """What kind it is, as people say it."""
        return self.texts.say(f"purpose.{row.kind}")

    def state(self, row: AnnouncementRow) -> str:
        """How far it is, as people say it."""
        return self.texts.say(f"state.{State(row.state)}")


def number_of(visit: Visit) -> int:
    """The number in the address. Raises 400."""
    return number_in(visit.request.path_params["number"])


async def to_look_at(visit: Visit) -> AnnouncementRow:
    """The announcement of the address, to read. Raises 404."""
    return _found(await announcements.content_of(visit.session, number_of(visit)))


async def to_change(visit: Visit) -> AnnouncementRow:
    """The announcement of the address, held until the deed is done. Raises 404."""
    return _found(await announcements.numbered(visit.session, number_of(visit)))


async def names_of(visit: Visit, ids: Sequence[int | None]) -> Mapping[int, str]:
    """How the staff with these numbers are called; who has left is called so."""
    found = {id: await staff.numbered(visit.session, id) for id in dict.fromkeys(ids) if id is not None}
    return {id: member.name if member else "ein früheres Mitglied" for id, member in found.items()}


def begins(row: AnnouncementRow, most: int = 60) -> str:
    """How its German words begin."""
    words = " ".join(row.texts.get(Language.GERMAN, {}).get("text", "").split())
    return f"{words[:most].rstrip()}…" if len(words) > most else words


def _found(row: AnnouncementRow | None) -> AnnouncementRow:
    if row is None:
        raise HTTPException(404)
    return row
