"""What somebody has registered for or wants to be reminded of, in one list."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.conversation.routing import Turn
from bot.conversation.words import Button, Reply, reference
from bot.events.cards import all_events, event_button
from bot.events.event import Event
from bot.events.leads import NONE
from bot.events.looking_up import mine_of, no_event
from bot.events.rows import from_row
from bot.events.saying import say_when
from bot.events.saying_seats import say_standing
from storage import event_wishes, registrations

MOST_LISTED = 4
"""Events with a button each; two more buttons are below them."""


@dataclass(frozen=True, kw_only=True)
class MyEvents:
    """The handlers of that list."""

    zone: ZoneInfo

    async def show(self, turn: Turn) -> Sequence[Reply]:
        """What the person has registered for, or wants to be reminded of."""
        if turn.incoming.group:
            return no_event(turn)
        texts, address = turn.texts, turn.incoming.address
        own = await still_registered(turn)
        registered = {event.id for event in own}
        wished = [
            from_row(event)
            for event, leads in await event_wishes.of_person(turn.session, address)
            if str(event.id) not in registered and leads != [NONE]
        ]
        wished = [event for event in wished if not event.is_over(turn.now)]
        blocks = [await self._listed(turn, event) for event in [*own, *wished]]
        shown = [event_button(texts, event, self.zone) for event in [*own, *wished]]
        settings = Button(label=texts.say("button.leads"), reference=reference("leads"))
        return [
            Reply(
                title=texts.say("seat.mine"),
                text="\n\n".join(blocks) if blocks else texts.say("seat.none_mine"),
                buttons=[*shown[:MOST_LISTED], settings, all_events(texts)],
            )
        ]

    async def _listed(self, turn: Turn, event: Event) -> str:
        texts, mine = turn.texts, await mine_of(turn, event)
        lines = [event.in_words(texts.language).title, say_when(texts, event, self.zone)]
        if event.is_cancelled:
            lines.append(texts.say("closed.cancelled"))
        elif mine.row is not None:
            lines.append(say_standing(texts, mine.row, mine.place, self.zone))
        return "\n".join(lines)


async def still_registered(turn: Turn) -> list[Event]:
    """What the person has registered for, or waits for, and is not over; by its beginning."""
    known = [from_row(event) for _, event in await registrations.of_person(turn.session, turn.incoming.address)]
    return [event for event in known if not event.is_over(turn.now)]
