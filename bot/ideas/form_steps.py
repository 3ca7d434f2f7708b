"""The steps of handing in an idea: their order, which of them count, which may be skipped. Pure."""

from enum import StrEnum

from bot.conversation.personal import BLACKED_OUT
from bot.ideas.defects import is_defect

BROWSER = "browser:"


class Step(StrEnum):
    """Where the form stands. Stored as they are."""

    KIND = "kind"
    """Idea, defect, or only a question?"""
    TEXT = "text"
    GUARD = "guard"
    """Something was blacked out: is that right?"""
    TITLE = "title"
    FIELD = "field"
    PLACE = "place"
    PHOTO = "photo"
    SIMILAR = "similar"
    PREVIEW = "preview"


def counted(address: str) -> list[Step]:
    """The steps that are numbered. The browser chat sends no photos."""
    steps = [Step.TEXT, Step.TITLE, Step.FIELD, Step.PLACE]
    return steps if address.startswith(BROWSER) else [*steps, Step.PHOTO]


def after_words(text: str, *, blacked_out: bool, asked: bool) -> Step:
    """The step after the text: what was blacked out is shown; what may be a defect is asked about, once."""
    if blacked_out:
        return Step.GUARD
    return Step.KIND if is_defect(text) and not asked else Step.TITLE


def after(step: Step, address: str) -> Step:
    """The step after this one; behind the last that counts comes the look for similar ideas."""
    match step:
        case Step.KIND | Step.GUARD:
            return Step.TITLE
        case Step.SIMILAR | Step.PREVIEW:
            return Step.PREVIEW
    steps = counted(address)
    place = steps.index(step) if step in steps else len(steps) - 1
    return steps[place + 1] if place + 1 < len(steps) else Step.SIMILAR


def before(step: Step, address: str) -> Step | None:
    """The step before this one; None at the first."""
    steps = counted(address)
    match step:
        case Step.TEXT | Step.KIND:
            return None
        case Step.GUARD:
            return Step.TEXT
        case Step.SIMILAR | Step.PREVIEW:
            return steps[-1]
    place = steps.index(step) if step in steps else len(steps)
    return steps[place - 1]


def may_skip(step: Step) -> bool:
    """Everything may be skipped but the text."""
    return step in {Step.TITLE, Step.FIELD, Step.PLACE, Step.PHOTO}


def is_blacked_out(text: str) -> bool:
    """Whether the guard has blacked out something in this text."""
    return any(black in text for black in BLACKED_OUT.values())
