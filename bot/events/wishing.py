"""When to remind somebody: of one event, and of all that have nothing of their own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.conversation.routing import Turn
from bot.conversation.words import Button, Reply, reference
from bot.events.about import Subjects
from bot.events.cards import DOOR, is_consultation
from bot.events.event import Event
from bot.events.leads import BEFORE_THE_END, CHOICES, NONE, Lead, read_lead, still_ahead
from bot.events.looking_up import card_of, event_of, general_leads, mine_of, no_event
from bot.events.saying import say_when
from bot.events.saying_seats import name_lead, say_leads
from storage import event_wishes, reminding

BOOKED = "booked"


@dataclass(frozen=True, kw_only=True)
class Wishing:
    """The handlers of reminders."""

    zone: ZoneInfo
    subjects: Subjects

    async def remind(self, turn: Turn) -> Sequence[Reply]:
        """Reminders of one event: pressing is a yes, with the times that hold for all; then they can be changed."""
        event = await event_of(turn, turn.argument)
        if event is None:
            return no_event(turn)
        if turn.incoming.group:
            private = Button(
                label=turn.texts.say("button.private"), reference=reference("event", event.id),
                private=f"{DOOR}_{event.id}",
            )  # fmt: skip
            return [Reply(text=turn.texts.say("seat.private"), buttons=[private])]
        turn.person.spoken = turn.person.spoken or turn.texts.language
        if event.is_cancelled or event.is_over(turn.now):
            return [await card_of(turn, event, self.zone, self.subjects)]
        if is_consultation(event):
            return await self._follow(turn, event)
        if not self.ahead(turn, event):  # what would have been a late reminder is said at once
            card = await card_of(turn, event, self.zone, self.subjects)
            return [replace(card, text=f"{card.text}\n\n{turn.texts.say('reminding.too_late')}")]
        if not (await mine_of(turn, event)).leads:
            wanted = [lead for lead in await general_leads(turn) if lead in self.ahead(turn, event)]
            await self._choose(turn, event, wanted or self.ahead(turn, event)[-1:])
        return [await self.screen(turn, event)]

    async def lead(self, turn: Turn) -> Sequence[Reply]:
        """One time on or off, `17:P1D:on`; BOOKED behind it while somebody registers."""
        number, lead, switch, last = [*turn.argument.split(":"), "", "", ""][:4]
        event = await event_of(turn, number)
        if event is None or turn.incoming.group:
            return no_event(turn)
        if lead in CHOICES and not event.is_over(turn.now):
            mine = await mine_of(turn, event)
            await self._choose(turn, event, _switched(mine.leads or (), lead, switch))
        return [await self.screen(turn, event, booking=last == BOOKED)]

    async def general(self, turn: Turn) -> Sequence[Reply]:
        """When to remind of all events that have nothing of their own: `P1D:on`, or nothing to look."""
        if turn.incoming.group:
            return [Reply(text=turn.texts.say("reminding.private"))]
        leads = await general_leads(turn)
        lead, _, switch = turn.argument.partition(":")
        if lead in CHOICES:
            leads = tuple(_switched(leads, lead, switch))
            written = [each.written for each in leads]
            await reminding.choose_leads(turn.session, turn.incoming.address, written or [NONE])
        say = turn.texts.say
        buttons = [
            _switch(turn, lead, leads, reference("leads", f"{lead.written}:{'off' if lead in leads else 'on'}"))
            for lead in map(read_lead, CHOICES)
        ]
        buttons.append(Button(label=say("button.my_events"), reference=reference("my_events")))
        text = "\n\n".join([say("reminding.general"), say_leads(turn.texts, leads)])
        return [Reply(title=say("reminding.title"), text=text, buttons=buttons)]

    async def screen(self, turn: Turn, event: Event, *, booking: bool = False) -> Reply:
        """The times before one event as switches, those alone that are still ahead. `booking`: the last step of it."""
        texts, mine = turn.texts, await mine_of(turn, event)
        leads = mine.leads or ()
        tail = f":{BOOKED}" if booking else ""
        buttons = []
        for lead in self.ahead(turn, event):
            argument = f"{event.id}:{lead.written}:{'off' if lead in leads else 'on'}{tail}"
            buttons.append(_switch(turn, lead, leads, reference("lead", argument)))
        done = Button(label=texts.say("button.done"), reference=reference("booked", event.id))
        buttons.append(done if booking else self._to_event(turn, event))
        shown = still_ahead(leads, event.start, turn.now, self.zone, whole_day=event.whole_day)
        lines = [say_when(texts, event, self.zone), "", say_leads(texts, shown), texts.say("reminding.change")]
        title = texts.say("reminding.of", title=event.in_words(texts.language).title)
        return Reply(title=title, text="\n".join(lines), buttons=buttons)

    def ahead(self, turn: Turn, event: Event) -> list[Lead]:
        """The times to choose from that have not passed yet, the earliest first."""
        leads = [read_lead(choice) for choice in CHOICES]
        return still_ahead(leads, event.start, turn.now, self.zone, whole_day=event.whole_day)

    async def _follow(self, turn: Turn, event: Event) -> Sequence[Reply]:
        """A consultation is told of when it opens and three days before its end: there is nothing to choose."""
        mine = await mine_of(turn, event)
        if not mine.leads:
            await self._choose(turn, event, [BEFORE_THE_END])
            return [Reply(text=turn.texts.say("reminding.consultation"), buttons=[self._to_event(turn, event)])]
        await event_wishes.drop(turn.session, int(event.id), turn.incoming.address)
        return [Reply(text=turn.texts.say("reminding.off"), buttons=[self._to_event(turn, event)])]

    def _to_event(self, turn: Turn, event: Event) -> Button:
        return Button(label=turn.texts.say("button.event"), reference=reference("event", event.id))

    async def _choose(self, turn: Turn, event: Event, leads: Sequence[Lead]) -> None:
        written = [lead.written for lead in leads] or [NONE]
        await event_wishes.choose(turn.session, int(event.id), turn.incoming.address, written, turn.now)


def _switch(turn: Turn, lead: Lead, on: Collection[Lead], made: str) -> Button:
    """A switch shows what is; pressing it twice is like pressing it once."""
    label = name_lead(turn.texts, lead)
    return Button(label=f"✓ {label}" if lead in on else label, reference=made)


def _switched(leads: Collection[Lead], lead: str, switch: str) -> list[Lead]:
    rest = {each for each in leads if each != read_lead(lead)}
    return sorted({*rest, read_lead(lead)} if switch == "on" else rest)
