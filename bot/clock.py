"""The clock. It is handed in everywhere; nobody else calls `datetime.now()`."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time, aware and in UTC."""

    def now(self) -> datetime:
        """This moment."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """This moment, by the machine."""
        return datetime.now(UTC)
