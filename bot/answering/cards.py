"""How an entry looks as a reply: title, text, where it comes from, when it was checked, what may be asked next."""

from datetime import date

from bot.conversation.words import Button, Link, Reply, reference
from bot.texts import Texts
from knowledge.entries import Entry, Kind, Language, Library

MOST_SOURCES = 3


def card(entry: Entry, library: Library, texts: Texts, today: date) -> Reply:
    """The entry in the language of `texts`. Small talk and directions elsewhere carry no source and no date."""
    variant = entry.variants[texts.language]
    if entry.kind is not Kind.ANSWER:
        return Reply(text=variant.text, buttons=[menu_button(texts)])
    return Reply(
        title=variant.title,
        text=variant.text,
        links=[
            Link(label=texts.say("card.source", title=source.title, date=source.date), address=source.address)
            for source in entry.sources[:MOST_SOURCES]
        ],
        note=_age(entry, texts, today),
        buttons=[*_next_questions(entry, library, texts), *_other_words(entry, texts), menu_button(texts)],
    )


def menu_button(texts: Texts) -> Button:
    """The way back to all topics, the last button under every answer."""
    return Button(label=texts.say("button.topics"), reference=reference("topics"))


def entry_button(entry: Entry, texts: Texts) -> Button:
    """The button that opens an entry."""
    return Button(label=entry.variants[texts.language].label, reference=reference("entry", entry.id))


def _next_questions(entry: Entry, library: Library, texts: Texts) -> list[Button]:
    return [entry_button(library.entries[id], texts) for id in entry.next]


def _other_words(entry: Entry, texts: Texts) -> list[Button]:
    if texts.language is Language.GERMAN:
        return [Button(label=texts.say("button.simple"), reference=reference("simple", entry.id))]
    if texts.language is Language.SIMPLE:
        return [Button(label=texts.say("button.standard"), reference=reference("standard", entry.id))]
    return []


def _age(entry: Entry, texts: Texts, today: date) -> str:
    checked = texts.say("card.checked", day=texts.day(entry.checked))
    if entry.valid_until and entry.valid_until < today:
        return f"{checked} {texts.say('card.overdue', day=texts.day(entry.valid_until))}"
    return checked
