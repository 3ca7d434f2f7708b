"""From Telegram's update to an `Incoming`: what we need of it, and nothing else.

Names, phone numbers, exact places, files and the origin of forwarded messages stop here.
"""

import re
from collections.abc import Mapping
from typing import Any

from telegram import CallbackQuery, ChosenInlineResult, InlineQuery, Message, Update, User
from telegram.constants import ChatType

from bot.conversation.words import TELEGRAM, Attachment, Incoming
from bot.telegram.spans import read_spans

FACE = TELEGRAM

INLINE = f"{FACE}:inline:"
"""What the address of a card in somebody else's chat begins with."""

ALLOWED_UPDATES = [
    "message", "edited_message", "callback_query", "inline_query", "chosen_inline_result", "my_chat_member",
]  # fmt: skip
"""What Telegram shall send. Everything else it keeps to itself."""

FINEST = 3
"""Digits of a degree that are read of a place."""
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
"""Files of these types are pictures; what they really are is looked at when they are fetched."""
ATTACHMENTS = {
    "photo": Attachment.PHOTO,
    "live_photo": Attachment.PHOTO,
    "sticker": Attachment.STICKER,
    "animation": Attachment.STICKER,
    "dice": Attachment.STICKER,
    "voice": Attachment.VOICE,
    "audio": Attachment.VOICE,
    "video": Attachment.VIDEO,
    "video_note": Attachment.VIDEO,
    "venue": Attachment.PLACE,
    "location": Attachment.PLACE,
    "document": Attachment.DOCUMENT,
    "contact": Attachment.CONTACT,
    "poll": Attachment.POLL,
    "story": Attachment.OTHER,
    "game": Attachment.OTHER,
    "paid_media": Attachment.OTHER,
    "checklist": Attachment.OTHER,
}
"""What a message may carry, the telling ones first: an animation comes as a document too, a venue as a location."""


LARGEST = 2**52
"""Telegram's numbers have at most 52 bits."""
LONGEST_MARK = 200
"""Signs. Telegram's marks of inline messages have some thirty."""


def read(update: Update, me: User) -> Incoming | None:
    """What an update means for the conversation; None for what needs no reply. `me` is the bot itself.

    Raises ValueError where a part is not what it should be: the library takes numbers and texts as they come.
    """
    key = f"{FACE}:{_number(update.update_id)}"
    if query := update.callback_query:
        if query.message is None or query.data is None:
            return None
        below = _pointed_at(query)
        return Incoming(
            update=key,
            address=address(_number(query.message.chat.id)),
            button=_text(query.data),
            language=_mark(query.from_user.language_code),
            group=query.message.chat.type != ChatType.PRIVATE,
            photo=_photo(below) if below else None,
            quoted=(_text(below.text) or "") if below else "",
        )
    message = update.message or update.edited_message
    if message is None or message.from_user is None or message.from_user.is_bot or message.sender_chat is not None:
        return None  # channels and anonymous administrators: nobody we could answer to
    if message.via_bot and message.via_bot.id == me.id:
        return None  # a card of ours that somebody has shared: our own words
    return _message(key, message, me, edited=update.edited_message is not None)


def _pointed_at(query: CallbackQuery) -> Message | None:
    """The person's own message at which the message with the pressed button points."""
    message = query.message if isinstance(query.message, Message) else None
    below = message.reply_to_message if message else None
    mine = below and below.from_user and below.from_user.id == query.from_user.id
    return below if mine else None


def pressed(raw: Any) -> str | None:
    """The press of a button that waits to be answered, found without trusting the form of all the rest."""
    press = raw.get("callback_query") if isinstance(raw, Mapping) else None
    id = press.get("id") if isinstance(press, Mapping) else None
    return id if isinstance(id, str) and id.isascii() and id.isprintable() else None


def asked_inline(update: Update) -> InlineQuery | None:
    """What somebody typed behind the assistant's name in any chat. Raises ValueError, as `read` does."""
    if query := update.inline_query:
        _text(query.query)
        for mark in (query.id, query.offset, query.from_user.language_code):
            _mark(mark)
    return query


def chosen_inline(update: Update) -> ChosenInlineResult | None:
    """Which card somebody has put into a chat. Raises ValueError, as `read` does."""
    if chosen := update.chosen_inline_result:
        for mark in (chosen.result_id, chosen.inline_message_id):
            if len(_mark(mark) or "") > LONGEST_MARK:
                raise ValueError("no mark of Telegram's")
    return chosen


def inline_address(message: str) -> str:
    """The address of a card in somebody else's chat, by Telegram's mark of it."""
    return f"{INLINE}{message}"


def inline_message(address: str) -> str | None:
    """Telegram's mark of such a card; None for the address of a chat."""
    return address.removeprefix(INLINE) if address.startswith(INLINE) else None


def address(chat: int) -> str:
    """The address of a chat."""
    return f"{FACE}:{chat}"


def chat_of(address: str) -> int:
    """The chat of an address."""
    return int(address.removeprefix(f"{FACE}:"))


def reachable(update: Update) -> tuple[str, bool] | None:
    """The address that has just blocked or unblocked the assistant, or thrown it out of a group; whether it may write
    there now. None if the update tells nothing of that."""
    change = update.my_chat_member
    if change is None:
        return None
    return address(_number(change.chat.id)), change.new_chat_member.status not in {"kicked", "left"}


def moved(update: Update) -> tuple[int, int] | None:
    """Old and new id of a group that was upgraded, if that is what the update tells."""
    message = update.message
    if message and message.migrate_to_chat_id:
        return _number(message.chat.id), _number(message.migrate_to_chat_id)
    return None


def _message(key: str, message: Message, me: User, *, edited: bool) -> Incoming | None:
    group = message.chat.type in {ChatType.GROUP, ChatType.SUPERGROUP}
    if not group and message.chat.type != ChatType.PRIVATE:
        return None
    joined = any(member.id == me.id for member in message.new_chat_members)
    attachment = _attachment(message)
    text = _text(message.text) or _text(message.caption) or ""
    if group:
        if not joined and not _meant_for(message, text, me):
            return None
        text = _without_mention(text, me)
    if edited and not text:
        return None  # a moving live location, a poll that counts: nothing was said
    if not (text or attachment or joined):
        return None  # service messages: a pinned message, a new title
    return Incoming(
        update=key,
        address=address(_number(message.chat.id)),
        text=text,
        attachment=attachment,
        language=_mark(message.from_user.language_code) if message.from_user else None,
        group=group,
        joined=joined,
        album=_mark(message.media_group_id),
        quote=_number(message.message_id) if group else None,
        spans=read_spans(text, message.entities or message.caption_entities),
        message=_number(message.message_id),
        photo=_photo(message),
        place=_place(message),
        answers=_answered(message, me),
        edited=edited,
        forwarded=message.forward_origin is not None,
    )


def _answered(message: Message, me: User) -> int | None:
    """The message of ours that this one replies to; whom else somebody quotes is nothing we need."""
    quoted = message.reply_to_message
    if quoted is None or quoted.from_user is None or quoted.from_user.id != me.id:
        return None
    return _number(quoted.message_id)


def _photo(message: Message) -> str | None:
    """What Telegram knows a picture by: its largest size, or the file that it was sent as."""
    if message.photo:
        return _mark(message.photo[-1].file_id)
    return _mark(message.document.file_id) if message.document and _is_picture(message) else None


def _place(message: Message) -> tuple[float, float] | None:
    """Where somebody says something is; no finer than an idea may be shown."""
    if message.location is None:
        return None
    return _degree(message.location.latitude, 90), _degree(message.location.longitude, 180)


def _degree(value: object, most: int) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= most:
        raise ValueError("no degree")
    return round(float(value), FINEST)


def _is_picture(message: Message) -> bool:
    return message.document is not None and message.document.mime_type in PICTURES


def _attachment(message: Message) -> Attachment | None:
    if _is_picture(message):
        return Attachment.PHOTO
    return next((kind for field, kind in ATTACHMENTS.items() if getattr(message, field, None)), None)


def _meant_for(message: Message, text: str, me: User) -> bool:
    """In a group only commands, messages that name the assistant and replies to its own are for it."""
    if text.startswith("/"):
        command, _, named = text.split(maxsplit=1)[0].partition("@")
        return len(command) > 1 and named.lower() in {"", (me.username or "").lower()}
    answered = message.reply_to_message
    if answered and answered.from_user and answered.from_user.id == me.id:
        return bool(text)
    return bool(_mention(me).search(text))


def _without_mention(text: str, me: User) -> str:
    """The text without the assistant's own name, which is no part of the question."""
    return text if text.startswith("/") else re.sub(r"[ \t]+", " ", _mention(me).sub(" ", text)).strip()


def _mention(me: User) -> re.Pattern[str]:
    """The assistant's name as a word of its own: not the beginning of a longer name, not a part of a mail address."""
    name = re.escape(f"@{me.username}") if me.username else "(?!)"
    return re.compile(rf"(?<![\w.@]){name}(?!\w|\.\w)[,.:;]?", re.IGNORECASE)


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > LARGEST:
        raise ValueError("no number of Telegram's")
    return value


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise ValueError("no text")


def _mark(value: object) -> str | None:
    """A text that only machines read: a language's code, an album's number."""
    mark = _text(value)
    if mark and not (mark.isascii() and mark.isprintable()):
        raise ValueError("no mark")
    return mark
