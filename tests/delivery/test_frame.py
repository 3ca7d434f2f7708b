"""Every push says why it came, in every language and for every reason; what the staff get in their work does not."""

import itertools

import pytest

from bot.conversation.words import Reply, read_reference
from bot.delivery.frame import make_frame
from bot.delivery.kinds import Kind
from bot.delivery.topics import PAGES, Reason, Topic
from bot.people.why import explain
from bot.texts import load_texts
from knowledge.entries import Language
from storage.claims import Claimed
from storage.deliveries import Deed
from storage.subscriptions import EVERYTHING

FRAME = make_frame(load_texts())


def delivery(**about) -> Claimed:
    return Claimed(
        **{
            "id": 17, "occasion": "announcement:1", "address": "telegram:1", "kind": "news", "reason": "all",
            "deed": Deed.SEND, "language": "de", "content": None, "again": False, "doubts": 0, "message": None,
            "lapses": None, "troubled": None, **about,
        }
    )  # fmt: skip


@pytest.mark.parametrize("language", Language)
def test_every_kind_and_every_reason_is_explained_in_every_language(language):
    texts = load_texts().of(language)
    for kind, reason in itertools.product(Kind, [*Topic, *Reason]):
        said = explain(texts, kind, reason)
        assert texts.say(f"kind.{kind}") in said
        assert len(said) > len(texts.say(f"kind.{kind}")) + 5, (kind, reason)


def test_a_reason_of_a_newer_program_is_no_error():
    assert explain(load_texts().of("de"), "news", "unheard-of") == "Das ist eine Neuigkeit."


@pytest.mark.parametrize("language", Language)
def test_every_push_carries_the_button_in_its_language(language):
    framed = FRAME(delivery(language=language), Reply(text="Neues"))
    (button,) = framed.buttons
    assert button.label == load_texts().of(language).say("button.why_push")
    assert read_reference(button.reference) == ("why", "17")
    assert framed.note == ""


def test_what_may_have_come_before_says_so_and_a_change_of_a_message_need_not():
    assert FRAME(delivery(doubts=1), Reply(text="Neues", note="Stadt Gera")).note == (
        "Stadt Gera\nDiese Nachricht haben Sie vielleicht schon bekommen."
    )
    assert FRAME(delivery(doubts=1, deed=Deed.EDIT), Reply(text="Neues")).note == ""


def test_the_staff_are_not_asked_in_their_work():
    reply = Reply(text="Freigabe?")
    assert FRAME(delivery(reason=Reason.STAFF, kind=Kind.PROGRESS), reply) == reply


def test_every_topic_is_on_one_page_and_everything_is_what_storage_means():
    assert sorted(topic for page in PAGES for topic in page) == sorted(Topic)
    assert all(len(page) <= 6 for page in PAGES)
    assert Topic.ALL == EVERYTHING
    assert not set(Topic) & set(Reason)
