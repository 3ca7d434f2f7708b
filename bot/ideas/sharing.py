"""Ideas as cards for other people's chats: offered while somebody types, kept true while anything may come of them.

How many support an idea stands beside the day, not in its words: each new one would change every card there is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.conversation.words import Reply
from bot.delivery.cards import Card
from bot.ideas.card import LONGEST_WORDS, name_of, say_decision, say_supporters, shortened
from bot.ideas.hearing import read_number
from bot.ideas.lifeline import number_of
from bot.ideas.one_idea import PAYLOAD, read_idea_number
from bot.texts import Texts
from knowledge.language.common import all_function_words
from knowledge.language.folding import fold
from storage import ideas, lifelines
from storage.database import Session
from storage.idea_words import words_in
from storage.ideas import SHOWN, IdeaRow, Order, Stage

NAME = PAYLOAD.removesuffix("_")
"""The word before the `_` in the ids of these cards."""
MOST = 3
"""Ideas among ten results: whoever types a word may want a date or an answer as well."""
SETTLING = timedelta(minutes=10)
"""After a step: the staff often take the next one, or this one back, at once."""
OVER_AFTER = timedelta(days=1)
"""What is done is kept true for so long."""
QUIET_AFTER = timedelta(days=365)
"""So long after the last step nothing more is expected, and where a card was shared is forgotten."""
_SAID_OF_ALL = frozenset({"idee", "ideen", "idea", "ideas", "burgeridee", "burgerideen"})
"""Folded words that say only that ideas are looked for."""


@dataclass(frozen=True, kw_only=True)
class IdeaCards:
    """Source and keeper of the cards of this room."""

    async def offer(self, session: Session, query: str, texts: Texts, now: datetime) -> Sequence[Card]:
        """The idea of this number, or those with all these words; before any is typed the most supported ones."""
        return [await self._card(session, row, texts, now) for row in await _found(session, query)]

    async def show(self, session: Session, argument: str, texts: Texts, now: datetime) -> Card | None:
        """An idea as it stands now; one that went into another one shows that one."""
        number = read_number(argument)
        row = await ideas.look_at(session, number) if number else None
        return await self._card(session, row, texts, now) if row else None

    async def _card(self, session: Session, row: IdeaRow, texts: Texts, now: datetime) -> Card:
        id = f"{PAYLOAD}{row.id}"
        into = await ideas.look_at(session, row.merged_into) if row.stage == Stage.MERGED and row.merged_into else None
        idea = into or row
        if idea.stage not in SHOWN:
            return Card(id=id, reply=say_hidden(texts, row), hint="", until=now)
        changed = await lifelines.last_at(session, idea.id) or idea.handed_in
        return Card(
            id=id,
            reply=say_shared(texts, idea, went_in=row if into else None),
            hint=_stage(texts, idea),
            until=kept_until(idea, changed),
            is_settling=abs(now - changed) < SETTLING,  # a clock that was put back makes nobody wait
        )


def kept_until(idea: IdeaRow, changed: datetime) -> datetime:
    """How long the card of a public idea is kept true, its last step being at `changed`. Pure."""
    return changed + (OVER_AFTER if idea.stage == Stage.DONE else QUIET_AFTER)


def say_shared(texts: Texts, idea: IdeaRow, went_in: IdeaRow | None = None) -> Reply:
    """A public idea in a few lines. `went_in`: the merged one that it is shown for. Pure."""
    lines = [texts.say("ideas.went_into", number=number_of(went_in.id))] if went_in else []
    if idea.text.strip(" .") != idea.title.strip(" ."):  # a short idea is its own title
        lines.append(shortened(" ".join(idea.text.split()), LONGEST_WORDS))
    lines.append(_stage(texts, idea))
    if idea.stage in (Stage.DECIDED, Stage.DONE) and idea.outcome:
        answer = shortened(idea.answer, LONGEST_WORDS)
        decided = {"outcome": idea.outcome, "part_of": idea.part_of, "when": idea.when, "answer": answer}
        lines.append(say_decision(texts, decided))
    note = f"{say_supporters(texts, idea)}." if idea.support else ""
    return Reply(title=name_of(idea), text="\n".join(lines), note=note)


def say_hidden(texts: Texts, idea: IdeaRow) -> Reply:
    """Its last word once nobody may read it any more: the number, and nothing that was written. Pure."""
    return Reply(title=number_of(idea.id), text=texts.say("inline.idea_hidden"))


def looked_for(query: str) -> tuple[int | None, str]:
    """The number that stands first in a query, and the words that an idea must have. Pure.

    A button that shares an idea types `I-0388 · Bänke am Elsterradweg`; a bare number counts only if it stands alone.
    """
    typed = [word for word in query.split() if fold(word) not in _SAID_OF_ALL]
    number = read_idea_number(" ".join(typed))
    if number is None and typed and not typed[0].isdigit():
        number = read_idea_number(typed[0])
    return number, " ".join(word for word in typed if fold(word) not in all_function_words())


async def _found(session: Session, query: str) -> Sequence[IdeaRow]:
    number, words = looked_for(query)
    if number is not None:
        row = await ideas.look_at(session, number)
        if row is not None and row.stage in SHOWN:
            return [row]
    if query and not words_in(words) and not any(fold(word) in _SAID_OF_ALL for word in query.split()):
        return []  # nothing but small words: they would fit all ideas
    return await ideas.shown(session, order=Order.SUPPORTED, words=words, most=MOST)


def _stage(texts: Texts, idea: IdeaRow) -> str:
    return texts.say("inline.idea_stage", stage=texts.say(f"ideastage.{idea.stage}"))
