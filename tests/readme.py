"""The README's two commands, as the README writes them: `python -m tests.readme tests` prints one for the shell."""

import re
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def commands() -> dict[str, str]:
    """The command that runs the main job, and the one that checks everything: the README's two shell blocks."""
    run, tests = re.findall(r"```sh\n(.+?)\n```", README.read_text(encoding="utf-8"))
    return {"run": run, "tests": tests}


if __name__ == "__main__":
    sys.stdout.write(commands()[sys.argv[1]])
