"""Open questions in the console: what waits, one answer for all who asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.answering.promises import LONGEST, Promises
from bot.web.team.drawing import Drawing, go_to
from bot.web.team.forms import UNSURE, number_in
from bot.web.team.visit import Visit
from storage import questions
from storage.questions import OpenQuestionRow, Status

PATH = "/team/questions"
DONE = {
    "answered": "Die Antwort geht an alle, die gefragt haben.",
    "closed": "Die Frage ist geschlossen. Wer gefragt hat, erfährt es.",
}
"""What is said after a deed, by the word in the address."""


@dataclass(frozen=True, kw_only=True)
class QuestionPages:
    """Calls the same deeds as the chat."""

    drawing: Drawing
    promises: Promises

    async def show(self, visit: Visit) -> Response:
        """All that wait, the promised first."""
        return self.drawing.page(
            visit,
            "asked.html",
            title="Offene Fragen",
            waiting=await questions.still_open(visit.session),
            counts=await questions.count_askers(visit.session),
            done=DONE.get(visit.request.query_params.get("done", ""), ""),
        )

    async def one(self, visit: Visit) -> Response:
        """One question, with room for its answer."""
        return await self._page(visit, await self._chosen(visit))

    async def answer(self, visit: Visit) -> Response:
        """The answer goes out. What is empty or too long comes back with what was typed."""
        question, text = await self._chosen(visit), visit.form.get("answer").strip()
        if not text or len(text) > LONGEST:
            problem = f"Bitte schreiben Sie eine Antwort mit höchstens {LONGEST} Zeichen. Es sind {len(text)}."
            return await self._page(visit, question, problems={"answer": problem}, typed=text)
        await self.promises.answer(visit.session, question, text, visit.staff, visit.now)
        return go_to(f"{PATH}?done=answered")

    async def close(self, visit: Visit) -> Response:
        """No answer will come. The page before has asked whether that is meant."""
        question = await self._chosen(visit)
        if visit.form.get("sure") != "yes":
            return await self._page(visit, question, problems={"sure": UNSURE})
        await self.promises.close(visit.session, question, visit.staff, visit.now)
        return go_to(f"{PATH}?done=closed")

    async def _chosen(self, visit: Visit) -> OpenQuestionRow:
        question = await questions.numbered(visit.session, number_in(visit.request.path_params["number"]))
        if question is None or question.status != Status.OPEN:
            raise HTTPException(404, "no such open question")
        return question

    async def _page(
        self,
        visit: Visit,
        question: OpenQuestionRow,
        *,
        problems: Mapping[str, str] | None = None,
        typed: str | None = None,
    ) -> Response:
        return self.drawing.page(
            visit,
            "answering.html",
            title=f"Frage F-{question.id}",
            status=422 if problems else 200,
            question=question,
            waiting=len(await questions.askers(visit.session, question.id)),
            typed=typed if typed is not None else question.answer or "",
            longest=LONGEST,
            problems=problems or {},
        )
