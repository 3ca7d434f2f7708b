"""What of the knowledge is to be checked: due, overdue, withdrawn, each with its office and the word that it holds."""

from dataclasses import dataclass
from datetime import timedelta

from starlette.responses import Response

from bot.answering.care import Care, is_of
from bot.web.team.drawing import Drawing, go_to
from bot.web.team.visit import Visit
from knowledge.ageing import GRACE, Age, fingerprint
from knowledge.entries import Language
from storage import entry_checks

PATH = "/team/knowledge"
HEADINGS = {
    Age.WITHDRAWN: "Wird nicht mehr gezeigt",
    Age.OVERDUE: "Überfällig, trägt einen Hinweis",
    Age.DUE: "Bald fällig",
}
DONE = {
    "confirmed": "Danke. Die Antwort gilt wieder, mit dem heutigen Tag.",
    "nothing": "Da war nichts zu bestätigen: Die Antwort ist schon geprüft, oder ihr Text hat sich geändert.",
}


@dataclass(frozen=True, kw_only=True)
class KnowledgePages:
    """Calls the same deeds as the chat."""

    drawing: Drawing
    care: Care

    async def show(self, visit: Visit) -> Response:
        """The list, one's own office first in each group."""
        checks = await entry_checks.every(visit.session)
        shelves: dict[str, list[object]] = {heading: [] for heading in HEADINGS.values()}
        found = await self.care.ageing(visit.session, visit.now)
        for age, entry in sorted(found, key=lambda pair: not is_of(visit.staff, pair[1].owner)):
            variant, check = entry.variants[Language.GERMAN], checks.get(entry.id)
            shelves[HEADINGS[age]].append(
                {
                    "id": entry.id,
                    "title": variant.title,
                    "text": variant.text,
                    "owner": entry.owner,
                    "sources": entry.sources,
                    "checked": entry.checked,
                    "by": check.office if check and check.checked_on == entry.checked else "",
                    "until": entry.valid_until,
                    "gone": entry.valid_until and entry.valid_until + GRACE + timedelta(days=1),
                    "words": fingerprint(entry),
                }
            )
        return self.drawing.page(
            visit,
            "knowledge.html",
            title="Wissen prüfen",
            shelves=shelves,
            count=len(found),
            done=DONE.get(visit.request.query_params.get("done", ""), ""),
        )

    async def confirm(self, visit: Visit) -> Response:
        """It still holds."""
        id, words = visit.form.get("entry"), visit.form.get("words")
        entry = await self.care.confirm(visit.session, id, words, visit.staff, visit.now)
        return go_to(f"{PATH}?done={'confirmed' if entry else 'nothing'}")
