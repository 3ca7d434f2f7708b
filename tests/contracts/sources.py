"""The lines of the repository, as the contracts look at them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).parent.parent.parent
ROOMS = ("bot", "knowledge", "storage")


@cache
def files() -> list[Path]:
    """Every file of the repository, those not yet added included, those ignored not."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=HOUSE, check=True, capture_output=True,
    ).stdout.decode()  # fmt: skip
    return sorted({path for name in listed.split("\0") if name and (path := HOUSE / name).is_file()})


def python(*folders: str) -> list[Path]:
    """The Python files of these folders."""
    found = [path for path in files() if path.suffix == ".py" and path.relative_to(HOUSE).parts[0] in folders]
    assert found
    return found


def parsed(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """The same, taken apart."""
    for path in python(*folders):
        yield str(path.relative_to(HOUSE)), ast.parse(path.read_text(encoding="utf-8"))


def texts() -> Iterator[tuple[str, str]]:
    """Every file that is text, and its words."""
    for path in files():
        try:
            yield str(path.relative_to(HOUSE)), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
