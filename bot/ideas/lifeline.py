"""The life of an idea: which stage allows which deed, what comes after, and what a decision must say. Pure.

received → moderation → public → assessing → decided → done. On the way it may be refused (and mended once), merged into
another one (and parted again), withdrawn by its author, asked back (its clock stands), set back (with a reason).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from storage.ideas import SHOWN, Stage

LEAST_ANSWER = 80
"""Characters of the public reason for a decision: less is a brush-off."""
LEAST_WORDS = 20
"""Characters of a question, a refusal, the reason for a step back."""
LONGEST_ANSWER = 1500
"""So that answer, idea and decision fit into one message."""


class Deed(StrEnum):
    """What may be done with an idea."""

    TAKE = "take"
    ACCEPT = "accept"
    REFUSE = "refuse"
    MEND = "mend"
    ASK_BACK = "ask_back"
    GO_ON = "go_on"
    ASSIGN = "assign"
    DECIDE = "decide"
    FINISH = "finish"
    REOPEN = "reopen"
    SET_BACK = "set_back"
    MERGE = "merge"
    PART = "part"
    CHANGE = "change"
    ADD = "add"
    WITHDRAW = "withdraw"
    SUPPORT = "support"


class Outcome(StrEnum):
    """What the city decides."""

    WILL_BE_DONE = "will-be-done"
    STRATEGY = "strategy"
    PARTLY = "partly"
    NOT_FEASIBLE = "not-feasible"
    ALREADY_DONE = "already-done"


class Reason(StrEnum):
    """Why an idea is not published: the catalogue that its author reads."""

    NO_IDEA = "no-idea"
    DEFECT = "defect"
    ELSEWHERE = "elsewhere"
    PERSONAL = "personal"
    INSULT = "insult"
    ADVERTISING = "advertising"
    UNCLEAR = "unclear"
    TWICE = "twice"


class Trouble(StrEnum):
    """Why a ruling is not taken."""

    NOT_NOW = "not-now"
    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    NO_OUTCOME = "no-outcome"
    NO_PART = "no-part"
    NO_WHEN = "no-when"
    NO_REASON = "no-reason"
    SAME_READER = "same-reader"
    CHANGED = "changed"
    TAKEN = "taken"
    NO_UNIT = "no-unit"
    NO_AUTHOR = "no-author"
    NO_RULING = "no-ruling"
    SAME_IDEA = "same-idea"
    HAS_TAKEN_IN = "has-taken-in"
    NOT_SHOWN = "not-shown"


ALLOWED: Mapping[Deed, frozenset[Stage]] = {
    Deed.TAKE: frozenset({Stage.RECEIVED, Stage.MODERATION}),
    Deed.ACCEPT: frozenset({Stage.RECEIVED, Stage.MODERATION}),
    Deed.REFUSE: frozenset({Stage.RECEIVED, Stage.MODERATION}),
    Deed.MEND: frozenset({Stage.REFUSED}),
    Deed.ASK_BACK: frozenset({Stage.RECEIVED, Stage.MODERATION, Stage.PUBLIC, Stage.ASSESSING}),
    Deed.GO_ON: frozenset({Stage.RECEIVED, Stage.MODERATION, Stage.PUBLIC, Stage.ASSESSING}),
    Deed.ASSIGN: frozenset({Stage.PUBLIC, Stage.ASSESSING}),
    Deed.DECIDE: frozenset({Stage.PUBLIC, Stage.ASSESSING}),
    Deed.FINISH: frozenset({Stage.DECIDED}),
    Deed.REOPEN: frozenset({Stage.DECIDED, Stage.DONE}),
    Deed.SET_BACK: frozenset({Stage.ASSESSING, Stage.DECIDED, Stage.DONE}),
    Deed.MERGE: frozenset({Stage.RECEIVED, Stage.MODERATION, Stage.PUBLIC, Stage.ASSESSING}),
    Deed.PART: frozenset({Stage.MERGED}),
    Deed.CHANGE: frozenset({Stage.RECEIVED}),
    Deed.ADD: frozenset({Stage.MODERATION, Stage.PUBLIC, Stage.ASSESSING}),
    Deed.WITHDRAW: frozenset({Stage.RECEIVED, Stage.MODERATION, Stage.PUBLIC, Stage.ASSESSING, Stage.REFUSED}),
    Deed.SUPPORT: frozenset(SHOWN) - {Stage.DONE},
}
"""In which stages a deed is possible. Until somebody of the staff has taken it, its author changes the words; from then
on what they write is an addition, and the old words stay."""

NEXT: Mapping[Deed, Stage] = {
    Deed.TAKE: Stage.MODERATION,
    Deed.ACCEPT: Stage.PUBLIC,
    Deed.REFUSE: Stage.REFUSED,
    Deed.MEND: Stage.RECEIVED,
    Deed.ASSIGN: Stage.ASSESSING,
    Deed.DECIDE: Stage.DECIDED,
    Deed.FINISH: Stage.DONE,
    Deed.REOPEN: Stage.ASSESSING,
    Deed.MERGE: Stage.MERGED,
    Deed.WITHDRAW: Stage.WITHDRAWN,
}
"""Where a deed leads; what is not here leaves the stage as it is, or leads back to where it was (parting, setting
back)."""

BACK: Mapping[Stage, Stage] = {
    Stage.ASSESSING: Stage.PUBLIC,
    Stage.DECIDED: Stage.ASSESSING,
    Stage.DONE: Stage.DECIDED,
}
"""One step back, which needs a reason that everybody sees."""

NEEDS_SECOND = frozenset({Outcome.NOT_FEASIBLE})
"""Outcomes that a second person has to read, as they have to read every refusal."""


def may_do(deed: Deed, stage: str) -> bool:
    """Whether an idea in this stage allows the deed."""
    return stage in ALLOWED[deed]


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """A decision as it is written: what, why, as part of what, by when."""

    outcome: str | None
    answer: str
    part_of: str = ""
    """Project or measure: compulsory for what will be done or goes into the strategy."""
    when: str = ""
    """By when, in words: compulsory for what will be done."""


def troubles_of(ruling: Ruling) -> list[Trouble]:
    """All that a decision lacks."""
    found = []
    if ruling.outcome not in list(Outcome):
        found.append(Trouble.NO_OUTCOME)
    if len(ruling.answer.strip()) < LEAST_ANSWER:
        found.append(Trouble.TOO_SHORT)
    if len(ruling.answer) > LONGEST_ANSWER:
        found.append(Trouble.TOO_LONG)
    if ruling.outcome in (Outcome.WILL_BE_DONE, Outcome.STRATEGY) and not ruling.part_of.strip():
        found.append(Trouble.NO_PART)
    if ruling.outcome == Outcome.WILL_BE_DONE and not ruling.when.strip():
        found.append(Trouble.NO_WHEN)
    return found


def number_of(id: int) -> str:
    """How people call an idea: `I-0388`."""
    return f"I-{id:04d}"
