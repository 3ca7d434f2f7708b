"""The assistant as `python -m bot` starts it, with what only a test wants: all log lines, and a bug to stumble on.

`python -m tests.faults.driver`; the environment says what is wanted: `FAULTS_LOG_LEVEL=DEBUG` for all that anybody can
log, also the libraries that the assistant keeps quiet; `FAULTS_BUG`, a word in a question on which the flow breaks,
with the token in the error's own text.
"""

import functools
import logging
import os
import sys
from collections.abc import Sequence
from typing import Any

import bot.cli
from bot.answering.answers import Answers
from bot.logs import set_up_logs


def run(answers: Answers | None = None) -> int:
    """Run until it is told to stop; the exit code. `answers` are those of the nest, if there is one."""
    if level := os.environ.get("FAULTS_LOG_LEVEL"):
        bot.cli.set_up_logs = functools.partial(talk, level)
    if answers is not None:
        bot.cli.load_answers = lambda *_: answers
    if word := os.environ.get("FAULTS_BUG"):
        break_on(word)
    sys.argv[:] = ["bot", "run"]
    try:
        bot.cli.main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def talk(level: str, secrets: Sequence[str]) -> None:
    """Log everything; the assistant's own filter is all that stands between."""
    set_up_logs(secrets, level=level)
    for name in list(logging.root.manager.loggerDict):
        logging.getLogger(name).setLevel(level)


def break_on(word: str) -> None:
    """Let a question with this word fail like a bug that has got hold of the token."""
    sound = Answers.to

    def broken(self: Answers, question: str, *known: Any, **values: Any) -> Any:
        if word in question:
            token = os.environ["GERABOT_TELEGRAM_TOKEN"]
            raise RuntimeError(f"cannot reach https://api.telegram.org/bot{token}/sendMessage")
        return sound(self, question, *known, **values)

    Answers.to = broken  # type: ignore[method-assign]


if __name__ == "__main__":
    sys.exit(run())
