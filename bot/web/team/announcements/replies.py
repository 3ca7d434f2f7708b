"""What people replied to an announcement: in groups of alike, answered as a group."""

from dataclasses import dataclass

from starlette.responses import Response

from bot.announcements import replies
from bot.announcements.checking import length
from bot.announcements.lifecycle import Refusal
from bot.web.team.announcements.desk import PATH, REFUSALS, Desk, to_change, to_look_at
from bot.web.team.drawing import go_to
from bot.web.team.visit import Visit
from storage import announcement_replies
from storage.announcements import AnnouncementRow

LONGEST = 3_500
"""UTF-16 units of an answer: a heading and a note go with it in one message."""
SHOWN = 5
"""Replies of a group that are shown; the rest is counted."""


@dataclass(frozen=True, kw_only=True)
class RepliesPage:
    """Groups and answers."""

    desk: Desk

    async def show(self, visit: Visit) -> Response:
        """The groups, the largest first."""
        done = "Ihre Antwort ist unterwegs." if visit.request.query_params.get("done") else ""
        return await self._page(visit, await to_look_at(visit), done=done)

    async def answer(self, visit: Visit) -> Response:
        """One answer to everybody of a group, as it was seen."""
        row, form = await to_change(visit), visit.form
        leader, upto, text = form.number("leader"), form.number("upto"), form.get("text")
        problem = ""
        if not text:
            problem = "Bitte schreiben Sie eine Antwort."
        elif length(text) > LONGEST:
            problem = f"Das sind {length(text)} Zeichen. Höchstens {LONGEST} sind möglich."
        if problem:
            return await self._page(visit, row, problem=problem, leader=leader, typed=text)
        answered = await replies.answer(
            visit.session, self.desk.office, visit.staff, row, visit.now, leader=leader, upto=upto, text=text
        )
        if isinstance(answered, Refusal):
            return await self._page(visit, row, problem=REFUSALS[answered], leader=leader, typed=text)
        return go_to(f"{PATH}/{row.id}/replies?done=answered")

    async def _page(
        self, visit: Visit, row: AnnouncementRow, *, done: str = "", problem: str = "", leader: int = 0, typed: str = ""
    ) -> Response:
        waiting = await announcement_replies.waiting(visit.session, row.id)
        words = {reply.id: reply.text for reply in waiting}
        groups = [
            {
                "leader": group.leader,
                "count": len(group.ids),
                "people": len(group.addresses),
                "texts": list(dict.fromkeys(words[id] for id in group.ids))[:SHOWN],
                "typed": typed if group.leader == leader else "",
            }
            for group in replies.group(waiting)
        ]
        is_there = leader in {group["leader"] for group in groups}
        return self.desk.drawing.page(
            visit,
            "announcements/replies.html",
            title=f"Antworten auf Rundruf {row.id}",
            status=422 if problem else 200,
            row=row,
            groups=groups,
            upto=max(words, default=0),
            done=done,
            problems={f"answer-{leader}": problem} if problem and is_there else {},
            labels={f"answer-{leader}": "Antwort"},
            problem="" if is_there else problem,
            leader=leader,
            lost=typed if problem and not is_there else "",
            longest=LONGEST,
        )
