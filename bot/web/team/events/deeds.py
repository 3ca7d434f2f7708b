"""Deeds at one event, the same as in the chat. Each knows the version that was looked at."""

from dataclasses import dataclass

from starlette.responses import Response

from bot.events import running
from bot.events.fields import write_fields
from bot.events.reading_fields import read_fields
from bot.events.rows import from_row
from bot.events.running import Refusal
from bot.events.staff_words import say_mistake
from bot.web.team.drawing import go_to
from bot.web.team.events.desk import PATH, REFUSALS, Desk, to_change, with_end
from bot.web.team.events.showing import ShowPage
from bot.web.team.forms import UNSURE
from bot.web.team.visit import Visit
from storage import registrations
from storage.events import EventRow

MOVED = ("start", "end", "place")


@dataclass(frozen=True, kw_only=True)
class DeedPages:
    """What the buttons of an event's page do."""

    desk: Desk
    shown: ShowPage

    async def announce(self, visit: Visit) -> Response:
        """Let people know of it."""
        row = await to_change(visit)
        refused = _stale(visit, row) or await running.announce(visit.session, visit.staff, row, visit.now)
        return await self._after(visit, row, refused, "announced")

    async def cancel(self, visit: Visit) -> Response:
        """It does not take place. The page has asked whether that is meant."""
        row = await to_change(visit)
        if visit.form.get("sure") != "yes":
            problems = {"sure": UNSURE}
            return await self.shown.page(visit, row, status=422, problems=problems)
        refused = _stale(visit, row) or await running.cancel(visit.session, visit.staff, row, visit.now)
        if refused is None and row.announced is None:
            return go_to(f"{PATH}?done=thrown-away")
        return await self._after(visit, row, refused, "cancelled")

    async def restore(self, visit: Visit) -> Response:
        """It takes place after all."""
        row = await to_change(visit)
        refused = _stale(visit, row) or await running.restore(visit.session, visit.staff, row, visit.now)
        return await self._after(visit, row, refused, "restored")

    async def move(self, visit: Visit) -> Response:
        """Another date, another place. What is wrong comes back beside its field."""
        row = await to_change(visit)
        event = from_row(row)
        typed = {name: visit.form.get(name) for name in MOVED}
        kept = write_fields(event)
        if refused := _stale(visit, row):
            return await self.shown.page(visit, row, status=409, problem=REFUSALS[refused], moved=typed)
        fields = with_end(event, kept, {**kept, **typed}, visit.now)
        reading = read_fields(fields, event, self.desk.known, visit.now)
        if reading.event is None:
            problems = {name: say_mistake(self.desk.texts, name, each) for name, each in reading.mistakes.items()}
            return await self.shown.page(visit, row, status=422, problems=problems, moved=typed)
        refused = await running.change(visit.session, visit.staff, row, reading.event, visit.now)
        if refused not in {None, Refusal.SAME}:
            return await self.shown.page(visit, row, status=409, problem=REFUSALS[refused], moved=typed)
        return go_to(f"{PATH}/{row.id}?done={'same' if refused else 'moved'}")

    async def check_in(self, visit: Visit) -> Response:
        """Somebody is at the door with a code."""
        row = await to_change(visit)
        found = await registrations.check_in(visit.session, row.id, visit.form.get("code")[:20], visit.now)
        return await self.shown.page(visit, row, checked_in=found)

    async def _after(self, visit: Visit, row: EventRow, refused: Refusal | None, done: str) -> Response:
        if refused:
            return await self.shown.page(visit, row, status=409, problem=REFUSALS[refused])
        return go_to(f"{PATH}/{row.id}?done={done}")


def _stale(visit: Visit, row: EventRow) -> Refusal | None:
    """Whether the page that was looked at is older than the event."""
    return Refusal.CHANGED if visit.form.number("sequence") != row.sequence else None
