"""The list of ideas with its filters, and one deed for several of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.ideas.card import name_of
from bot.ideas.doing import Act, do_all, read_number
from bot.ideas.lifeline import number_of
from bot.ideas.office import Done
from bot.web.team.drawing import go_to
from bot.web.team.forms import number_in
from bot.web.team.ideas.desk import BULK, KEPT, PATH, Desk, names_of
from bot.web.team.visit import Visit
from storage import idea_work, ideas, lifelines
from storage.ideas import Stage

A_PAGE = 20
GROUPS: Mapping[str, tuple[str, Sequence[Stage]]] = {
    "waiting": ("Neu, noch nicht veröffentlicht", (Stage.RECEIVED, Stage.MODERATION)),
    "public": ("Öffentlich, noch nicht entschieden", (Stage.PUBLIC, Stage.ASSESSING)),
    "decided": ("Entschieden und erledigt", (Stage.DECIDED, Stage.DONE)),
    "over": ("Abgelehnt, zurückgezogen, zusammengeführt", (Stage.REFUSED, Stage.WITHDRAWN, Stage.MERGED)),
    "all": ("Alle", tuple(Stage)),
}
HOLDERS = {"": "alle", "mine": "meine", "nobody": "noch niemandes"}


@dataclass(frozen=True, kw_only=True)
class Result:
    """What came of a deed for one idea."""

    number: str
    words: str
    done: bool


@dataclass(frozen=True, kw_only=True)
class Filled:
    """The form for several, as it was sent."""

    act: str = ""
    chosen: frozenset[int] = frozenset()
    typed: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)
    results: Sequence[Result] = ()


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """`/team/ideas`."""

    desk: Desk

    async def show(self, visit: Visit) -> Response:
        """A page of the list. Whoever types a number goes to that idea."""
        words = visit.request.query_params.get("words", "").strip()[:100]
        number = read_number(words) if words.upper().startswith("I-") or words.isdigit() else None
        if number and await ideas.look_at(visit.session, number):
            return go_to(f"{PATH}/{number}")
        return await self._page(visit, Filled())

    async def bulk(self, visit: Visit) -> Response:
        """One deed for all that are ticked, each looked at by itself; what does not go keeps its tick and all words."""
        if visit.form.get("act") not in BULK:
            raise HTTPException(400, "no such deed")
        act = Act(visit.form.get("act"))
        ids = sorted({number_in(one) for one in visit.form.all("idea")})
        typed = {name: visit.form.get(name) for name in KEPT}
        if not ids:
            filled = Filled(act=act, typed=typed, problem="Bitte wählen Sie mindestens eine Idee.")
            return await self._page(visit, filled, status=422)
        tasks = [await self.desk.task(visit, act, id, visit.form.number(f"seen-{id}")) for id in ids]
        results: list[Result] = []
        failed: set[int] = set()
        problems: dict[str, str] = {}
        for id, done in await do_all(visit.session, self.desk.office, tasks, visit.staff, visit.now):
            if isinstance(done, Done):
                words = "wartet auf eine zweite Person" if done.waits else f"getan, benachrichtigt: {done.told}"
                results.append(Result(number=number_of(id), words=words, done=True))
            else:
                failed.add(id)
                problems |= self.desk.problems(done, act)
                said = " ".join(self.desk.texts.say(f"mistake.{trouble}") for trouble in done)
                results.append(Result(number=number_of(id), words=said, done=False))
        beside = {name: said for name, said in problems.items() if name}
        kept = typed if failed else {}
        filled = Filled(
            act=act if failed else "", chosen=frozenset(failed), typed=kept, problems=beside, results=results
        )
        return await self._page(visit, filled, status=422 if failed else 200)

    async def _page(self, visit: Visit, filled: Filled, *, status: int = 200) -> Response:
        asked = visit.request.query_params
        group = asked.get("group", "waiting") if asked.get("group") in GROUPS else "waiting"
        whose = asked.get("whose", "") if asked.get("whose") in HOLDERS else ""
        words = asked.get("words", "").strip()[:100]
        page = number_in(asked.get("page", "0") or "0")
        holder = {"mine": visit.staff.id, "nobody": 0}.get(whose)
        count, rows = await idea_work.for_staff(
            visit.session, GROUPS[group][1], holder=holder, words=words, skip=page * A_PAGE, most=A_PAGE
        )
        names = await names_of(visit)
        decided, kept = await lifelines.count_kept_promises(visit.session)
        choices: dict[str, Any] = await self.desk.choices(visit)
        return self.desk.drawing.page(
            visit,
            "ideas/list.html",
            title="Ideen",
            status=status,
            **choices,
            groups={key: name for key, (name, _) in GROUPS.items()},
            group=group,
            holders=HOLDERS,
            whose=whose,
            words=words,
            page=page,
            pages=-(-count // A_PAGE),
            count=count,
            lines=[self.desk.line(idea, names) for idea in rows],
            rulings=await self._rulings(visit, names),
            decided=decided,
            kept=kept,
            acts=BULK,
            filled=filled,
            values=filled.typed,
            problem=filled.problem,
            problems=filled.problems,
            labels=self.desk.labels(filled.problems),
            ids={name: f"bulk-{name}" for name in filled.problems},
        )

    async def _rulings(self, visit: Visit, names: Mapping[int, str]) -> list[dict[str, Any]]:
        """What waits for a second reader."""
        found = []
        for ruling in await lifelines.rulings(visit.session):
            idea = await ideas.look_at(visit.session, ruling.idea)
            if idea is not None and ruling.version == idea.version:
                mine = ruling.by == visit.staff.id
                found.append({"id": idea.id, "name": name_of(idea), "by": names.get(ruling.by, "–"), "mine": mine})
        return found
