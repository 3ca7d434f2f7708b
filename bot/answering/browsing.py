"""Browsing without a question: `/themen` shows the topics, a topic its entries, a few at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.answering.cards import entry_button, menu_button
from bot.conversation.routing import Turn
from bot.conversation.words import Button, Reply, reference
from knowledge.entries import Language, Library, Topic

Thing = TypeVar("Thing")

A_PAGE = 4
"""Choices in one message: with "more" and the way back no message has over six buttons."""


@dataclass(frozen=True, kw_only=True)
class Browsing:
    """The handlers of topics and their entries."""

    library: Library

    async def topics(self, turn: Turn) -> Sequence[Reply]:
        """One page of all topics. The argument is the page's number, empty for the first."""
        language = turn.texts.language
        shown, more = _page(list(self.library.topics.values()), turn.argument)
        return [
            Reply(
                text=_listed(turn.texts.say("topics.choose"), shown, lambda topic: _name(topic, language)),
                buttons=[
                    *(Button(label=_name(topic, language), reference=reference("topic", topic.id)) for topic in shown),
                    *_more(turn, "topics", more),
                ],
            )
        ]

    async def topic(self, turn: Turn) -> Sequence[Reply]:
        """One page of a topic's entries. The argument is `topic` or `topic.page`."""
        id, _, page = turn.argument.partition(".")
        topic = self.library.topics.get(id)
        if topic is None:
            return await self.topics(turn)
        shown, more = _page(self.library.of_topic(id), page)
        return [
            Reply(
                title=_name(topic, turn.texts.language),
                text=_listed(
                    turn.texts.say("topics.entries"), shown, lambda entry: entry.variants[turn.texts.language].title
                ),
                buttons=[
                    *(entry_button(entry, turn.texts) for entry in shown),
                    *_more(turn, "topic", f"{id}.{more}" if more else ""),
                    menu_button(turn.texts),
                ],
            )
        ]


def _page(things: Sequence[Thing], number: str) -> tuple[Sequence[Thing], str]:
    """The things on a page, and the next page's number or nothing. A page that is no number is the first."""
    page = int(number) if number.isdecimal() and int(number) * A_PAGE < len(things) else 0
    more = str(page + 1) if (page + 1) * A_PAGE < len(things) else ""
    return things[page * A_PAGE : (page + 1) * A_PAGE], more


def _more(turn: Turn, verb: str, argument: str) -> list[Button]:
    return [Button(label=turn.texts.say("button.more"), reference=reference(verb, argument))] if argument else []


def _listed(intro: str, things: Sequence[Thing], name: Callable[[Thing], str]) -> str:
    return intro + "\n\n" + "\n".join(f"- {name(thing)}" for thing in things)


def _name(topic: Topic, language: Language) -> str:
    return topic.names.get(language) or topic.names[Language.GERMAN]
