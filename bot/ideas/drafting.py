"""How words become a draft: cleaned, looked through by the guard, with a title proposed. Pure but for the row.

Of what the guard finds nothing gets into the draft, unless its author has just been told and wrote it once more.
"""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from bot.conversation.personal import find_personal_data, redact
from bot.ideas.form_steps import Step
from knowledge.language.folding import fold, words_of
from knowledge.language.guessing import guess_language
from storage.idea_drafts import IdeaDraftRow

LONGEST_TEXT = 2000
LONGEST_TITLE = 80
LONGEST_PROPOSAL = 60
SHORTEST_CLAUSE = 20
"""A title that is proposed ends with a part of the sentence rather than in the middle of one, if that says enough."""
LONGEST_WORDS = 1000
"""Characters of an addition, a reason, an answer."""
SHORTEST = 3
"""Letters that make words."""
_PILED_UP = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]{2})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]+"
)
"""More marks on one letter than any language sets."""
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_OPENING = re.compile(
    r"^(?:(?:hallo|guten tag)[,.]?\s+)?"
    r"(?:ich (?:hab|habe|hätte) (?:da )?(?:eine|ne|einen|nen) (?:idee|vorschlag)\s*[:.,–-]\s*"
    r"|(?:meine? |my )?(?:idee|vorschlag|verbesserungsvorschlag|idea|suggestion)\s*:\s*)",
    re.IGNORECASE,
)


class Fault(StrEnum):
    """Why words are not taken."""

    TOO_LONG = "too_long"
    NO_WORDS = "no_words"


@dataclass(frozen=True, kw_only=True)
class Looked:
    """Words after the guard. `kinds` is what it found; in `text` that is blacked out, unless it goes as it is."""

    text: str
    kinds: tuple[str, ...]
    as_it_is: bool

    @property
    def is_blacked_out(self) -> bool:
        """Whether the person has to be told."""
        return bool(self.kinds) and not self.as_it_is

    @property
    def flags(self) -> str:
        """What goes as it is, for the moderation."""
        return " ".join(self.kinds) if self.as_it_is else ""


def look_at_words(typed: str, *, as_it_is: bool = False, longest: int = LONGEST_WORDS) -> Looked | Fault:
    """The guard's look at what somebody typed."""
    typed = _PILED_UP.sub(r"\1", typed).strip()
    if len(typed) > longest:
        return Fault.TOO_LONG
    if sum(sign.isalpha() for sign in typed) < SHORTEST:
        return Fault.NO_WORDS
    found = find_personal_data(typed)
    text = typed if as_it_is else redact(typed, found)
    return Looked(text=text, kinds=tuple(sorted({piece.kind.value for piece in found})), as_it_is=as_it_is)


def put_text(draft: IdeaDraftRow, looked: Looked, *, message: int | None, otherwise: str) -> None:
    """The idea's words. A title that was only proposed follows them. `otherwise`: the language if none is known."""
    proposed = not draft.title or draft.title == propose_title(draft.text)
    draft.text, draft.flags = looked.text, looked.flags
    draft.language = _language_of(looked.text) or otherwise.partition("-")[0]
    if proposed:
        draft.title = propose_title(looked.text)
    put_message(draft, "text", message)


def put_message(draft: IdeaDraftRow, name: str, message: int | None) -> None:
    """Which message a field came from, so that its edits are followed."""
    others = {key: value for key, value in draft.messages.items() if key != name}
    draft.messages = others if message is None else {**others, name: str(message)}


def field_of_message(draft: IdeaDraftRow, message: int | None) -> str | None:
    """The field that came with this message."""
    if message is None:
        return None
    return next((name for name, number in draft.messages.items() if number == str(message)), None)


def propose_title(text: str) -> str:
    """A title from the first sentence, cut between its parts or words. Says nothing that is not in the text."""
    bare = _OPENING.sub("", text.strip()).strip() or text.strip()
    sentence = " ".join(_SENTENCE.split(bare)[0].split()).rstrip(" .:,;–-") if bare else ""
    if len(sentence) > LONGEST_PROPOSAL:
        clause = sentence[: LONGEST_TITLE + 1].rpartition(", ")[0]
        shorter = sentence[: LONGEST_PROPOSAL - 1].rpartition(" ")[0] or sentence[: LONGEST_PROPOSAL - 1]
        sentence = clause if len(clause) >= SHORTEST_CLAUSE else shorter.rstrip(" .:,;–-") + "…"
    return sentence[:1].upper() + sentence[1:]


def fingerprint(draft: IdeaDraftRow) -> str:
    """What was seen in the preview, as a short mark in a button: only that is handed in."""
    seen = [draft.title, draft.text, draft.field, draft.district, draft.photo, draft.pseudonym]
    placed = [draft.latitude, draft.longitude, draft.contest, draft.category]
    return mark_of(repr([*seen, *placed]))


def mark_of(text: str) -> str:
    """A short mark of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def step_of(draft: IdeaDraftRow) -> Step:
    """Where a draft stands."""
    return Step(draft.step) if draft.step in list(Step) else Step.TEXT


def _language_of(text: str) -> str | None:
    spoken = guess_language([fold(word) for word in words_of(text, most=100)])
    return spoken.partition("-")[0] if spoken else None
