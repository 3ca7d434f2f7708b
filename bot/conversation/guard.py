"""What is let in before any costly work: how often one person may write, and how long a message may be."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

BURST = 15.0
"""Messages at once. None of the first ten may be lost, whoever hurries; a hurried resident sends fewer."""
PER_SECOND = 0.5
"""Messages a second that one person may write for long."""
MOST_WARNINGS = 1
"""Notices in one flood; then silence until the allowance is full again: a flood must not be answered by one."""
LONGEST = 4096
"""Characters of one message, Telegram's own limit; the browser chat keeps to the same."""
UNSEEN = re.compile("[\x00\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]")
"""What nobody sees: NUL and broken surrogates, which PostgreSQL refuses; marks that turn the words of neighbours round;
blanks of no width. The joiners of emoji and of Arabic letters stay."""


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """What is left of a person's allowance, and how often they were told."""

    tokens: float
    warnings: int


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether a message is answered; if not, whether the person is told so; what is left afterwards."""

    answer: bool
    warn: bool
    left: Allowance


def weigh(had: Allowance, since_last: timedelta) -> Verdict:
    """A token bucket: full at the start, one token a message, refilled evenly; told once, then quiet."""
    tokens = min(BURST, had.tokens + max(0.0, since_last.total_seconds()) * PER_SECOND)
    warnings = 0 if tokens >= BURST else had.warnings
    if tokens >= 1:
        return Verdict(answer=True, warn=False, left=Allowance(tokens=tokens - 1, warnings=warnings))
    warn = warnings < MOST_WARNINGS
    return Verdict(answer=False, warn=warn, left=Allowance(tokens=tokens, warnings=warnings + warn))


def clean(text: str) -> str:
    """A message as it may be worked with: nothing unseen, letters in their composed form (NFC), cut to LONGEST."""
    return unicodedata.normalize("NFC", UNSEEN.sub("", text))[:LONGEST].strip()
