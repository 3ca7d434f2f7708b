"""What is let in before any costly work: how often one person may write, and how long a message may be."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.conversation.words import Span

BURST = 15.0
"""Messages at once. A hurried resident sends fewer, and nothing of the first ten may be lost."""
PER_SECOND = 0.5
"""Messages a second that one person may write for long."""
MOST_WARNINGS = 1
"""Notices in one flood; then silence until the allowance is full again."""
CRIES_APART = timedelta(minutes=1)
"""In a flood the emergency card is given once in this time: it is on the screen, and the flood shall not spread."""
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


def may_cry(last: datetime | None, now: datetime) -> bool:
    """Whether somebody whose allowance is used up is listened to for emergencies again."""
    return last is None or not timedelta(0) <= now - last < CRIES_APART


def clean(text: str) -> str:
    """A message as it may be worked with: nothing unseen, letters in their composed form (NFC), cut to LONGEST."""
    return _seen(text)[:LONGEST].strip()


def clean_spans(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The formatting of a message as it lies after `clean`, given the message as it came."""
    lead = len(_seen(text)) - len(_seen(text).lstrip())
    end = len(clean(text))

    def place(before: int) -> int:
        return min(max(len(_seen(text[:before])) - lead, 0), end)

    moved = [replace(span, start=place(span.start), end=place(span.end)) for span in spans]
    return tuple(span for span in moved if span.start < span.end)


def _seen(text: str) -> str:
    return unicodedata.normalize("NFC", UNSEEN.sub("", text))
