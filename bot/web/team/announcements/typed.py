"""What a form of an announcement holds, read from a row or from what was typed, and what is wrong with it. Pure."""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.announcements.checking import LONGEST_ALT, LONGEST_LABEL, is_web_address, length, most
from bot.announcements.content import Variant
from bot.announcements.marks import read_marks, write_marks
from bot.announcements.office import KINDS
from bot.announcements.scheduling import read_moment
from bot.delivery.kinds import Kind
from bot.web.team.drawing import thousands
from bot.web.team.forms import Form
from knowledge.entries import Language
from storage.announcements import AnnouncementRow

WITH_ALT = (Language.GERMAN, Language.ENGLISH)
"""Plain German shares the German description of the picture."""
LONGEST_TYPED = 20_000
"""Characters of one field that are read at all."""
LOCAL = "%Y-%m-%dT%H:%M"
"""How a browser writes a moment."""


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The fields as somebody sees them."""

    kind: str
    texts: Mapping[Language, str]
    """With marks."""
    alts: Mapping[Language, str]
    label: str
    address: str
    chosen: bool
    """For some topics and not for all."""
    topics: Collection[str]
    starts: str
    again: bool
    no_picture: bool = False


def from_row(row: AnnouncementRow, zone: ZoneInfo) -> Typed:
    """The form of what is saved."""
    link = row.link or {}
    variants = {language: Variant.from_data(row.texts.get(language, {})) for language in Language}
    return Typed(
        kind=row.kind,
        texts={language: write_marks(variant.text, variant.spans) for language, variant in variants.items()},
        alts={language: variants[language].alt for language in WITH_ALT},
        label=link.get("label", ""),
        address=link.get("address", ""),
        chosen=row.topics is not None,
        topics=tuple(row.topics or ()),
        starts=row.starts.astimezone(zone).strftime(LOCAL) if row.starts else "",
        again=row.again,
    )


def from_form(form: Form) -> Typed:
    """What was typed."""
    return Typed(
        kind=form.get("kind"),
        texts={language: _clean(form.get(f"text-{language}")) for language in Language},
        alts={language: " ".join(_clean(form.get(f"alt-{language}")).split()) for language in WITH_ALT},
        label=" ".join(_clean(form.get("label")).split()),
        address=_clean(form.get("address")),
        chosen=form.get("audience") == "topics",
        topics=tuple(form.all("topic")),
        starts=form.get("starts"),
        again=form.get("again") == "yes",
        no_picture=form.get("no-picture") == "yes",
    )


def find_problems(
    typed: Typed, *, picture: bool, known: Collection[str], now: datetime, zone: ZoneInfo
) -> dict[str, str]:
    """What is wrong, by field. `picture`: there is one; `known` are the topics there are."""
    found = {}
    for language, text in typed.texts.items():
        if problem := text_problem(text, language, picture=picture):
            found[f"text-{language}"] = problem
    for language, alt in typed.alts.items():
        if picture and not alt and typed.texts[language]:
            found[f"alt-{language}"] = "Beschreiben Sie, was auf dem Bild zu sehen ist."
        elif length(alt) > LONGEST_ALT:
            found[f"alt-{language}"] = f"Das sind {length(alt)} Zeichen. Höchstens {LONGEST_ALT} sind möglich."
    if typed.kind not in KINDS:
        found["kind"] = "Bitte wählen Sie eine Art."
    found |= _link_problems(typed)
    if problem := _audience_problem(typed, known):
        found["topics"] = problem
    if typed.starts and starts_of(typed, now, zone) is None:
        found["starts"] = "Dieser Zeitpunkt ist vorbei, zu weit weg (mehr als ein halbes Jahr) oder nicht lesbar."
    return found


def text_problem(typed: str, language: Language, *, picture: bool) -> str:
    """What is wrong with the words in one language; empty if nothing is."""
    if not typed:
        return "Der deutsche Text fehlt." if language is Language.GERMAN else ""
    count = count_of(typed)
    if count <= most(picture=picture):
        return ""
    beside = " neben einem Bild" if picture else ""
    return f"Das sind {thousands(count)} Zeichen. Höchstens {thousands(most(picture=picture))} sind{beside} möglich."


def count_of(typed: str) -> int:
    """How long the text will be by Telegram's count, without its marks."""
    return length(typed if len(typed) > LONGEST_TYPED else read_marks(typed)[0])


def starts_of(typed: Typed, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment that was chosen, by the rules of the chat; None if it cannot be."""
    try:
        local = datetime.strptime(typed.starts, LOCAL)  # noqa: DTZ007 - the zone is the city's, read_moment puts it on
    except ValueError:
        return None
    return read_moment(f"{local:%d.%m.%Y %H:%M}", now, zone)


def _audience_problem(typed: Typed, known: Collection[str]) -> str:
    if typed.kind == Kind.EMERGENCY:
        return ""  # goes to everybody, whatever is ticked
    if typed.chosen and not (typed.topics and set(typed.topics) <= set(known)):
        return "Wählen Sie mindestens ein Thema."
    if typed.topics and not typed.chosen:
        return "Sie haben Themen angekreuzt, aber „Alle“ gewählt. Bitte ändern Sie eines von beiden."
    return ""


def _link_problems(typed: Typed) -> dict[str, str]:
    found = {}
    if typed.address and not typed.label:
        found["label"] = "Wie soll die Taste heißen?"
    elif len(typed.label) > LONGEST_LABEL:
        found["label"] = f"Das sind {len(typed.label)} Zeichen. Höchstens {LONGEST_LABEL} sind möglich."
    if typed.label and not typed.address:
        found["address"] = "Wohin soll die Taste führen?"
    elif typed.address and not is_web_address(typed.address):
        found["address"] = "Das ist keine Adresse, die mit https:// beginnt."
    return found


def _clean(text: str) -> str:
    """Without signs that nobody sees and no message can carry."""
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"}).strip()
