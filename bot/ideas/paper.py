"""Ideas on paper: what staff type in for somebody is checked, gets a number and a claim code, and lives as all do."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.conversation.guard import clean
from bot.conversation.personal import Kind
from bot.ideas.claiming import hash_of, new_code
from bot.ideas.clock import CHECK_DAYS
from bot.ideas.drafting import LONGEST_TEXT, LONGEST_TITLE, Fault, look_at_words, propose_title
from bot.ideas.lifeline import number_of
from bot.ideas.pseudonyms import draw_pseudonym
from knowledge.language.folding import fold, words_of
from knowledge.language.guessing import guess_language
from storage import audit, ideas, lifelines
from storage.database import Session
from storage.ideas import IdeaRow, Source, Stage
from storage.lifelines import Milestone
from storage.staff import StaffRow

UNREADABLE = "[unleserlich]"
"""Stands for what nobody can read: it is never guessed."""


class Personal(StrEnum):
    """What becomes of personal data in the text. Empty: nobody has said it yet."""

    ASK = ""
    BLACK_OUT = "black-out"
    AS_IT_IS = "as-it-is"


class Trouble(StrEnum):
    """What is wrong with a typed idea."""

    NO_CONSENT = "no-consent"
    NO_WORDS = "no-words"
    TOO_LONG = "too-long"
    TITLE_TOO_LONG = "title-too-long"
    NO_SUCH_FIELD = "no-such-field"
    NO_SUCH_DISTRICT = "no-such-district"
    PERSONAL = "personal"
    FORMULA = "formula"


@dataclass(frozen=True, kw_only=True)
class Typed:
    """An idea as it was typed in. `field` and `district` are keys, None for none."""

    text: str
    title: str = ""
    field: str | None = None
    district: str | None = None
    consent: bool = False
    personal: Personal = Personal.ASK


@dataclass(frozen=True, kw_only=True)
class Checked:
    """An idea that can be taken in, or what is wrong with it. `found`: kinds of personal data in it."""

    text: str
    title: str
    flags: str
    troubles: Sequence[Trouble]
    found: Collection[Kind]


@dataclass(frozen=True, kw_only=True)
class Slip:
    """What goes home with the person: shown once, for of the code only a hash is kept."""

    number: str
    code: str
    title: str


def check(typed: Typed) -> Checked:
    """All that is wrong at once. What the guard finds has to be decided on: blacked out, or as it is."""
    troubles = [] if typed.consent else [Trouble.NO_CONSENT]
    as_it_is = typed.personal is Personal.AS_IT_IS
    text = look_at_words(clean(typed.text), as_it_is=as_it_is, longest=LONGEST_TEXT)
    title = look_at_words(clean(typed.title), as_it_is=as_it_is, longest=LONGEST_TITLE) if typed.title else None
    if isinstance(text, Fault):
        troubles.append(Trouble.TOO_LONG if text is Fault.TOO_LONG else Trouble.NO_WORDS)
    if title is Fault.TOO_LONG:
        troubles.append(Trouble.TITLE_TOO_LONG)
    looked = [one for one in (text, title) if one is not None and not isinstance(one, Fault)]
    found = sorted({kind for one in looked for kind in one.kinds})
    if found and typed.personal is Personal.ASK:
        troubles.append(Trouble.PERSONAL)
    said = "" if isinstance(text, Fault) else text.text
    return Checked(
        text=said,
        title=propose_title(said) if title is None or isinstance(title, Fault) else title.text,
        flags=" ".join(sorted({flag for one in looked for flag in one.flags.split()})),
        troubles=troubles,
        found=[Kind(kind) for kind in found],
    )


async def take_in(session: Session, typed: Typed, checked: Checked, by: StaffRow, now: datetime) -> Slip:
    """A checked idea becomes a row, with a number, a promise and a code. Nobody is its author until it is claimed."""
    code = new_code()
    spoken = guess_language([fold(word) for word in words_of(checked.text, most=100)])
    row = await ideas.add(
        session,
        IdeaRow(
            author=None,
            pseudonym=draw_pseudonym(),
            source=Source.PAPER,
            claim=hash_of(code),
            title=checked.title,
            text=checked.text,
            language=(spoken or "de").partition("-")[0],
            field=typed.field,
            district=typed.district,
            flags=checked.flags,
            stage=Stage.RECEIVED,
            handed_in=now,
            clock_began=now,
            clock_days=CHECK_DAYS,
            support=0,
            version=0,
        ),
    )
    await lifelines.grow(session, row.id, Milestone.RECEIVED, now)
    audit.note(session, who=by.id, deed="idea.typed-in", object=f"idea:{row.id}", now=now)
    return Slip(number=number_of(row.id), code=code, title=row.title)
