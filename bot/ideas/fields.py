"""The fields of an idea: the four fields of action and the six working groups, as buttons in pages and as typed."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from bot.delivery.topics import Topic
from bot.texts import Texts
from knowledge.language.folding import fold

FIELDS: Sequence[Topic] = tuple(topic for topic in Topic if topic.startswith(("field-", "group-")))
A_PAGE = 3
"""Fields on one screen, beside the buttons for more, for skipping and for back."""
LIKE = 80
"""From this likeness (rapidfuzz ratio, 0 to 100) a typed name is taken for a field."""


def page_of_fields(page: int) -> Sequence[Topic]:
    """The fields of a page; behind the last page comes the first."""
    start = page % pages_of(FIELDS, A_PAGE) * A_PAGE
    return FIELDS[start : start + A_PAGE]


def pages_of(things: Sequence[object], size: int) -> int:
    """How many pages these make."""
    return -(-len(things) // size)


def field_named(texts: Texts, typed: str) -> Topic | None:
    """The field of this number in the list, or of this name, small mistakes forgiven."""
    said = typed.strip().rstrip(".")
    if said.isascii() and said.isdigit() and 1 <= int(said) <= len(FIELDS):
        return FIELDS[int(said) - 1]
    names = {field: fold(texts.say(f"label.{field}")) for field in FIELDS}
    found = process.extractOne(fold(said), names, scorer=fuzz.ratio, score_cutoff=LIKE)
    return Topic(found[2]) if found else None


def name_field(texts: Texts, field: str | None) -> str:
    """The short name of a field; of none that there is none."""
    return texts.say(f"label.{field}") if field in list(Topic) else texts.say("handing.no_field")
