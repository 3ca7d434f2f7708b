"""Templates of replies in the console: words that are used again and again. And news of a project for all its ideas."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from bot.ideas.lifeline import LONGEST_ANSWER, Trouble
from bot.ideas.linking import spread
from bot.web.team.drawing import go_to
from bot.web.team.ideas.desk import Desk
from bot.web.team.visit import Visit
from storage import audit, idea_work, lifelines

PATH = "/team/idea-words"
LONGEST_NAME = 60
DONE = {
    "kept": "Die Vorlage ist gespeichert.",
    "dropped": "Die Vorlage ist gelöscht.",
    "spread": "Die Neuigkeit ist raus.",
}


@dataclass(frozen=True, kw_only=True)
class WordsPage:
    """`/team/idea-words`."""

    desk: Desk

    async def show(self, visit: Visit) -> Response:
        """All templates, and the projects that have ideas."""
        return await self._page(visit)

    async def keep(self, visit: Visit) -> Response:
        """One more, or other words under a known name."""
        name, text = visit.form.get("name"), visit.form.get("text")
        problems = {}
        if not name or len(name) > LONGEST_NAME:
            problems["name"] = f"Bitte geben Sie einen Namen mit höchstens {LONGEST_NAME} Zeichen an."
        if not text or len(text) > LONGEST_ANSWER:
            problems["text"] = f"Bitte schreiben Sie höchstens {LONGEST_ANSWER} Zeichen. Es sind {len(text)}."
        if problems:
            return await self._page(visit, problems, {"name": name, "text": text})
        await lifelines.keep_template(visit.session, name, text)
        audit.note(visit.session, who=visit.staff.id, deed="idea.template_kept", object="template", now=visit.now)
        return go_to(f"{PATH}?done=kept")

    async def drop(self, visit: Visit) -> Response:
        """One less."""
        await lifelines.drop_template(visit.session, visit.form.number("template"))
        audit.note(visit.session, who=visit.staff.id, deed="idea.template_dropped", object="template", now=visit.now)
        return go_to(f"{PATH}?done=dropped")

    async def spread(self, visit: Visit) -> Response:
        """News of a project, for all whose ideas are part of it."""
        part, text = visit.form.get("part"), visit.form.get("news")
        told = await spread(visit.session, self.desk.office, part, visit.staff, visit.now, text=text)
        if isinstance(told, Trouble):
            problems = {"news": self.desk.texts.say(f"mistake.{told}")}
            return await self._page(visit, problems, {"part": part, "news": text})
        if not told:
            problems = {"part": "Keine Idee gehört zu diesem Projekt."}
            return await self._page(visit, problems, {"part": part, "news": text})
        return go_to(f"{PATH}?done=spread")

    async def _page(
        self, visit: Visit, problems: Mapping[str, str] | None = None, values: Mapping[str, str] | None = None
    ) -> Response:
        return self.desk.drawing.page(
            visit,
            "ideas/words.html",
            title="Vorlagen und Neuigkeiten",
            status=422 if problems else 200,
            templates=await lifelines.templates(visit.session),
            parts=await idea_work.parts(visit.session),
            problems=problems or {},
            values=values or {},
            longest=LONGEST_NAME,
            most=LONGEST_ANSWER,
            done=DONE.get(visit.request.query_params.get("done", ""), ""),
        )
