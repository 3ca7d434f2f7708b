"""Seats in words: how many are free, how somebody's registration stands, what is offered."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.conversation.words import Button, Reply, reference
from bot.delivery.topics import Reason
from bot.events.event import Event
from bot.events.leads import CHOICES, Lead
from bot.events.pushes import What
from bot.events.saying import say_when, say_where
from bot.events.writing_ics import write_file
from bot.texts import Texts
from storage.registrations import LIVE, Counts, RegistrationRow, Standing


def say_people(texts: Texts, people: int) -> str:
    """`1 Person`, `3 Personen`."""
    return texts.say("seat.person") if people == 1 else texts.say("seat.people", count=people)


def say_code(code: str) -> str:
    """`A3F KX`: parted, so that it can be read out."""
    return f"{code[:3]} {code[3:]}"


def say_seats(texts: Texts, event: Event, counts: Counts) -> str:
    """How many are free; of what needs no registration, that."""
    if event.capacity is None:
        return texts.say("seat.none_needed")
    left = max(0, event.capacity - counts.taken)
    if left and not counts.waiting:
        return texts.say("seat.free", left=left, all=event.capacity)
    full = texts.say("seat.few_left", left=left, all=event.capacity) if left else texts.say("seat.full")
    return f"{full} {texts.say('seat.queue', people=say_people(texts, counts.waiting))}" if counts.waiting else full


def say_standing(texts: Texts, row: RegistrationRow, place: int, zone: ZoneInfo) -> str:
    """How a registration stands; `place` is that in the queue."""
    people = say_people(texts, row.people)
    if row.state == Standing.SEATED:
        lines = [texts.say("seat.yours", people=people), texts.say("seat.code", code=say_code(row.code))]
        return "\n".join(lines)
    if row.state == Standing.OFFERED and row.offered_until:
        return texts.say("seat.offered", people=people, until=say_moment(texts, row.offered_until, zone))
    return texts.say("seat.waiting", people=people, place=place)


def say_moment(texts: Texts, moment: datetime, zone: ZoneInfo) -> str:
    """`Mittwoch, 14. April 2027, 17:30 Uhr`."""
    local = moment.astimezone(zone)
    return texts.say("event.at", day=texts.full_day(local.date()), begin=f"{local:%H:%M}")


def say_leads(texts: Texts, leads: Iterable[Lead]) -> str:
    """When somebody is reminded, in a sentence."""
    ordered = sorted(leads, key=lambda lead: lead.length, reverse=True)
    if not ordered:
        return texts.say("reminding.none")
    return texts.say("reminding.at", leads=", ".join(name_lead(texts, lead) for lead in ordered))


def name_lead(texts: Texts, lead: Lead) -> str:
    """`1 Tag vorher`; one that nobody can choose in the chat as it is written."""
    return texts.say(f"lead.{lead.written}") if lead.written in CHOICES else lead.written


def for_one(
    reply: Reply, texts: Texts, event: Event, what: What, reason: str, row: RegistrationRow | None
) -> Reply:  # fmt: skip
    """What a push of an event carries for whoever takes part, or wanted to be reminded: the ways to change that, and
    the file again where the calendar has to hear of it."""
    if row is None or row.state not in LIVE:
        if reason != Reason.WISHED or what is What.CANCELLED:
            return reply
        button = Button(label=texts.say("button.reminding"), reference=reference("remind", event.id))
        return replace(reply, buttons=[*reply.buttons, button])
    buttons = []
    if what in {What.MOVED, What.RESTORED}:
        buttons.append(Button(label=texts.say("button.still_can"), reference=reference("still", event.id)))
    if what is not What.CANCELLED:
        buttons.append(Button(label=texts.say("button.cancel_seat"), reference=reference("leave", event.id)))
    if what is What.REMINDER and row.state == Standing.SEATED:
        code = texts.say("seat.code", code=say_code(row.code))
        return replace(reply, text=f"{reply.text}\n{code}", buttons=[*reply.buttons, *buttons])
    file = write_file(event, texts) if what is not What.REMINDER else None
    return replace(reply, buttons=[*reply.buttons, *buttons], document=file)


def say_offer(texts: Texts, event: Event, row: RegistrationRow, zone: ZoneInfo) -> Reply:
    """A seat for somebody who waits."""
    until = say_moment(texts, row.offered_until, zone) if row.offered_until else ""
    lines = [
        say_when(texts, event, zone), say_where(texts, event), "",
        texts.say("seat.offer_text", people=say_people(texts, row.people), until=until),
    ]  # fmt: skip
    return Reply(
        title=texts.say("seat.offer_title", title=event.in_words(texts.language).title),
        text="\n".join(lines),
        buttons=[
            Button(label=texts.say("button.take_seat"), reference=reference("seat_take", event.id)),
            Button(label=texts.say("button.no_seat"), reference=reference("seat_leave", event.id)),
        ],
    )


def say_ended(texts: Texts, event: Event, zone: ZoneInfo) -> Reply:
    """An offer has ended, and the seat went on."""
    title = event.in_words(texts.language).title
    text = "\n".join([say_when(texts, event, zone), "", texts.say("seat.ended_text")])
    return Reply(
        title=texts.say("seat.ended_title", title=title),
        text=text,
        buttons=[Button(label=texts.say("button.event"), reference=reference("event", event.id))],
    )
