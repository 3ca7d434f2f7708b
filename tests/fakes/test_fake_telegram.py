"""The fake from the bot's side: python-telegram-bot's own Bot talks to it and is refused where Telegram refuses."""

import re

import aiohttp
import pytest
from telegram import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken

from .telegram.pictures import SMALL_JPEG


def refused(kind, reason):
    """python-telegram-bot changes upper and lower case of Telegram's words."""
    return pytest.raises(kind, match=f"(?i){re.escape(reason)}")


BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Ja", callback_data="v1:yes")]])


async def test_a_person_and_the_bot_talk(town, bot):
    ann = town.person(language_code="de")
    await ann.says("/start Hallo")
    (update,) = await bot.get_updates()
    assert update.message.text == "/start Hallo"
    assert update.effective_user.language_code == "de"
    assert [entity.type for entity in update.message.entities] == ["bot_command"]
    sent = await bot.send_message(ann.id, "<b>Guten</b> Tag", parse_mode="HTML", reply_markup=BUTTONS)
    assert sent.text_html == "<b>Guten</b> Tag"
    (heard,) = await ann.hears()
    assert (heard.text, heard.html, heard.buttons) == ("Guten Tag", "<b>Guten</b> Tag", ["Ja"])
    press = await ann.presses("Ja")
    (update,) = await bot.get_updates(offset=update.update_id + 1)
    assert update.callback_query.data == "v1:yes"
    assert await update.callback_query.answer("Danke")
    assert (await press.answered())["text"] == "Danke"
    await update.callback_query.edit_message_text("Bis bald")
    assert await ann.sees_edit() == "Bis bald"
    assert ann.messages[0].earlier == ["Guten Tag"]


async def test_who_the_bot_is(town, bot):
    me = await bot.get_me()
    assert (me.username, me.can_read_all_group_messages) == ("gera_bot", False)


@pytest.mark.parametrize(("token", "status"), [("nonsense", 404), ("123456:ABC", 401)])
async def test_a_wrong_token_is_refused(ask, token, status):
    assert (await ask("getMe", token=token))[0] == status


async def test_a_revoked_token_is_refused(town, bot):
    town.revoke_token()
    with pytest.raises(InvalidToken):
        await bot.get_me()


async def test_unknown_methods_and_addresses_are_refused(town, ask):
    assert await ask("sendMoney") == (
        404,
        {"ok": False, "error_code": 404, "description": "Not Found: method not found"},
    )
    async with aiohttp.ClientSession() as session, session.get(f"{town.url}/elsewhere") as answer:
        assert answer.status == 404


LONG_ROW = [[{"text": str(n), "callback_data": "x"} for n in range(9)]]
REFUSED = {
    "message text is empty": {"text": ""},
    "text must be non-empty": {"text": " \n "},
    "message is too long": {"text": "🙂" * 2049},
    "text is too long": {"text": "x" * 33_000},
    "BUTTON_DATA_INVALID": {"buttons": [[{"text": "Ja", "callback_data": "ä" * 33}]]},
    "inline keyboard button text must be non-empty": {"buttons": [[{"text": " ", "callback_data": "x"}]]},
    "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard": {
        "buttons": [[{"text": "Ja"}]]
    },
    "can't parse inline keyboard button: Can't find field \"text\"": {"buttons": [[{"callback_data": "x"}]]},
    "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL": {
        "buttons": [[{"text": "Ja", "url": "nowhere"}]]
    },
    "inline keyboard button URL 'ftp://gera.de' is invalid: Unsupported URL protocol": {
        "buttons": [[{"text": "Ja", "url": "ftp://gera.de"}]]
    },
    'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays': {
        "buttons": [{"text": "Ja", "callback_data": "x"}]
    },
    "reply markup is too long": {"buttons": LONG_ROW},
    "can't parse reply keyboard markup JSON object": {"reply_markup": "{[}"},
    "object expected as reply markup": {"reply_markup": "[]"},
    "unsupported parse_mode": {"parse_mode": "LaTeX"},
    "message to be replied not found": {"reply_parameters": {"message_id": 4711}},
    "chat not found": {"chat_id": 1},
    "chat_id is empty": {"chat_id": ""},
}


@pytest.mark.parametrize(("reason", "values"), REFUSED.items())
async def test_a_message_is_refused(town, ask, reason, values):
    ann = town.person(started=True)
    if "buttons" in values:
        values = {"reply_markup": {"inline_keyboard": values["buttons"]}}
    status, answer = await ask("sendMessage", **{"chat_id": ann.id, "text": "Hallo", **values})
    assert (status, answer["error_code"], answer["description"]) == (400, 400, f"Bad Request: {reason}")
    assert ann.messages == []


async def test_the_longest_message_is_taken(town, bot):
    ann = town.person(started=True)
    await bot.send_message(ann.id, f"<b>{'ä' * 4096}</b>", parse_mode="HTML")
    await bot.send_message(ann.id, "🙂" * 2048)
    assert len(ann.messages) == 2


async def test_a_reply_may_be_sent_although_its_message_is_gone(town, bot):
    ann = town.person(started=True)
    said = await ann.says("Hallo")
    await bot.send_message(ann.id, "Ja?", reply_parameters=ReplyParameters(said.id))
    assert ann.messages[0].raw["reply_to_message"]["text"] == "Hallo"
    await ann.deletes(said)
    await bot.send_message(ann.id, "Doch", reply_parameters=ReplyParameters(said.id, allow_sending_without_reply=True))
    with refused(BadRequest, "Message to be replied not found"):
        await bot.send_message(ann.id, "Nein", reply_parameters=ReplyParameters(said.id))


async def test_people_who_cannot_be_reached(town, bot):
    stranger, blocked, gone = town.person(), town.person(started=True), town.person(started=True)
    await blocked.blocks()
    await gone.deactivates()
    for person, reason in (
        (stranger, "bot can't initiate conversation with a user"),
        (blocked, "bot was blocked by the user"),
        (gone, "user is deactivated"),
    ):
        with refused(Forbidden, reason):
            await bot.send_message(person.id, "Hallo")
    await blocked.unblocks()
    await bot.send_message(blocked.id, "Hallo")
    assert blocked.messages == ["Hallo"]


async def test_groups_that_cannot_be_reached(town, bot):
    ann = town.person()
    group = town.group("Lusan", ann)
    with refused(Forbidden, "bot is not a member of the group chat"):
        await bot.send_message(group.id, "Hallo")
    group.add(town.bot)
    await bot.send_message(group.id, "Hallo")
    old = group.id
    group.upgrade()
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(old, "Hallo?")
    assert moved.value.new_chat_id == group.id
    group.remove(town.bot)
    with refused(Forbidden, "bot was kicked from the supergroup chat"):
        await bot.send_message(group.id, "Hallo?")


async def test_edits(town, bot):
    ann, ben = town.person(started=True), town.person(started=True)
    sent = await bot.send_message(ann.id, "eins", reply_markup=BUTTONS)
    with refused(BadRequest, "Message is not modified: specified new message content and reply markup"):
        await sent.edit_text("eins", reply_markup=BUTTONS)
    with refused(BadRequest, "MESSAGE_TOO_LONG"):
        await sent.edit_text("x" * 4097)
    with refused(BadRequest, "Message to edit not found"):
        await bot.edit_message_text("zwei", ben.id, sent.message_id)
    with refused(BadRequest, "Message can't be edited"):
        await bot.edit_message_text("zwei", ann.id, (await ann.says("drei")).id)
    await sent.edit_reply_markup(None)
    assert ann.messages[0].buttons == []
    with refused(BadRequest, "not modified"):
        await sent.edit_reply_markup(None)
    with_keys = await bot.send_message(ann.id, "Wählen", reply_markup=ReplyKeyboardMarkup([["A", "B"]]))
    with refused(BadRequest, "Message can't be edited"):
        await with_keys.edit_text("zwei")
    photo = await bot.send_photo(ann.id, SMALL_JPEG)
    with refused(BadRequest, "There is no text in the message to edit"):
        await photo.edit_text("zwei")
    await photo.edit_caption("Ein Bild")
    with refused(BadRequest, "Inline keyboard expected"):
        await bot.edit_message_text("zwei", ann.id, sent.message_id, reply_markup=ForceReply())


async def test_edits_have_no_end_unless_a_test_sets_one(town, bot):
    """Telegram lets a bot change its own messages at any age."""
    ann = town.person(started=True)
    sent = await bot.send_message(ann.id, "eins")
    town.clock.advance(72 * 3600)
    await sent.edit_text("zwei")
    town.world.edit_seconds = 48 * 3600
    with refused(BadRequest, "Message can't be edited"):
        await sent.edit_text("drei")


async def test_deletions(town, bot):
    ann = town.person(started=True)
    old = await bot.send_message(ann.id, "alt")
    town.clock.advance(48 * 3600 + 1)
    new = await bot.send_message(ann.id, "neu")
    assert await new.delete()
    with refused(BadRequest, "Message to delete not found"):
        await new.delete()
    with refused(BadRequest, "Message can't be deleted for everyone"):
        await old.delete()
    assert await bot.delete_messages(ann.id, [new.message_id, (await ann.says("meins")).id])
    assert (await ann.sees_deletion()).deleted
    assert ann.messages == ["alt"]
    group = town.group("Lusan", ann, town.bot)
    said = await ann.says("In der Gruppe", in_=group)
    with refused(BadRequest, "Message can't be deleted"):
        await bot.delete_message(group.id, said.id)


async def test_presses_are_answered_once_and_in_time(town, bot):
    ann = town.person(started=True)
    await bot.send_message(ann.id, "Frage", reply_markup=BUTTONS)
    first, second = await ann.presses("Ja"), await ann.presses("v1:yes")
    with refused(BadRequest, "MESSAGE_TOO_LONG"):
        await bot.answer_callback_query(first.id, "x" * 201)
    assert await bot.answer_callback_query(first.id)
    too_old = "Query is too old and response timeout expired or query ID is invalid"
    with refused(BadRequest, too_old):
        await bot.answer_callback_query(first.id)
    with refused(BadRequest, too_old):
        await bot.answer_callback_query("4711")
    town.clock.advance(600)
    with refused(BadRequest, too_old):
        await bot.answer_callback_query(second.id)


async def test_inline_queries(town, bot):
    ann = town.person()
    asked = await ann.asks_inline("Bäume")
    result = InlineQueryResultArticle("1", "Bäume", InputTextMessageContent("Mehr davon"))
    with refused(BadRequest, "RESULT_ID_DUPLICATE"):
        await bot.answer_inline_query(asked.id, [result, result])
    await bot.answer_inline_query(asked.id, [result])
    assert (await asked.answered())["results"][0]["title"] == "Bäume"
