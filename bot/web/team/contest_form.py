"""The form of a contest: its fields as they are saved, and as they were typed. Pure."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.ideas.contests import Typed
from bot.web.team.drawing import LANGUAGES
from bot.web.team.forms import Form
from knowledge.entries import Language
from storage.contests import ContestRow

LOCAL = "%Y-%m-%dT%H:%M"
"""How a browser writes a moment."""
NAMES = (*(f"{part}-{language}" for language in Language for part in ("title", "text")), "opens", "closes",
         "categories", "prizes")  # fmt: skip
LABELS = {
    **{f"title-{language}": f"Titel, {name}" for language, name in LANGUAGES.items()},
    **{f"text-{language}": f"Text, {name}" for language, name in LANGUAGES.items()},
    "opens": "Offen ab",
    "closes": "Geschlossen ab",
    "categories": "Kategorien",
    "prizes": "Preise",
    "sure": "Häkchen",
}
"""What the fields are called."""


def written(row: ContestRow | None, zone: ZoneInfo) -> dict[str, str]:
    """The fields of what is saved."""
    if row is None:
        return dict.fromkeys(NAMES, "")
    words = {
        f"{part}-{language}": row.words.get(language, {}).get(part, "")
        for language in Language
        for part in ("title", "text")
    }
    return words | {
        "opens": row.opens.astimezone(zone).strftime(LOCAL),
        "closes": row.closes.astimezone(zone).strftime(LOCAL),
        "categories": "\n".join(row.categories),
        "prizes": "\n".join(row.prizes),
    }


def read(form: Form, zone: ZoneInfo) -> Typed:
    """What was typed; a language without a title and a text is none."""
    words = {
        str(language): {part: form.get(f"{part}-{language}").strip() for part in ("title", "text")}
        for language in Language
    }
    return Typed(
        words={language: said for language, said in words.items() if any(said.values())},
        opens=_moment(form.get("opens"), zone),
        closes=_moment(form.get("closes"), zone),
        categories=_lines(form.get("categories")),
        prizes=_lines(form.get("prizes")),
    )


def _moment(typed: str, zone: ZoneInfo) -> datetime | None:
    """None as well for an hour that the clock skips."""
    try:
        local = datetime.fromisoformat(typed)
    except ValueError:
        return None
    moment = local.replace(tzinfo=zone).astimezone(UTC)
    return moment if moment.astimezone(zone).replace(tzinfo=None) == local else None


def _lines(typed: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in typed.splitlines() if line.strip())
