"""What became of one message that was given to a face."""

from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True)
class Sent:
    """It is out; `message` is its number at the face."""

    message: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Gone:
    """The person blocked the assistant or deleted the account, the group threw it out: never again."""


@dataclass(frozen=True)
class Missing:
    """The message that should be changed or deleted is not there any more, or is too old for that."""

    reason: str


@dataclass(frozen=True)
class Moved:
    """The group has a new id."""

    chat: int


@dataclass(frozen=True)
class Later:
    """The face was asked too often, and shall be asked again after this time."""

    wait: timedelta
    reason: str = field(default="RetryAfter", compare=False)


@dataclass(frozen=True)
class Away:
    """The face takes nothing from us: it can't be reached, answers 5xx, or does not know our token. Again, not before
    `wait` is over; growing pauses are the sender's."""

    wait: timedelta = timedelta(0)
    reason: str = field(default="", compare=False)


@dataclass(frozen=True)
class Doubtful:
    """It may have arrived or not."""

    reason: str = field(default="", compare=False)


@dataclass(frozen=True)
class Refused:
    """The face does not take this message, and never will."""

    reason: str


Outcome = Sent | Gone | Missing | Moved | Later | Away | Doubtful | Refused
