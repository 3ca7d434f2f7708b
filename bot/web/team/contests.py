"""Contests of ideas in the console: one form for all fields, then the entries, the last round, prizes and results."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.conversation.rights import Right
from bot.ideas import contests as deeds
from bot.ideas.contest_flow import say_contest
from bot.ideas.contests import Phase, Tell, Trouble, Typed, phase_of
from bot.texts import TextBook
from bot.web.team.contest_form import LABELS, NAMES, read, written
from bot.web.team.drawing import LANGUAGES, TAGS, Drawing, go_to
from bot.web.team.forms import UNSURE, Form, number_in
from bot.web.team.visit import Page, Visit
from knowledge.entries import Language
from storage import contests
from storage.contests import ContestRow

PATH = "/team/contests"
PHASES = {
    Phase.DRAFT: "Entwurf: Niemand außer dem Team sieht ihn.",
    Phase.COMING: "Angekündigt: Er ist noch nicht offen.",
    Phase.OPEN: "Offen: Ideen können eingereicht werden.",
    Phase.JUDGING: "Geschlossen: Die Jury wählt aus.",
    Phase.OVER: "Beendet: Die Ergebnisse sind öffentlich.",
}
PROBLEMS = {
    Trouble.NO_TITLE: ("title-de", "Bitte geben Sie dem Wettbewerb einen Titel."),
    Trouble.LONG_TITLE: ("title-de", f"Ein Titel hat höchstens {deeds.LONGEST_TITLE} Zeichen."),
    Trouble.LONG_TEXT: ("text-de", f"Ein Text hat höchstens {deeds.LONGEST_TEXT} Zeichen."),
    Trouble.NO_TIME: ("opens", "Bitte geben Sie an, von wann bis wann er offen ist."),
    Trouble.ENDS_FIRST: ("closes", "Das Ende liegt vor dem Beginn."),
    Trouble.OVER_ALREADY: ("closes", "Das Ende liegt in der Vergangenheit."),
    Trouble.CATEGORIES: (
        "categories",
        f"Höchstens {deeds.MOST_CATEGORIES} Kategorien, jede einmal und mit höchstens {deeds.LONGEST_LINE} Zeichen.",
    ),
    Trouble.PRIZES: (
        "prizes",
        f"Höchstens {deeds.MOST_PRIZES} Preise, jeder mit höchstens {deeds.LONGEST_LINE} Zeichen.",
    ),
    Trouble.RUNNING: ("opens", "Er ist schon offen: Der Beginn und die bisherigen Kategorien bleiben, wie sie sind."),
}
"""What is wrong, and beside which field it stands."""
REFUSED = {
    Trouble.NOT_NOW: "Das geht in dieser Phase nicht.",
    Trouble.NOT_THERE: "Das geht nur mit öffentlichen Ideen dieses Wettbewerbs; sie müssen schon veröffentlicht sein.",
    Trouble.TAKEN: "Diesen Preis bekommt schon eine andere Idee.",
    Trouble.PRIZES: "Bitte vergeben Sie zuerst die Preise.",
    Trouble.CHANGED: "Inzwischen hat jemand anderes den Wettbewerb geändert. Ihre Eingaben stehen noch hier.",
}
DONE = {
    "saved": "Gespeichert.",
    "announced": "Der Wettbewerb ist angekündigt.",
    "published": "Die Ergebnisse sind öffentlich. Wer gewonnen hat, erfährt es.",
}


@dataclass(frozen=True, kw_only=True)
class ContestPages:
    """Calls the deeds of `bot/ideas/contests.py`."""

    drawing: Drawing
    zone: ZoneInfo
    tell: Tell
    textbook: TextBook

    def pages(self) -> list[Page]:
        """The lines of the route table."""
        moderate = Right.MODERATE
        one = f"{PATH}/{{number}}"
        return [
            Page(method="GET", path=PATH, right=moderate, handler=self.show, label="Wettbewerbe"),
            Page(method="GET", path=f"{PATH}/new", right=moderate, handler=self.new),
            Page(method="POST", path=f"{PATH}/new", right=moderate, handler=self.save),
            Page(method="GET", path=one, right=moderate, handler=self.one),
            Page(method="POST", path=one, right=moderate, handler=self.save),
            Page(method="POST", path=f"{one}/announce", right=moderate, handler=self.announce),
            Page(method="POST", path=f"{one}/jury", right=moderate, handler=self.jury),
            Page(method="POST", path=f"{one}/publish", right=moderate, handler=self.publish),
        ]

    async def show(self, visit: Visit) -> Response:
        """All contests, the last first."""
        rows = [(row, PHASES[phase_of(row, visit.now)]) for row in await contests.every(visit.session)]
        return self.drawing.page(visit, "contests.html", title="Ideenwettbewerbe", rows=rows)

    async def new(self, visit: Visit) -> Response:
        """An empty form."""
        return await self._page(visit, None)

    async def one(self, visit: Visit) -> Response:
        """One contest: its form as long as it may be changed, its entries."""
        return await self._page(visit, await self._chosen(visit))

    async def save(self, visit: Visit) -> Response:
        """The form. All that is wrong stands beside its field, and nothing typed is lost."""
        row = await self._chosen(visit) if "number" in visit.request.path_params else None
        typed = read(visit.form, self.zone)
        if visit.form.get("look") == "yes" and not (saved := deeds.troubles_of(typed, row, visit.now)):
            return await self._page(visit, row, typed=visit.form, look=typed)
        if visit.form.get("look") != "yes":
            version = number_in(visit.form.get("version") or "0")
            done = await deeds.save(visit.session, typed, row, version, visit.staff, visit.now)
            if isinstance(done, ContestRow):
                return go_to(f"{PATH}/{done.id}?done=saved")
            saved = done
        problems = dict(PROBLEMS[trouble] for trouble in saved if trouble in PROBLEMS)
        refused = next((REFUSED[trouble] for trouble in saved if trouble not in PROBLEMS), "")
        return await self._page(visit, row, typed=visit.form, problems=problems, problem=refused)

    async def announce(self, visit: Visit) -> Response:
        """From now on people may know of it."""
        row = await self._chosen(visit)
        refused = await deeds.announce(visit.session, row, visit.staff, visit.now)
        return await self._after(visit, row, refused, "announced")

    async def jury(self, visit: Visit) -> Response:
        """The last round and the prizes, of all entries at once: all of it holds, or none."""
        row = await self._chosen(visit)
        chosen = {number_in(number): _prize(visit.form, number) for number in visit.form.all("shortlisted")}
        refused = await deeds.judge(visit.session, row, chosen, visit.staff, visit.now)
        if refused:
            return await self._page(visit, row, problem=REFUSED[refused], typed=visit.form)
        return go_to(f"{PATH}/{row.id}?done=saved")

    async def publish(self, visit: Visit) -> Response:
        """The results are public. The page before has asked whether that is meant."""
        row = await self._chosen(visit)
        if visit.form.get("sure") != "yes":
            return await self._page(visit, row, problems={"sure": UNSURE})
        refused = await deeds.publish(visit.session, row, visit.staff, visit.now, self.tell)
        return await self._after(visit, row, refused, "published")

    async def _after(self, visit: Visit, row: ContestRow, refused: Trouble | None, done: str) -> Response:
        if refused:
            return await self._page(visit, row, problem=REFUSED[refused])
        return go_to(f"{PATH}/{row.id}?done={done}")

    def _previews(self, visit: Visit, row: ContestRow) -> list[Mapping[str, Any]]:
        """The contest as `/wettbewerb` tells of it, in every language it is written in; a draft as if it were known."""
        phase = phase_of(row, visit.now)
        if phase is Phase.DRAFT:
            phase = Phase.COMING if visit.now < row.opens else Phase.OPEN
        return [
            {
                "language": LANGUAGES[language],
                "tag": TAGS[language],
                "title": (texts := self.textbook.of(language)).say("contest.title"),
                "text": say_contest(texts, row, phase, self.zone),
                "picture": "",
                "buttons": [],
                "note": "",
            }
            for language in Language
            if language in row.words
        ]

    async def _chosen(self, visit: Visit) -> ContestRow:
        row = await contests.numbered(visit.session, number_in(visit.request.path_params["number"]))
        if row is None:
            raise HTTPException(404, "no such contest")
        return row

    async def _page(
        self,
        visit: Visit,
        row: ContestRow | None,
        *,
        typed: Form | None = None,
        problems: Mapping[str, str] | None = None,
        problem: str = "",
        look: Typed | None = None,
    ) -> Response:
        phase = phase_of(row, visit.now) if row else Phase.DRAFT
        shown = _row_of(look) if look else row
        return self.drawing.page(
            visit,
            "contest.html",
            title=row.words["de"]["title"] if row else "Neuer Ideenwettbewerb",
            status=422 if problem or problems else 200,
            contest=row,
            phase=phase,
            said=PHASES[phase],
            fields=written(row, self.zone) | ({name: typed.get(name) for name in NAMES} if typed else {}),
            changeable=phase in (Phase.DRAFT, Phase.COMING, Phase.OPEN),
            entries=await contests.entries(visit.session, row.id) if row else [],
            typed=typed,
            problems=problems or {},
            problem=problem,
            labels=LABELS,
            languages=LANGUAGES,
            looked=look is not None,
            previews=self._previews(visit, shown) if shown else [],
            done=DONE.get(visit.request.query_params.get("done", ""), ""),
        )


def _row_of(typed: Typed) -> ContestRow:
    """What was typed without a mistake, as it would be saved; nothing is."""
    return ContestRow(
        words=typed.words, opens=typed.opens, closes=typed.closes, categories=typed.categories, prizes=typed.prizes
    )


def _prize(form: Form, number: str) -> int | None:
    typed = form.get(f"prize-{number}")
    return number_in(typed) if typed else None
