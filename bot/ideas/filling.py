"""What is typed or changed while the form is open, put where it belongs. Changes the row and nothing else."""

from bot.ideas.districts import OTHER, district_named
from bot.ideas.drafting import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    Fault,
    Looked,
    look_at_words,
    put_message,
    put_text,
)
from bot.ideas.fields import field_named
from bot.ideas.form_steps import Step
from bot.texts import Texts
from knowledge.language.folding import fold
from storage.idea_drafts import IdeaDraftRow

_NOWHERE = frozenset(
    {"kein", "keiner", "kein ort", "ohne ort", "none", "no place", "nirgends", "uberall", "everywhere"}
)
_ELSEWHERE = frozenset({"woanders", "woanders in gera", "anderswo", "elsewhere", "elsewhere in gera"})


def fill_in(texts: Texts, draft: IdeaDraftRow, step: Step, typed: str, message: int | None) -> str:
    """Put typed words where the form stands; why that is not possible, or nothing."""
    match step:
        case Step.TITLE:
            return _title(texts, draft, typed, message)
        case Step.FIELD:
            field = field_named(texts, typed)
            if field is None:
                return texts.say("handing.which_field")
            draft.field = field
            put_message(draft, "field", message)
            return ""
        case Step.PLACE:
            return _place(texts, draft, typed, message)
        case Step.PHOTO:
            return texts.say("handing.no_photo_yet")
    return texts.say("handing.press_please")


def follow_edit(texts: Texts, draft: IdeaDraftRow, name: str, typed: str, message: int | None) -> str:
    """The last version of a message counts; what there is to say about it, or nothing."""
    if name != "text":
        return fill_in(texts, draft, Step(name), typed, message)
    looked = look_at_words(typed, longest=LONGEST_TEXT)
    if looked is Fault.TOO_LONG:
        return texts.say("handing.too_long", count=len(typed), most=LONGEST_TEXT)
    if not isinstance(looked, Looked):
        return texts.say("handing.no_words")
    put_text(draft, looked, message=message, otherwise=texts.language)
    return texts.say("handing.edit_blacked_out") if looked.is_blacked_out else ""


def _title(texts: Texts, draft: IdeaDraftRow, typed: str, message: int | None) -> str:
    looked = look_at_words(" ".join(typed.split()), longest=LONGEST_TITLE)
    if looked is Fault.TOO_LONG:
        return texts.say("handing.title_too_long", count=len(typed), most=LONGEST_TITLE)
    if not isinstance(looked, Looked):
        return texts.say("handing.no_words")
    draft.title = looked.text
    put_message(draft, "title", message)
    return texts.say("handing.title_blacked_out", title=looked.text) if looked.is_blacked_out else ""


def _place(texts: Texts, draft: IdeaDraftRow, typed: str, message: int | None) -> str:
    said = fold(" ".join(typed.split()).strip(" ."))
    if said in _NOWHERE:
        draft.district = None
    elif said in _ELSEWHERE:
        draft.district = OTHER
    elif (district := district_named(typed)) is not None:
        draft.district = district
    else:
        return texts.say("handing.which_place")
    put_message(draft, "place", message)
    return ""
