"""The fake's inline messages: put by a person, told of with feedback, changed by their mark alone."""

import pytest
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)
from telegram.error import BadRequest

from tests.fakes.test_fake_telegram import refused

BACK = InlineKeyboardMarkup([[InlineKeyboardButton("Öffnen", url="https://t.me/gera_bot?start=x")]])


def article(text: str = "Mehr davon", keyboard: InlineKeyboardMarkup | None = BACK, **more):
    words = InputTextMessageContent(text, parse_mode="HTML", **more)
    return InlineQueryResultArticle("x", "Bäume", words, reply_markup=keyboard)


async def put(town, bot, result=None):
    ann = town.person()
    press = await ann.asks_inline("Bäume")
    await bot.answer_inline_query(press.id, [result or article()])
    await ann.shares(press, "x", in_=town.group("Lusan", ann))
    return await chosen_of(bot)


async def chosen_of(bot):
    """What the bot hears of chosen results, once; it is no member anywhere and hears of no messages."""
    updates = await bot.get_updates()
    await bot.get_updates(offset=updates[-1].update_id + 1)
    assert {True} == {bool(each.chosen_inline_result or each.inline_query) for each in updates}
    return [each.chosen_inline_result for each in updates if each.chosen_inline_result]


async def test_a_shared_card_is_changed_by_its_mark_wherever_it_is(town, bot):
    ann = town.person()
    group = town.group("Lusan", ann)
    press = await ann.asks_inline("Bäume")
    await bot.answer_inline_query(press.id, [article("<b>Mehr</b>")])
    seen = await ann.shares(press, "x", in_=group)
    (chosen,) = await chosen_of(bot)
    assert (chosen.result_id, chosen.query, chosen.from_user.id) == ("x", "Bäume", ann.id)
    assert seen.html == "<b>Mehr</b>"
    assert await bot.edit_message_text("Weniger", inline_message_id=chosen.inline_message_id) is True
    assert seen.text == "Weniger"
    assert seen.buttons == []
    with refused(BadRequest, "message is not modified"):
        await bot.edit_message_text("Weniger", inline_message_id=chosen.inline_message_id)
    with refused(BadRequest, "MESSAGE_ID_INVALID"):
        await bot.edit_message_text("Weniger", inline_message_id="unknown")
    await ann.deletes(seen)
    with refused(BadRequest, "MESSAGE_ID_INVALID"):
        await bot.edit_message_text("Mehr", inline_message_id=chosen.inline_message_id)


async def test_without_a_keyboard_or_without_feedback_there_is_no_mark(town, bot):
    (chosen,) = await put(town, bot, article(keyboard=None))
    assert chosen.inline_message_id is None
    town.world.inline_feedback = False
    none = await put(town, bot)
    assert none == []


async def test_only_what_was_offered_can_be_shared(town, bot):
    ann = town.person()
    press = await ann.asks_inline("Bäume")
    await bot.answer_inline_query(press.id, [article()])
    with pytest.raises(AssertionError, match="was not offered"):
        await ann.shares(press, "y")


@pytest.mark.parametrize("text", ["<b>offen", "<h1>groß</h1>", "x" * 4097])
async def test_words_that_no_message_could_have_are_refused_in_the_answer(town, bot, text):
    press = await town.person().asks_inline("Bäume")
    with pytest.raises(BadRequest):
        await bot.answer_inline_query(press.id, [article(text)])


async def test_the_button_above_needs_a_code_that_start_takes(town, bot):
    press = await town.person().asks_inline("Bäume")
    with refused(BadRequest, "START_PARAM_INVALID"):
        await bot.answer_inline_query(press.id, [], button=InlineQueryResultsButton("Fragen", start_parameter="a b"))
    await bot.answer_inline_query(press.id, [], button=InlineQueryResultsButton("Fragen", start_parameter="frage"))
    assert (await press.answered())["button"]["text"] == "Fragen"
