"""A correction or a note: written, asked for, released by a second person; and the recall."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.announcements import afterwards
from bot.announcements.afterwards import fingerprint, may_release, said_after
from bot.announcements.checking import most
from bot.announcements.content import Variant
from bot.announcements.lifecycle import Refusal, State
from bot.announcements.marks import read_marks, write_marks
from bot.announcements.office import content_of
from bot.announcements.reaching import What
from bot.web.team.announcements.desk import PATH, REFUSALS, TOO_LATE, Desk, names_of, number_of, to_change
from bot.web.team.announcements.showing import ShowPage, previews_of
from bot.web.team.announcements.typed import count_of, from_form, text_problem
from bot.web.team.announcements.words import compare, differences
from bot.web.team.drawing import LANGUAGES, go_to
from bot.web.team.forms import UNSURE
from bot.web.team.visit import Visit
from knowledge.entries import Language
from storage import announcements
from storage.announcements import AnnouncementRow, FollowupRow

FOLLOWUPS = "/team/followups"
NAMES = {What.CORRECTION: "Berichtigung", What.NOTE: "Hinweis", What.RECALL: "Rückruf"}
OPEN = (State.DRAFT, State.REQUESTED)
DONE = {
    "saved": "Gespeichert. So kommt es an.",
    "requested": "Die Freigabe ist angefragt. Wer freigeben darf, hat eine Nachricht bekommen.",
    "declined": "Abgelehnt. Es ist wieder ein Entwurf.",
}


@dataclass(frozen=True, kw_only=True)
class FollowupPages:
    """What is done about an announcement afterwards."""

    desk: Desk
    shown: ShowPage

    async def correct(self, visit: Visit) -> Response:
        """Begin a correction."""
        return await self._begin(visit, What.CORRECTION)

    async def note(self, visit: Visit) -> Response:
        """Begin a note to those who got it."""
        return await self._begin(visit, What.NOTE)

    async def recall(self, visit: Visit) -> Response:
        """Take the announcement back, after a tick that it is meant."""
        row = await to_change(visit)
        if visit.form.get("sure") != "yes":
            return await self.shown.page(visit, row, status=422, problems={"sure-recall": UNSURE})
        if visit.form.number("version") != row.version:
            return await self.shown.page(visit, row, status=409, problem=REFUSALS[Refusal.CHANGED])
        done = await afterwards.recall(visit.session, self.desk.office, visit.staff, row, visit.now)
        if isinstance(done, Refusal):
            return await self.shown.page(visit, row, status=409, problem=REFUSALS[done])
        return go_to(f"{PATH}/{row.id}?done=recalled")

    async def show(self, visit: Visit) -> Response:
        """As it is, with the form for whoever writes it."""
        number = await announcements.announcement_of(visit.session, number_of(visit))
        row = await announcements.content_of(visit.session, number) if number else None
        found = await announcements.followups(visit.session, announcement=number) if row else []
        followup = next((each for each in found if each.id == number_of(visit)), None)
        if row is None or followup is None:
            raise HTTPException(404)
        return await self._page(visit, row, followup)

    async def save(self, visit: Visit) -> Response:
        """Its words. Whoever has not seen what stands there sees the difference first."""
        row, followup = await self._held(visit)
        typed = from_form(visit.form).texts
        if visit.form.get("seen") != fingerprint(followup):
            return await self._page(visit, row, followup, typed=typed, status=409, conflict=True)
        problems = self._problems(row, followup, typed)
        before = self._texts(row, followup)
        for language, words in typed.items():
            if words == before.get(language, "") or f"text-{language}" in problems:
                continue
            text, spans = read_marks(words)
            refused = await afterwards.set_text(
                visit.session, visit.staff, row, followup, language, Variant(text=text, spans=spans), visit.now
            )
            if refused in TOO_LATE or refused is Refusal.NOT_YOURS:
                return await self._page(visit, row, followup, typed=typed, status=409, problem=REFUSALS[refused])
            if refused:
                problems[f"text-{language}"] = REFUSALS[refused]
        if not followup.texts and not problems:
            problems["text-de"] = "Noch ist nichts geändert."
        if problems:
            return await self._page(visit, row, followup, typed=typed, status=422, problems=problems)
        return go_to(f"{FOLLOWUPS}/{followup.id}?done=saved")

    async def request(self, visit: Visit) -> Response:
        """Ask a second person for what was seen."""
        row, followup = await self._held(visit)
        if visit.form.get("seen") != fingerprint(followup):
            return await self._said(visit, row, followup, Refusal.CHANGED, "")
        refused = await afterwards.request(visit.session, self.desk.office, visit.staff, row, followup, visit.now)
        return await self._said(visit, row, followup, refused, f"{FOLLOWUPS}/{followup.id}?done=requested")

    async def release(self, visit: Visit) -> Response:
        """The second key. Whoever presses twice has released once."""
        row, followup = await self._held(visit)
        after = f"{PATH}/{row.id}?done=followed"
        if followup.releaser == visit.staff.id:
            return go_to(after)
        refused = await afterwards.release(
            visit.session, self.desk.office, visit.staff, row, followup, visit.now, mark=visit.form.get("seen")
        )
        return await self._said(visit, row, followup, refused, after)

    async def decline(self, visit: Visit) -> Response:
        """A second person says no, or its author gives it up."""
        row, followup = await self._held(visit)
        own = followup.author == visit.staff.id
        refused = await afterwards.decline(visit.session, visit.staff, followup, visit.now)
        after = f"{PATH}/{row.id}" if own else f"{FOLLOWUPS}/{followup.id}?done=declined"
        return await self._said(visit, row, followup, refused, after)

    async def _begin(self, visit: Visit, what: What) -> Response:
        row = await to_change(visit)
        drafts = await announcements.followups(visit.session, announcement=row.id)
        mine = (each for each in drafts if (each.deed, each.author) == (what, visit.staff.id) and each.state in OPEN)
        followup = next(mine, None) or await afterwards.begin(visit.session, visit.staff, row, what, visit.now)
        if isinstance(followup, Refusal):
            return await self.shown.page(visit, row, status=409, problem=REFUSALS[followup])
        return go_to(f"{FOLLOWUPS}/{followup.id}")

    async def _held(self, visit: Visit) -> tuple[AnnouncementRow, FollowupRow]:
        """The announcement first, then what is done about it: everybody takes them in this order."""
        number = await announcements.announcement_of(visit.session, number_of(visit))
        row = await announcements.numbered(visit.session, number) if number else None
        followup = await announcements.followup(visit.session, number_of(visit))
        if row is None or followup is None:
            raise HTTPException(404)
        return row, followup

    async def _said(
        self, visit: Visit, row: AnnouncementRow, followup: FollowupRow, refused: Refusal | None, after: str
    ) -> Response:
        if refused is None:
            return go_to(after)
        status = 409 if refused in TOO_LATE else 422
        return await self._page(visit, row, followup, status=status, problem=REFUSALS[refused])

    async def _page(
        self,
        visit: Visit,
        row: AnnouncementRow,
        followup: FollowupRow,
        *,
        typed: Mapping[Language, str] | None = None,
        problems: Mapping[str, str] | None = None,
        status: int = 200,
        problem: str = "",
        conflict: bool = False,
    ) -> Response:
        saved, what = self._texts(row, followup), What(followup.deed)
        texts = {language: (typed or saved).get(language, "") for language in self._open_to(row, followup)}
        said, names = said_after(row, followup), await names_of(visit, [followup.author])
        second = may_release(self.desk.office, visit.staff, followup)
        mine = followup.author == visit.staff.id
        values: dict[str, Any] = {
            "row": row,
            "followup": followup,
            "what": NAMES[what],
            "is_correction": what is What.CORRECTION,
            "state": self.desk.texts.say(f"state.{followup.state}"),
            "author": names[followup.author],
            "seen": fingerprint(followup),
            "languages": {language: LANGUAGES[language] for language in texts},
            "texts": texts,
            "counts": {language: count_of(text) for language, text in texts.items()},
            "most": self._most(row, followup),
            "problems": problems or {},
            "labels": {f"text-{language}": LANGUAGES[language] for language in Language},
            "problem": problem,
            "conflict": {LANGUAGES[each]: compare(saved.get(each, ""), texts[each]) for each in texts}
            if conflict
            else {},
            "done": "" if status != 200 else DONE.get(visit.request.query_params.get("done", ""), ""),  # noqa: PLR2004
            "previews": previews_of(said, f"{PATH}/{row.id}/picture") if followup.texts else [],
            "changed": differences(content_of(row), said) if what is What.CORRECTION and followup.state in OPEN else {},
            "names": LANGUAGES,
            "may_write": mine and followup.state in OPEN,
            "may_request": mine and followup.state == State.DRAFT and bool(followup.texts),
            "may_release": second,
            "may_decline": (mine and followup.state in OPEN) or second,
            "mine": mine,
        }
        return self.desk.drawing.page(
            visit,
            "announcements/followup.html",
            title=f"{NAMES[what]} zu Rundruf {row.id}",
            status=status,
            **values,
        )

    def _texts(self, row: AnnouncementRow, followup: FollowupRow) -> Mapping[Language, str]:
        variants = said_after(row, followup).variants
        return {language: write_marks(each.text, each.spans) for language, each in variants.items()}

    def _open_to(self, row: AnnouncementRow, followup: FollowupRow) -> list[Language]:
        """A correction changes the languages there are; a note may have all."""
        return list(content_of(row).languages if followup.deed == What.CORRECTION else Language)

    def _most(self, row: AnnouncementRow, followup: FollowupRow) -> int:
        return most(picture=bool(row.picture) and followup.deed == What.CORRECTION)

    def _problems(self, row: AnnouncementRow, followup: FollowupRow, typed: Mapping[Language, str]) -> dict[str, str]:
        found = {}
        picture = bool(row.picture) and followup.deed == What.CORRECTION
        for language in self._open_to(row, followup):
            problem = text_problem(typed[language], language, picture=picture)
            if not typed[language] and followup.deed == What.CORRECTION:
                problem = "Dieser Text fehlt."
            if problem:
                found[f"text-{language}"] = problem
        return found
