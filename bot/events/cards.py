"""One event as a card: what, when, where, for whom, how many seats; and what one can do about it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.conversation.words import Button, Reply, reference
from bot.events.about import Subjects, link_minutes, say_about
from bot.events.event import Event, Kind
from bot.events.leads import Lead, still_ahead
from bot.events.saying import links_of, say_when, say_where
from bot.events.saying_seats import say_leads, say_seats, say_standing
from bot.events.seating import Closed, closed
from bot.texts import Texts
from storage.registrations import LIVE, Counts, RegistrationRow, Standing

DOOR = "termin"
"""What the deep link to an event says behind /start: `termin_17`."""
LONGEST_LABEL = 24
ONE_COMES_TO = frozenset({Kind.WORKSHOP, Kind.ASSEMBLY, Kind.TOUR})
"""Where a word on registration is expected."""


@dataclass(frozen=True, kw_only=True)
class Mine:
    """What an event has to do with the person who looks at it."""

    registration: RegistrationRow | None = None
    place: int = 0
    """In the queue, from 1."""
    leads: Sequence[Lead] | None = None
    """When they are reminded of it; None: not at all."""

    @property
    def row(self) -> RegistrationRow | None:
        """The registration, if it was not cancelled."""
        return self.registration if self.registration and self.registration.state in LIVE else None


@dataclass(frozen=True, kw_only=True)
class CardDrawing:
    """Draws cards in one language at one moment."""

    texts: Texts
    zone: ZoneInfo
    now: datetime
    subjects: Subjects

    def preview(self, event: Event, counts: Counts) -> Reply:
        """The card as everybody sees it, with nothing to press: what staff look at."""
        return replace(self.card(event, counts, Mine()), buttons=())

    def card(self, event: Event, counts: Counts, mine: Mine, *, group: bool = False, title: str = "") -> Reply:
        """The card; in a group nothing of anybody, and the way into the private conversation."""
        say, words = self.texts.say, event.in_words(self.texts.language)
        parts = [[words.title] if title else [], [say_when(self.texts, event, self.zone), *self._where(event)]]
        parts.append([text for text in (words.text,) if text])
        if words.bring:
            parts[-1].append(say("event.bring", what=words.bring))
        parts.append([text for text in (self.state(event, counts),) if text])
        parts += [[paragraph] for paragraph in say_about(self.texts, event, self.subjects)]
        row = mine.row
        if not event.is_over(self.now) and not group:
            parts.append([say_standing(self.texts, row, mine.place, self.zone)] if row else [])
            if mine.leads is not None and not event.is_cancelled and (row is None or row.state == Standing.SEATED):
                ahead = still_ahead(mine.leads, event.start, self.now, self.zone, whole_day=event.whole_day)
                parts[-1].append(say_leads(self.texts, ahead))
        return Reply(
            title=title or words.title,
            text="\n\n".join("\n".join(lines) for lines in parts if lines),
            links=[*links_of(self.texts, event), *link_minutes(self.texts, event)],
            buttons=self._in_group(event) if group else self._buttons(event, row),
        )

    def state(self, event: Event, counts: Counts) -> str:
        """Whether one can still come, and how many seats there are."""
        why = closed(event, self.now)
        if why in {Closed.CANCELLED, Closed.OVER} or (why is Closed.BEGUN and event.capacity is not None):
            return self.texts.say(f"closed.{why}")
        if event.capacity is None and event.kind not in ONE_COMES_TO:
            return ""
        return say_seats(self.texts, event, counts)

    def _where(self, event: Event) -> list[str]:
        say = self.texts.say
        lines = [say_where(self.texts, event)]
        if event.step_free is not None:
            lines.append(say("event.step_free" if event.step_free else "event.steps"))
        if event.interpreter:
            lines.append(say("event.interpreter"))
        return lines

    def _buttons(self, event: Event, row: RegistrationRow | None) -> list[Button]:
        say = self.texts.say
        if event.is_over(self.now):
            return [all_events(self.texts)]
        file = Button(label=say("button.file"), reference=reference("file", event.id))
        if event.is_cancelled:
            return [file, all_events(self.texts)]
        remind = Button(label=say("button.remind"), reference=reference("remind", event.id))
        rest = [file, self._share(event), all_events(self.texts)]
        if row is None:
            return [*self._join(event), remind, *rest]
        change = Button(label=say("button.change_seats"), reference=reference("join", event.id))
        leave = Button(label=say("button.cancel_seat"), reference=reference("leave", event.id))
        if row.state == Standing.OFFERED:
            take = Button(label=say("button.take_seat"), reference=reference("seat_take", event.id))
            no = Button(label=say("button.no_seat"), reference=reference("seat_leave", event.id))
            return [take, no, *rest]
        return [change, leave, remind, *rest]

    def _in_group(self, event: Event) -> list[Button]:
        say = self.texts.say
        buttons = [Button(label=say("button.file"), reference=reference("file", event.id)), self._share(event)]
        if event.is_cancelled or event.is_over(self.now):
            return buttons[:1]
        private = f"{DOOR}_{event.id}"
        remind = Button(label=say("button.remind"), reference=reference("remind", event.id), private=private)
        return [*self._join(event, private), remind, *buttons]

    def _join(self, event: Event, private: str = "") -> list[Button]:
        if closed(event, self.now) is not None:
            return []
        return [Button(label=self.texts.say("button.join"), reference=reference("join", event.id), private=private)]

    def _share(self, event: Event) -> Button:
        """Both faces make a link of the last part of the reference, where they have no cards for other chats."""
        title = event.in_words(self.texts.language).title
        link = reference("event", f"{DOOR}_{event.id}")
        return Button(label=self.texts.say("button.share_event"), reference=link, shares=title)


def event_button(texts: Texts, event: Event, zone: ZoneInfo) -> Button:
    """The way to an event's card."""
    return Button(label=event_label(texts, event, zone), reference=reference("event", event.id))


def event_label(texts: Texts, event: Event, zone: ZoneInfo) -> str:
    """Its day and as much of its title as fits on a button."""
    day = event.start.astimezone(event.zone if event.whole_day else zone)
    label = f"{day:%d.%m.} {event.in_words(texts.language).title}"
    if len(label) > LONGEST_LABEL:
        label = f"{label[: LONGEST_LABEL - 1].rstrip()}…"
    return label


def all_events(texts: Texts) -> Button:
    """The way back to the list."""
    return Button(label=texts.say("button.events"), reference=reference("events"))


def is_consultation(event: Event) -> bool:
    """What is reminded of when it opens and three days before its end, whatever anybody chose."""
    return event.kind is Kind.CONSULTATION
