"""Replies that wait to be sent, and who has heard what."""

from collections.abc import Sequence
from datetime import timedelta

from bot.conversation.routing import Turn
from bot.conversation.words import Reply
from bot.telegram.reading import address
from storage.receipts import LEASE, Waiting
from tests.conversation.house import a_message
from tests.fakes.telegram import Person
from tests.telegram.house import TelegramHouse

LATE = LEASE + timedelta(seconds=1)


async def repeat(turn: Turn) -> Sequence[Reply]:
    """The flow of these tests: what a person wrote, each line a reply of its own."""
    return [Reply(text=line) for line in turn.incoming.text.split("\n")]


async def a_reply(house: TelegramHouse, person: Person, text: str, number: int) -> Waiting:
    """A turn was taken and its replies wait."""
    conversation = house.conversations[0] if house.conversations else await house.replica(question=repeat)
    waiting = await conversation.take_turn(a_message(text, number=number, address=address(person.id)))
    assert waiting
    return waiting


def heard_by(person: Person) -> list[str]:
    return [message.text for message in person.messages]
