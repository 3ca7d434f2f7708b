"""What a search can end in. Three outcomes, never a guess between two that are nearly alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.entries import Entry, Kind

_KIN = 0.5


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An entry and how sure the search is of it: 0 (not at all) to 1."""

    entry: Entry
    score: float


def certainty_of(answers: Sequence[Candidate]) -> float:
    """How sure it is that the first of the answers may be given as the only one.

    What stands beside it on the same subject speaks for it by half: who wanted that is told of the right thing, and
    cross-validated such claims are wrong less often. Not so for an overview, which answers no narrower question.
    """
    first = answers[0]
    if first.entry.is_overview:
        return first.score
    kin = sum(one.score for one in answers[1:] if one.entry.subject == first.entry.subject)
    return first.score + _KIN * kin


@dataclass(frozen=True, kw_only=True)
class Found:
    """One entry answers. `others` are the next best, for "that was not my question"."""

    entry: Entry
    score: float
    others: Sequence[Candidate] = ()


@dataclass(frozen=True, kw_only=True)
class Unsure:
    """Up to three entries may be meant; the person chooses."""

    candidates: Sequence[Candidate]


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """Nothing curated answers this. `nearest` is the best score there was, `related` what may still interest."""

    nearest: float
    related: Sequence[Candidate] = ()


Outcome = Found | Unsure | Unknown


def subject_of(outcome: Outcome) -> str | None:
    """What is talked about after an outcome: the answer's subject, or the one that all offered entries share."""
    match outcome:
        case Found(entry=entry) if entry.kind is Kind.ANSWER:
            return entry.subject
        case Unsure(candidates=candidates):
            return shared_subject(candidates)
        case _:
            return None


def shared_subject(candidates: Sequence[Candidate]) -> str | None:
    """The one subject of all candidates, if they have one."""
    subjects = {one.entry.subject for one in candidates}
    return subjects.pop() if len(subjects) == 1 else None
