"""For how many people? The one question before a seat: answered by a button, or typed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.conversation.routing import Handler, Turn
from bot.conversation.words import Button, Reply, reference
from bot.events.counting import read_people
from bot.events.event import Event
from bot.events.looking_up import mine_of
from bot.events.saying import say_when
from bot.events.saying_seats import say_people
from bot.events.seating import free, most_people
from bot.texts import Texts
from knowledge.language.sentences import questions_of
from storage import registrations

FORM = "seats"
"""The open form, with the event's number as its argument: whoever types a number there means people."""
STOP_WORDS = frozenset(
    {"abbrechen", "abbruch", "stopp", "stop", "nein", "doch nicht", "zurück", "cancel", "no", "back"}
)


@dataclass(frozen=True, kw_only=True)
class HowMany:
    """The question. `question` answers what is asked in between; it is handed in."""

    zone: ZoneInfo
    question: Handler

    async def ask(self, turn: Turn, event: Event, problem: str = "") -> Reply:
        """The question with its buttons, or, where the number is known (`turn.argument`), whether it is right. From now
        on the next words are taken for the answer, unless another form is open."""
        say = turn.texts.say
        if (turn.person.form or FORM).partition(":")[0] == FORM:
            turn.person.form = f"{FORM}:{event.id}"
        row, most = (await mine_of(turn, event)).row, most_people(event)
        wanted = int(turn.argument) if turn.argument.isascii() and turn.argument.isdigit() else 0
        title, when = event.in_words(turn.texts.language).title, say_when(turn.texts, event, self.zone)
        if 1 <= wanted <= most:
            people = say_people(turn.texts, wanted)
            parts = [say("seat.for_so_many", title=title, when=when, people=people)]
            buttons = [self._button(turn.texts, event, wanted)]
            buttons.append(Button(label=say("button.other_number"), reference=reference("join", event.id)))
        else:
            parts = [say("seat.too_many", most=most)] if wanted else []
            parts.append(say("seat.how_many", title=title, when=when, most=most))
            buttons = [self._button(turn.texts, event, people) for people in range(1, most + 1)]
        if row is not None:
            parts.insert(0, say("seat.now", people=say_people(turn.texts, row.people)))
        else:
            taken = (await registrations.counts(turn.session, int(event.id))).taken
            full = free(event.capacity, taken) == 0
            parts = [*([f"{say('seat.full')} {say('seat.to_the_list')}"] if full else []), *parts, say("seat.consent")]
        if problem:
            parts.insert(0, problem)
        return Reply(text="\n\n".join(parts), buttons=[*buttons, back_to(turn.texts, event)])

    async def typed(self, turn: Turn, event: Event) -> int | Sequence[Reply]:
        """How many people were typed; or what there is to say to other words, and the question stays."""
        text, say = turn.incoming.text, turn.texts.say
        people = read_people(text)
        if people is not None and 1 <= people <= most_people(event):
            return people
        if people is not None:
            return [await self.ask(replace(turn, argument=str(people)), event)]
        if questions_of(text):
            return [*await self.question(replace(turn, argument=text)), await self.ask(turn, event)]
        return [await self.ask(turn, event, say("seat.no_number"))]

    def _button(self, texts: Texts, event: Event, people: int) -> Button:
        return Button(label=say_people(texts, people), reference=reference("join_for", f"{event.id}:{people}"))


def is_stop(text: str) -> bool:
    """Whether somebody leaves the question with a word."""
    return text.strip(" .!").casefold() in STOP_WORDS


def leave_step(turn: Turn) -> None:
    """The question is not asked any more; other open forms stay."""
    if (turn.person.form or "").partition(":")[0] == FORM:
        turn.person.form = None


def back_to(texts: Texts, event: Event) -> Button:
    """To an event's card."""
    return Button(label=texts.say("button.event"), reference=reference("event", event.id))
