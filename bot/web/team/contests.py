"""Contests of ideas in the console: one form for all fields, then the entries, the last round, prizes and results."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.conversation.rights import Right
from bot.ideas import contests as deeds
from bot.ideas.contests import Phase, Tell, Trouble, Typed, phase_of
from bot.web.team.drawing import Drawing, go_to
from bot.web.team.forms import UNSURE, Form, number_in
from bot.web.team.visit import Page, Visit
from knowledge.entries import Language
from storage import contests
from storage.contests import ContestRow

PATH = "/team/contests"
LOCAL = "%Y-%m-%dT%H:%M"
"""How a browser writes a moment."""
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
        saved = await deeds.save(
            visit.session, _read(visit.form, self.zone), row, number_in(visit.form.get("version") or "0"), visit.staff,
            visit.now,
        )  # fmt: skip
        if isinstance(saved, ContestRow):
            return go_to(f"{PATH}/{saved.id}?done=saved")
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
            return await self._page(visit, row, problem=UNSURE)
        refused = await deeds.publish(visit.session, row, visit.staff, visit.now, self.tell)
        return await self._after(visit, row, refused, "published")

    async def _after(self, visit: Visit, row: ContestRow, refused: Trouble | None, done: str) -> Response:
        if refused:
            return await self._page(visit, row, problem=REFUSED[refused])
        return go_to(f"{PATH}/{row.id}?done={done}")

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
    ) -> Response:
        phase = phase_of(row, visit.now) if row else Phase.DRAFT
        return self.drawing.page(
            visit,
            "contest.html",
            title=row.words["de"]["title"] if row else "Neuer Ideenwettbewerb",
            status=422 if problem or problems else 200,
            contest=row,
            phase=phase,
            said=PHASES[phase],
            fields=_written(row, self.zone) | ({name: typed.get(name) for name in _names()} if typed else {}),
            changeable=phase in (Phase.DRAFT, Phase.COMING, Phase.OPEN),
            entries=await contests.entries(visit.session, row.id) if row else [],
            typed=typed,
            problems=problems or {},
            problem=problem,
            done=DONE.get(visit.request.query_params.get("done", ""), ""),
        )


def _prize(form: Form, number: str) -> int | None:
    typed = form.get(f"prize-{number}")
    return number_in(typed) if typed else None


def _names() -> list[str]:
    words = [f"{part}-{language}" for language in Language for part in ("title", "text")]
    return [*words, "opens", "closes", "categories", "prizes"]


def _written(row: ContestRow | None, zone: ZoneInfo) -> dict[str, str]:
    """The fields of what is saved."""
    if row is None:
        return dict.fromkeys(_names(), "")
    words = {
        f"{part}-{language}": row.words.get(language, {}).get(part, "")
        for language in Language
        for part in ("title", "text")
    }
    return words | {
        "opens": row.opens.astimezone(zone).strftime(LOCAL),
        "closes": row.closes.astimezone(zone).strftime(LOCAL),
        "categories": "\n".join(row.categories),
        "prizes": "\n".join(row.prizes),
    }


def _read(form: Form, zone: ZoneInfo) -> Typed:
    """What was typed; a language without a title and a text is none."""
    words = {
        str(language): {part: form.get(f"{part}-{language}").strip() for part in ("title", "text")}
        for language in Language
    }
    return Typed(
        words={language: said for language, said in words.items() if any(said.values())},
        opens=_moment(form.get("opens"), zone),
        closes=_moment(form.get("closes"), zone),
        categories=_lines(form.get("categories")),
        prizes=_lines(form.get("prizes")),
    )


def _moment(typed: str, zone: ZoneInfo) -> datetime | None:
    """None as well for an hour that the clock skips."""
    try:
        local = datetime.fromisoformat(typed)
    except ValueError:
        return None
    moment = local.replace(tzinfo=zone).astimezone(UTC)
    return moment if moment.astimezone(zone).replace(tzinfo=None) == local else None


def _lines(typed: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in typed.splitlines() if line.strip())
