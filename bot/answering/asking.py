"""Questions on the command line: several of one person in a row, and the answers as data."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.answering.answers import Answer, Answers, Memory


def converse(answers: Answers, questions: Sequence[str], today: date) -> list[Answer]:
    """The answers to one person's questions in order: the subject and the misses go from one to the next."""
    given: list[Answer] = []
    memory = Memory()
    for question in questions:
        answer = answers.emergency(question, chosen=None) or answers.to(question, memory, chosen=None, today=today)
        memory = memory.after(answer)
        given.append(answer)
    return given


def read_questions(line: str) -> Sequence[str]:
    """The questions of a line: one, or a JSON list of one person's."""
    if line.startswith("["):
        try:
            read = json.loads(line)
        except ValueError:
            return [line]
        if isinstance(read, list) and all(isinstance(question, str) for question in read):
            return read
    return [line]


def as_data(answer: Answer) -> dict[str, Any]:
    """An answer as `ask --json` gives it."""
    return {
        "kind": answer.kind,
        "entry": answer.entry.id if answer.entry else None,
        "text": as_text(answer),
        "score": round(answer.score, 4),
        "choices": [
            {"entry": choice.entry.id, "text": next(iter(choice.entry.variants.values())).title}
            for choice in answer.choices
        ],
    }


def as_text(answer: Answer) -> str:
    """An answer as the person would read it."""
    return "\n\n".join(reply.as_plain() for reply in answer.replies)
