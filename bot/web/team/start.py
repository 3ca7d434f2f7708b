"""The first page: what waits for whoever looks, and what goes out to the town."""

from dataclasses import dataclass
from datetime import timedelta

from starlette.responses import Response

from bot.announcements.calendar import look_ahead
from bot.announcements.office import Office
from bot.answering.care import Care
from bot.team.waiting import Waiting, all_waiting
from bot.texts import Texts
from bot.web.team.drawing import Drawing, go_to
from bot.web.team.session import secret_in, take_cookie
from bot.web.team.steps import steps
from bot.web.team.visit import Visit
from storage import console, outgoing
from storage.deliveries import State

DAY = timedelta(days=1)
MOST = 10
MOST_NAMED = 5
"""So many things of one kind are named; the rest stands on its own page."""
STATES = {
    State.WAITING: "warten",
    State.CLAIMED: "gleich dran",
    State.SENDING: "gehen gerade hinaus",
    State.SENT: "angekommen",
    State.UNCERTAIN: "ungewiss",
    State.UNREACHABLE: "nicht erreichbar",
    State.FAILED: "fehlgeschlagen",
    State.LAPSED: "zu spät, nicht gesendet",
    State.WITHDRAWN: "zurückgezogen",
}
"""The states of deliveries in words for staff."""


@dataclass(frozen=True, kw_only=True)
class StartPage:
    """`waiting` are the functions that know what waits for a member of the staff, from every room."""

    drawing: Drawing
    waiting: tuple[Waiting, ...]
    texts: Texts
    office: Office
    care: Care

    async def show(self, visit: Visit) -> Response:
        """What waits, what goes out, what became of the last day's messages."""
        balance = await outgoing.balance(visit.session, visit.now - DAY)
        waiting = await all_waiting(self.waiting, visit.session, visit.staff, self.texts)
        failed = balance[State.FAILED] + balance[State.UNCERTAIN]
        there = await steps(visit.session, visit.staff, waiting, self.care, failed, visit.now)
        return self.drawing.page(
            visit,
            "overview.html",
            title="Übersicht",
            steps=[step for step in there if step.count],
            nothing=[step for step in there if not step.count],
            most=MOST_NAMED,
            days=await look_ahead(visit.session, self.office, None, visit.now),
            under_way=await outgoing.under_way(visit.session, MOST),
            balance=[(STATES[state], balance[state]) for state in State if balance[state]],
            states=STATES,
        )

    async def sign_out(self, visit: Visit) -> Response:
        """The session is over."""
        if secret := secret_in(visit.request):
            await console.end(visit.session, secret)
        response = go_to("/team/sign-in")
        take_cookie(response)
        return response
