"""One message to one chat, and what became of it. Telegram's errors end here, as an `Outcome`.

Which failure leaves doubt is the table "sent or not": a refused connection never left; a
time-out while reading and a cut line may have arrived. So may a 5xx, but hardly ever: it is what Telegram's door says
when nobody behind it answers. It is tried again until that is over, since half an hour of it would else silence us.
"""

from datetime import timedelta
from typing import Any

from telegram import Bot, InputFile, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.delivery.outcomes import Away, Doubtful, Gone, Later, Missing, Moved, Outcome, Refused, Sent
from bot.telegram.pictures import Pictures
from bot.telegram.rendering import Drawn
from bot.telegram.request import NotSent, ServerTrouble

WRONG_TOKEN = timedelta(seconds=30)
"""A refused token is met again at this pace at the most: asking more often makes it no better."""

NOT_THERE = {
    "message to edit not found": "gone",
    "message to delete not found": "gone",
    "message can't be edited": "too old",
    "message_id_invalid": "gone",
    "inline message identifier": "gone",
    "message can't be deleted": "too old",
}
"""What Telegram says of a message that cannot be changed any more, and in our words."""

GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "have no rights to send", "not enough rights")


async def write(
    bot: Bot,
    chat: int,
    message: Drawn,
    quote: int | None = None,
    pictures: Pictures | None = None,
    *,
    paid: bool = False,
) -> Outcome:
    """Send one message. `quote` is the message it points at; if that is gone, it goes out without."""
    common: dict[str, Any] = {
        "reply_markup": message.keyboard,
        "reply_parameters": ReplyParameters(quote, allow_sending_without_reply=True) if quote else None,
        "allow_paid_broadcast": paid or None,
    }
    try:
        if message.document:
            file = InputFile(message.document.text.encode(), filename=message.document.name)
            sent = await bot.send_document(chat, file, **common)
        elif message.picture and pictures and (photo := await pictures.photo(message.picture.name)):
            sent = await bot.send_photo(chat, photo, caption=message.html, parse_mode=ParseMode.HTML, **common)
            await pictures.sent(message.picture.name, sent.photo[-1].file_id)
        else:
            sent = await bot.send_message(
                chat, message.html, parse_mode=ParseMode.HTML, disable_web_page_preview=True, **common
            )
    except TelegramError as error:
        return outcome_of(error)
    return Sent(sent.message_id)


async def change(bot: Bot, chat: int, number: int, message: Drawn) -> Outcome:
    """Put other words into a message of ours. That it says so already is as good."""
    try:
        if message.picture:
            await bot.edit_message_caption(
                chat, number, caption=message.html, parse_mode=ParseMode.HTML, reply_markup=message.keyboard
            )
        else:
            await bot.edit_message_text(
                message.html,
                chat,
                number,
                parse_mode=ParseMode.HTML,
                reply_markup=message.keyboard,
                disable_web_page_preview=True,
            )
    except TelegramError as error:
        return _after_a_change(error)
    return Sent(number)


async def change_inline(bot: Bot, message: str, words: Drawn) -> Outcome:
    """The same in a chat that is none of ours, by Telegram's mark of the message."""
    try:
        await bot.edit_message_text(
            words.html,
            inline_message_id=message,
            parse_mode=ParseMode.HTML,
            reply_markup=words.keyboard,
            disable_web_page_preview=True,
        )
    except TelegramError as error:
        return _after_a_change(error)
    return Sent()


async def remove(bot: Bot, chat: int, number: int) -> Outcome:
    """Delete a message of ours; Telegram allows it for 48 hours."""
    try:
        await bot.delete_message(chat, number)
    except TelegramError as error:
        return _after_a_change(error)
    return Sent(number)


def _after_a_change(error: TelegramError) -> Outcome:
    said = error.message.lower()
    if "not modified" in said:
        return Sent()
    if isinstance(error, BadRequest) and (reason := next((each for each in NOT_THERE if each in said), None)):
        return Missing(NOT_THERE[reason])
    return outcome_of(error)


async def answers(bot: Bot) -> bool:
    """Whether Telegram answers at all."""
    try:
        await bot.get_me()
    except TelegramError:
        return False
    return True


def outcome_of(error: TelegramError) -> Outcome:  # noqa: PLR0911 - a table
    """What an error of the library says about the message."""
    match error:
        case RetryAfter():
            return Later(told_to_wait(error))
        case ChatMigrated(new_chat_id=chat):
            return Moved(chat)
        case Forbidden():
            return Gone()
        case InvalidToken():
            return Away(WRONG_TOKEN, reason=type(error).__name__)
        case NotSent() | ServerTrouble():
            return Away(reason=type(error).__name__)
        case BadRequest(message=reason):
            return Gone() if any(sign in reason.lower() for sign in GONE) else Refused(reason)
        case _:
            return Doubtful(reason=type(error).__name__)


def told_to_wait(error: RetryAfter) -> timedelta:
    """How long Telegram tells us to wait."""
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
