"""Buttons carry at most 64 bytes; replies survive the receipt; an Incoming has no place for a name."""

import json
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.words import Button, Incoming, Link, Reply, read_reference, reference
from knowledge.entries import Language

WORDS = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60)
VERBS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)
ARGUMENTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=70)
REPLIES = st.builds(
    Reply,
    text=WORDS,
    title=WORDS,
    links=st.lists(st.builds(Link, label=WORDS, address=WORDS), max_size=3).map(tuple),
    note=WORDS,
    buttons=st.lists(st.builds(Button, label=WORDS, reference=WORDS), max_size=4).map(tuple),
)


@settings(deadline=None)
@given(VERBS, ARGUMENTS)
def test_a_reference_says_what_it_was_made_of_or_is_refused(verb, argument):
    try:
        made = reference(verb, argument)
    except ValueError:
        assert len(f"1:{verb}:{argument}".encode()) > 64
    else:
        assert len(made.encode()) <= 64
        assert read_reference(made) == (verb, argument)


@settings(deadline=None)
@given(st.text(max_size=64))
def test_a_button_that_somebody_made_up_is_read_without_harm(made):
    read = read_reference(made)
    assert read is None or made == f"1:{read[0]}:{read[1]}"


@pytest.mark.parametrize("made", ["", "1", "1:", ":", "0:entry:x", "2:entry:x", "01:entry:x", "entry:x", "1entry:x"])
def test_a_button_of_another_version_is_not_ours(made):
    assert read_reference(made) is None


def test_what_stands_behind_a_second_colon_belongs_to_the_argument():
    assert read_reference(reference("entry", "a:b:c")) == ("entry", "a:b:c")


def test_a_reference_counts_bytes_and_not_letters():
    assert len(reference("entry", "x" * 56).encode()) == 64
    with pytest.raises(ValueError, match="64 bytes"):
        reference("entry", "ü" * 29)


def test_every_entry_and_topic_of_the_city_fits_into_a_button(answers):
    for verb in ("entry", "simple", "standard"):
        for entry in answers.library.entries:
            assert reference(verb, entry)
    for topic in answers.library.topics:
        assert reference("topic", f"{topic}.999")
    for language in Language:
        assert reference("language", language)


@settings(deadline=None)
@given(REPLIES)
def test_a_reply_comes_out_of_the_receipt_as_it_went_in(reply):
    assert Reply.from_data(json.loads(json.dumps(reply.as_data()))) == reply


@settings(deadline=None)
@given(REPLIES)
def test_where_nothing_can_be_drawn_every_word_is_still_there(reply):
    plain = reply.as_plain()
    for part in (reply.title, reply.text, reply.note, *(f"{link.label}: {link.address}" for link in reply.links)):
        assert part in plain


def test_an_incoming_message_has_no_room_for_names_and_phone_numbers():
    assert {field.name for field in fields(Incoming)} == {
        "update", "address", "text", "button", "attachment", "language", "group", "joined", "album", "quote",
        "spans", "photo", "quoted", "place", "message", "answers", "edited", "forwarded",
    }  # fmt: skip
