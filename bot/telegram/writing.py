"""One message to one chat, and what became of it. Telegram's errors end here, as an `Outcome`.

Which failure leaves doubt is the table "sent or not": a refused connection never left; a
time-out while reading and a cut line may have arrived. So may a 5xx, but hardly ever: it is what Telegram's door says
when nobody behind it answers. It is tried again until that is over, since half an hour of it would else silence us.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from telegram import Bot, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.telegram.rendering import Drawn
from bot.telegram.request import NotSent, ServerTrouble


@dataclass(frozen=True)
class Sent:
    """Telegram has it."""


@dataclass(frozen=True)
class Gone:
    """The person blocked the assistant or deleted the account, the group threw it out: never again."""


@dataclass(frozen=True)
class Moved:
    """The group has a new id."""

    chat: int


@dataclass(frozen=True)
class Later:
    """Telegram was asked too often, and shall be asked again after this time."""

    wait: timedelta
    reason: str = field(default="RetryAfter", compare=False)


@dataclass(frozen=True)
class Away:
    """Telegram takes nothing from us: it can't be reached, answers 5xx, or does not know our token. Again, not before
    `wait` is over; growing pauses are the sender's."""

    wait: timedelta = timedelta(0)
    reason: str = field(default="", compare=False)


@dataclass(frozen=True)
class Doubtful:
    """It may have arrived or not."""

    reason: str = field(default="", compare=False)


@dataclass(frozen=True)
class Refused:
    """Telegram does not take this message, and never will."""

    reason: str


Outcome = Sent | Gone | Moved | Later | Away | Doubtful | Refused

WRONG_TOKEN = timedelta(seconds=30)
"""A refused token is met again at this pace at the most: asking more often makes it no better."""

GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "have no rights to send", "not enough rights")


async def write(bot: Bot, chat: int, message: Drawn, quote: int | None) -> Outcome:
    """Send one message. `quote` is the message it points at; if that is gone, it goes out without."""
    try:
        await bot.send_message(
            chat,
            message.html,
            parse_mode=ParseMode.HTML,
            reply_markup=message.keyboard,
            disable_web_page_preview=True,
            reply_parameters=ReplyParameters(quote, allow_sending_without_reply=True) if quote else None,
        )
    except TelegramError as error:
        return outcome_of(error)
    return Sent()


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
