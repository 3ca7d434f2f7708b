"""Whatever Telegram hands over becomes an Incoming or nothing, and names, numbers and places stop here."""

import dataclasses
import random
from dataclasses import replace
from typing import Any

import pytest
from telegram import Bot, Update, User

from bot.conversation.words import Attachment, Incoming
from bot.telegram.reading import ALLOWED_UPDATES, ATTACHMENTS, moved, read
from tests.telegram.updates import (
    ANN,
    ANONYMOUS,
    BOB,
    CHANNEL,
    GROUP,
    LATITUDE,
    LONGITUDE,
    MARK,
    ME,
    NUMBER,
    ORIGIN,
    PRIVATE,
    SERVICE,
    THINGS,
    UPDATES,
    message,
)

BOT = Bot("4839574812:AAFakeTokenOfTheTownOfGera-00000000")
ASSISTANT = User(ME["id"], ME["first_name"], is_bot=True, username=ME["username"])


def incoming(raw: dict[str, Any]) -> Incoming | None:
    return read(Update.de_json({"update_id": 900_000_001, **raw}, BOT), ASSISTANT)


def heard(**content: Any) -> Incoming | None:
    """What becomes of a message."""
    return incoming({"message": message(**content)})


def in_group(text: str, **more: Any) -> Incoming | None:
    return heard(chat=GROUP, text=text, **more)


def test_there_is_a_sample_for_every_kind_of_update_that_the_library_knows():
    assert set(UPDATES) == {str(kind.value) for kind in Update.ALL_TYPES}


@pytest.mark.parametrize("kind", UPDATES)
def test_every_kind_of_update_is_read_or_left_alone(kind):
    read_as = incoming({kind: UPDATES[kind]})
    is_conversation = kind in ALLOWED_UPDATES and kind not in {
        "inline_query",
        "chosen_inline_result",
        "my_chat_member",
    }  # heard elsewhere
    assert (read_as is not None) == is_conversation


@pytest.mark.parametrize("kind", UPDATES)
def test_nothing_of_an_update_but_words_and_the_chat_gets_further(kind):
    assert MARK not in repr(incoming({kind: UPDATES[kind]}))


def test_a_hundred_kinds_of_update_that_nobody_knows_yet_are_left_alone():
    for number in range(100):
        assert incoming({f"future_{number}": {"from": BOB, "text": MARK}}) is None
        assert heard(**{f"future_{number}": {"text": MARK}}) is None


def test_fields_that_nobody_knows_yet_do_no_harm():
    assert heard(text="Guten Tag", future={"a": [1]}).text == "Guten Tag"


def test_words_are_taken_with_the_chat_and_the_language_of_the_telephone():
    assert heard(text="Wo stehen die Bänke?") == Incoming(
        update="telegram:900000001", address="telegram:4711", text="Wo stehen die Bänke?", language="de", message=17
    )


@pytest.mark.parametrize("kind", THINGS)
def test_what_is_no_text_is_named_and_nothing_else_is_taken(kind):
    for more in ({}, {"forward_origin": ORIGIN}, {"media_group_id": "12"}, {"has_media_spoiler": True}):
        read_as = heard(**THINGS[kind], **more)
        assert read_as.attachment is ATTACHMENTS[kind]
        # Telegram's name of a picture goes further, and a rounded place.
        seen = repr(dataclasses.asdict(replace(read_as, photo=None, place=None)))
        for mark in (MARK, str(NUMBER), "+49", str(LATITUDE), str(LONGITUDE), "50.4", "12.4"):
            assert mark not in seen


@pytest.mark.parametrize("kind", ["location", "venue"])
def test_a_place_is_read_within_a_hundred_metres_and_no_finer(kind):
    assert heard(**THINGS[kind]).place == (round(LATITUDE, 3), round(LONGITUDE, 3))


@pytest.mark.parametrize("wrong", ["50", True, 90.1, -91, float("nan")])
def test_what_is_no_place_is_no_message(wrong):
    with pytest.raises(ValueError, match="no degree"):
        heard(location={"latitude": wrong, "longitude": 12.0})


@pytest.mark.parametrize("kind", ["image/jpeg", "image/png", "image/webp"])
def test_a_picture_sent_as_a_file_is_a_picture(kind):
    sent = THINGS["document"]["document"] | {"mime_type": kind}
    read_as = heard(document=sent, caption="Hier fehlt Licht")
    assert (read_as.attachment, read_as.photo, read_as.text) == (Attachment.PHOTO, sent["file_id"], "Hier fehlt Licht")
    assert heard(**THINGS["document"]).photo is None


def test_there_is_a_sample_for_every_thing_that_is_named():
    assert set(ATTACHMENTS) == set(THINGS)


@pytest.mark.parametrize("what", SERVICE)
def test_what_telegram_says_itself_is_no_message_of_anybody(what):
    for chat in (PRIVATE, GROUP):
        assert heard(chat=chat, **SERVICE[what]) is None


def test_words_below_a_picture_are_its_text():
    assert heard(**THINGS["photo"], caption="Was ist das?", media_group_id="12") == Incoming(
        update="telegram:900000001", address="telegram:4711", text="Was ist das?", attachment=Attachment.PHOTO,
        language="de", album="12", message=17, photo=THINGS["photo"]["photo"][-1]["file_id"],
    )  # fmt: skip


def test_a_forwarded_message_is_text_and_its_origin_is_forgotten():
    origins = [
        ORIGIN,
        {"type": "hidden_user", "sender_user_name": MARK, "date": 1},
        {"type": "chat", "sender_chat": CHANNEL, "author_signature": MARK, "date": 1},
        {"type": "channel", "chat": CHANNEL, "message_id": 1, "author_signature": MARK, "date": 1},
    ]
    for origin in origins:
        forwarded = heard(text="Wo stehen die Bänke?", forward_origin=origin)
        assert forwarded == replace(heard(text="Wo stehen die Bänke?"), forwarded=True)


def test_a_quoted_message_of_somebody_else_is_not_read():
    quoted = message(sender=BOB, text=MARK)
    assert heard(text="Was meint er?", reply_to_message=quoted, quote={"text": MARK, "position": 0}) == heard(
        text="Was meint er?"
    )


def test_an_edited_question_is_a_message_again_and_an_edited_picture_or_place_is_not():
    edited = incoming({"edited_message": message(text="Wo stehen die Bänke?", edit_date=1)})
    assert edited.text == "Wo stehen die Bänke?"
    for kind in ("photo", "location", "poll", "venue"):
        assert incoming({"edited_message": message(edit_date=1, **THINGS[kind])}) is None


@pytest.mark.parametrize(
    "sender",
    [
        {"sender": ANONYMOUS, "sender_chat": GROUP},
        {"sender": {**ANN, "is_bot": True}},
        {"sender": BOB, "sender_chat": CHANNEL, "is_automatic_forward": True},
        {"sender": None},
    ],
    ids=["anonymous administrator", "another bot", "the channel of the group", "nobody"],
)
@pytest.mark.parametrize("chat", [PRIVATE, GROUP], ids=["alone", "in a group"])
def test_nobody_we_could_answer_to_is_not_answered(sender, chat):
    assert heard(chat=chat, text="/start@gera_bot", **sender) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("wann grillen wir", None),
        ("@gera_bot wo stehen die Bänke", "wo stehen die Bänke"),
        ("Frage an @Gera_Bot: wo stehen die Bänke?", "Frage an wo stehen die Bänke?"),
        ("@gera_bot_2 wo stehen die Bänke", None),
        ("@gera_bots", None),
        ("mail an ich@gera_bot.de", None),
        ("/hilfe", "/hilfe"),
        ("/hilfe@gera_bot", "/hilfe@gera_bot"),
        ("/HILFE@GERA_BOT", "/HILFE@GERA_BOT"),
        ("/hilfe@other_bot", None),
        ("/hilfe@gera_bot2", None),
        ("/", None),
        ("/ @gera_bot", None),
    ],
)
def test_in_a_group_only_what_is_meant_for_the_assistant_is_read(text, meant):
    read_as = in_group(text)
    assert (read_as and read_as.text) == meant
    if read_as:
        assert (read_as.group, read_as.address, read_as.quote) == (True, "telegram:-1001", 17)


def test_in_a_group_a_reply_to_the_assistant_is_meant_for_it_and_to_a_neighbour_is_not():
    assert in_group("und wo?", reply_to_message=message(GROUP, ME, text="Karte")).text == "und wo?"
    assert in_group("und wo?", reply_to_message=message(GROUP, BOB, text="Karte")) is None
    assert heard(chat=GROUP, **THINGS["sticker"], reply_to_message=message(GROUP, ME, text="Karte")) is None


def test_no_member_of_a_group_is_known():
    read_as = in_group("@gera_bot wo stehen die Bänke")
    assert "4711" not in repr(read_as)


def test_being_added_to_a_group_is_noticed_and_neighbours_who_come_are_not():
    assert heard(chat=GROUP, new_chat_members=[BOB, ME]).joined
    assert heard(chat=GROUP, new_chat_members=[BOB]) is None


def test_a_group_that_moves_is_noticed():
    update = Update.de_json({"update_id": 1, "message": message(GROUP, migrate_to_chat_id=-100777)}, BOT)
    assert moved(update) == (-1001, -100777)
    assert read(update, ASSISTANT) is None
    for kind, sample in UPDATES.items():
        assert moved(Update.de_json({"update_id": 1, kind: sample}, BOT)) is None


@pytest.mark.parametrize(
    ("pressed", "button"),
    [
        ({"message": message(sender=ME, text="x")}, "1:topics:"),
        ({"message": {"chat": PRIVATE, "message_id": 5, "date": 0}}, "1:topics:"),
        ({"message": message(sender=ME, text="x"), "data": ""}, ""),
        ({"message": message(sender=ME, text="x"), "data": "ü" * 32}, "ü" * 32),
        ({"inline_message_id": "1"}, None),
        ({"message": message(sender=ME, text="x"), "data": None, "game_short_name": "x"}, None),
    ],
    ids=["as usual", "on a message nobody sees any more", "empty", "64 bytes", "inline", "a game"],
)
def test_a_press_is_read_with_whatever_is_left_of_its_message(pressed, button):
    raw = {"id": "1", "from": ANN, "chat_instance": "1", "data": "1:topics:", **pressed}
    read_as = incoming({"callback_query": {name: value for name, value in raw.items() if value is not None}})
    assert (read_as and read_as.button) == button
    assert MARK not in repr(read_as)


def test_a_press_in_a_group_belongs_to_the_group():
    press = {"id": "1", "from": BOB, "chat_instance": "1", "data": "1:topics:", "message": message(GROUP, ME, text="x")}
    read_as = incoming({"callback_query": press})
    assert (read_as.address, read_as.group) == ("telegram:-1001", True)
    assert str(NUMBER) not in repr(read_as)


def test_messages_in_channels_and_other_rooms_are_left_alone():
    assert heard(chat=CHANNEL, text="/start") is None
    assert heard(chat={**GROUP, "type": "spaceship"}, text="/start") is None


def test_every_mixture_of_what_a_message_may_carry_is_read_without_an_error():
    dice = random.Random(0)
    words = [{"text": "/start@gera_bot"}, {"caption": "x"}, {"forward_origin": ORIGIN}]
    parts = [*THINGS.values(), *SERVICE.values(), *words]
    for number in range(1000):
        content: dict[str, Any] = {}
        for part in dice.sample(parts, k=dice.randint(1, 4)):
            content |= part
        chat = dice.choice([PRIVATE, GROUP, CHANNEL])
        kind = dice.choice(["message", "edited_message", "channel_post"])
        raw = message(chat, dice.choice([ANN, BOB, ME, ANONYMOUS, None]), **content)
        read_as = incoming({kind: raw, "update_id": number})
        seen = repr(read_as and replace(read_as, photo=None, place=None))
        assert MARK not in seen
        assert "50.4" not in seen
