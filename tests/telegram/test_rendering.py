"""Whatever stands in a reply, Telegram takes it, shows it as it was written, and nothing of it is lost in the cuts."""

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.guard import clean
from bot.conversation.words import Button, Link, Reply
from bot.telegram.rendering import LIMIT, draw, split, units
from bot.telegram.writing import Sent, write
from tests.conversation.hostile import FAMILY, LONG, TEXTS
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram.formatting import read_text
from tests.fakes.telegram.parameters import Parameters
from tests.telegram.house import a_bot

HOSTILE = [cleaned for text in TEXTS if (cleaned := clean(text))]
SHORT = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp"]), max_size=40)
PIECES = st.sampled_from(
    [
        *("Bank ", "Solarbänke. ", "Ende.\n\n", "Zeile\n", " ", "\n", "x" * 97, "<b>", "&"),
        *("語", "語語語", "👍", FAMILY, "🇩🇪", "e\u0301", "a\u0328\u0301", "❤\ufe0f"),
    ]
)
TEXT = st.lists(PIECES, min_size=1, max_size=400).map("".join)
PARAGRAPHS = st.text(alphabet="abc ", min_size=1, max_size=120).map(str.strip).filter(bool)
INK = re.compile(r"\s+")


def shown(drawn_html: str) -> tuple[str, list[dict]]:
    """What a strict Telegram makes of it: the words people see, and what is drawn on them."""
    town = FakeTelegram()
    return read_text(town.world, Parameters({"text": drawn_html, "parse_mode": "HTML"}))


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_words_are_shown_as_they_are_wherever_they_stand(text):
    assert len(HOSTILE) > 28
    words = " ".join(text.split())
    reply = Reply(
        text=words,
        title=words,
        links=[Link(label=words, address="https://gera.de/?a=1&b=<2>")],
        note=words,
        buttons=[Button(label=words, reference="1:topics:")],
    )
    (drawn,) = draw(reply)
    seen, entities = shown(drawn.html)
    assert _visible(seen) == _visible(f"{words}\n\n{words}\n\n{words}\n\n{words}")
    ours = [(entity["type"], entity.get("url")) for entity in entities if entity["type"] in MADE]
    assert ours == [("bold", None), ("text_link", "https://gera.de/?a=1&b=<2>"), ("italic", None)]
    assert drawn.keyboard.inline_keyboard[0][0].text == words


MADE = {
    *("bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre"),
    *("text_link", "text_mention", "custom_emoji"),
}
"""Entities that only markup makes. Telegram finds others by itself: addresses, commands, mentions by @."""


@pytest.mark.parametrize("address", ['https://gera.de/"><b>', "https://gera.de/?q='x'&y=1", "https://gera.de/ä ö"])
def test_an_address_cannot_leave_its_link(address):
    (drawn,) = draw(Reply(text="x", links=[Link(label="Quelle", address=address)]))
    seen, entities = shown(drawn.html)
    assert seen == "x\n\nQuelle"
    assert {entity["type"] for entity in entities} <= {"text_link"}


@settings(deadline=None, max_examples=200)
@given(TEXT, st.integers(min_value=60, max_value=600))
def test_no_part_is_too_long_or_empty_and_nothing_is_lost(text, limit):
    parts = split(text, limit)
    assert all(units(part) <= limit for part in parts)
    assert INK.sub("", "".join(parts)) == INK.sub("", text)
    assert all(part.strip() for part in parts) or parts == [""]


@settings(deadline=None, max_examples=200)
@given(TEXT, st.integers(min_value=60, max_value=600))
def test_no_cut_goes_through_a_character(text, limit):
    parts = split(text, limit)
    for part in parts:
        assert part.encode("utf-16-le").decode("utf-16-le") == part
    for before, after in pairwise(parts):
        assert not unicodedata.combining(after[0])
        assert after[0] not in "\u200d\ufe0f"
        assert before[-1] != "\u200d"
        assert _flags(before) % 2 == 0


@settings(deadline=None, max_examples=100)
@given(st.lists(PARAGRAPHS, min_size=2, max_size=40))
def test_a_text_is_cut_between_paragraphs_where_it_can_be(paragraphs):
    text = "\n\n".join(paragraphs)
    parts = split(text, 200)
    assert "\n\n".join(parts) == text


def test_a_sentence_keeps_its_full_stop():
    sentences = ["Hier steht ein Satz.", "Dort steht noch ein Satz."]
    assert split(" ".join(sentences), 40) == sentences


def test_a_text_without_any_blank_is_cut_at_the_limit():
    assert [len(part) for part in split("x" * 10_000, LIMIT)] == [4096, 4096, 1808]


def test_a_flag_and_a_family_are_never_parted():
    for character in ("🇩🇪", FAMILY, "e\u0301", "👋🏽", "❤\ufe0f"):
        parts = split(character * 300, 101)
        assert all(part == character * (len(part) // len(character)) for part in parts), character


def test_four_thousand_marks_on_one_letter_are_cut_all_the_same():
    parts = split("a" + "\u0301" * 9000, LIMIT)
    assert all(units(part) <= LIMIT for part in parts)
    assert "".join(parts) == "a" + "\u0301" * 9000


@pytest.mark.parametrize("text", ["", " ", "\n" * 9000, " \n" * 5000 + "Ende"])
def test_blanks_alone_make_no_message_of_their_own(text):
    assert split(text, LIMIT) == [text.strip()]


def test_a_limit_that_leaves_no_room_is_refused_instead_of_cutting_for_ever():
    with pytest.raises(ValueError, match="room"):
        split("ab", 1)
    with pytest.raises(ValueError, match="room"):
        draw(Reply(text="ab", title="x" * 5000))


@settings(deadline=None, max_examples=150)
@given(
    TEXT, SHORT, st.lists(st.tuples(SHORT.filter(str.strip), SHORT), max_size=3), SHORT,
    st.lists(SHORT.filter(str.strip), max_size=7),
)  # fmt: skip
def test_a_strict_telegram_takes_every_message_that_is_drawn(text, title, links, note, labels):
    reply = Reply(
        text=(text * 12)[:9000].strip() or "x",
        title=title.strip(),
        links=[Link(label=label, address=f"https://gera.de/{path}") for label, path in links],
        note=note.strip(),
        buttons=[Button(label=label, reference="1:topics:") for label in labels],
    )
    drawn = draw(reply)
    seen = [shown(message.html)[0] for message in drawn]
    whole = "".join([reply.title, reply.text, *(link.label for link in reply.links), reply.note])
    assert _visible("".join(seen)) == _visible(whole)
    assert [message.keyboard for message in drawn[:-1]] == [None] * (len(drawn) - 1)
    drawn_labels = [button.text for row in (drawn[-1].keyboard.inline_keyboard if labels else []) for button in row]
    assert drawn_labels == labels


async def test_over_the_wire_telegram_takes_the_longest_and_the_most_hostile():
    async with FakeTelegram() as town, a_bot(town) as bot:
        ann = town.person(started=True)
        for text in [*HOSTILE, *(clean(long * 2) or "x" for long in LONG)]:
            reply = Reply(text=text, title="<Titel>", note=text[:50], buttons=[Button(label="Alle", reference="1:x:")])
            for drawn in draw(reply):
                assert await write(bot, ann.id, drawn, quote=None) == Sent(), text[:40]


def test_two_short_labels_share_a_row_and_a_long_one_stands_alone():
    labels = ["Alle Themen", "Kontakt zur Stadt", "Was aus den Bänken wurde", "Kosten", "Nichts davon", "Mehr"]
    (drawn,) = draw(Reply(text="x", buttons=[Button(label=label, reference="1:x:") for label in labels]))
    assert [[button.text for button in row] for row in drawn.keyboard.inline_keyboard] == [
        ["Alle Themen", "Kontakt zur Stadt"], ["Was aus den Bänken wurde"], ["Kosten", "Nichts davon"], ["Mehr"],
    ]  # fmt: skip


def _visible(text: str) -> str:
    """Without blanks, and without what Telegram itself leaves out."""
    return INK.sub("", re.sub("[\x00-\x1f\u2028-\u202e\u0333\u033f\u030a]", "", text))


def _flags(text: str) -> int:
    """Regional indicators at the end of a text: two make a flag."""
    return len(text) - len(text.rstrip("".join(chr(sign) for sign in range(0x1F1E6, 0x1F200))))
