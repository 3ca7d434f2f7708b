"""What all pages of ideas share: the office, the words, the forms of the deeds and what is wrong in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from starlette.exceptions import HTTPException

from bot.ideas.card import promise_of, say_place
from bot.ideas.common_words import common_words
from bot.ideas.doing import FIELDS, Act, Task
from bot.ideas.lifeline import LEAST_ANSWER, LONGEST_ANSWER, Outcome, Reason, Trouble, number_of
from bot.ideas.moderating import Alike
from bot.ideas.office import IdeaOffice
from bot.ideas.shelf import Similar
from bot.texts import Texts
from bot.web.team.drawing import Drawing
from bot.web.team.forms import number_in
from bot.web.team.visit import Visit
from knowledge.entries import Language
from storage import events, idea_work, ideas, lifelines, staff
from storage.ideas import IdeaRow, Stage

PATH = "/team/ideas"
BULK = (Act.ACCEPT, Act.ASSIGN, Act.REFUSE, Act.DECIDE, Act.LINK, Act.DISCUSS)
"""What can be done with several ideas at once."""
BESIDE: Mapping[Trouble, str] = {
    Trouble.TOO_SHORT: "text",
    Trouble.TOO_LONG: "text",
    Trouble.NO_PART: "part",
    Trouble.NO_WHEN: "when",
    Trouble.NO_OUTCOME: "outcome",
    Trouble.NO_REASON: "reason",
    Trouble.NO_UNIT: "unit",
    Trouble.SAME_IDEA: "other",
    Trouble.HAS_TAKEN_IN: "other",
    Trouble.NOT_SHOWN: "other",
}
"""Beside which field something wrong stands; the rest stands above the form."""
HELD = ("announced", "moved", "over")
"""Events that may have taken place."""
TYPED = ("text", "reason", "outcome", "part", "when", "unit", "other", "event")
KEPT = (*TYPED, "when-day", "template", "holder")
"""All that a form has: what was typed comes back after a mistake, chosen templates and colleagues as well."""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Handed to every page."""

    drawing: Drawing
    office: IdeaOffice
    alike: Alike
    bar: float
    """From this probability on two ideas count as the same wish."""

    @property
    def texts(self) -> Texts:
        """The console speaks German."""
        return self.office.textbook.of(Language.GERMAN)

    def until(self, idea: IdeaRow) -> str:
        """Until when the city answers, in words."""
        promise = promise_of(idea)
        if idea.decided is not None and idea.stage in (Stage.DECIDED, Stage.DONE):
            return f"Entschieden am {self.drawing.day(idea.decided)}"
        if promise is None:
            return "Derzeit ist keine Antwort zugesagt"
        if promise.stands is not None:
            return f"Frist steht seit {self.drawing.day(promise.stands)}"
        return f"Antwort bis {self.drawing.day(promise.due(self.office.zone))}"

    async def task(self, visit: Visit, act: Act, id: int, seen: int) -> Task:
        """What the form says: an empty text with a template is that template's; an empty "until when" the day."""
        typed = {name: visit.form.get(name) for name in TYPED if name in FIELDS.get(act, ())}
        if not typed.get("text") and visit.form.get("template"):
            chosen = visit.form.number("template")
            words = {row.id: row.text for row in await lifelines.templates(visit.session)}
            typed["text"] = words.get(chosen, "")
        if "when" in typed and not typed["when"]:
            typed["when"] = self._day(visit)
        holder = visit.form.number("holder") if visit.form.get("holder") else None
        return Task(act=act, id=id, seen=seen, holder=holder, **typed)

    def _day(self, visit: Visit) -> str:
        """The day that was chosen, in words; nothing where it is none, or over."""
        try:
            day = date.fromisoformat(visit.form.get("when-day"))
        except ValueError:
            return ""
        return self.drawing.day(day) if day >= visit.now.astimezone(self.office.zone).date() else ""

    def problems(self, troubles: Sequence[Trouble], act: Act) -> dict[str, str]:
        """What is wrong, by field; what belongs to none is under an empty name."""
        found: dict[str, str] = {}
        for trouble in troubles:
            field = BESIDE.get(trouble, "")
            field = "event" if act is Act.DISCUSS and field == "part" else field
            said = self.texts.say(f"mistake.{trouble}")
            found[field] = f"{found[field]} {said}" if field in found else said
        return found

    def labels(self, problems: Mapping[str, str]) -> dict[str, str]:
        """How the fields are called in which something is wrong."""
        return {name: self.texts.say(f"ask.{name}") for name in problems}

    def why_alike(self, one: Similar, idea: IdeaRow, other: IdeaRow) -> str:
        """How alike two ideas are, in words: by how much, from where on they count as the same, what both say."""
        many, bar = round(one.probability * 100), round(self.bar * 100)
        meant = "Will wohl dasselbe" if one.is_similar else "Ähnlich, aber wohl etwas anderes"
        words = common_words(f"{idea.title} {idea.text}", f"{other.title} {other.text}")
        said = f" Beide sagen: {', '.join(words)}." if words else ""
        return f"{meant}: {many} von 100 Punkten, ab {bar} gilt es als derselbe Wunsch.{said}"

    async def choices(self, visit: Visit) -> dict[str, Any]:
        """What the forms offer."""
        session = visit.session
        since = visit.now - timedelta(days=365)
        return {
            "say": self.texts.say,
            "fields": FIELDS,
            "outcomes": list(Outcome),
            "reasons": list(Reason),
            "templates": await lifelines.templates(session),
            "units": await idea_work.units(session),
            "parts": list(dict.fromkeys([*self.office.parts, *await idea_work.parts(session)])),
            "events": [
                row.words[Language.GERMAN]["title"]
                for row in await events.not_over(session, HELD, since)
                if row.starts <= visit.now and Language.GERMAN in row.words
            ],
            "members": await staff.everybody(session),
            "least": LEAST_ANSWER,
            "most": LONGEST_ANSWER,
        }

    def line(self, idea: IdeaRow, names: Mapping[int, str]) -> dict[str, Any]:
        """One idea in a list."""
        return {
            "id": idea.id,
            "number": number_of(idea.id),
            "title": idea.title or "(ohne Titel)",
            "stage": self.texts.say(f"ideastage.{idea.stage}"),
            "place": say_place(self.texts, idea),
            "holder": names.get(idea.holder or 0, "noch niemandem"),
            "until": self.until(idea),
            "support": idea.support,
            "version": idea.version,
            "flags": idea.flags,
        }


async def names_of(visit: Visit) -> dict[int, str]:
    """How the staff is called, by number."""
    return {member.id: member.name for member in await staff.everybody(visit.session)}


def number_in_path(visit: Visit) -> int:
    """The number in the address. Raises 400."""
    return number_in(visit.request.path_params["number"])


async def to_look_at(visit: Visit) -> IdeaRow:
    """The idea of the address. Raises 404."""
    idea = await ideas.look_at(visit.session, number_in_path(visit))
    if idea is None:
        raise HTTPException(404)
    return idea
