"""Labelled questions: what a resident types, and what must come of it. Read from `questions/<hand>/*.yaml`.

Each folder is a hand: `builder` built the search; the others saw only the list of topics and titles.

A file is a register (how people write), with a default language and, where all are alike, one default `want`:

    language: de
    questions:
      - ask: wo stehen die solarbänke
        want: solar-benches-place          # or a list of entries that are all right
      - ask: und was kostet das
        after: Was ist BeHome?             # a follow-up: the question before it
        want: behome-cost

`want` names entries, or `unknown` (nothing curated answers; an entry that shows another office's door is right too),
or `smalltalk`. About two fifths are kept: no number is ever chosen by looking at them.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from knowledge.entries import Language, Library
from knowledge.language.folding import clean, fold

FOLDER = Path(__file__).parent / "questions"
UNKNOWN = "unknown"
SMALLTALK = "smalltalk"
_KEPT_OF_256 = 102


@dataclass(frozen=True, kw_only=True)
class Question:
    """One labelled question. `after` is the question before it, when it leans on one."""

    text: str
    want: Sequence[str]
    register: str
    language: Language
    after: str | None = None
    hand: str = ""
    """Who wrote it: the name of its folder."""

    @property
    def keep(self) -> bool:
        """Whether it is kept apart from tuning: decided by the text alone, so that it never changes sides."""
        return is_kept(self.text)

    @property
    def is_answerable(self) -> bool:
        """Whether an entry of the library answers it."""
        return UNKNOWN not in self.want and SMALLTALK not in self.want


def is_kept(text: str) -> bool:
    """Two fifths of all labelled texts, however they are spelled."""
    return hashlib.sha256(fold(clean(text)).encode()).digest()[0] < _KEPT_OF_256


def read_questions(folder: Path = FOLDER) -> list[Question]:
    """All labelled questions of a folder, file by file."""
    return [question for path in sorted(folder.rglob("*.yaml")) for question in _read_file(path)]


def missing_entries(questions: Sequence[Question], library: Library) -> dict[str, list[str]]:
    """Questions of which no wanted entry exists, with what they want: the labels must follow the library."""
    known = {*library.entries, UNKNOWN, SMALLTALK}
    return {question.text: list(question.want) for question in questions if not known & set(question.want)}


def _read_file(path: Path) -> list[Question]:
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    questions = []
    for row in content["questions"]:
        want = row.get("want", content.get("want"))
        questions.append(
            Question(
                text=str(row["ask"]),
                want=[want] if isinstance(want, str) else list(want),
                register=path.stem,
                language=Language(row.get("language", content.get("language", "de"))),
                after=row.get("after"),
                hand=path.parent.name,
            )
        )
    return questions
