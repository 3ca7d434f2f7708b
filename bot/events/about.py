"""What a card says below the facts: what came of an event, what it is about, whom to ask."""

from collections.abc import Mapping

from bot.conversation.words import Link
from bot.events.event import Event
from bot.texts import Texts
from knowledge.entries import Language

Subjects = Mapping[str, Mapping[Language, str]]
"""Pilots and measures of the knowledge base by their keys, and what they are called in each language."""


def say_about(texts: Texts, event: Event, subjects: Subjects) -> list[str]:
    """A paragraph each; nothing where nobody has written anything."""
    names = [subjects[subject][texts.language] for subject in event.subjects if subject in subjects]
    lines = [texts.say("event.languages", languages=event.languages)] if event.languages else []
    if names:
        lines.append(texts.say("event.about", subjects=", ".join(names)))
    if event.ideas:
        lines.append(texts.say("event.ideas", ideas=", ".join(f"I-{number}" for number in event.ideas)))
    if event.contact:
        lines.append(texts.say("event.contact", contact=event.contact))
    return [*say_results(texts, event), *(["\n".join(lines)] if lines else [])]


def say_results(texts: Texts, event: Event) -> list[str]:
    """What came of it and what happens next, a paragraph each; nothing where nobody has written it."""
    lines = [event.results] if event.results else []
    if event.next_step and event.next_day:
        day = texts.full_day(event.next_day)
        lines.append(texts.say("event.next", day=day, what=event.next_step))
    return lines


def link_minutes(texts: Texts, event: Event) -> list[Link]:
    """Where the minutes are, if they are anywhere."""
    return [Link(label=texts.say("event.minutes"), address=event.minutes)] if event.minutes else []
