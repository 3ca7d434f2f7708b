"""Taking part, in the chat: a card, how many people, what they need, when to remind them; changing and cancelling it.

The seat is taken with the number of people, before anything else is asked: whoever stops there has it all the same.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from zoneinfo import ZoneInfo

from bot.conversation.routing import Handler, Turn
from bot.conversation.words import Button, Reply, reference
from bot.events.about import Subjects
from bot.events.cards import DOOR, all_events
from bot.events.event import Event
from bot.events.how_many import HowMany, back_to, is_stop, leave_step
from bot.events.intending import Want, hear_intent
from bot.events.leads import NONE
from bot.events.looking_up import card_of, event_of, mine_of, no_event
from bot.events.registering import Result, Seats, give_up, register, take_offer
from bot.events.saying import say_when
from bot.events.saying_seats import say_people, say_standing
from bot.events.seating import Closed, Need, closed, most_people
from bot.events.wishing import Wishing
from bot.events.writing_ics import write_file
from storage import event_wishes, registrations
from storage.registrations import RegistrationRow, Standing

Handle = Callable[["TakingPart", Turn, Event], Awaitable[Sequence[Reply]]]


def about_an_event(handle: Handle) -> Callable[["TakingPart", Turn], Awaitable[Sequence[Reply]]]:
    """A handler of what is between one person and an event: the argument begins with the event's number. In a group it
    shows the way into the private conversation, so that nobody sees who takes part."""

    @wraps(handle)
    async def handler(room: "TakingPart", turn: Turn) -> Sequence[Reply]:
        number, _, rest = turn.argument.partition(":")
        event = await event_of(turn, number)
        if event is None:
            return no_event(turn)
        if turn.incoming.group:
            button = Button(
                label=turn.texts.say("button.private"),
                reference=reference("event", event.id),
                private=f"{DOOR}_{event.id}",
            )
            return [Reply(text=turn.texts.say("seat.private"), buttons=[button])]
        turn.person.spoken = turn.person.spoken or turn.texts.language
        leave_step(turn)
        return await handle(room, replace(turn, argument=rest), event)

    return handler


@dataclass(frozen=True, kw_only=True)
class TakingPart:
    """The handlers of everything between one person and one event but its reminders."""

    zone: ZoneInfo
    subjects: Subjects
    wishing: Wishing
    how_many: HowMany

    def buttons(self) -> Mapping[str, Handler]:
        """By the verbs of their references."""
        return {
            "event": self.show,
            "file": self.file,
            "join": self.join,
            "join_for": self.join_for,
            "need": self.need,
            "needed": self.needed,
            "booked": self.booked,
            "seat_take": self.take,
            "seat_leave": self.give_up,
            "still": self.still,
            "leave": self.leave,
            "remind": self.wishing.remind,
            "lead": self.wishing.lead,
            "leads": self.wishing.general,
        }

    async def show(self, turn: Turn) -> Sequence[Reply]:
        """The card of an event; a deep link leads here as well."""
        leave_step(turn)
        event = await event_of(turn, turn.argument.removeprefix(f"{DOOR}_"))
        return no_event(turn) if event is None else [await card_of(turn, event, self.zone, self.subjects)]

    async def file(self, turn: Turn) -> Sequence[Reply]:
        """The event as a file for one's own calendar."""
        event = await event_of(turn, turn.argument)
        if event is None:
            return no_event(turn)
        return [Reply(text=turn.texts.say("seat.file"), document=write_file(event, turn.texts))]

    @about_an_event
    async def join(self, turn: Turn, event: Event) -> Sequence[Reply]:
        """For how many people? With `17:2`: for two?"""
        if (why := closed(event, turn.now)) is not None:
            return [self._refused(turn, event, why)]
        turn.person.event = int(event.id)
        return [await self.how_many.ask(turn, event)]

    async def typed(self, turn: Turn) -> Sequence[Reply]:
        """Words while that question is open: a number of people, or something else."""
        event = await event_of(turn, turn.argument)
        if event is None or closed(event, turn.now) is not None or is_stop(turn.incoming.text):
            return await self.stop(turn)
        intent = hear_intent(turn.incoming.text)
        if intent is not None and intent.want is Want.CANCEL:
            leave_step(turn)
            return await self.leave(turn)
        said = await self.how_many.typed(replace(turn, argument=""), event)
        if not isinstance(said, int):
            return said
        return await self.join_for(replace(turn, argument=f"{event.id}:{said}"))

    async def stop(self, turn: Turn) -> Sequence[Reply]:
        """Nobody registers: the question is closed, the event's card is shown."""
        event = await event_of(turn, turn.argument or (turn.person.form or "").rpartition(":")[2])
        leave_step(turn)
        return no_event(turn) if event is None else [await card_of(turn, event, self.zone, self.subjects)]

    @about_an_event
    async def join_for(self, turn: Turn, event: Event) -> Sequence[Reply]:
        """So many people: seats, or a place in the queue; then what they need."""
        if turn.argument not in {str(people) for people in range(1, most_people(event) + 1)}:
            return no_event(turn)
        if (await mine_of(turn, event)).row is None:  # what a cancellation before has switched off
            await event_wishes.drop(turn.session, int(event.id), turn.incoming.address, only=NONE)
        address, people = turn.incoming.address, int(turn.argument)
        seats = await register(turn.session, int(event.id), address, people, turn.now, self.zone)
        if seats.registration is None or isinstance(seats.result, Closed):
            return [self._refused(turn, event, seats.result)]
        said = await self._said(turn, event, seats)
        if seats.result is Result.TOO_FEW:
            return [Reply(text=said, buttons=[back_to(turn.texts, event)])]
        return [Reply(text=said), await self._ask_needs(turn, event, seats.registration)]

    @about_an_event
    async def need(self, turn: Turn, event: Event) -> Sequence[Reply]:
        """One need on or off."""
        need, _, switch = turn.argument.partition(":")
        row = (await mine_of(turn, event)).row
        if row is None or closed(event, turn.now) is not None or need not in list(Need):
            return [await card_of(turn, event, self.zone, self.subjects)]
        had = await registrations.needs_of(turn.session, row.id)
        await registrations.set_needs(turn.session, row.id, had | {need} if switch == "on" else had - {need})
        return [await self._ask_needs(turn, event, row, again=True)]

    @about_an_event
    async def needed(self, turn: Turn, event: Event) -> Sequence[Reply]:
        """Nothing more is needed: when shall they be reminded?"""
        row = (await mine_of(turn, event)).row
        if row is None or row.state != Standing.SEATED or not self.wishing.ahead(turn, event):
            return await self._summary(turn, event)
        return [await self.wishing.screen(turn, event, booking=True)]

    @about_an_event
    async def booked(self, turn: Turn, event: Event) -> Sequence[Reply]:
        """All in one message, and the file."""
        return await self._summary(turn, event)

    @about_an_event
    async def take(self, turn: Turn, event: Event) -> Sequence[Reply]:
        """Yes to an offered seat."""
        seats = await take_offer(turn.session, int(event.id), turn.incoming.address, turn.now, self.zone)
        if isinstance(seats.result, Closed):
            return [self._refused(turn, event, seats.result)]
        if seats.result is Result.SEATED:
            return await self._summary(turn, event)
        key = "seat.offer_over" if seats.result is Result.ENDED else "seat.not_yours"
        return [Reply(text=turn.texts.say(key), buttons=[back_to(turn.texts, event)])]

    @about_an_event
    async def still(self, turn: Turn, event: Event) -> Sequence[Reply]:
        """The new date suits them as well: nothing changes."""
        row = (await mine_of(turn, event)).row
        if row is None:
            return [await card_of(turn, event, self.zone, self.subjects)]
        return [Reply(text=turn.texts.say("seat.still"), buttons=[back_to(turn.texts, event)])]

    @about_an_event
    async def leave(self, turn: Turn, event: Event) -> Sequence[Reply]:
        """Cancel? Asked once: a seat is gone quickly."""
        row = (await mine_of(turn, event)).row
        if row is None:
            return [Reply(text=turn.texts.say("seat.not_yours"), buttons=[back_to(turn.texts, event)])]
        say, title = turn.texts.say, event.in_words(turn.texts.language).title
        when = say_when(turn.texts, event, self.zone)
        text = say("seat.leave_ask", title=title, when=when, people=say_people(turn.texts, row.people))
        yes = Button(label=say("button.cancel_yes"), reference=reference("seat_leave", event.id))
        no = Button(label=say("button.cancel_no"), reference=reference("event", event.id))
        return [Reply(text=text, buttons=[yes, no])]

    @about_an_event
    async def give_up(self, turn: Turn, event: Event) -> Sequence[Reply]:
        """Cancelled, or no to an offer. Pressing twice is like pressing once."""
        address = turn.incoming.address
        if await give_up(turn.session, int(event.id), address, turn.now, self.zone):
            # Their subscriptions shall not remind them of what they don't go to.
            await event_wishes.choose(turn.session, int(event.id), address, [NONE], turn.now)
            text = turn.texts.say("seat.left", title=event.in_words(turn.texts.language).title)
        else:
            text = turn.texts.say("seat.not_yours")
        return [Reply(text=text, buttons=[back_to(turn.texts, event), all_events(turn.texts)])]

    async def _said(self, turn: Turn, event: Event, seats: Seats) -> str:
        row = seats.registration
        if row is None:
            return ""
        if seats.result is Result.TOO_FEW:
            people = say_people(turn.texts, row.people)
            return turn.texts.say("seat.too_few", left=seats.left, people=people)
        mine = await mine_of(turn, event)
        said = say_standing(turn.texts, row, mine.place, self.zone)
        return f"{turn.texts.say('seat.full')} {said}" if seats.result is Result.WAITING else said

    async def _ask_needs(self, turn: Turn, event: Event, row: RegistrationRow, *, again: bool = False) -> Reply:
        texts, has = turn.texts, await registrations.needs_of(turn.session, row.id)
        offered = [need for need in Need if need is not Need.INTERPRETER or event.interpreter or need in has]
        buttons = []
        for need in offered:
            on, label = need in has, texts.say(f"need.{need}")
            argument = f"{event.id}:{need}:{'off' if on else 'on'}"
            buttons.append(Button(label=f"✓ {label}" if on else label, reference=reference("need", argument)))
        chosen = ", ".join(texts.say(f"need.{need}") for need in offered if need in has)
        lines = [] if again else [texts.say("seat.needs")]
        lines.append(texts.say("seat.needs_chosen", needs=chosen) if chosen else texts.say("seat.needs_none"))
        onward = Button(label=texts.say("button.onward"), reference=reference("needed", event.id))
        return Reply(text="\n\n".join(lines), buttons=[*buttons, onward])

    async def _summary(self, turn: Turn, event: Event) -> Sequence[Reply]:
        """What was booked, as the card has it, with the file for the calendar."""
        texts, row = turn.texts, (await mine_of(turn, event)).row
        if row is None:
            return [await card_of(turn, event, self.zone, self.subjects)]
        seated = row.state == Standing.SEATED
        title = "seat.summary" if seated else "seat.summary_waiting"
        card = await card_of(turn, event, self.zone, self.subjects, title=texts.say(title))
        needs = await registrations.needs_of(turn.session, row.id)
        lines = [card.text]
        if needs:
            chosen = ", ".join(texts.say(f"need.{need}") for need in Need if need in needs)
            lines.append(texts.say("seat.needs_chosen", needs=chosen))
        if seated and not self.wishing.ahead(turn, event):
            lines.append(texts.say("reminding.too_late"))
        document = write_file(event, texts) if seated else None
        return [replace(card, text="\n\n".join(lines), document=document)]

    def _refused(self, turn: Turn, event: Event, why: Result | Closed) -> Reply:
        buttons = [back_to(turn.texts, event), all_events(turn.texts)]
        return Reply(text=turn.texts.say(f"closed.{why}"), buttons=buttons)
