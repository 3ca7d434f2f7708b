"""What the ledger needs of a face, and of the rooms whose messages it sends."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Protocol

from bot.conversation.words import Reply
from bot.delivery.outcomes import Outcome
from storage.claims import Claimed
from storage.database import Session

Draw = Callable[[Session, Claimed], Awaitable[Reply | None]]
"""Words of a room for one delivery, or None if there is nothing to say any more: the delivery is withdrawn then."""


class Carrier(Protocol):
    """One face that pushes go out by."""

    face: str
    apart: timedelta | None
    """The time between two messages; None: no limit."""
    repeatable: bool
    """Whether the face knows when the same delivery comes again, so that nothing is ever uncertain."""

    async def make_way(self) -> bool:
        """Wait, for a moment at most, while the face has more urgent things to do. False: it carries nothing now,
        since it only begins, or ends."""
        ...

    async def carry(self, delivery: Claimed, reply: Reply) -> Outcome:
        """Send, change or delete one message. Never raises for what the face may do wrong."""
        ...
