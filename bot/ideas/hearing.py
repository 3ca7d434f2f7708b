"""Whether a supporter hears of an idea: the buttons under „Warum bekomme ich das?“."""

from collections.abc import Sequence

from bot.conversation.routing import Turn
from bot.conversation.words import Button, Reply, reference
from bot.ideas.lifeline import number_of
from storage import supporters

MOST_DIGITS = 9
"""Of a number. What is longer is no number of ours, and no database takes it."""


async def mute(turn: Turn) -> Sequence[Reply]:
    """No more messages about one idea; the support stays, and what waits for the digest is not in it any more."""
    return await _set(turn, hears=False)


async def hear(turn: Turn) -> Sequence[Reply]:
    """Messages about it again."""
    return await _set(turn, hears=True)


async def _set(turn: Turn, *, hears: bool) -> Sequence[Reply]:
    texts, address = turn.texts, turn.person.address
    number = read_number(turn.argument)
    row = await supporters.of_person(turn.session, number, address) if number else None
    if number is None or row is None:
        return [Reply(text=texts.say("hearing.not_supported"))]
    await supporters.set_hears(turn.session, address, hears=hears, idea=number)
    name = number_of(number)
    if hears:
        return [Reply(text=texts.say("hearing.heard", number=name))]
    again = Button(label=texts.say("button.hear_idea"), reference=reference("idea_hear", str(number)))
    return [Reply(text=texts.say("hearing.muted", number=name), buttons=[again])]


def read_number(typed: str) -> int | None:
    """The number of an idea in a button."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS else None
