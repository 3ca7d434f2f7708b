"""Changing and taking back messages."""

from typing import Any

from ..chats import chat_to_write, known_chat, message_in
from ..errors import Refused, bad_request
from ..formatting import read_caption, read_text
from ..keyboards import Keyboard, read_keyboard
from ..world import Chat, Posted, World
from .asked import Asked, Method
from .sending import link_preview

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
MOST_DELETED = 100


def edit_message_text(asked: Asked) -> dict[str, Any] | bool:
    text, entities = read_text(asked.world, asked.params, editing=True)
    keyboard = read_keyboard(asked.params, only_inline=True)
    shared = _shared_by_somebody(asked)
    chat, post = shared or _to_edit(asked)
    if "text" not in post.content:
        raise bad_request("there is no text in the message to edit")
    new: dict[str, Any] = {"text": text, "entities": entities or None}
    new["link_preview_options"] = link_preview(asked, {"text": text, "entities": entities})
    changed = _change(asked, chat, post, new, keyboard)
    return True if shared else changed


def edit_message_caption(asked: Asked) -> dict[str, Any]:
    text, entities = read_caption(asked.world, asked.params)
    keyboard = read_keyboard(asked.params, only_inline=True)
    chat, post = _to_edit(asked)
    if not any(kind in post.content for kind in ("photo", "document", "video", "animation", "voice", "audio")):
        raise bad_request("there is no caption in the message to edit")
    return _change(asked, chat, post, {"caption": text or None, "caption_entities": entities or None}, keyboard)


def edit_message_reply_markup(asked: Asked) -> dict[str, Any]:
    keyboard = read_keyboard(asked.params, only_inline=True)
    chat, post = _to_edit(asked)
    return _change(asked, chat, post, {}, keyboard)


def delete_message(asked: Asked) -> bool:
    chat = known_chat(asked.world, asked.params)
    post = message_in(chat, asked.params, "message to delete")
    _check_deletable(asked.world, chat, post)
    _delete(chat, post)
    return True


def delete_messages(asked: Asked) -> bool:
    """Several at once; those that are not there are passed over."""
    ids = asked.params.parsed("message_ids", "message identifiers")
    if not isinstance(ids, list) or not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MOST_DELETED:
        raise bad_request("too many message identifiers specified")
    chat = known_chat(asked.world, asked.params)
    posts = [post for number in ids if (post := chat.find(int(number))) is not None]
    for post in posts:
        _check_deletable(asked.world, chat, post)
    for post in posts:
        _delete(chat, post)
    return True


def _shared_by_somebody(asked: Asked) -> tuple[Chat, Posted] | None:
    """The message that is meant by inline_message_id, wherever it is; None where a chat is named."""
    if asked.params.has("chat_id") or asked.params.has("message_id"):
        return None
    if not asked.params.has("inline_message_id"):
        raise bad_request("message identifier is not specified")
    found = asked.world.inline_messages.get(asked.params.text("inline_message_id"))
    if found is None or found[1].deleted:
        raise bad_request("MESSAGE_ID_INVALID")
    return found


def _to_edit(asked: Asked) -> tuple[Chat, Posted]:
    chat = chat_to_write(asked.world, asked.params)
    post = message_in(chat, asked.params, "message to edit")
    other_keyboard = post.keyboard is not None and "inline_keyboard" not in post.keyboard
    if not _by_this_bot(asked.world, chat, post) or other_keyboard:
        raise bad_request("message can't be edited")
    limit = asked.world.edit_seconds
    if limit is not None and asked.world.clock.time() - post.content["date"] > limit:
        raise bad_request("message can't be edited")
    return chat, post


def _change(asked: Asked, chat: Chat, post: Posted, new: dict[str, Any], keyboard: Keyboard | None) -> dict[str, Any]:
    new = {**new, "reply_markup": keyboard}
    if all(post.content.get(name) == value for name, value in new.items()):
        raise bad_request(NOT_MODIFIED)
    post.change(**new, edit_date=asked.world.date())
    post.keyboard = keyboard
    chat.tell("edited", post)
    return post.content


def _check_deletable(world: World, chat: Chat, post: Posted) -> None:
    rights = chat.type == "private" or chat.bot_status == "administrator" or _by_this_bot(world, chat, post)
    if not rights:
        raise bad_request("message can't be deleted")
    if world.clock.time() - post.content["date"] > world.delete_seconds:
        raise _too_old()


def _too_old() -> Refused:
    return bad_request("message can't be deleted for everyone")


def _delete(chat: Chat, post: Posted) -> None:
    post.deleted = True
    chat.tell("deleted", post)


def _by_this_bot(world: World, chat: Chat, post: Posted) -> bool:
    sender = post.content.get("from")
    return chat.type == "channel" if sender is None else sender["id"] == world.bot["id"]


METHODS: dict[str, Method] = {
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "deletemessages": delete_messages,
}
