"""How pages of the console are drawn: the shared layout, its navigation, moments and roles as people say them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.conversation.rights import may
from bot.web.team.session import MARK
from bot.web.team.visit import Page, Visit
from knowledge.entries import Language
from storage.staff import Role

TEMPLATES = Path(__file__).parent.parent / "templates" / "team"
HEADERS = {
    "Cache-Control": "no-store",
    # No script at all. And unlike the chat's pages these let the browser name its own origin, or it would say "null"
    # with every form.
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
}
"""For every answer of the console, in place of what the server says elsewhere."""
PRINTED = {
    "idea_files/slips.html": {
        **HEADERS,
        "Content-Security-Policy": f"{HEADERS['Content-Security-Policy']}; script-src 'self'",
    }
}
"""Pages with a button that prints them: the only ones with a script."""

ROLES = {
    Role.EDITOR: "Redaktion",
    Role.MODERATOR: "Moderation",
    Role.PUBLISHER: "Freigabe",
    Role.ADMINISTRATOR: "Administration",
}
LANGUAGES = {Language.GERMAN: "Deutsch", Language.SIMPLE: "Einfache Sprache", Language.ENGLISH: "Englisch"}
TAGS = {Language.GERMAN: "de", Language.SIMPLE: "de", Language.ENGLISH: "en"}
"""What the words are, for whatever reads them aloud."""
AFTER = {"correction": "Berichtigung", "note": "Hinweis", "recall": "Rückruf"}
OCCASIONS = {
    "announcement-test": "Probe an das Team",
    "ageing": "Antworten zum Prüfen",
    "answer": "Antwort auf Antworten",
    "card": "Karte in einem anderen Chat",
    "idea": "Schritt einer Idee",
    "idea-after": "Frage vier Wochen nach einer Entscheidung",
    "idea-card": "Karte einer Idee",
    "idea-work": "Nachricht an das Team",
    "digest": "Sammelnachricht",
    "question": "Antwort auf eine Frage",
    **dict.fromkeys(("release", "second"), "Bitte um Freigabe"),
    **dict.fromkeys(
        ("declined", "missed", "over", "picture", "progress", "stopped", "trouble"), "Nachricht an das Team"
    ),
}
"""What goes out, by the first word of its occasion."""


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """Draws pages. `one_key` is shown in the header of all of them."""

    zone: ZoneInfo
    one_key: bool
    pages: Callable[[], Sequence[Page]]
    """The route table, for the navigation."""
    environment: Environment = field(init=False)

    def __post_init__(self) -> None:
        environment = Environment(
            loader=ChoiceLoader([PackageLoader("bot.web", f"templates/{folder}") for folder in ("team", "shared")]),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters["moment"] = self.moment
        environment.filters["day"] = self.day
        environment.filters["role"] = role_name
        environment.filters["weekday"] = weekday
        environment.filters["thousands"] = thousands
        environment.filters["occasion"] = occasion_name
        object.__setattr__(self, "environment", environment)

    def page(self, visit: Visit, template: str, *, title: str, status: int = 200, **values: Any) -> Response:
        """A page for somebody who is signed in. `title` names it in the browser and as its first heading."""
        here = visit.request.url.path
        navigation = [
            (page.path, page.label, here == page.path or (page.path != "/team" and here.startswith(f"{page.path}/")))
            for page in self.pages()
            if page.label and may(visit.staff.role, page.right)
        ]
        return self._draw(
            template,
            status,
            title=title,
            staff=visit.staff,
            form_mark=Markup('<input type="hidden" name="{}" value="{}">').format(MARK, visit.mark),
            navigation=navigation,
            **values,
        )

    def door(self, template: str, *, title: str, status: int = 200, **values: Any) -> Response:
        """A page for whoever is not signed in."""
        return self._draw(template, status, title=title, staff=None, form_mark="", navigation=[], **values)

    def moment(self, moment: datetime) -> str:
        """`23. November 2026, 12:00 Uhr`."""
        return f"{self.day(moment)}, {moment.astimezone(self.zone):%H:%M} Uhr"

    def day(self, moment: datetime | date) -> str:
        """`23. November 2026`."""
        local = moment.astimezone(self.zone).date() if isinstance(moment, datetime) else moment
        return format_date(local, "d. MMMM yyyy", locale="de_DE")

    def _draw(self, template: str, status: int, **values: Any) -> Response:
        drawn = self.environment.get_template(template).render(one_key=self.one_key, **values)
        return HTMLResponse(drawn, status, headers=PRINTED.get(template, HEADERS))


def go_to(path: str) -> Response:
    """After a deed: another page, which can be loaded again without doing it twice."""
    return RedirectResponse(path, 303, headers=HEADERS)


def role_name(role: str) -> str:
    """A role as people say it."""
    return ROLES[Role(role)] if role in list(Role) else role


def weekday(day: date) -> str:
    """`Montag, 23. November 2026`."""
    return format_date(day, "EEEE, d. MMMM yyyy", locale="de_DE")


def thousands(number: int) -> str:
    """`4.096`."""
    return f"{number:,}".replace(",", ".")


def occasion_name(occasion: str) -> str:
    """What is sent, as people say it."""
    what, _, rest = occasion.partition(":")
    number, _, more = rest.partition(":")
    if what == "announcement":
        after = AFTER.get(more.partition(":")[0], "")
        return f"{after} zu Rundruf {number}" if after else f"Rundruf {number}"
    return OCCASIONS.get(what, occasion)
