"""What is done with an announcement until it is over: the test, the two keys, the hold, pause and cancel.

Every form carries the version that its page showed: who did not see what is there now, does nothing.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response

from bot.announcements import releasing, sending
from bot.announcements.lifecycle import Refusal, State
from bot.announcements.office import Office, has_chat
from bot.web.team.announcements.desk import PATH, REFUSALS, TOO_LATE, Desk, to_change
from bot.web.team.announcements.showing import ShowPage
from bot.web.team.drawing import go_to
from bot.web.team.forms import UNSURE
from bot.web.team.visit import Visit
from storage.announcements import AnnouncementRow
from storage.database import Session
from storage.staff import StaffRow

Do = Callable[[Session, Office, StaffRow, AnnouncementRow, datetime], Awaitable[Refusal | None]]


@dataclass(frozen=True, kw_only=True)
class DeedPages:
    """Each is a form's target. What was refused is the page once more, with the reason."""

    desk: Desk
    shown: ShowPage

    async def test(self, visit: Visit) -> Response:
        """To oneself; who has no chat has it before them."""
        seen = "tested" if has_chat(visit.staff.address) else "tested-here"
        return await self._do(visit, releasing.test, seen)

    async def request(self, visit: Visit) -> Response:
        """Ask a second person."""
        return await self._do(visit, releasing.request, "requested")

    async def decline(self, visit: Visit) -> Response:
        """The second person says no."""
        row, version = await to_change(visit), visit.form.number("version")
        refused = await releasing.decline(visit.session, self.desk.office, visit.staff, row, visit.now, version=version)
        return await self._said(visit, row, refused, "declined")

    async def release(self, visit: Visit) -> Response:
        """The second key. Whoever presses twice has released once."""
        row, version = await to_change(visit), visit.form.number("version")
        if row.state == State.HELD and row.releaser == visit.staff.id and row.version == version:
            return go_to(f"{PATH}/{row.id}?done=released")
        refused = await releasing.release(
            visit.session,
            self.desk.office,
            visit.staff,
            row,
            visit.now,
            version=version,
            word=visit.form.get("word"),
        )
        return await self._said(visit, row, refused, "released")

    async def stop(self, visit: Visit) -> Response:
        """Before the first message has left."""
        return await self._do(visit, releasing.stop, "stopped")

    async def pause(self, visit: Visit) -> Response:
        """Nothing more leaves."""
        return await self._do(visit, sending.pause, "paused")

    async def resume(self, visit: Visit) -> Response:
        """It goes on."""
        return await self._do(visit, sending.resume, "resumed")

    async def cancel(self, visit: Visit) -> Response:
        """Whoever has not got it does not get it."""
        return await self._do(visit, sending.cancel, "cancelled", sure=True)

    async def send_again(self, visit: Visit) -> Response:
        """What is uncertain goes out once more."""
        return await self._do(visit, sending.send_uncertain_again, "again")

    async def _do(self, visit: Visit, do: Do, done: str, *, sure: bool = False) -> Response:
        row = await to_change(visit)
        if sure and visit.form.get("sure") != "yes":
            return await self.shown.page(visit, row, status=422, problems={"sure-cancel": UNSURE})
        if visit.form.number("version") != row.version:
            return await self._said(visit, row, Refusal.CHANGED, done)
        refused = await do(visit.session, self.desk.office, visit.staff, row, visit.now)
        return await self._said(visit, row, refused, done)

    async def _said(self, visit: Visit, row: AnnouncementRow, refused: Refusal | None, done: str) -> Response:
        if refused is None:
            return go_to(f"{PATH}/{row.id}?done={done}")
        status = 409 if refused in TOO_LATE else 422
        if refused is Refusal.WORD:
            return await self.shown.page(visit, row, status=status, problems={"word": REFUSALS[refused]})
        return await self.shown.page(visit, row, status=status, problem=REFUSALS[refused])
