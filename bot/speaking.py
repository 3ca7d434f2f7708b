"""How the command line speaks: in UTF-8, and with a reason where it stops."""

import io
import sys
from collections.abc import Sequence
from typing import NoReturn


def speak_utf_8() -> None:
    """Whatever the machine's own letters are; for doors through which other programs come."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def stop(reason: str, sentences: Sequence[str]) -> NoReturn:
    """End with exit code 1 and say what a person can mend."""
    sys.stderr.write("\n".join([reason, *(f"- {sentence}" for sentence in sentences)]) + "\n")
    raise SystemExit(1)
