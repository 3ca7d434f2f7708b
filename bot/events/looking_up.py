"""What a handler of one event needs first: the event that a button names, and what it has to do with the person."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.conversation.routing import Turn
from bot.conversation.words import Reply
from bot.events.about import Subjects
from bot.events.cards import CardDrawing, Mine, all_events
from bot.events.event import PUBLIC, Event
from bot.events.leads import PRESET, Lead
from bot.events.rows import from_row, read_leads
from storage import event_wishes, events, registrations, reminding
from storage.registrations import LIVE, Standing

MOST_DIGITS = 9
"""Of an event's number. What is longer is no number of ours, and no database takes it."""


async def event_of(turn: Turn, number: str) -> Event | None:
    """The event of this number, if people may know of it."""
    if not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS):
        return None
    row = await events.look_at(turn.session, int(number))
    return from_row(row) if row is not None and row.status in PUBLIC else None


def no_event(turn: Turn) -> Sequence[Reply]:
    """There is no such event, or no more."""
    return [Reply(text=turn.texts.say("closed.unknown"), buttons=[all_events(turn.texts)])]


async def mine_of(turn: Turn, event: Event) -> Mine:
    """What the person has to do with an event."""
    address, number = turn.incoming.address, int(event.id)
    row = await registrations.of(turn.session, number, address)
    place = 0
    if row is not None and row.state == Standing.WAITING:
        queue = [each for each in await registrations.of_event(turn.session, number) if each.state == Standing.WAITING]
        place = 1 + [each.address for each in queue].index(address)
    registered = row is not None and row.state in LIVE
    wished = await event_wishes.of(turn.session, number, address)
    if wished:
        leads = read_leads(wished)
        return Mine(registration=row, place=place, leads=leads if leads or registered else None)
    return Mine(registration=row, place=place, leads=await general_leads(turn) if registered else None)


async def general_leads(turn: Turn) -> tuple[Lead, ...]:
    """What the person chose for all events, or the preset."""
    return read_leads(await reminding.leads_of(turn.session, turn.incoming.address) or PRESET)


async def card_of(turn: Turn, event: Event, zone: ZoneInfo, subjects: Subjects, title: str = "") -> Reply:
    """The card of an event, as it is for this person at this moment; "da will ich mitmachen" means it from now on."""
    turn.person.event = int(event.id)
    counts = await registrations.counts(turn.session, int(event.id))
    drawing = CardDrawing(texts=turn.texts, zone=zone, now=turn.now, subjects=subjects)
    mine = Mine() if turn.incoming.group else await mine_of(turn, event)
    return drawing.card(event, counts, mine, group=turn.incoming.group, title=title)
