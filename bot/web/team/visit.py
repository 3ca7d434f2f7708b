"""What a page of the console is given, and what it is in the route table."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from bot.conversation.rights import Right
from bot.web.team.forms import FORM_LIMIT, Form
from storage.database import Session
from storage.staff import StaffRow


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One request of a member of the staff, and the one transaction it has."""

    request: Request
    session: Session
    """Reading for GET; writing for POST, committed when the handler returns, undone when it raises."""
    staff: StaffRow
    mark: str
    now: datetime
    form: Form = field(default_factory=Form)


Handler = Callable[[Visit], Awaitable[Response]]
Prepare = Callable[[Form], Awaitable[Form]]


@dataclass(frozen=True, kw_only=True)
class Page:
    """One line of the route table: who may come here, and what happens then."""

    method: Literal["GET", "POST"]
    path: str
    right: Right
    handler: Handler
    label: str = ""
    """How the navigation calls it; pages without are reached from others."""
    largest: int = FORM_LIMIT
    """Bytes of the form that may be sent here; more where a picture comes along."""
    prepare: Prepare | None = None
    """What takes a while (a picture is drawn anew), done to the form before the transaction begins."""
