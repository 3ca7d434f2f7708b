"""The score: what comes of every labelled question, counted, with the uncertainty of small numbers."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Protocol

from knowledge.entries import Kind, Library
from knowledge.evaluation.questions import SMALLTALK, UNKNOWN, Question, missing_entries
from knowledge.search.outcomes import Found, Outcome, Unknown, Unsure, subject_of

_THREE = 3
_NORMAL_95 = 1.96


class Finder(Protocol):
    """What is measured: the search, or anything that answers like it."""

    def find(self, question: str, *, topic: str | None = None) -> Outcome:
        """The outcome for a question."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What came of one question."""

    question: Question
    outcome: Outcome
    given: Sequence[str]
    """The entries in the order of their rank, whether shown or not."""
    right_at_once: bool
    offered: bool
    """Right at once or among those the person can choose from."""
    first: bool
    in_three: bool
    wrong_as_certain: bool


@dataclass(frozen=True, kw_only=True)
class Share:
    """So many of so many, with the interval in which the true share lies in 95 of 100 cases (Wilson)."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """The share itself, 0 to 1."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """From where to where the true share may lie."""
        if not self.of:
            return (0.0, 1.0)
        z2 = _NORMAL_95**2 / self.of
        middle = (self.value + z2 / 2) / (1 + z2)
        reach = _NORMAL_95 * sqrt(self.value * (1 - self.value) / self.of + z2 / (4 * self.of)) / (1 + z2)
        return (max(0.0, middle - reach), min(1.0, middle + reach))

    def __str__(self) -> str:
        """A percentage with its interval; a dash where there is nothing to count."""
        if not self.of:
            return "–"
        low, high = self.interval
        return f"{100 * self.value:5.1f} ({100 * low:.0f}–{100 * high:.0f})"


@dataclass(frozen=True, kw_only=True)
class Report:
    """The verdicts on all questions, ready to be counted."""

    verdicts: Sequence[Verdict]

    def only(self, choose: Callable[[Question], bool]) -> "Report":
        """The report on some of the questions."""
        return Report(verdicts=[verdict for verdict in self.verdicts if choose(verdict.question)])

    @property
    def right_at_once(self) -> Share:
        """Answered at once with a wanted entry."""
        return self._share(lambda verdict: verdict.right_at_once, self._answerable())

    @property
    def offered(self) -> Share:
        """Answered at once, or the wanted entry was one of those to choose from."""
        return self._share(lambda verdict: verdict.offered, self._answerable())

    @property
    def first(self) -> Share:
        """The wanted entry ranked first, whatever was made of it."""
        return self._share(lambda verdict: verdict.first, self._answerable())

    @property
    def in_three(self) -> Share:
        """… or second or third."""
        return self._share(lambda verdict: verdict.in_three, self._answerable())

    @property
    def wrong_as_certain(self) -> Share:
        """Of all questions, answerable or not."""
        return self._share(lambda verdict: verdict.wrong_as_certain, self.verdicts)

    @property
    def unknown_recognised(self) -> Share:
        """Questions that no entry answers, and none was given or offered."""
        outside = [verdict for verdict in self.verdicts if UNKNOWN in verdict.question.want]
        return self._share(lambda verdict: verdict.right_at_once, outside)

    @property
    def smalltalk(self) -> Share:
        """Small talk met with small talk."""
        talk = [verdict for verdict in self.verdicts if SMALLTALK in verdict.question.want]
        return self._share(lambda verdict: verdict.right_at_once, talk)

    def confusions(self, most: int = 12) -> list[tuple[str, str, int]]:
        """Which entry was given as certain where another was wanted, the most frequent first."""
        pairs = Counter(
            (" / ".join(verdict.question.want[:2]), verdict.given[0])
            for verdict in self.verdicts
            if verdict.wrong_as_certain
        )
        return [(wanted, given, count) for (wanted, given), count in pairs.most_common(most)]

    def _answerable(self) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if verdict.question.is_answerable]

    @staticmethod
    def _share(holds: Callable[[Verdict], bool], verdicts: Sequence[Verdict]) -> Share:
        return Share(hits=sum(map(holds, verdicts)), of=len(verdicts))


def evaluate(library: Library, search: Finder, questions: Sequence[Question]) -> Report:
    """Ask every question and judge what comes back. A follow-up is asked after its question, as in a conversation.

    Labels must follow the library: a question whose wanted entries are all gone is refused, not counted as a miss.
    """
    if lost := missing_entries(questions, library):
        text, want = next(iter(lost.items()))
        raise ValueError(f"{len(lost)} labelled questions want entries that do not exist, e.g. {text!r}: {want}")
    return Report(verdicts=[_judge(question, _ask(search, question)) for question in questions])


def _ask(search: Finder, question: Question) -> Outcome:
    topic = None
    if question.after is not None:
        topic = subject_of(search.find(question.after))
    return search.find(question.text, topic=topic)


def ranked_entries(outcome: Outcome) -> list[str]:
    """The entries an outcome puts first, second and third, whatever it makes of them."""
    if isinstance(outcome, Found):
        return [outcome.entry.id, *(candidate.entry.id for candidate in outcome.others)]
    candidates = outcome.candidates if isinstance(outcome, Unsure) else outcome.related
    return [candidate.entry.id for candidate in candidates]


def best_score(outcome: Outcome) -> float:
    """How sure an outcome is of its first entry."""
    if isinstance(outcome, Found):
        return outcome.score
    return outcome.candidates[0].score if isinstance(outcome, Unsure) else outcome.nearest


def _judge(question: Question, outcome: Outcome) -> Verdict:
    given = ranked_entries(outcome)
    right = _is_right(question, outcome)
    shown = given[:_THREE] if isinstance(outcome, Unsure) else []
    wanted = set(question.want)
    return Verdict(
        question=question,
        outcome=outcome,
        given=given,
        right_at_once=right,
        offered=right or not wanted.isdisjoint(shown),
        first=not wanted.isdisjoint(given[:1]),
        in_three=not wanted.isdisjoint(given[:_THREE]),
        wrong_as_certain=not right and _is_claim(question, outcome),
    )


def _is_right(question: Question, outcome: Outcome) -> bool:
    if isinstance(outcome, Unknown):
        return UNKNOWN in question.want
    if isinstance(outcome, Unsure):
        return False
    kind = outcome.entry.kind
    return (
        outcome.entry.id in question.want
        or (UNKNOWN in question.want and kind is not Kind.ANSWER)
        or (SMALLTALK in question.want and kind is Kind.SMALLTALK)
    )


def _is_claim(question: Question, outcome: Outcome) -> bool:
    """Whether it claims something: an answer always does, another office's door only where an entry would answer."""
    return isinstance(outcome, Found) and (outcome.entry.kind is Kind.ANSWER or question.is_answerable)
