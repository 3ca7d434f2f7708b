"""One idea in the console: everything about it, and a form for each deed that is possible now."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.ideas import rulings
from bot.ideas.card import name_of, say_card
from bot.ideas.doing import Act, do, offered, read_number
from bot.ideas.lifeline import Deed, Trouble, number_of
from bot.ideas.office import Done
from bot.ideas.telling import PUSH
from bot.web.team.drawing import HEADERS, go_to
from bot.web.team.events.showing import STATES
from bot.web.team.forms import number_in
from bot.web.team.ideas.desk import KEPT, PATH, Desk, names_of, number_in_path, to_look_at
from bot.web.team.leaving import QUIET_OR_DIGEST, say_leaving
from bot.web.team.visit import Visit
from storage import idea_verdicts, ideas, lifelines, occasions, pictures, supporters
from storage.deliveries import State
from storage.ideas import IdeaRow, Stage
from storage.lifelines import Milestone, RulingRow
from storage.pushes import OVERTAKEN

JPEG = "image/jpeg"
"""As every picture is drawn anew."""
DONE = {
    "done": "Getan.",
    "set_back": "Einen Schritt zurückgesetzt. Die Entscheidung und ihr Termin sind weg.",
    "waits": "Das gilt, sobald eine zweite Person zustimmt. Sie ist gefragt.",
    "agreed": "Zugestimmt. Es gilt jetzt.",
    "dropped": "Das gilt nicht mehr.",
}
"""What is said after a deed, by the word in the address."""
WHY = {
    OVERTAKEN: "eine spätere Nachricht zur selben Idee sagt es mit",
    "gone": "die Person ist nicht mehr erreichbar",
    "nothing to say": "die Person hat mit der Idee nichts mehr zu tun",
    "erased": "die Person hat ihre Daten gelöscht",
}
"""Why a push did not arrive, as staff read it."""
TELLS = ("done", "agreed", "set_back")
"""The deeds of which somebody may hear."""
LEFT = (State.WAITING, State.CLAIMED, State.SENDING, State.SENT)


@dataclass(frozen=True, kw_only=True)
class ShowPage:
    """`/team/ideas/388` and its deeds."""

    desk: Desk

    async def show(self, visit: Visit) -> Response:
        """Everything."""
        return await self._page(visit, await to_look_at(visit))

    async def act(self, visit: Visit) -> Response:
        """One deed. What is wrong comes back beside its field, with all that was typed."""
        idea = await to_look_at(visit)
        if visit.request.path_params["act"] not in list(Act):
            raise HTTPException(404)
        act = Act(visit.request.path_params["act"])
        task = await self.desk.task(visit, act, idea.id, visit.form.number("seen"))
        done = await do(visit.session, self.desk.office, task, visit.staff, visit.now)
        if isinstance(done, Done):
            return go_to(_after(idea, "done", done))
        typed = {name: visit.form.get(name) for name in KEPT}
        return await self._page(visit, idea, act=act, typed=typed, problems=self.desk.problems(done, act))

    async def rule(self, visit: Visit) -> Response:
        """The second reader's word, or the first one's second thought."""
        idea, ruling = await to_look_at(visit), visit.form.number("ruling")
        if visit.form.get("word") == "agree":
            done = await rulings.agree(visit.session, self.desk.office, idea.id, visit.staff, visit.now, ruling=ruling)
            if isinstance(done, Done):
                return go_to(_after(idea, "agreed", done))
            trouble: Trouble | None = done
        else:
            dropped = await rulings.disagree(visit.session, idea.id, visit.staff, visit.now, ruling=ruling)
            trouble = dropped if isinstance(dropped, Trouble) else None
        if trouble is not None:
            return await self._page(visit, idea, problems={"": self.desk.texts.say(f"mistake.{trouble}")})
        return go_to(f"{PATH}/{idea.id}?done=dropped")

    async def picture(self, visit: Visit) -> Response:
        """Its photo."""
        idea = await to_look_at(visit)
        data = await pictures.data_of(visit.session, idea.picture) if idea.picture else None
        if data is None:
            raise HTTPException(404)
        return Response(data, media_type=JPEG, headers=HEADERS)

    async def merge(self, visit: Visit) -> Response:
        """Two ideas side by side, before they become one."""
        idea = await to_look_at(visit)
        number = read_number(visit.request.query_params.get("other", ""))
        other = await ideas.look_at(visit.session, number) if number else None
        if other is None or other.id == idea.id:
            problem = self.desk.texts.say(f"mistake.{Trouble.SAME_IDEA}")
            return await self._page(visit, idea, act=Act.MERGE, problems={"other": problem})
        shared = {row.address for row in await supporters.of_idea(visit.session, idea.id)} & {
            row.address for row in await supporters.of_idea(visit.session, other.id)
        }
        texts, zone = self.desk.texts, self.desk.office.zone
        return self.desk.drawing.page(
            visit,
            "ideas/merge.html",
            title=f"{number_of(idea.id)} und {number_of(other.id)}",
            idea=idea,
            other=other,
            names=(name_of(idea), name_of(other)),
            cards=[say_card(texts, one, await lifelines.of(visit.session, one.id), zone).text for one in (idea, other)],
            both=len(shared),
            numbers=(number_of(idea.id), number_of(other.id)),
        )

    async def _page(
        self,
        visit: Visit,
        idea: IdeaRow,
        *,
        act: Act | None = None,
        typed: Mapping[str, str] | None = None,
        problems: Mapping[str, str] | None = None,
    ) -> Response:
        session, names = visit.session, await names_of(visit)
        steps = await lifelines.of(session, number_in_path(visit))
        ruling = await lifelines.ruling_on(session, idea.id)
        if ruling is not None and ruling.version != idea.version:
            ruling = None
        alike = [(one, await ideas.look_at(session, one.number)) for one in await self.desk.alike(session, idea)]
        beside = {name: said for name, said in (problems or {}).items() if name}
        return self.desk.drawing.page(
            visit,
            "ideas/show.html",
            title=name_of(idea),
            status=422 if problems else 200,
            **await self.desk.choices(visit),
            idea=idea,
            line=self.desk.line(idea, names),
            card=say_card(self.desk.texts, idea, steps, self.desk.office.zone).text,
            whole=idea.text,
            acts=offered(idea.stage, idea.holder, visit.staff.id),
            wrong=act,
            values=typed or {},
            problem=(problems or {}).get("", ""),
            problems=beside,
            labels=self.desk.labels(beside),
            ids={name: f"{act}-{name}" for name in beside},
            ruling=self._ruling(ruling, names, visit) if ruling else None,
            alike=[
                {"id": row.id, "name": name_of(row), "why": self.desk.why_alike(one, idea, row)}
                for one, row in alike
                if row and row.id != idea.id
            ],
            reasons_given=[row.reason for row in await supporters.of_idea(session, idea.id) if row.reason],
            verdicts=await idea_verdicts.of_idea(session, idea.id),
            pushes=await _pushes(visit, idea),
            done=await self._done(visit, idea),
        )

    async def _done(self, visit: Visit, idea: IdeaRow) -> str:
        """What was done, and what leaves for it, to how many, when."""
        asked = visit.request.query_params
        said = DONE.get(asked.get("done", ""), "")
        if not said or asked.get("done") not in TELLS:
            return said
        if asked.get("done") == "set_back" and idea.part_of:
            said += f" Die Verbindung mit „{idea.part_of}“ bleibt."
        step = number_in(asked.get("step", "") or "0")
        times = await occasions.leave_at(visit.session, f"{PUSH}:{idea.id}:{step}", LEFT) if step else []
        return f"{said}\n{say_leaving(times, visit.now, self.desk.office.zone, later=QUIET_OR_DIGEST)}"

    def _ruling(self, row: RulingRow, names: Mapping[int, str], visit: Visit) -> dict[str, object]:
        say = self.desk.texts.say
        mine = row.by == visit.staff.id
        what = say(f"whynot.{row.reason}") if row.deed == Deed.REFUSE else say(f"outcome.{row.outcome}")
        return {
            "id": row.id,
            "what": f"{'Ablehnen' if row.deed == Deed.REFUSE else 'Entscheiden'}: {what}",
            "answer": row.answer,
            "by": names.get(row.by, "–"),
            "mine": mine,
            "may_agree": not mine or self.desk.office.one_key,
        }


async def _pushes(visit: Visit, idea: IdeaRow) -> list[tuple[str, str, int]]:
    """What became of the pushes about an idea: state, why, how many."""
    sums: Counter[tuple[str, str]] = Counter()
    for _, state, trouble, count in await occasions.outcomes(visit.session, f"{PUSH}:{idea.id}:"):
        why = WHY.get(trouble or "", trouble or "") if state not in {State.SENT, State.WAITING} else ""
        sums[STATES[state], why] += count
    return [(state, why, count) for (state, why), count in sums.items()]


def _after(idea: IdeaRow, word: str, done: Done) -> str:
    """Where to go after a deed: the page says what was done, and what leaves for this step."""
    if done.waits:
        return f"{PATH}/{idea.id}?done=waits"
    if done.step is None:
        return f"{PATH}/{idea.id}?done={word}"
    word = "set_back" if done.step.milestone == Milestone.SET_BACK and done.idea.stage == Stage.ASSESSING else word
    return f"{PATH}/{idea.id}?done={word}&step={done.step.id}"
