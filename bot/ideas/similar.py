"""The door for other programs: a line with a new idea and those that are there, a line back with the similar ones.

What was understood is kept for the next line, as the same ideas usually come again.
"""

import json
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from bot.ideas.likeness import Idea, Likeness, Shelf

_REMEMBERED = 20_000
_DIGITS = 4


class NotALine(Exception):
    """A line that cannot be answered, with a sentence that says why."""


class Similar:
    """Answers lines, one after the other."""

    def __init__(self, likeness: Likeness) -> None:
        self._likeness = likeness
        self._understood: OrderedDict[str, Idea] = OrderedDict()
        self._last: tuple[Sequence[str], Shelf] | None = None

    def answer(self, line: str) -> str:
        """The line back. Raises NotALine."""
        new, texts = _read(line)
        shelf = self._shelf_of(texts)
        found = self._likeness.compare(self._understand([new])[0], shelf)
        ranking = [[number, round(score, _DIGITS)] for number, score in found.ranking]
        return json.dumps({"ranking": ranking, "similar": found.similar}, ensure_ascii=False)

    def _shelf_of(self, texts: Sequence[str]) -> Shelf:
        if self._last is None or self._last[0] != texts:
            self._last = texts, self._likeness.shelve(self._understand(texts))
        return self._last[1]

    def _understand(self, texts: Sequence[str]) -> list[Idea]:
        known = {text: self._understood[text] for text in texts if text in self._understood}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(new, self._likeness.understand(new), strict=True))
        self._understood.update(known)
        while len(self._understood) > _REMEMBERED:
            self._understood.popitem(last=False)
        return [known[text] for text in texts]


def _read(line: str) -> tuple[str, list[str]]:
    try:
        read: Any = json.loads(line)
    except ValueError as error:
        raise NotALine(f"kein JSON ({error})") from error
    if not isinstance(read, dict) or not isinstance(read.get("new"), str):
        raise NotALine('gebraucht wird {"new": "Text", "ideas": ["Text", …]}; „new“ fehlt oder ist kein Text')
    ideas = read.get("ideas")
    if not isinstance(ideas, list) or not all(isinstance(idea, str) for idea in ideas):
        raise NotALine(
            'gebraucht wird {"new": "Text", "ideas": ["Text", …]}; „ideas“ fehlt oder ist keine Liste von Texten'
        )
    return read["new"], ideas
