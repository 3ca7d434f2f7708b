"""The example sentences of `examples/*.txt`: cries for help and harmless sentences, one a line, `#` opens a heading.

A file is named after who can help (or `harmless`) and the language. Anybody who knows a sentence that was missed, or
that gave a false alarm, adds it with three of its kind in other words; nothing has to be trained by hand.
"""

from dataclasses import dataclass
from pathlib import Path

from knowledge.emergencies.dangers import Danger

FOLDER = Path(__file__).parent / "examples"
HARMLESS = "harmless"


@dataclass(frozen=True, kw_only=True)
class Example:
    """One sentence. `danger` is None for a harmless one."""

    text: str
    danger: Danger | None


def read_examples(folder: Path = FOLDER) -> list[Example]:
    """All examples, file by file. Raises OSError or ValueError: the package is broken then."""
    return [example for path in sorted(folder.glob("*.txt")) for example in _read_file(path)]


def _read_file(path: Path) -> list[Example]:
    kind = path.name.partition(".")[0]
    danger = None if kind == HARMLESS else Danger(kind)
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [Example(text=line, danger=danger) for line in lines if line and not line.startswith("#")]
