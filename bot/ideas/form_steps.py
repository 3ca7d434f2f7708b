"""The steps of handing in an idea: their order, which of them count, which may be skipped. Pure."""

from enum import StrEnum

from bot.conversation.personal import BLACKED_OUT
from bot.ideas.defects import is_defect
from knowledge.language.folding import clean, fold, words_of
from knowledge.language.spoken import as_written

BACK_WORDS = frozenset({"zurück", "zurueck", "back"})
SKIP_WORDS = frozenset({"weiter", "überspringen", "ueberspringen", "behalten", "egal", "skip", "next", "keep"})
MOST_WORDS = 12
_NOTHING = frozenset(words_of("nein kein keins keine keinen nicht nichts ohne ahnung no none not don"))
_AROUND = frozenset(words_of(
    "ich hab habe weiss foto fotos bild dazu davon leider da gerade grad es das den ein eins noch i have know photo t a"
    " dont"
))  # fmt: skip
"""Folded words of somebody who has nothing to say here: "hab leider kein Foto", "weiß nich"."""


class Step(StrEnum):
    """Where the form stands. Stored as they are."""

    KIND = "kind"
    """Idea, defect, or only a question?"""
    TEXT = "text"
    GUARD = "guard"
    """Something was blacked out: is that right?"""
    ALREADY = "already"
    """Is there such an idea already? Asked right after the words."""
    TITLE = "title"
    FIELD = "field"
    PLACE = "place"
    PHOTO = "photo"
    SIMILAR = "similar"
    """The same once more, if what came after the words has brought other ideas."""
    CONTEST = "contest"
    """Shall it take part in the contest that is open?"""
    PREVIEW = "preview"


def counted() -> list[Step]:
    """The steps that are numbered."""
    return [Step.TEXT, Step.TITLE, Step.FIELD, Step.PLACE, Step.PHOTO]


def after_words(text: str, *, blacked_out: bool, asked: bool) -> Step:
    """The step after the text: what was blacked out is shown; what may be a defect is asked about, once."""
    if blacked_out:
        return Step.GUARD
    return Step.KIND if is_defect(text) and not asked else Step.ALREADY


def after(step: Step) -> Step:
    """The step after this one; behind the words and behind the last that counts comes the look for similar ideas."""
    match step:
        case Step.KIND | Step.GUARD:
            return Step.ALREADY
        case Step.ALREADY:
            return Step.TITLE
        case Step.SIMILAR:
            return Step.CONTEST
        case Step.CONTEST | Step.PREVIEW:
            return Step.PREVIEW
    steps = counted()
    place = steps.index(step) if step in steps else len(steps) - 1
    return steps[place + 1] if place + 1 < len(steps) else Step.SIMILAR


def before(step: Step) -> Step | None:
    """The step before this one; None at the first."""
    steps = counted()
    match step:
        case Step.TEXT | Step.KIND:
            return None
        case Step.GUARD | Step.ALREADY:
            return Step.TEXT
        case Step.SIMILAR | Step.CONTEST | Step.PREVIEW:
            return steps[-1]
    place = steps.index(step) if step in steps else len(steps)
    return steps[place - 1]


def may_skip(step: Step) -> bool:
    """Everything may be skipped but the text."""
    return step in {Step.TITLE, Step.FIELD, Step.PLACE, Step.PHOTO}


def moved_by(typed: str, step: Step) -> Step | None:
    """Where somebody goes who types what a button says, or that they have nothing to say here; None: nowhere."""
    said = typed.strip(" .!").casefold()
    if said in BACK_WORDS:
        return before(step)
    words = {fold(word) for word in as_written(words_of(clean(typed), most=MOST_WORDS))}
    has_nothing = bool(words & _NOTHING) and words <= _NOTHING | _AROUND
    return after(step) if (said in SKIP_WORDS or has_nothing) and may_skip(step) else None


def is_blacked_out(text: str) -> bool:
    """Whether the guard has blacked out something in this text."""
    return any(black in text for black in BLACKED_OUT.values())
