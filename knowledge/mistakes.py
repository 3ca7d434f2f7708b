"""What is wrong in the content, said so that a colleague in the town hall can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Mistake:
    """One thing to mend: where it stands, and a German sentence that says what to do."""

    path: Path
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.sentence}"


class ContentError(Exception):
    """The content cannot be taken. Carries all its mistakes, so that they are mended in one go."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = sorted(set(mistakes))
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))
