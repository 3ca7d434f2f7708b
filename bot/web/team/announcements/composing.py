"""Writing an announcement: one form with all fields, saved at once, with all that is wrong beside its field."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.announcements import composing
from bot.announcements.calendar import look_ahead
from bot.announcements.checking import LONGEST_ALT, LONGEST_LABEL, most
from bot.announcements.content import Variant
from bot.announcements.lifecycle import Deed, State
from bot.announcements.marks import is_sayable
from bot.announcements.targets import targets
from bot.conversation.pictures import name_of_picture, redraw
from bot.delivery.kinds import Kind
from bot.web.team.announcements.desk import PATH, REFUSALS, Desk, to_change, to_look_at
from bot.web.team.announcements.listing import kinds_of
from bot.web.team.announcements.saving import Saving
from bot.web.team.announcements.showing import ShowPage
from bot.web.team.announcements.typed import LOCAL, WITH_ALT, Typed, count_of, find_problems, from_form, from_row
from bot.web.team.announcements.words import Piece, compare
from bot.web.team.drawing import HEADERS, LANGUAGES, go_to
from bot.web.team.forms import UNSURE, File, Form
from bot.web.team.visit import Visit
from knowledge.entries import Language
from storage import pictures
from storage.announcements import AnnouncementRow

LARGEST = 12_000_000
"""Bytes of a form with a picture; telephones make pictures of 3 to 8 MB."""
DRAWN = "image/jpeg"
UNREADABLE = "Dieses Bild lässt sich nicht lesen. Möglich sind JPEG, PNG und WebP."


async def redraw_picture(form: Form) -> Form:
    """The form with its picture drawn anew, or with an empty one where it is none. Before the transaction, for it takes
    a while."""
    sent = form.files.get("picture")
    if sent is None:
        return form
    drawn = await asyncio.to_thread(redraw, sent.data)
    return replace(form, files={"picture": File(name="", media_type=DRAWN, data=drawn or b"")})


@dataclass(frozen=True, kw_only=True)
class ComposePage:
    """The form of a draft."""

    desk: Desk
    shown: ShowPage

    async def edit(self, visit: Visit) -> Response:
        """The form with what is saved. Whoever may not change it sees the announcement."""
        row = await to_look_at(visit)
        if not self.desk.may(visit, row, Deed.CHANGE):
            return go_to(f"{PATH}/{row.id}")
        return await self._form(visit, row, from_row(row, self.desk.office.zone), {})

    async def save(self, visit: Visit) -> Response:
        """Save it; on to the preview if nothing is wrong."""
        row, typed, zone = await to_change(visit), from_form(visit.form), self.desk.office.zone
        version = visit.form.number("version")
        if not self.desk.may(visit, row, Deed.CHANGE):
            return await self._form(visit, row, typed, {}, status=409, problem=self._why_not(visit, row))
        sent = visit.form.files.get("picture")
        if version != row.version:
            return await self._form(visit, row, typed, {}, status=409, conflict=await self._conflict(visit, row, typed))
        there = bool(sent.data if sent else (row.picture or row.photo) and not typed.no_picture)
        problems = find_problems(typed, picture=there, known=await self._targets(visit), now=visit.now, zone=zone)
        if sent and not sent.data:
            problems["picture"] = UNREADABLE
        picture = name_of_picture(sent.data) if sent and sent.data else None
        if sent and picture:
            await pictures.keep(visit.session, picture, sent.data, visit.now)
        saving = Saving(
            session=visit.session,
            office=self.desk.office,
            member=visit.staff,
            row=row,
            typed=typed,
            now=visit.now,
            wrong=problems,
            picture=picture,
        )
        refused = await saving.run()
        if refused:
            return await self._form(visit, row, typed, problems, status=409, problem=REFUSALS[refused])
        if problems:
            return await self._form(visit, row, replace(typed, no_picture=False), problems, status=422)
        return go_to(f"{PATH}/{row.id}?done=saved")

    async def discard(self, visit: Visit) -> Response:
        """Throw the draft away."""
        row = await to_change(visit)
        if visit.form.get("sure") != "yes":
            return await self.shown.page(visit, row, status=422, problems={"sure-discard": UNSURE})
        refused = await composing.discard(visit.session, visit.staff, row, visit.now)
        return go_to(f"{PATH}/{row.id}") if refused else go_to(f"{PATH}?done=dropped")

    async def picture(self, visit: Visit) -> Response:
        """The picture, as it will be sent."""
        row = await to_look_at(visit)
        data = await pictures.data_of(visit.session, row.picture) if row.picture else None
        if data is None:
            raise HTTPException(404)
        return Response(data, media_type=DRAWN, headers=HEADERS)

    async def _form(
        self,
        visit: Visit,
        row: AnnouncementRow,
        typed: Typed,
        problems: Mapping[str, str],
        *,
        status: int = 200,
        problem: str = "",
        conflict: Mapping[str, list[Piece]] | None = None,
    ) -> Response:
        there = bool(row.picture or row.photo)
        values: dict[str, Any] = {
            "row": row,
            "typed": typed,
            "problems": problems,
            "problem": problem,
            "conflict": conflict,
            "languages": LANGUAGES,
            "alts": {language: LANGUAGES[language] for language in WITH_ALT},
            "counts": {language: count_of(text) for language, text in typed.texts.items()},
            "most": most(picture=there),
            "longest_alt": LONGEST_ALT,
            "longest_label": LONGEST_LABEL,
            "kinds": kinds_of(self.desk),
            "topics": await self._targets(visit),
            "unsayable": [LANGUAGES[Language(name)] for name in row.texts if not _sayable(row, name)],
            "labels": LABELS,
            "days": await look_ahead(visit.session, self.desk.office, row, visit.now),
            "earliest": visit.now.astimezone(self.desk.office.zone).strftime(LOCAL),
            "requested": row.state == State.REQUESTED,
            "is_emergency": row.kind == Kind.EMERGENCY,
        }
        return self.desk.drawing.page(
            visit, "announcements/edit.html", title=f"Rundruf {row.id} schreiben", status=status, **values
        )

    async def _targets(self, visit: Visit) -> Mapping[str, str]:
        return await targets(visit.session, self.desk.office, self.desk.texts, visit.now)

    def _why_not(self, visit: Visit, row: AnnouncementRow) -> str:
        if row.author != visit.staff.id:
            return "Nur wer den Entwurf angelegt hat, kann ihn ändern. Ihr Text steht noch im Formular."
        return "Dieser Rundruf lässt sich nicht mehr ändern. Ihr Text steht noch im Formular."

    async def _conflict(self, visit: Visit, row: AnnouncementRow, typed: Typed) -> Mapping[str, list[Piece]]:
        """What is saved now against what was typed, field by field."""
        names = await self._targets(visit)
        saved, mine = _fields(from_row(row, self.desk.office.zone), names), _fields(typed, names)
        return {name: compare(saved[name], mine[name]) for name in mine if saved[name] != mine[name]}


LABELS = {
    "kind": "Art",
    **{f"text-{language}": f"Text, {name}" for language, name in LANGUAGES.items()},
    **{f"alt-{language}": f"Bildbeschreibung, {LANGUAGES[language]}" for language in WITH_ALT},
    "label": "Aufschrift der Taste",
    "address": "Adresse der Taste",
    "audience": "An wen",
    "starts": "Nicht vor",
    "again": "Wenn etwas ungewiss ist",
    "topics": "Themen",
    "picture": "Bild",
}
"""What the fields are called."""


def _fields(typed: Typed, topics: Mapping[str, str]) -> Mapping[str, str]:
    names = ", ".join(topics.get(topic, topic) for topic in typed.topics)
    return {
        "kind": typed.kind,
        **{f"text-{language}": text for language, text in typed.texts.items()},
        **{f"alt-{language}": alt for language, alt in typed.alts.items()},
        "label": typed.label,
        "address": typed.address,
        "audience": names if typed.chosen else "Alle",
        "starts": typed.starts.replace("T", " "),
        "again": "noch einmal senden" if typed.again else "dabei belassen",
    }


def _sayable(row: AnnouncementRow, language: str) -> bool:
    variant = Variant.from_data(row.texts[language])
    return is_sayable(variant.text, variant.spans)
