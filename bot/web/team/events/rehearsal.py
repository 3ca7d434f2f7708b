"""The rehearsal page: a persona and a day, and every message that would leave. Nothing is sent, nothing is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from starlette.responses import Response

from bot.delivery.topics import Topic, name_topic
from bot.events.leads import CHOICES
from bot.events.rehearsing import Line
from bot.events.trying_out import persona_of, script_of, try_out
from bot.typed_days import Wrong, read_when
from bot.web.team.drawing import LANGUAGES
from bot.web.team.events.desk import PATH, Desk
from bot.web.team.visit import Visit
from storage.database import Database
from storage.people import QUIET

LEADS = {"P1W": "eine Woche vorher", "P1D": "einen Tag vorher", "PT2H": "zwei Stunden vorher"}
KINDS = {
    "reminder": "Erinnerung",
    "moved": "Änderung",
    "cancelled": "Absage",
    "restored": "Findet doch statt",
}


@dataclass(frozen=True, kw_only=True)
class RehearsalPage:
    """Asks and answers on one page; what was asked stands in its address."""

    desk: Desk

    async def show(self, visit: Visit) -> Response:
        """The form, and what would leave."""
        asked = visit.request.query_params
        is_asked = "day" in asked
        topics = [topic for topic in asked.getlist("topic") if topic in list(Topic)] if is_asked else [Topic.ALL]
        leads = [lead for lead in asked.getlist("lead") if lead in CHOICES] if is_asked else ["P1D"]
        language = asked.get("language", "de")
        quiet = asked.get("quiet", QUIET).strip()
        day = read_when(asked.get("day", "heute"), visit.now.astimezone(self.desk.office.zone).date())
        problems = {}
        if isinstance(day, Wrong) or day.hour is not None:
            problems["day"] = "Bitte schreiben Sie einen Tag, zum Beispiel 13.4. oder morgen."
        if not is_quiet(quiet):
            problems["quiet"] = "Bitte schreiben Sie zwei Uhrzeiten, zum Beispiel 20:00-08:00, oder nichts."
        if is_asked and not topics:
            problems["topic"] = "Bitte wählen Sie mindestens ein Thema."
        lines: list[Line] = []
        if is_asked and not problems and not isinstance(day, Wrong):
            persona = persona_of(topics, leads, language if language in LANGUAGES else "de", quiet)
            office = self.desk.office
            script = await script_of(visit.session, persona, day.day, office.zone)
            await Database.let_go(visit.session)  # a rehearsal of months takes seconds
            lines = await try_out(script, office.zone, office.textbook)
        values: dict[str, Any] = {
            "path": PATH,
            "topics": {topic.value: name_topic(self.desk.texts, topic) for topic in Topic},
            "leads": LEADS,
            "languages": LANGUAGES,
            "chosen": {"topic": topics, "lead": leads, "language": language, "quiet": quiet},
            "day": asked.get("day", ""),
            "asked": is_asked and not problems,
            "that_day": None if isinstance(day, Wrong) else day.day,
            "labels": {"day": "Tag", "topic": "Abonniert", "quiet": "Ruhezeit"},
            "problems": problems,
            "lines": [self._say(line) for line in lines],
        }
        status = 422 if problems and is_asked else 200
        return self.desk.drawing.page(visit, "events/rehearsal.html", title="Probelauf", status=status, **values)

    def _say(self, line: Line) -> Mapping[str, str]:
        reason = name_topic(self.desk.texts, line.reason)
        return {"at": f"{line.at:%H:%M}", "kind": KINDS.get(line.kind, line.kind), "why": reason, "text": line.text}


def is_quiet(written: str) -> bool:
    """Whether these are quiet hours as a person has them: `20:00-08:00`, or none."""
    if not written:
        return True
    begin, dash, end = written.partition("-")
    try:
        return bool(dash) and time.fromisoformat(begin).tzinfo is None and time.fromisoformat(end).tzinfo is None
    except ValueError:
        return False
