"""How an entry looks as a reply: title, text, where it comes from, when it was checked, what may be asked next."""

from datetime import date

from bot.conversation.words import Button, Link, Reply, reference
from bot.texts import Texts
from knowledge.ageing import Age, age_of
from knowledge.entries import Entry, Kind, Language, Library

MOST_SOURCES = 3
MOST_NEXT = 2
"""With plain German, the two verdicts and the way back there are six buttons, and a telephone shows no more."""


def card(entry: Entry, library: Library, texts: Texts, today: date) -> Reply:
    """The entry in the language of `texts`, with the day of its check that the library knows. Small talk and directions
    elsewhere carry no source and no date."""
    entry = library.entries.get(entry.id, entry)
    variant = entry.variants[texts.language]
    if entry.kind is not Kind.ANSWER:
        return Reply(text=variant.text, buttons=[menu_button(texts)])
    age = age_of(entry, today)
    if age is Age.WITHDRAWN:
        return Reply(
            title=variant.title, text=texts.say("card.withdrawn"), buttons=[contact_button(texts), menu_button(texts)]
        )
    return Reply(
        title=variant.title,
        text=variant.text,
        links=source_links(entry, texts),
        note=_note(entry, texts, age),
        buttons=[
            *(entry_button(library.entries[id], texts) for id in entry.next[:MOST_NEXT]),
            *_other_words(entry, texts),
            Button(label=texts.say("button.helped"), reference=reference("helped", entry.id)),
            Button(label=texts.say("button.not_helped"), reference=reference("unhelpful", entry.id)),
            menu_button(texts),
        ],
    )


def source_links(entry: Entry, texts: Texts) -> list[Link]:
    """Where an answer comes from."""
    return [
        Link(label=texts.say("card.source", title=source.title, date=source.date), address=source.address)
        for source in entry.sources[:MOST_SOURCES]
    ]


def _note(entry: Entry, texts: Texts, age: Age) -> str:
    """When an answer was checked, and whether that should have happened again by now."""
    checked = texts.say("card.checked", day=texts.day(entry.checked))
    if age is Age.OVERDUE and entry.valid_until:
        return f"{checked} {texts.say('card.overdue', day=texts.day(entry.valid_until))}"
    return checked


def contact_button(texts: Texts) -> Button:
    """The way to people of the city."""
    return Button(label=texts.say("button.contact"), reference=reference("contact"))


def pass_on_button(texts: Texts) -> Button:
    """The way to have a question passed on to people of the city."""
    return Button(label=texts.say("button.pass_on"), reference=reference("pass_on"))


def share_button(entry: Entry, texts: Texts) -> Button:
    """Pass an answer on. A face that cannot do that opens the entry."""
    title = entry.variants[texts.language].title
    return Button(label=texts.say("button.share"), reference=reference("entry", entry.id), shares=title)


def menu_button(texts: Texts) -> Button:
    """The way back to all topics, the last button under every answer."""
    return Button(label=texts.say("button.topics"), reference=reference("topics"))


def entry_button(entry: Entry, texts: Texts) -> Button:
    """The button that opens an entry."""
    return Button(label=entry.variants[texts.language].label, reference=reference("entry", entry.id))


def _other_words(entry: Entry, texts: Texts) -> list[Button]:
    if texts.language is Language.GERMAN:
        return [Button(label=texts.say("button.simple"), reference=reference("simple", entry.id))]
    if texts.language is Language.SIMPLE:
        return [Button(label=texts.say("button.standard"), reference=reference("standard", entry.id))]
    return []
