"""An event as residents read it: one card, for them and for the staff's preview alike."""

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from bot.conversation.words import Reply
from bot.events.closing import link_minutes, say_results
from bot.events.event import Event
from bot.events.saying import links_of, say_when, say_where
from bot.texts import Texts


def say_card(texts: Texts, event: Event, zone: ZoneInfo, subjects: Mapping[str, str]) -> Reply:
    """All that there is to know of an event, in the language of `texts`; `subjects` are the names of what it may be
    about."""
    words = event.in_words(texts.language)
    facts = "\n".join(_facts(texts, event, zone))
    about = [subjects[subject] for subject in event.subjects if subject in subjects]
    blocks = [
        facts,
        words.text,
        texts.say("event.bring", what=words.bring) if words.bring else "",
        *say_results(texts, event),
        texts.say("event.about", subjects=", ".join(about)) if about else "",
        texts.say("event.ideas", ideas=", ".join(f"I-{number}" for number in event.ideas)) if event.ideas else "",
        texts.say("event.contact", contact=event.contact) if event.contact else "",
    ]
    return Reply(
        title=words.title,
        text="\n\n".join(block for block in blocks if block),
        links=[*links_of(texts, event), *link_minutes(texts, event)],
    )


def _facts(texts: Texts, event: Event, zone: ZoneInfo) -> Iterator[str]:
    if event.is_cancelled:
        yield texts.say("dates.cancelled")
    yield say_when(texts, event, zone)
    yield say_where(texts, event)
    if event.step_free is not None:
        yield texts.say("event.step_free" if event.step_free else "event.steps")
    if event.languages:
        yield texts.say("event.languages", languages=event.languages)
    if event.interpreter:
        yield texts.say("event.interpreter")
    if event.capacity is not None:
        yield texts.say("event.capacity", capacity=event.capacity)
