"""The people of the fake town: what they do reaches the bot as Telegram would tell it."""

import asyncio

import pytest
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from .telegram.utf16 import cut

BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Ja", callback_data="v1:yes")]])


@pytest.fixture
def updates(town, bot):
    """What the bot got since it last asked."""

    async def fetch():
        found = await bot.get_updates()
        if found:
            await bot.get_updates(offset=found[-1].update_id + 1)
        return found

    return fetch


async def test_all_they_can_send(town, bot, updates):
    ann = town.person()
    await ann.sends_photo("Baum")
    await ann.sends_sticker()
    await ann.sends_voice()
    await ann.sends_video("Film")
    await ann.sends_video_note()
    await ann.sends_animation()
    await ann.sends_document(b"%PDF", "plan.pdf", "Plan")
    await ann.sends_location()
    await ann.sends_venue()
    await ann.shares_contact()
    await ann.sends_poll("Mehr Bäume?")
    await ann.sends_dice()
    await ann.sends_album(3, "Drei Bäume")
    await ann.forwards("Weitergesagt")
    messages = [update.message for update in await updates()]
    assert [message.caption for message in messages if message.caption] == ["Baum", "Film", "Plan", "Drei Bäume"]
    assert messages[0].photo[-1].file_size > 100
    assert messages[1].sticker.emoji == "👍"
    assert (messages[2].voice.mime_type, messages[3].video.width) == ("audio/ogg", 1280)
    assert messages[4].video_note.length == 240
    assert messages[5].animation.file_id == messages[5].document.file_id
    assert messages[6].document.file_name == "plan.pdf"
    assert round(messages[7].location.latitude, 1) == 50.9
    assert (messages[8].venue.title, messages[9].contact.user_id) == ("Rathaus", ann.id)
    assert (messages[10].poll.question, messages[11].dice.value) == ("Mehr Bäume?", 4)
    assert len({message.media_group_id for message in messages[12:15]}) == 1
    assert messages[15].forward_origin.sender_user_name == "Bob"


async def test_a_live_location_moves(town, bot, updates):
    ann = town.person()
    live = await ann.sends_live_location()
    await ann.moves(live, 50.9, 12.1)
    new, moved = await updates()
    assert new.message.location.to_dict()["live_period"] == 900
    assert (moved.edited_message.location.latitude, moved.edited_message.message_id) == (50.9, live.id)


async def test_edits_replies_and_long_words(town, bot, updates):
    ann = town.person()
    await ann.says("Helo")
    await ann.edits("Hallo /hilfe")
    await ann.says("ä" * 5000)
    asked = await bot.send_message(ann.id, "Wo?")
    await ann.says("Lusan", reply_to=ann.messages[0])
    new, edited, first, second, answer = await updates()
    assert (new.message.text, edited.edited_message.text) == ("Helo", "Hallo /hilfe")
    assert edited.edited_message.entities[0].type == "bot_command"
    assert [len(update.message.text) for update in (first, second)] == [4096, 904]
    assert answer.message.reply_to_message.message_id == asked.message_id
    with pytest.raises(ValueError, match="no empty messages"):
        await ann.says("  ")


async def test_pressing(town, bot, updates):
    ann = town.person(started=True)
    sent = await bot.send_message(ann.id, "Frage", reply_markup=BUTTONS)
    await ann.presses("Ja")
    with pytest.raises(AssertionError, match=r"sees no button 'Nein', but \['Ja'\]"):
        await ann.presses("Nein")
    await ann.deletes(ann.messages[0])
    with pytest.raises(AssertionError, match="sees no button"):
        await ann.presses("Ja")
    await ann.forges_press("v1:admin", on=ann.all_messages[0])
    await ann.forges_press(None)
    pressed, forged, empty = [update.callback_query for update in await updates()]
    assert (pressed.data, pressed.message.message_id) == ("v1:yes", sent.message_id)
    assert (forged.data, forged.message.is_accessible) == ("v1:admin", False)
    assert (empty.data, empty.message) == (None, None)


async def test_keys_in_place_of_the_keyboard(town, bot, updates):
    ann = town.person(started=True)
    keys = [["Ja"], [KeyboardButton("Hier bin ich", request_location=True)]]
    await bot.send_message(ann.id, "Wo?", reply_markup=ReplyKeyboardMarkup(keys))
    assert ann.keys == ["Ja", "Hier bin ich"]
    await ann.chooses("Ja")
    await ann.chooses("Hier bin ich")
    await bot.send_message(ann.id, "Danke", reply_markup=ReplyKeyboardRemove())
    assert ann.keys == []
    word, place = [update.message for update in await updates()]
    assert (word.text, place.location is not None) == ("Ja", True)


async def test_hearing(town, bot):
    ann = town.person(started=True)
    await bot.send_message(ann.id, "alt")
    await ann.says("Hallo")
    later = asyncio.create_task(ann.hears(2))
    await bot.send_message(ann.id, "eins")
    await bot.send_message(ann.id, "zwei")
    assert await later == ["eins", "zwei"]
    await bot.send_message(ann.id, "drei")
    answer = await ann.answer()
    assert answer == "drei"
    assert "rei" in answer
    await ann.hears_nothing(0.01)
    with pytest.raises(AssertionError, match=r"0 of 1 messages sent within 0\.01 s"):
        await ann.hears(timeout=0.01)
    await bot.send_message(ann.id, "vier")
    with pytest.raises(AssertionError, match="should have heard nothing"):
        await ann.hears_nothing(0.01)
    assert ann.messages == ["alt", "eins", "zwei", "drei", "vier"]


async def test_blocking_is_told(town, bot, updates):
    ann = town.person(started=True)
    await ann.blocks()
    await ann.unblocks()
    blocked, unblocked = [update.my_chat_member for update in await updates()]
    assert (blocked.old_chat_member.status, blocked.new_chat_member.status) == ("member", "kicked")
    assert unblocked.new_chat_member.status == "member"


async def test_the_bot_comes_into_a_group(town, bot, updates):
    ann, ben = town.person("Ann"), town.person("Ben")
    group = town.group("Lusan", ann, ben)
    assert await updates() == ()
    group.add(town.bot, by=ben)
    group.add(town.person("Cem"))
    group.rename("Lusan Süd")
    mine, came, cem, renamed = await updates()
    assert (mine.my_chat_member.new_chat_member.status, mine.effective_user.first_name) == ("member", "Ben")
    assert came.message.new_chat_members[0].username == "gera_bot"
    assert cem.message.new_chat_members[0].first_name == "Cem"
    assert renamed.message.new_chat_title == "Lusan Süd"


async def test_privacy_mode(town, bot, updates):
    ann = town.person("Ann")
    group = town.group("Lusan", ann, town.bot)
    sent = await bot.send_message(group.id, "Guten Tag")
    await updates()
    await ann.says("Nur unter uns", in_=group)
    await ann.says("/hilfe", in_=group)
    await ann.says("/hilfe@gera_bot bitte", in_=group)
    await ann.says("/hilfe@other_bot", in_=group)
    await ann.says("Weiß das @Gera_Bot?", in_=group)
    await ann.says("Danke", in_=group, reply_to=group.messages[0])
    await ann.says("siehe /hilfe", in_=group)
    await ann.sends_photo("Kein Wort", in_=group)
    found = [update.message for update in await updates()]
    assert [message.text for message in found] == ["/hilfe", "/hilfe@gera_bot bitte", "Weiß das @Gera_Bot?", "Danke"]
    mention = found[2].entities[0]
    assert cut(found[2].text, mention.offset, mention.length) == "@Gera_Bot"
    assert found[3].reply_to_message.message_id == sent.message_id
    group.promote(town.bot)
    await ann.says("Jetzt liest er mit", in_=group)
    await ann.says("Wer bin ich?", in_=group, anonymously=True)
    promoted, heard, hidden = await updates()
    assert promoted.my_chat_member.new_chat_member.status == "administrator"
    assert (heard.message.text, hidden.message.sender_chat.id) == ("Jetzt liest er mit", group.id)
    with pytest.raises(AssertionError, match="is not in"):
        await town.person("Ben").says("Darf ich?", in_=group)


async def test_presses_in_a_group(town, bot, updates):
    ann, ben = town.person("Ann"), town.person("Ben")
    group = town.group("Lusan", ann, ben, town.bot)
    await updates()
    await bot.send_message(group.id, "Frage", reply_markup=BUTTONS)
    group.attend()
    await ann.presses("Ja", in_=group)
    await ben.presses("Ja", in_=group)
    assert [update.callback_query.from_user.first_name for update in await updates()] == ["Ann", "Ben"]
    await bot.send_message(group.id, "Danke")
    assert await group.hears() == await ann.hears(in_=group) == ["Danke"]


async def test_a_group_is_upgraded(town, bot, updates):
    group = town.group("Lusan", town.person(), town.bot)
    old = group.id
    await updates()
    group.upgrade()
    moved, arrived = [update.message for update in await updates()]
    assert (moved.chat.id, moved.migrate_to_chat_id) == (old, group.id)
    assert (arrived.chat.id, arrived.migrate_from_chat_id) == (group.id, old)
    assert group.id < -(10**12)


async def test_a_channel(town, bot, updates):
    channel = town.channel("Amtsblatt", "amtsblatt_gera")
    await channel.posts("Niemand hört")
    channel.promote(town.bot)
    await channel.posts("/start alle")
    await bot.send_message("@amtsblatt_gera", "Vom Bot")
    _, post = await updates()
    assert (post.channel_post.text, post.channel_post.chat.type, post.effective_user) == (
        "/start alle",
        "channel",
        None,
    )


async def test_reactions_only_when_asked_for(town, bot, updates):
    ann = town.person()
    said = await ann.says("Hallo")
    await ann.reacts("👍", said)
    assert len(await updates()) == 1
    await bot.get_updates(allowed_updates=["message_reaction"])
    await ann.reacts("👍", said)
    assert (await updates())[0].message_reaction.new_reaction[0].emoji == "👍"
