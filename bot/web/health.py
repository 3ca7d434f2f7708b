"""`/health`: whether the assistant can do its work, for a person and for a machine. 200 when it can, 503 when not."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from storage import parked, receipts
from storage.database import Database
from storage.errors import Unreachable


@dataclass(frozen=True, kw_only=True)
class Health:
    """Looks at the database and asks the faces. `telegram` says what is wrong there: None for nothing, or a word."""

    database: Database
    entries: int
    telegram: Callable[[], str | None] | None

    async def show(self, _: Request) -> Response:
        """The state as JSON. No names, no texts, no secrets."""
        state: dict[str, object] = {"entries": self.entries}
        try:
            async with self.database.reading() as session:
                state |= {
                    "database": "ok",
                    "replies_waiting": await receipts.count_waiting(session, "telegram"),
                    "parked_updates": await parked.count(session),
                }
        except Unreachable:
            state["database"] = "unreachable"
        trouble = self.telegram() if self.telegram else "off"
        state["telegram"] = trouble or "ok"
        works = state["database"] == "ok"
        return JSONResponse({"status": "ok" if works else "failing", **state}, status_code=200 if works else 503)
