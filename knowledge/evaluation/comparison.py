"""Our search beside plain ones: who puts the right entry first, and how much of it could be trusted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.entries import Kind, Library
from knowledge.evaluation.plain import Ranking, plain_searches
from knowledge.evaluation.questions import Question
from knowledge.evaluation.scoring import Report, Share, best_score

Rank = Callable[[str], Ranking]

_TRUSTED = 0.02
"""Wrong answers among all questions that we allow: the measure of issue 3."""


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One search's figures. `trusted` is what it answers rightly under the best threshold with ≤ 2 % wrong of all."""

    name: str
    first: Share
    in_three: Share
    trusted: Share


def compare(library: Library, report: Report, on_words: Report, questions: Sequence[Question]) -> list[Compared]:
    """Ours, from its reports with and without the sentence model, and every plain search on the same questions.

    Follow-ups are left out: nobody else can answer them.
    """
    alone = [question for question in questions if question.after is None]
    ranks = [("this search", _rank_of(report)), ("… on words alone", _rank_of(on_words))]
    ranks += [(search.name, search.rank) for search in plain_searches(library)]
    return [_compared(library, name, alone, rank) for name, rank in ranks]


def _rank_of(report: Report) -> Rank:
    verdicts = {verdict.question.text: verdict for verdict in report.verdicts if verdict.question.after is None}

    def rank(text: str) -> Ranking:
        verdict = verdicts[text]
        return [(id, best_score(verdict.outcome)) for id in verdict.given]

    return rank


def _compared(library: Library, name: str, questions: Sequence[Question], rank: Rank) -> Compared:
    answers: list[tuple[float, bool]] = []
    first = in_three = 0
    for question in questions:
        ranking = rank(question.text)
        wanted = set(question.want)
        is_first = bool(ranking) and ranking[0][0] in wanted
        first += is_first and question.is_answerable
        in_three += question.is_answerable and not wanted.isdisjoint(id for id, _ in ranking)
        if ranking and (question.is_answerable or library.entries[ranking[0][0]].kind is Kind.ANSWER):
            answers.append((ranking[0][1], is_first))  # small talk and other doors claim nothing
    answerable = sum(question.is_answerable for question in questions)
    return Compared(
        name=name,
        first=Share(hits=first, of=answerable),
        in_three=Share(hits=in_three, of=answerable),
        trusted=Share(hits=_trusted(answers, len(questions)), of=answerable),
    )


def _trusted(answers: Sequence[tuple[float, bool]], questions: int) -> int:
    """The most right answers above any threshold that lets through no more wrong ones than allowed."""
    right = wrong = best = 0
    for _, is_right in sorted(answers, key=lambda answer: -answer[0]):
        right += is_right
        wrong += not is_right
        if wrong > _TRUSTED * questions:
            break
        best = right
    return best
