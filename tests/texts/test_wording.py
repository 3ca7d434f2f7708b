"""How the texts read: Sie, calm, short enough for a bubble, and plain where plain German is promised."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from bot.answering.answers import not_known
from bot.answering.browsing import A_PAGE
from bot.answering.cards import card, entry_button, menu_button
from bot.conversation.words import Button
from bot.texts import load_texts
from knowledge.entries import Kind, Language
from knowledge.prose import find_in
from knowledge.readability import find_hardness, measure
from tests.texts.keys import catalogue

TODAY = date(2026, 11, 23)
LONGEST = 900
LONGEST_LABEL = 24
MEASURABLE = 12
"""Words from which on a readability index says anything; shorter texts are held to the length of their sentences."""
LABELS = (
    "button.",
    "label.",
    "language.name",
    "page.forget_yes",
    "page.forget_no",
    "page.send",
    "page.begin",
    "page.menu",
)


def plain(text: str) -> str:
    """A text as it is read: without what is put in, and with commands as words."""
    return re.sub(r"(?<![\w/])/[a-z]+", "Befehl", re.sub(r"\{\w+\}", "7", text))


@pytest.mark.parametrize("language", Language)
def test_texts_are_calm_speak_with_sie_and_carry_no_markup(language):
    texts = catalogue(language)
    assert [key for key, text in texts.items() if "!" in text] == []
    found = {key: [finding.sentence for finding in find_in(plain(text), language)] for key, text in texts.items()}
    assert {key: sentences for key, sentences in found.items() if sentences} == {}


@pytest.mark.parametrize("language", Language)
def test_texts_fit_one_bubble(language):
    lengths = {key: len(text) for key, text in catalogue(language).items() if not key.startswith("privacy.")}
    assert {key: length for key, length in lengths.items() if length > LONGEST} == {}


def test_plain_german_is_as_plain_as_promised():
    hard = {}
    for key, text in catalogue(Language.SIMPLE).items():
        found = measure(plain(text))
        if found.longest > MEASURABLE if found.words < MEASURABLE else find_hardness(found):
            hard[key] = found
    assert hard == {}


def test_plain_german_as_a_whole_is_plainer_than_the_usual_german():
    simple, usual = (
        measure("\n".join(plain(text) for text in catalogue(language).values()))
        for language in (Language.SIMPLE, Language.GERMAN)
    )
    assert find_hardness(simple) == []
    assert simple.mean < usual.mean
    assert simple.lix < usual.lix
    assert simple.wiener < usual.wiener
    assert simple.amstad > usual.amstad


@pytest.mark.parametrize("language", Language)
def test_every_label_is_short_and_has_letters(language, answers):
    labels = [text for key, text in catalogue(language).items() if key.startswith(LABELS) and key != "button.old"]
    labels += [topic.names[language] for topic in answers.library.topics.values()]
    labels += [entry.variants[language].label for entry in answers.library.entries.values()]
    wrong = [label for label in labels if len(label) > LONGEST_LABEL or len(re.findall(r"[^\W\d_]", label)) < 2]
    assert wrong == []


@pytest.mark.parametrize("language", Language)
def test_no_message_has_two_equal_labels_or_more_than_seven_buttons(language, answers):
    for name, buttons in messages(language, answers):
        labels = [button.label.casefold() for button in buttons]
        assert len(labels) == len(set(labels)), name
        assert len({button.reference for button in buttons}) == len(buttons), name
        assert len(buttons) <= 7, name


def messages(language: Language, answers) -> Iterator[tuple[str, list[Button]]]:
    """The buttons of everything that can be said without a person: cards, honest noes, pages of topics."""
    texts, library = load_texts().of(language), answers.library
    for entry in library.entries.values():
        yield entry.id, list(card(entry, library, texts, TODAY).buttons)
    for misses in (0, 1):
        yield "not known", list(not_known(texts, misses=misses).buttons)
    for topic in library.topics:
        entries = library.of_topic(topic)
        for start in range(0, len(entries), A_PAGE):
            page = [entry_button(entry, texts) for entry in entries[start : start + A_PAGE]]
            more = Button(label=texts.say("button.more"), reference="more")
            yield f"{topic} {start}", [*page, more, menu_button(texts)]


def test_the_first_sentences_of_an_emergency_say_whom_to_call():
    numbers = {"emergency.rescue": "112", "emergency.police": "110", "emergency.crisis": "0800 1110111"}
    for language in Language:
        for key, number in numbers.items():
            assert number in " ".join(re.split(r"(?<=[.?])\s", load_texts().of(language).say(key))[:3])


@pytest.mark.parametrize("language", Language)
def test_every_day_is_said_with_its_month_in_words(language):
    assert load_texts().of(language).day(date(2026, 3, 3)) in {"3. März 2026", "3 March 2026"}


def test_small_talk_and_other_offices_have_a_way_back(answers):
    texts = load_texts().of("de")
    for entry in answers.library.entries.values():
        if entry.kind is not Kind.ANSWER:
            assert [button.label for button in card(entry, answers.library, texts, TODAY).buttons] == ["Alle Themen"]
