"""Open forms: a person's next message belongs to one of them, until it is done or left.

Where a form stands is a word in the person's row (`verb:argument`, as in a button), so it survives restarts; what was
typed so far lies with its room.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.conversation.routing import Handler, Turn
from bot.conversation.words import Reply


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """`/abbrechen`: each form is left in its own way. `ways` by the form's verb."""

    ways: Mapping[str, Handler]

    async def leave(self, turn: Turn) -> Sequence[Reply]:
        """Leave the form that is open, if one is."""
        if turn.person.form is None:
            return [Reply(text=turn.texts.say("form.nothing_open"))]
        way = self.ways.get(turn.person.form.partition(":")[0])
        if way is not None:
            return await way(turn)
        turn.person.form = None
        return [Reply(text=turn.texts.say("form.left"))]
