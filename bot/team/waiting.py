"""What waits for a member of the staff: every room that has such things brings a function; menu and console show it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.texts import Texts
from storage.database import Session
from storage.staff import StaffRow


@dataclass(frozen=True, kw_only=True)
class Waits:
    """Something that waits: in words, where in the console it is, and the button that opens it in the chat."""

    text: str
    path: str
    label: str
    """Of the button; it is numbered and cut to its 24 characters."""
    reference: str


Waiting = Callable[[Session, StaffRow, Texts], Awaitable[Sequence[Waits]]]
"""What of one room waits for this member, which they have the right to do; in these words."""


async def all_waiting(rooms: Sequence[Waiting], session: Session, member: StaffRow, texts: Texts) -> list[Waits]:
    """What waits for a member in all rooms, in their order."""
    return [waits for room in rooms for waits in await room(session, member, texts)]
