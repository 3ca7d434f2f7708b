"""The report as a table that can be read in a terminal and pasted into the README."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from knowledge.evaluation.comparison import Compared
from knowledge.evaluation.questions import Question
from knowledge.evaluation.scoring import Report, Share, Verdict

_COLUMNS: Sequence[tuple[str, Callable[[Report], Share]]] = (
    ("right at once", lambda report: report.right_at_once),
    ("right or offered", lambda report: report.offered),
    ("first", lambda report: report.first),
    ("in three", lambda report: report.in_three),
    ("wrong as certain", lambda report: report.wrong_as_certain),
    ("unknown recognised", lambda report: report.unknown_recognised),
    ("small talk", lambda report: report.smalltalk),
)
_NAME = 16
_CELL = 20


def print_report(report: Report) -> str:
    """All figures: tune and keep, and of each by hand, register and language; the worst confusions of tune alone."""
    tune = report.only(lambda question: not question.keep)
    keep = report.only(lambda question: question.keep)
    lines = [print_sides(report)]
    for title, part in (("tune", tune), ("keep", keep)):
        for key in (_hand, _register, _language):
            lines += ["", f"{title}, by {key.__name__.strip('_')}", *_groups(part, key)]
    if confusions := tune.confusions():
        lines += ["", "given as certain, but wanted was (tune)"]
        lines += [f"  {count} × {given}  ←  {wanted}" for wanted, given, count in confusions]
    return "\n".join(line.rstrip() for line in lines)


def print_sides(report: Report) -> str:
    """Only the whole, tune and keep."""
    lines = [
        _head(),
        _line("all", report),
        _line("tune", report.only(lambda question: not question.keep)),
        _line("keep", report.only(lambda question: question.keep)),
    ]
    return "\n".join(line.rstrip() for line in lines)


def print_comparison(rows: Sequence[Compared]) -> str:
    """Our search and the plain ones."""
    lines = [f"{'':{_NAME + 8}}{'first':{_CELL}}{'in three':{_CELL}}{'right, ≤ 2 % wrong':{_CELL}}"]
    lines += [
        f"{row.name:{_NAME + 8}}{row.first!s:{_CELL}}{row.in_three!s:{_CELL}}{row.trusted!s:{_CELL}}" for row in rows
    ]
    return "\n".join(line.rstrip() for line in lines)


def _hand(question: Question) -> str:
    return question.hand


def _register(question: Question) -> str:
    return question.register


def _language(question: Question) -> str:
    return question.language


def _groups(report: Report, key: Callable[[Question], str]) -> list[str]:
    """A line for each hand, register or language."""
    found: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in report.verdicts:
        found[key(verdict.question)].append(verdict)
    return [_line(name, Report(verdicts=verdicts)) for name, verdicts in sorted(found.items())]


def _head() -> str:
    return f"{'':{_NAME}}{'':>5}  " + "".join(f"{title:{_CELL}}" for title, _ in _COLUMNS)


def _line(name: str, report: Report) -> str:
    return f"{name:{_NAME}}{len(report.verdicts):>5}  " + "".join(f"{share(report)!s:{_CELL}}" for _, share in _COLUMNS)
