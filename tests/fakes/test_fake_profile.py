"""The fake from the bot's side: files, the profile, looking around, entities, floods, two bots at once."""

import aiohttp
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    MenuButtonCommands,
    MessageEntity,
)
from telegram.error import BadRequest, Forbidden, TelegramError

from .telegram.pictures import SMALL_JPEG
from .test_fake_telegram import refused


async def test_files_come_and_go(town, bot):
    ann = town.person(started=True)
    await bot.send_document(
        ann.id, b"BEGIN:VCALENDAR", filename="termine.ics", caption="<i>Termine</i>", parse_mode="HTML"
    )
    (heard,) = await ann.hears()
    assert (heard.file, heard.file_name, heard.html) == (b"BEGIN:VCALENDAR", "termine.ics", "<i>Termine</i>")
    sent = await ann.sends_photo("Mein Baum", SMALL_JPEG)
    (update,) = await bot.get_updates()
    file = await update.message.photo[-1].get_file()
    assert bytes(await file.download_as_bytearray()) == SMALL_JPEG
    again = await bot.send_photo(ann.id, sent.raw["photo"][0]["file_id"])
    assert len(again.photo) == 3


async def test_files_that_are_refused(town, bot, ask):
    ann = town.person(started=True)
    with refused(BadRequest, "IMAGE_PROCESS_FAILED"):
        await bot.send_photo(ann.id, b"no picture")
    with refused(BadRequest, "Message caption is too long"):
        await bot.send_photo(ann.id, SMALL_JPEG, caption="x" * 1025)
    with refused(BadRequest, "Wrong file identifier"):
        await bot.send_document(ann.id, "AAAnowhere")
    with refused(BadRequest, "File must be non-empty"):
        await bot.send_document(ann.id, b"")
    assert (await ask("sendPhoto", chat_id=ann.id))[1]["description"] == "Bad Request: there is no photo in the request"
    large = await ann.sends_document(size=21 * 1024 * 1024)
    with refused(BadRequest, "File is too big"):
        await bot.get_file(large.raw["document"]["file_id"])
    with refused(BadRequest, "Wrong file_id or the file is temporarily unavailable"):
        await bot.get_file("nowhere")


async def test_commands(town, bot):
    ann = town.person(started=True)
    await bot.set_my_commands([BotCommand("hilfe", "Hilfe")], language_code="de")
    await bot.set_my_commands([BotCommand("team", "Team")], scope=BotCommandScopeChat(ann.id))
    assert (await bot.get_my_commands(language_code="de"))[0].command == "hilfe"
    assert (await bot.get_my_commands(scope=BotCommandScopeChat(ann.id)))[0].command == "team"
    assert await bot.get_my_commands() == ()
    assert await bot.delete_my_commands(language_code="de")
    assert await bot.get_my_commands(language_code="de") == ()
    for command, reason in (
        (("Hilfe", "Hilfe"), "BOT_COMMAND_INVALID"),
        (("größe", "Größe"), "BOT_COMMAND_INVALID"),
        (("x" * 33, "Hilfe"), "Command length must not exceed 32"),
        (("hilfe", ""), "Command description must be non-empty"),
        (("hilfe", "x" * 257), "Command description length must not exceed 256"),
    ):
        with refused(BadRequest, reason):
            await bot.set_my_commands([command])
    with refused(BadRequest, "BOT_COMMANDS_TOO_MUCH"):
        await bot.set_my_commands([("hilfe", "Hilfe")] * 101)
    with refused(BadRequest, "Chat not found"):
        await bot.set_my_commands([], scope=BotCommandScopeChat(4711))
    with refused(BadRequest, "Invalid language code"):
        await bot.set_my_commands([], language_code="deutsch")


async def test_the_rest_of_the_profile(town, bot):
    ann = town.person(started=True)
    await bot.set_my_description("Fragen zur Stadt", language_code="de")
    assert (await bot.get_my_description(language_code="de")).description == "Fragen zur Stadt"
    with pytest.raises(BadRequest):
        await bot.set_my_short_description("x" * 121)
    await bot.set_chat_menu_button(ann.id, MenuButtonCommands())
    assert isinstance(await bot.get_chat_menu_button(ann.id), MenuButtonCommands)


async def test_looking_at_chats(town, bot):
    ann = town.person(started=True, username="ann")
    group = town.group("Lusan", ann, town.bot)
    assert (await bot.get_chat(ann.id)).username == "ann"
    assert (await bot.get_chat(group.id)).title == "Lusan"
    assert (await bot.get_chat_member(group.id, ann.id)).status == "creator"
    assert await bot.send_chat_action(ann.id, "typing")
    with refused(BadRequest, "Wrong parameter action"):
        await bot.send_chat_action(ann.id, "sleeping")
    assert await bot.leave_chat(group.id)
    with refused(Forbidden, "bot is not a member"):
        await bot.send_message(group.id, "Hallo")


async def test_entities_of_the_bots_own_making(town, bot):
    ann = town.person(started=True)
    bold = MessageEntity("bold", 3, 4)
    await bot.send_message(ann.id, "🙂 Gera", entities=[bold])
    assert ann.messages[0].html == "🙂 <b>Gera</b>"
    for entity, reason in (
        (MessageEntity("bold", 7, 1), "Entity begins after the end of the text"),
        (MessageEntity("bold", 0, 8), "Entity beginning at UTF-16 offset 0 ends after the end of the text"),
        (MessageEntity("bold", 1, 2), "Entity begins in a middle of a UTF-16 symbol"),
        (MessageEntity("bold", 0, 1), "Entity beginning at UTF-16 offset 0 ends in a middle"),
        (MessageEntity("huge", 0, 2), "Can't parse MessageEntity: Unsupported type specified"),
    ):
        with refused(BadRequest, reason):
            await bot.send_message(ann.id, "🙂 Gera", entities=[entity])


async def test_markdown_is_not_ours(town, bot):
    ann = town.person(started=True)
    with pytest.raises(TelegramError, match="HTML and entities only"):
        await bot.send_message(ann.id, "*Gera*", parse_mode="MarkdownV2")


async def test_values_may_come_as_json(town):
    ann = town.person(started=True)
    question = {
        "chat_id": ann.id,
        "text": "Hallo",
        "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]},
    }
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{town.url}/bot{town.token}/SENDMESSAGE", json=question) as answer:
            assert answer.status == 200
        async with session.get(f"{town.url}/bot{town.token}/sendMessage?chat_id={ann.id}&text=Du") as answer:
            assert (await answer.json())["result"]["text"] == "Du"
    assert ann.messages[0].buttons == ["a"]
    assert town.calls("sendMessage", ann)[0].params["reply_markup"]["inline_keyboard"]


async def test_flood_limits(town, bot):
    ann = town.person(started=True)
    town.clock.stop()
    town.limit(per_second=2, per_chat_second=1)
    await bot.send_message(ann.id, "eins")
    with pytest.raises(TelegramError, match="Flood control exceeded"):
        await bot.send_message(ann.id, "zwei")
    town.clock.advance(1)
    await bot.send_message(ann.id, "zwei")
    assert town.limits.refused == 1


async def test_two_bots_are_two_sessions(town):
    async with Bot(town.token, base_url=f"{town.url}/bot") as one, Bot(town.token, base_url=f"{town.url}/bot") as two:
        assert (await one.get_me()) == (await two.get_me())
