"""What a switch means, and that nobody's yes is taken for other words than they read."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.topics import Topic
from bot.people.choices import WORDING, is_on, switch_off, switch_on
from bot.texts import load_texts
from knowledge.entries import Language

CONSENTED = {"2026-11-23": "f5499c736474"}
"""Versions of the wording, and the beginning of the hash of its words in all languages. A change that means the same
(a typing error) changes the hash here; a change of meaning is a new line, and a new WORDING."""

has = st.sets(st.sampled_from(list(Topic)))
topics = st.sampled_from(list(Topic))


@given(has, topics)
def test_a_switch_moves_one_topic_and_no_other(had, topic):
    on, off = switch_on(had, topic), switch_off(had, topic)
    assert is_on(on, topic)
    assert topic not in off
    if topic is not Topic.ALL:
        assert not is_on(off, topic)
        for other in set(Topic) - {topic, Topic.ALL}:
            assert is_on(had, other) == is_on(on, other) == is_on(off, other)


@given(has, topics)
def test_switching_twice_changes_nothing_more(had, topic):
    assert switch_on(switch_on(had, topic), topic) == switch_on(had, topic)
    assert switch_off(switch_off(had, topic), topic) == switch_off(had, topic)


def test_the_version_of_the_wording_belongs_to_its_words():
    keys = ("subs.consent", "subs.joined")
    words = [load_texts().of(language).say(key, most="3") for language in Language for key in keys]
    assert sha256("\n".join(words).encode()).hexdigest()[:12] == CONSENTED[WORDING]
