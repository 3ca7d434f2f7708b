"""The questions that no entry answers (`outside.txt`): the search learns from them where its knowledge ends."""

from collections.abc import Sequence
from pathlib import Path

OUTSIDE = Path(__file__).parent / "outside.txt"


def read_outside(path: Path = OUTSIDE) -> list[Sequence[str]]:
    """The questions section by section: each section is a class of its own, as all together have nothing in common."""
    sections: list[list[str]] = []
    is_open = False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            is_open = False
        elif line.strip():
            if not is_open:
                sections.append([])
            is_open = True
            sections[-1].append(line.strip())
    return list(sections)
