"""Every key is known in every language, every text is used, and all languages say the same."""

import re
import string

import pytest
from babel.messages.pofile import read_po

from bot.offices import open_offices
from bot.rooms import put_routes_together
from bot.settings import Settings
from bot.texts import FOLDER, load_texts, nearest_language
from knowledge.entries import Language
from knowledge.facts.comparing import find_gaps
from tests.texts.keys import (
    MADE,
    MADE_BY_SCRIPTS,
    catalogue,
    families_in_code,
    families_in_scripts,
    said_in_code,
    used,
)

ALL = sorted({key for language in Language for key in catalogue(language)})
OUR_COMMANDS = re.compile(r"(?<![\w/])/([a-z]+)")


@pytest.mark.parametrize("language", Language)
def test_every_text_that_is_said_is_there(language):
    assert said_in_code() - set(catalogue(language)) == set()
    assert used() - set(catalogue(language)) == set()


def test_every_text_that_is_there_is_said():
    assert set(ALL) - used() == set()


def test_texts_that_are_put_together_belong_to_a_known_family():
    assert families_in_code() == set(MADE)
    assert families_in_scripts() <= set(MADE_BY_SCRIPTS)


@pytest.mark.parametrize("language", Language)
def test_every_language_has_every_text_and_none_is_empty(language):
    assert set(catalogue(language)) == set(ALL)
    assert [key for key, text in catalogue(language).items() if not text.strip()] == []
    assert [key for key, text in catalogue(language).items() if text != text.strip()] == []


@pytest.mark.parametrize("language", Language)
def test_no_text_is_written_twice_or_marked_as_doubtful(language):
    path = FOLDER / f"{language}.po"
    written = re.findall(r'^msgid "(.+)"$', path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert len(written) == len(set(written))
    with path.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    assert not [message.id for message in catalogue if message.id and message.fuzzy]
    assert not catalogue.obsolete


def placeholders(text: str) -> list[str]:
    return sorted(part[1] for part in string.Formatter().parse(text) if part[1] is not None)


def test_placeholders_are_the_same_in_all_languages_and_have_plain_names():
    german = {key: placeholders(text) for key, text in catalogue(Language.GERMAN).items()}
    for language in Language:
        assert {key: placeholders(text) for key, text in catalogue(language).items()} == german
    fields = {field for names in german.values() for field in names}
    assert [field for field in fields if not field.isidentifier()] == []  # no attributes, no indices


def test_numbers_days_and_addresses_are_the_same_in_all_languages():
    gaps = {key: find_gaps({language: catalogue(language)[key] for language in Language}) for key in ALL}
    assert {key: found for key, found in gaps.items() if found} == {}


@pytest.mark.parametrize("language", Language)
def test_every_command_that_a_text_names_is_a_command(language, answers):
    routes = put_routes_together(settings := Settings(_env_file=None), answers, open_offices(settings, answers))
    named = {name for text in catalogue(language).values() for name in OUR_COMMANDS.findall(text)}
    assert named - {*routes.commands, *routes.staff_commands} == set()


@pytest.mark.parametrize("language", Language)
def test_no_text_for_everybody_names_a_command_of_the_staff(language, answers):
    routes = put_routes_together(settings := Settings(_env_file=None), answers, open_offices(settings, answers))
    staff = set(routes.staff_commands) - set(routes.commands)
    ours = (
        "team.",
        "joining.",
        "moderate.",
        "refusal.",
        "hindrance.",
        "announce.",
        "staffevent.",
        "release.",
        "question.",
        "questions.",
        "progress.",
        "staffmenu.",
        "button.team",
        "role.",
    )
    texts = [text for key, text in catalogue(language).items() if not key.startswith(ours)]
    assert {name for text in texts for name in OUR_COMMANDS.findall(text)} & staff == set()


def test_what_a_person_typed_is_put_in_as_it_is_and_never_read_as_a_form():
    hostile = "{user.id} {0} {{7*7}} %s"
    said = load_texts().of("de").say("command.similar", typed=hostile, known="hilfe")
    assert hostile in said


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("de", Language.GERMAN), ("de-simple", Language.SIMPLE), ("en", Language.ENGLISH), ("en-GB", Language.ENGLISH),
        ("EN-us", Language.ENGLISH), ("de-AT", Language.GERMAN), ("uk", Language.GERMAN), ("", Language.GERMAN),
        (None, Language.GERMAN), ("*", Language.GERMAN), ("english", Language.GERMAN), ("e", Language.GERMAN),
    ],
)  # fmt: skip
def test_whatever_a_telephone_says_there_is_a_language_for_it(tag, language):
    assert nearest_language(tag) is language
