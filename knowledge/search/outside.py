"""The questions that no entry answers: the search learns from them where its knowledge ends.

Those of `outside.txt` are about something else. Those of `untold.txt` name a subject of ours and ask what nothing tells
of it ("wie viele PS hatte der Bus"): they look like ours, and are weighed by numbers of their own.
"""

from collections.abc import Sequence
from pathlib import Path

OUTSIDE = Path(__file__).parent / "outside.txt"
UNTOLD = Path(__file__).parent / "untold.txt"


def read_outside(path: Path) -> list[Sequence[str]]:
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
