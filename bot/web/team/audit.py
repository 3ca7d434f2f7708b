"""The audit in the console: who did what, when, to which object; newest first, a page at a time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from bot.ideas.lifeline import number_of
from bot.web.team.drawing import Drawing, role_name
from bot.web.team.forms import number_in
from bot.web.team.visit import Visit
from storage import audit, staff
from storage.audit import AuditRow
from storage.staff import Role

A_PAGE = 50
DEEDS = {
    "denied": "wurde abgewiesen bei",
    "console.link": "bekam einen Link zur Konsole",
    "console.signed_in": "hat sich an der Konsole angemeldet",
    "idea.typed-in": "hat vom Papier übernommen",
    "idea.exported": "hat Ideen als Datei abgerufen",
    "idea.taken": "hat eine Idee übernommen",
    "idea.published": "hat eine Idee veröffentlicht",
    "idea.asked_back": "hat bei einer Idee zurückgefragt",
    "idea.assigned": "hat eine Idee einem Amt gegeben",
    "idea.ruling_written": "hat etwas zum Gegenlesen geschrieben",
    "idea.ruling_dropped": "hat nicht zugestimmt oder zurückgenommen",
    "idea.refused": "hat eine Ablehnung gültig gemacht",
    "idea.decided": "hat eine Entscheidung gültig gemacht",
    "idea.done": "hat eine Idee erledigt gemeldet",
    "idea.set_back": "hat eine Idee zurückgesetzt",
    "idea.merged": "hat eine Idee zusammengeführt",
    "idea.took_in": "hat eine andere aufnehmen lassen",
    "idea.parted": "hat eine Idee wieder getrennt",
    "idea.let_go": "hat eine andere wieder gelöst",
    "idea.linked": "hat eine Idee mit einem Projekt verbunden",
    "idea.discussed": "hat eine Idee als besprochen vermerkt",
    "idea.news": "hat Neues eines Projekts mitgeteilt",
    "idea.delayed": "hat einer Idee einen neuen Tag gegeben",
    "idea.template_kept": "hat eine Vorlage gespeichert",
    "idea.template_dropped": "hat eine Vorlage gelöscht",
    "staff.set_up": "gab durch die Einstellungen die Rolle Administration",
    "staff.invited": "hat eingeladen",
    "staff.joined": "ist dem Team beigetreten",
    "staff.nominated": "hat für die Administration vorgeschlagen",
    "staff.confirmed": "hat der Administration zugestimmt für",
    "staff.refused": "hat die Administration abgelehnt für",
    "staff.removed": "hat aus dem Team genommen",
    "question.answered": "hat beantwortet",
    "question.closed": "hat ohne Antwort geschlossen",
    "staff.left": "ist ausgetreten",
    **{
        f"event.{deed}": words
        for deed, words in {
            "planned": "hat angelegt",
            "announced": "hat bekanntgegeben",
            "changed": "hat geändert",
            "moved": "hat verschoben",
            "cancelled": "hat abgesagt",
            "restored": "hat wieder angesetzt",
            "thrown_away": "hat verworfen",
            "closed": "hat Ergebnisse geschrieben zu",
            "results_changed": "hat Ergebnisse geändert zu",
        }.items()
    },
    **{
        f"contest.{deed}": words
        for deed, words in {
            "saved": "hat gespeichert",
            "announced": "hat angekündigt",
            "judged": "hat die Wahl der Jury eingetragen",
            "published": "hat die Ergebnisse veröffentlicht",
        }.items()
    },
    "eventfile.taken": "hat Termine aus einer Datei übernommen",
    "eventdraft.discarded": "hat einen Entwurf verworfen",
    **{
        f"{what}.{deed}": words
        for what in ("announcement", "correction", "note", "recall")
        for deed, words in {
            "drafted": "hat einen Entwurf begonnen",
            "changed": "hat geändert",
            "discarded": "hat den Entwurf verworfen",
            "tested": "hat zur Probe gesendet",
            "requested": "hat um Freigabe gebeten",
            "declined": "hat die Freigabe abgelehnt oder den Entwurf verworfen",
            "released": "hat freigegeben",
            "stopped": "hat vor dem Senden gestoppt",
            "scheduled": "hat eingeplant",
            "missed": "hat nicht gesendet, die Zeit war vorbei",
            "started": "hat zu senden begonnen",
            "paused": "hat angehalten",
            "resumed": "hat weiter gesendet",
            "cancelled": "hat abgebrochen",
            "sent_again": "hat Ungewisses noch einmal gesendet",
            "finished": "hat fertig gesendet",
            "closed": "hat abgeschlossen",
            "recalled": "hat zurückgeholt",
            "answered": "hat Antworten beantwortet",
        }.items()
    },
    **{f"staff.made_{role}": f"gab die Rolle {role_name(role)}" for role in Role},
}
"""Deeds in words, for staff; what is not here is shown as it is written."""
OBJECTS = {
    "contest": "Wettbewerb",
    "invitation": "Einladung",
    "nomination": "Vorschlag",
    "announcement": "Rundruf",
    "question": "Frage",
    "event": "Termin",
}
AFTERWARDS = {"correction": "Berichtigung", "note": "Hinweis", "recall": "Rückruf"}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One deed in words."""

    row: AuditRow
    who: str
    deed: str
    object: str


@dataclass(frozen=True, kw_only=True)
class AuditPage:
    """Shows what was done. It cannot be changed from anywhere."""

    drawing: Drawing

    async def show(self, visit: Visit) -> Response:
        """A page of it; `?before=` goes back in time."""
        before = visit.request.query_params.get("before")
        rows = await audit.latest(visit.session, A_PAGE + 1, number_in(before) if before else None)
        names = {member.id: member.name for member in await staff.everybody(visit.session)}
        lines = [
            Line(
                row=row,
                who=_who(row.who, names),
                deed=DEEDS.get(row.deed, row.deed),
                object=_object(row.object, row.who, names),
            )
            for row in rows[:A_PAGE]
        ]
        older = rows[A_PAGE - 1].id if len(rows) > A_PAGE else None
        return self.drawing.page(visit, "audit.html", title="Protokoll", lines=lines, older=older, first=not before)


def _who(who: str, names: Mapping[int, str]) -> str:
    if number := re.fullmatch(r"staff:(\d+)", who):
        return _member(int(number[1]), names)
    return {"stranger": "Jemand ohne Recht", "system": "Das Programm"}.get(who, who)


def _object(object: str, who: str, names: Mapping[int, str]) -> str:  # noqa: A002 - the audit's word
    """What it was done to; nothing where somebody did it to themselves."""
    if object == who:
        return ""
    if number := re.fullmatch(r"staff:(\d+)", object):
        return _member(int(number[1]), names)
    if after := re.fullmatch(r"announcement:(\d+):(correction|note|recall)(?::(\d+))?", object):
        return " ".join(filter(None, [AFTERWARDS[after[2]], after[3], "zu Rundruf", after[1]]))
    noun, colon, number_text = object.partition(":")
    if noun == "idea" and number_text.isdecimal():
        return number_of(int(number_text))
    return f"{OBJECTS[noun]} {number_text}" if colon and noun in OBJECTS else object


def _member(number: int, names: Mapping[int, str]) -> str:
    return f"{names[number]} (Nr. {number})" if number in names else f"Früheres Mitglied Nr. {number}"
