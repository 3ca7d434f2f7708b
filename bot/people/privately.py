"""What is between one person and the assistant, and so not for a group."""

from collections.abc import Awaitable, Callable, Sequence
from functools import wraps
from typing import TypeVar

from bot.conversation.routing import Turn
from bot.conversation.words import Button, Reply, reference

SUBSCRIBE = "abo"
"""What the deep link into the private conversation says behind /start."""

Room = TypeVar("Room")


def in_private(
    handler: Callable[[Room, Turn], Awaitable[Sequence[Reply]]],
) -> Callable[[Room, Turn], Awaitable[Sequence[Reply]]]:
    """A handler that in a group says politely where to go, and does nothing."""

    @wraps(handler)
    async def guarded(room: Room, turn: Turn) -> Sequence[Reply]:
        return [only_private(turn)] if turn.incoming.group else await handler(room, turn)

    return guarded


def only_private(turn: Turn) -> Reply:
    """The way into the private conversation."""
    button = Button(label=turn.texts.say("button.private"), reference=reference("subs"), private=SUBSCRIBE)
    return Reply(text=turn.texts.say("subs.private"), buttons=[button])
