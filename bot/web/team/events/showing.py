"""One event: as residents see it, who comes, what leaves for it, what can be done about it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from bot.events.event import PUBLIC, Event
from bot.events.fields import write_fields
from bot.events.foretelling import change_ahead, if_cancelled, offers_ahead
from bot.events.office import is_thrown_away
from bot.events.pushes import Lapse, What
from bot.events.registering import OCCASION as SEAT
from bot.events.rows import from_row
from bot.events.running import refuse
from bot.events.staff_words import name_kind, say_note, say_status
from bot.web.team.events.desk import PATH, Desk, to_look_at
from bot.web.team.leaving import say_leaving
from bot.web.team.visit import Visit
from storage import occasions, registrations
from storage.deliveries import State
from storage.events import EventRow
from storage.registrations import CheckedIn, CheckIn

DONE = {
    "saved": "Gespeichert.",
    "merged": "Gespeichert. Jemand anderes hatte inzwischen andere Angaben geändert; die sind geblieben.",
    "same": "Es hat sich nichts geändert.",
    "announced": "Bekanntgegeben. Erinnerungen gehen zu ihrer Zeit hinaus.",
    "moved": "Verschoben. Ändern Sie in den nächsten zehn Minuten noch etwas, bleibt es bei einer Nachricht.",
    "cancelled": "Abgesagt. Sieben Tage lang können Sie ihn wieder ansetzen.",
    "restored": "Wieder angesetzt.",
    "closed": "Die Ergebnisse stehen am Termin. Wer einen Platz hatte, bekommt sie einmal.",
}
TELLS = ("saved", "merged", "moved", "cancelled", "restored")
"""The deeds of which people may hear."""
UNKNOWN = {
    What.MOVED: "Noch nicht bekannt ist, wann und wo er jetzt stattfindet.",
    What.CANCELLED: "Noch nicht bekannt ist die Absage.",
    What.RESTORED: "Noch nicht bekannt ist, dass er doch stattfindet.",
}
"""What people have not been told yet."""
UNDER_WAY = (State.WAITING, State.CLAIMED, State.SENDING)
LABELS = {"start": "Beginn", "end": "Ende", "place": "Ort", "sure": "Häkchen", "code": "Code an der Tür"}
LAPSES: Mapping[str, str] = {
    Lapse.LATE: "zu spät: Das Programm stand länger als drei Tage still",
    Lapse.BEGUN: "zu spät: Der Termin hatte schon begonnen",
    Lapse.QUIET: "die Ruhezeit der Person ließ keine Zeit dafür",
    Lapse.OVERTAKEN: "eine spätere Erinnerung sagte dasselbe",
    Lapse.CHANGED: "die Person hatte eben erst von einer Änderung gehört",
    "outdated": "überholt, weil sich der Termin geändert hat",
    "gone": "die Person ist nicht mehr erreichbar",
}
"""Why something was not sent, as staff read it."""
STATES = {
    State.WAITING: "wartet", State.CLAIMED: "wartet", State.SENDING: "geht gerade hinaus", State.SENT: "angekommen",
    State.UNCERTAIN: "ungewiss", State.UNREACHABLE: "nicht zustellbar", State.FAILED: "abgelehnt",
    State.LAPSED: "verfallen", State.WITHDRAWN: "zurückgezogen",
}  # fmt: skip
WHATS = {
    "one-week": "Erinnerung eine Woche vorher", "one-day": "Erinnerung einen Tag vorher",
    "two-hours": "Erinnerung zwei Stunden vorher", "three-days": "Erinnerung drei Tage vorher",
    "opens": "Beteiligung beginnt", "three-days-left": "Noch drei Tage", "moved": "Nachricht: verschoben",
    "cancelled": "Nachricht: abgesagt", "restored": "Nachricht: findet doch statt", "results": "Ergebnisse",
    "offer": "Angebot eines Platzes", "ended": "Ende eines Angebots",
}  # fmt: skip
NEEDS = {
    "sign-language": "Gebärdensprache", "step-free": "stufenloser Weg", "child-care": "Kinderbetreuung",
    "interpreter": "Dolmetschen",
}  # fmt: skip
CHECKED_IN = {
    CheckIn.DONE: "Eingetragen. Personen: {people}.",
    CheckIn.AGAIN: "Dieser Code wurde schon eingetragen. Personen: {people}.",
    CheckIn.NO_SEAT: "Zu diesem Code gehört kein fester Platz.",
    CheckIn.UNKNOWN: "Diesen Code gibt es bei diesem Termin nicht.",
}
DEEDS = ("announce", "change", "move", "cancel", "restore", "close")


@dataclass(frozen=True, kw_only=True)
class ShowPage:
    """The page of one event."""

    desk: Desk

    async def show(self, visit: Visit) -> Response:
        """As it is now."""
        return await self.page(visit, await to_look_at(visit))

    async def page(
        self,
        visit: Visit,
        row: EventRow,
        *,
        status: int = 200,
        problem: str = "",
        problems: Mapping[str, str] | None = None,
        moved: Mapping[str, str] | None = None,
        checked_in: CheckedIn | None = None,
    ) -> Response:
        """The page, after a deed that was refused with the reason; `moved`: what was typed for another date."""
        event, fields = from_row(row), write_fields(from_row(row))
        word = visit.request.query_params.get("done", "")
        counts = await registrations.counts(visit.session, row.id)
        notes = [] if event.is_over(visit.now) else await self.desk.office.notes(visit.session, event, visit.now)
        values: dict[str, Any] = {
            "row": row,
            "event": event,
            "path": f"{PATH}/{row.id}",
            "kind": name_kind(self.desk.texts, row.kind),
            "how": say_status(self.desk.texts, row),
            "previews": await self.desk.previews(visit, event),
            "notes": [say_note(self.desk.texts, note) for note in notes],
            "may": {deed: refuse(deed, row, visit.now) is None for deed in DEEDS},
            "is_public": row.status in PUBLIC,
            "is_thrown_away": is_thrown_away(row),
            "is_over": event.is_over(visit.now),
            "counts": counts,
            "needs": {NEEDS.get(need, need): number for need, number in counts.needs.items()},
            "outcomes": await self._outcomes(visit, row),
            "moved": moved or {name: fields[name] for name in ("start", "end", "place")},
            "labels": LABELS,
            "problems": problems or {},
            "problem": problem,
            "done": "" if problem or problems else DONE.get(word, ""),
            "leaving": await self._leaving(visit, row, event, tells=word in TELLS),
            "if_cancelled": await self._if_cancelled(visit, row),
            "checked_in": CHECKED_IN[checked_in.outcome].format(people=checked_in.people) if checked_in else "",
        }
        title = f"Termin {row.id}: {event.in_german.title}"
        return self.desk.drawing.page(visit, "events/show.html", title=title, status=status, **values)

    async def _leaving(self, visit: Visit, row: EventRow, event: Event, *, tells: bool) -> str:
        """What of a change is not known yet, to how many that goes, and when; empty where nothing was changed."""
        session, now, zone = visit.session, visit.now, self.desk.office.zone
        if row.status not in PUBLIC:
            return ""
        ahead = await change_ahead(session, row, now, zone)
        offers = await offers_ahead(session, event, now, zone)
        free = f" Freie Plätze werden der Warteliste angeboten. {say_leaving(offers, now, zone)}" if offers else ""
        if ahead.what:
            return f"{UNKNOWN[ahead.what]} {say_leaving(ahead.times, now, zone, planned=ahead.planned)}{free}"
        about = (f"{row.kind}:{row.id}", f"{SEAT}:{row.id}")
        waiting = [one for each in about for one in await occasions.leave_at(session, each, UNDER_WAY)]
        if waiting:
            return f"{say_leaving(waiting, now, zone)}{free}"
        if row.changed:
            return f"Die Menschen wissen es so, wie es jetzt ist. Es geht keine Nachricht hinaus.{free}"
        return free.strip() or ("Es geht keine Nachricht hinaus." if tells else "")

    async def _if_cancelled(self, visit: Visit, row: EventRow) -> str:
        """Who would hear of it if it were cancelled now."""
        if row.status not in PUBLIC or refuse("cancel", row, visit.now):
            return ""
        zone = self.desk.office.zone
        return say_leaving(await if_cancelled(visit.session, row, visit.now, zone), visit.now, zone)

    async def _outcomes(self, visit: Visit, row: EventRow) -> Sequence[tuple[str, str, str, int]]:
        """What left for it and what did not: what, state, why, how many."""
        about = (f"{row.kind}:{row.id}:", f"{SEAT}:{row.id}:")
        found = [each for prefix in about for each in await occasions.outcomes(visit.session, prefix)]
        lines: dict[tuple[str, str, str], int] = {}
        for occasion, state, trouble, count in found:
            why = LAPSES.get(trouble or "", trouble or "") if state not in {State.SENT, State.WAITING} else ""
            key = (_say_what(occasion), STATES[state], why)
            lines[key] = lines.get(key, 0) + count
        return [(*key, count) for key, count in lines.items()]


def _say_what(occasion: str) -> str:
    what = occasion.split(":")[2]
    if length := re.fullmatch(r"p(?:(\d+)d)?(?:t(?:(\d+)h)?(?:(\d+)m)?)?", what):
        names = zip(length.groups(), ("Tage", "Stunden", "Minuten"), strict=True)
        return f"Erinnerung {' '.join(f'{number} {name}' for number, name in names if number)} vorher"
    return WHATS.get(what, what)
