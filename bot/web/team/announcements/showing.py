"""One announcement: as people will get it, who gets it, how far it is, what can be done about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from bot.announcements.calendar import look_ahead
from bot.announcements.checking import find_missing
from bot.announcements.content import Content
from bot.announcements.lifecycle import WORD, Deed, State
from bot.announcements.office import content_of, has_chat
from bot.announcements.reaching import What
from bot.announcements.releasing import say_audience
from bot.announcements.report import say_report
from bot.announcements.showing import Figures, look, say_duration, say_figures, say_time
from bot.delivery.kinds import Kind
from bot.delivery.moments import duration
from bot.web.team.announcements.desk import PATH, Desk, names_of, to_look_at
from bot.web.team.announcements.words import differences, draw_text
from bot.web.team.drawing import LANGUAGES, TAGS
from bot.web.team.tickets import make_ticket
from bot.web.team.visit import Visit
from storage import announcement_replies, announcements
from storage.announcements import AnnouncementRow

LIVE_SECONDS = 10
MOVING = (State.HELD, State.SCHEDULED, State.SENDING, State.PAUSED)
BEFORE = (State.DRAFT, State.REQUESTED)
DONE = {
    "saved": "Gespeichert. So kommt der Rundruf an.",
    "tested": "Die Probe ist unterwegs zu Ihrem Chat. Lesen Sie sie dort und fragen Sie danach die Freigabe an.",
    "tested-here": "Die Probe steht hier: Sie haben keinen Chat, darum zeigt diese Seite die Nachricht.",
    "requested": "Die Freigabe ist angefragt. Wer freigeben darf, hat eine Nachricht bekommen.",
    "declined": "Abgelehnt. Der Rundruf ist wieder ein Entwurf, und wer ihn geschrieben hat, weiß Bescheid.",
    "released": "Freigegeben. Bis es losgeht, können Sie und die schreibende Stelle noch stoppen.",
    "stopped": "Gestoppt. Niemand hat etwas bekommen.",
    "paused": "Angehalten. Es geht nichts mehr hinaus.",
    "resumed": "Es geht weiter.",
    "cancelled": "Abgebrochen. Wer noch nichts hat, bekommt nichts mehr.",
    "again": "Was ungewiss war, geht noch einmal hinaus, mit einem Hinweis.",
    "recalled": "Der Rundruf wird zurückgeholt. Der Bericht zählt, wo das gelingt.",
    "followed": "Freigegeben. Der Text geht jetzt hinaus.",
}
DEEDS = {
    "change": Deed.CHANGE,
    "discard": Deed.DISCARD,
    "test": Deed.TEST,
    "request": Deed.REQUEST,
    "decline": Deed.DECLINE,
    "release": Deed.RELEASE,
    "stop": Deed.STOP,
    "pause": Deed.PAUSE,
    "resume": Deed.RESUME,
    "cancel": Deed.CANCEL,
    "again": Deed.SEND_AGAIN,
    "correct": Deed.CORRECT,
    "recall": Deed.RECALL,
    "note": Deed.NOTE,
}

TICKS = ("sure-cancel", "sure-recall", "sure-discard")
"""The ticks without which a deed is not done."""


@dataclass(frozen=True, kw_only=True)
class ShowPage:
    """The page of one announcement, whatever its state."""

    desk: Desk

    async def show(self, visit: Visit) -> Response:
        """As it is now."""
        return await self.page(visit, await to_look_at(visit))

    async def page(
        self,
        visit: Visit,
        row: AnnouncementRow,
        *,
        status: int = 200,
        problem: str = "",
        problems: Mapping[str, str] | None = None,
    ) -> Response:
        """The page, after a deed that was refused with the reason."""
        state, live = State(row.state), visit.request.query_params.get("live") == "on"
        content, names = content_of(row), await names_of(visit, [row.author, row.releaser])
        done = "" if problem or problems else DONE.get(visit.request.query_params.get("done", ""), "")
        values: dict[str, Any] = {
            "row": row,
            "state": self.desk.state(row),
            "kind": self.desk.kind(row),
            "author": names[row.author],
            "releaser": names.get(row.releaser or 0, ""),
            "mine": row.author == visit.staff.id,
            "done": done,
            "problem": problem,
            "problems": problems or {},
            "labels": {"word": f"Das Wort {WORD}", **dict.fromkeys(TICKS, "Häkchen")},
            "previews": previews_of(content, f"{PATH}/{row.id}/picture"),
            "may": {name: self.desk.may(visit, row, deed) for name, deed in DEEDS.items()},
            "emergency": row.kind == Kind.EMERGENCY,
            "word": WORD,
            "names": LANGUAGES,
            "after": {what: self.desk.texts.say(f"after.{what}") for what in What},
            "states": {state: self.desk.texts.say(f"state.{state}") for state in State},
            "moving": state in MOVING,
            "live": live and state in MOVING,
            "live_seconds": LIVE_SECONDS,
            **await self._before(visit, row, content),
            **await self._under_way(visit, row),
        }
        response = self.desk.drawing.page(
            visit, "announcements/show.html", title=f"Rundruf {row.id}", status=status, **values
        )
        if values["live"]:
            response.headers["Refresh"] = str(LIVE_SECONDS)
        return response

    async def _before(self, visit: Visit, row: AnnouncementRow, content: Content) -> Mapping[str, Any]:
        """What has to be known before it is released."""
        if row.state not in (*BEFORE, State.HELD, State.SCHEDULED):
            return {"missing": [], "changed": {}, "tested": True, "audience": "", "days": [], "has_chat": True}
        return {
            "missing": find_missing(content) or row.photo,
            "changed": differences(Content.of(**row.tried), content) if row.tried else {},
            "tested": row.tested == row.version,
            "audience": await say_audience(visit.session, self.desk.office, self.desk.texts, row, visit.now),
            "days": await look_ahead(visit.session, self.desk.office, row, visit.now),
            "has_chat": has_chat(visit.staff.address),
        }

    async def _under_way(self, visit: Visit, row: AnnouncementRow) -> Mapping[str, Any]:
        """How far it is."""
        state = State(row.state)
        seconds = int((row.hold_until - visit.now).total_seconds()) if row.hold_until else 0
        values: dict[str, Any] = {
            "seconds": max(0, seconds),
            "leaves": say_time(row.hold_until, self.desk.office.zone, seconds=True) if row.hold_until else "",
            "figures": [],
            "remaining": "",
            "sums": None,
            "report": [],
            "replies": 0,
            "followups": [],
            "ticket": "",
        }
        if not row.begun or state in (*BEFORE, State.HELD, State.SCHEDULED):
            return values
        figures = await look(visit.session, row, visit.now)
        said = await say_report(visit.session, self.desk.office, self.desk.texts, row, visit.now)
        shown = {*said.split("\n")[:2], *say_figures(self.desk.texts, figures)}
        shown.add(self.desk.texts.say("report.audience", count=figures.audience))
        values |= {
            "figures": lines_of(figures),
            "sums": figures,
            "report": [line for line in said.split("\n") if line not in shown],
            "replies": await announcement_replies.count_waiting(visit.session, row.id),
            "followups": await announcements.followups(visit.session, announcement=row.id),
            "ticket": make_ticket(visit, f"report-{row.id}"),
        }
        if state is State.SENDING and figures.left:
            values["remaining"] = say_duration(self.desk.texts, duration(figures.left, self.desk.office.per_second))
        return values


def previews_of(content: Content, picture: str) -> Sequence[Mapping[str, Any]]:
    """The messages as people get them: the very replies that are sent, drawn for a page."""
    found = []
    for language in content.languages:
        reply = content.reply(language)
        found.append(
            {
                "language": LANGUAGES[language],
                "tag": TAGS[language],
                "title": reply.title,
                "text": draw_text(reply.text, reply.spans),
                "picture": picture if reply.picture else "",
                "alt": reply.picture.alt if reply.picture else "",
                "buttons": reply.buttons,
                "note": reply.note,
            }
        )
    return found


def lines_of(figures: Figures) -> list[tuple[str, int]]:
    """The figures as people say them; what is nought and seldom is left out."""
    always = [
        ("angekommen", figures.sent),
        ("nicht erreichbar", figures.unreachable),
        ("später (Ruhezeit, Sammelnachricht)", figures.delayed),
        ("fehlgeschlagen", figures.failed),
        ("noch offen", figures.left),
    ]
    seldom = [
        ("ungewiss", figures.uncertain),
        ("zurückgezogen", figures.withdrawn),
        ("zu spät", figures.lapsed),
    ]
    return always + [line for line in seldom if line[1]]
