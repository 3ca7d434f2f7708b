"""A nest of assistants: reads the entries once and then hatches a process for every start, which saves six seconds.

What hatches is a process of its own (fork), runs what `python -m bot` runs, and can be killed like any other. The
nest is asked on its standard input, one JSON object a line: environment, folder, output. It answers on its standard
output: `hatched PID`, and later `gone PID CODE`. `python -m tests.faults.nest FOLDER`, where meanings are kept.
"""

import functools
import json
import os
import signal
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.answering.answers import Answers
from bot.app import load_answers
from tests.faults import driver


def main() -> None:
    """Answer questions until there are no more; then end, and let live what was hatched."""
    tell = functools.partial(os.write, sys.stdout.fileno())
    answers = load_answers(Path(sys.argv[1]))
    signal.signal(signal.SIGCHLD, lambda *_: bury(tell))
    tell(b"ready\n")
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            live(order, answers)
        tell(f"hatched {pid}\n".encode())


def live(order: Mapping[str, Any], answers: Answers) -> None:
    """The life of a hatched process. Never returns."""
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        output = os.open(order["output"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for ours, theirs in ((nothing, 0), (output, 1), (output, 2)):
            os.dup2(ours, theirs)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        os.environ.clear()
        os.environ.update(order["environment"])
        os.chdir(order["folder"])
        code = driver.run(answers)
    except BaseException:  # noqa: BLE001 - nothing of the nest's own life may go on in a hatched process
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def bury(tell: Any) -> None:
    """Tell who is gone, and with which code."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        tell(f"gone {pid} {os.waitstatus_to_exitcode(status)}\n".encode())


if __name__ == "__main__":
    main()
