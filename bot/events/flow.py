"""Asking for dates in the chat: `/termine`, and free text that asks for nothing else. Answered from rows alone."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from zoneinfo import ZoneInfo

from bot.conversation.routing import Turn
from bot.conversation.words import Button, Reply, reference
from bot.events.about import Subjects
from bot.events.cards import event_button
from bot.events.dates import Days, Unit, When
from bot.events.event import PUBLIC, Event
from bot.events.finding import Found, find
from bot.events.looking_up import card_of
from bot.events.rows import from_row
from bot.events.saying import say_when, say_where
from bot.events.understanding import DateQuestion, names_kind, understand
from bot.texts import Texts
from knowledge.revising import load_revision_rule
from storage import events

MOST = 3
"""Events in one answer."""
TITLES = {Unit.NEXT: "dates.next", Unit.LAST: "dates.last"}
EVERYTHING = DateQuestion(when=When(unit=Unit.ALL))
TellMore = Callable[[Turn, str, Callable[[str], bool]], Awaitable[Sequence[Reply] | None]]


@dataclass(frozen=True, kw_only=True)
class EventsFlow:
    """The handlers of events for everybody."""

    zone: ZoneInfo
    tell_more: TellMore
    """The curated answer to the question of a turn, below the words of a key, if its title passes; None where none is
    certain."""
    subjects: Subjects
    texts_of: Callable[[Turn], Texts]
    """The language in which the question of a turn is answered."""

    async def show_all(self, turn: Turn) -> Sequence[Reply]:
        """What is coming; `/termine mai`, `/termine energie`: of a month, of a topic."""
        question = (understand(f"termine {turn.argument}") if turn.argument else None) or EVERYTHING
        return [await self._answer(turn, await self._find(turn, question))]

    async def asked(self, turn: Turn) -> Sequence[Reply] | None:
        """A listener: free text that asks for dates. Of a past that no row knows, the curated entries tell more."""
        question = understand(turn.argument)
        if question is None:
            return None
        turn = replace(turn, texts=self.texts_of(turn))
        found = await self._find(turn, question)
        if found.is_empty and _is_past(found, turn):
            return None
        if found.is_empty and question.kind and await self._is_of_no_kind(turn, question):
            more = await self.tell_more(turn, "dates.none_but", partial(names_kind, question.kind))
            if more is not None:  # "gibt es wieder einen Stadtrundgang": there is more to say than no
                return more
        turn.person.spoken = turn.texts.language  # what the buttons below say follows
        return [await self._answer(turn, found)]

    async def _answer(self, turn: Turn, found: Found) -> Reply:
        """The one that was meant as its card, with all that can be done about it; several as a list."""
        if len(found.coming) == 1 and not found.past and found.revision is None:
            title = TITLES.get(found.question.when.unit, "dates.coming")
            return await card_of(turn, found.coming[0], self.zone, self.subjects, title=turn.texts.say(title))
        turn.person.event = None  # of several none is meant
        said = say_found(turn.texts, found, self.zone, group=turn.incoming.group)
        if not found.is_empty or found.days is None or found.days.last < turn.now.astimezone(self.zone).date():
            return said
        following = await self._find(turn, replace(found.question, when=When(unit=Unit.NEXT)))
        if not following.coming:
            return said
        block = f"{turn.texts.say('dates.next_one')}\n{_block(turn.texts, following.coming[0], self.zone)}"
        show = Button(label=turn.texts.say("button.events"), reference=reference("events"))
        return replace(said, text=f"{said.text}\n\n{block}", buttons=[show, *said.buttons])

    async def _is_of_no_kind(self, turn: Turn, question: DateQuestion) -> bool:
        """Whether nothing of the kind that is asked for is coming at any time, on any topic."""
        if question.when.unit not in {Unit.NEXT, Unit.ALL}:
            return False
        return question.topic is None or (await self._find(turn, replace(question, topic=None))).is_empty

    async def _find(self, turn: Turn, question: DateQuestion) -> Found:
        known = [from_row(row) for row in await events.in_states(turn.session, PUBLIC)]
        return find(question, known, load_revision_rule(), turn.now, self.zone)


def say_found(texts: Texts, found: Found, zone: ZoneInfo, *, group: bool = False) -> Reply:
    """The answer in words: what is coming, then what is over and called so; or that nothing is planned."""
    if found.is_empty:
        return _say_nothing(texts, found)
    unit = found.question.when.unit
    title = TITLES.get(unit, "dates.coming")
    blocks = [_block(texts, event, zone) for event in found.coming[:MOST]]
    if found.revision is not None:
        key = "dates.revision_that_year" if found.year else "dates.revision_year"
        blocks.append(texts.say(key, year=found.revision.year))
        title = "dates.revision"
    over = [_block(texts, event, zone) for event in found.past[: max(0, MOST - len(blocks))]]
    if over and unit is not Unit.LAST:
        over[0] = f"{texts.say('dates.past')}\n{over[0]}"
    hidden = len(found.coming) + len(found.past) - len(found.coming[:MOST]) - len(over)
    more = [texts.say("dates.more", count=hidden)] if hidden > 0 else []
    cards = [event_button(texts, event, zone) for event in found.coming[:MOST]]
    mine = [] if group else [Button(label=texts.say("button.my_events"), reference=reference("my_events"))]
    return Reply(
        title=texts.say(title), text="\n\n".join([*blocks, *over, *more]), buttons=[*cards, *mine, *_buttons(texts)]
    )


def _say_nothing(texts: Texts, found: Found) -> Reply:
    if found.year is not None:
        return Reply(text=texts.say("dates.revision_missing", year=found.year), buttons=_buttons(texts))
    if found.days is None:
        return Reply(text=texts.say("dates.nothing"), buttons=_buttons(texts))
    return Reply(text=texts.say("dates.nothing_in", span=_say_days(texts, found.days)), buttons=_buttons(texts))


def _say_days(texts: Texts, days: Days) -> str:
    if days.is_open:
        return texts.say("dates.from", first=texts.full_day(days.first))
    if days.first == days.last:
        return texts.full_day(days.first)
    return texts.say("dates.days", first=texts.full_day(days.first), last=texts.full_day(days.last))


def _block(texts: Texts, event: Event, zone: ZoneInfo) -> str:
    lines = [event.in_words(texts.language).title, say_when(texts, event, zone), say_where(texts, event)]
    if event.step_free is not None:
        lines.append(texts.say("event.step_free" if event.step_free else "event.steps"))
    if event.is_cancelled:
        lines.append(texts.say("dates.cancelled"))
    return "\n".join(lines)


def _buttons(texts: Texts) -> list[Button]:
    return [Button(label=texts.say("button.subs"), reference=reference("subs"))]


def _is_past(found: Found, turn: Turn) -> bool:
    """Whether what was asked for lies behind us."""
    if found.question.when.unit is Unit.LAST:
        return True
    days, today = found.days, turn.now.date()
    return days is not None and (days.last < today or (days.is_open and days.first < today))  # "seit 2019"
