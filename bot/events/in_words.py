"""Taking part in own words, without a button: a listener for "ich kann nicht kommen", "meine Anmeldung?", "da will ich
mitmachen". Nothing is cancelled or booked by words alone: they lead to the question that a button leads to.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.conversation.routing import Turn
from bot.conversation.words import Button, Reply, reference
from bot.events.cards import all_events, event_label
from bot.events.event import PUBLIC, Event
from bot.events.intending import Intent, Want, days_named, hear_intent, kinds_named
from bot.events.leads import NONE
from bot.events.looking_up import event_of
from bot.events.my_events import MyEvents, still_registered
from bot.events.rows import from_row
from bot.events.saying import say_when
from bot.events.seating import closed
from bot.events.taking_part import TakingPart
from storage import event_wishes, events

MOST_LISTED = 4


@dataclass(frozen=True, kw_only=True)
class InWords:
    """The listener; the questions themselves are asked by the rooms of the buttons."""

    zone: ZoneInfo
    taking_part: TakingPart
    my_events: MyEvents

    async def heard(self, turn: Turn) -> Sequence[Reply] | None:
        """What somebody wants of their registrations, if that is what they write about."""
        intent = await self._intent(turn)
        if intent is None or turn.incoming.edited:
            return None
        if intent.want is Want.JOIN:
            return await self._join(turn, intent.people, leans=intent.leans)
        return await self.about_own(turn)

    async def about_own(self, turn: Turn) -> Sequence[Reply] | None:
        """The same without coming to anything: for other rooms' forms, in which that would say something else."""
        intent = await self._intent(turn)
        if intent is None or intent.want is Want.JOIN:
            return None
        if turn.incoming.group:
            return None
        own = await still_registered(turn)
        reminded = await event_wishes.of_person(turn.session, turn.incoming.address)
        if intent.want is Want.MINE and (own or any(leads != [NONE] for _, leads in reminded)):
            return await self.my_events.show(turn)
        if not own:
            return [self._nothing(turn)]
        return await self._cancel(turn, own)

    async def _intent(self, turn: Turn) -> Intent | None:
        return hear_intent(turn.incoming.text, registered=bool(await still_registered(turn)))

    async def _cancel(self, turn: Turn, own: Sequence[Event]) -> Sequence[Reply]:
        """The one that is meant, or which of them?"""
        meant = self._meant(turn.incoming.text, own)
        if len(meant) == 1:
            return await self.taking_part.leave(replace(turn, argument=meant[0].id))
        blocks = [f"{one.in_words(turn.texts.language).title}\n{say_when(turn.texts, one, self.zone)}" for one in meant]
        text = "\n\n".join([turn.texts.say("seat.which_to_leave"), *blocks])
        return [Reply(text=text, buttons=[*self._each(turn, "leave", meant), all_events(turn.texts)])]

    async def _join(self, turn: Turn, people: int | None, *, leans: bool) -> Sequence[Reply] | None:
        """Registering for what was shown last; without that, for which of those that are open?"""
        shown = await event_of(turn, str(turn.person.event)) if turn.person.event is not None else None
        named = kinds_named(turn.incoming.text)
        if shown is not None and (not named or shown.kind in named):
            return await self.taking_part.join(replace(turn, argument=_argument(shown, people)))
        if leans:
            return None
        known = [from_row(row) for row in await events.in_states(turn.session, PUBLIC)]
        open_now = sorted((one for one in known if closed(one, turn.now) is None), key=lambda one: one.start)
        meant = self._meant(turn.incoming.text, open_now)
        if not meant:
            return None
        blocks = [f"{one.in_words(turn.texts.language).title}\n{say_when(turn.texts, one, self.zone)}" for one in meant]
        text = "\n\n".join([turn.texts.say("seat.which_to_join"), *blocks[:MOST_LISTED]])
        return [Reply(text=text, buttons=[*self._each(turn, "join", meant, people), all_events(turn.texts)])]

    def _meant(self, text: str, known: Sequence[Event]) -> Sequence[Event]:
        """Those on the day and of the kind that are named; all where that fits none."""
        days, kinds = days_named(text), kinds_named(text)
        fits = [
            one
            for one in known
            if (not days or one.start.astimezone(self.zone).weekday() in days) and (not kinds or one.kind in kinds)
        ]
        return fits or known

    def _each(self, turn: Turn, verb: str, known: Sequence[Event], people: int | None = None) -> list[Button]:
        return [
            Button(label=event_label(turn.texts, one, self.zone), reference=reference(verb, _argument(one, people)))
            for one in known[:MOST_LISTED]
        ]

    def _nothing(self, turn: Turn) -> Reply:
        say = turn.texts.say
        subs = Button(label=say("button.subs"), reference=reference("subs"))
        return Reply(text=say("seat.none_registered"), buttons=[all_events(turn.texts), subs])


def _argument(event: Event, people: int | None) -> str:
    return event.id if people is None else f"{event.id}:{people}"
