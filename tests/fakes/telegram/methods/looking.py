"""Looking at chats, their members and files; leaving a chat."""

from typing import Any

from ..chats import known_chat, why_not
from ..errors import bad_request, forbidden
from ..files import DOWNLOAD_LIMIT
from ..memberships import bot_becomes, member_object
from ..world import BOT_IS_IN, Chat
from .asked import Asked, Method


def get_chat(asked: Asked) -> dict[str, Any]:
    chat = known_chat(asked.world, asked.params)
    refusal = why_not(chat) if chat.type != "private" else None
    if refusal is not None:
        raise refusal
    if chat.type == "private" and not chat.started:
        raise bad_request("chat not found")
    return {**chat.as_object(), "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": NO_GIFTS}


def get_chat_member(asked: Asked) -> dict[str, Any]:
    chat = _group(asked)
    user_id = asked.params.integer("user_id", high=2**53)
    if user_id == asked.world.bot["id"]:
        return member_object(asked.world.bot, chat.bot_status)
    status = chat.members.get(user_id)
    private = asked.world.chats.get(user_id)
    if private is None or private.user is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return member_object(private.user, status or "left")


def get_chat_administrators(asked: Asked) -> list[dict[str, Any]]:
    chat = _group(asked)
    found = [
        member_object(user, status)
        for user_id, status in chat.members.items()
        if status in {"creator", "administrator"} and (user := asked.world.chats[user_id].user) is not None
    ]
    if chat.bot_status == "administrator":
        found.append(member_object(asked.world.bot, "administrator"))
    return found


def get_chat_member_count(asked: Asked) -> int:
    return len(_group(asked).members) + 1


def leave_chat(asked: Asked) -> bool:
    chat = known_chat(asked.world, asked.params)
    if chat.type == "private":
        raise bad_request("chat is not a group chat" if chat.started else "chat not found")
    if chat.bot_status not in BOT_IS_IN:
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    bot_becomes(asked.town, chat, "left", asked.world.bot)
    return True


def get_file(asked: Asked) -> dict[str, Any]:
    file_id = asked.params.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    stored = asked.world.files.find(file_id)
    if stored.size > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {**stored.as_object(), "file_path": stored.path}


def _group(asked: Asked) -> Chat:
    chat = known_chat(asked.world, asked.params)
    refusal = why_not(chat)
    if refusal is not None:
        raise refusal
    return chat


NO_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}
METHODS: dict[str, Method] = {
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "getchatadministrators": get_chat_administrators,
    "getchatmembercount": get_chat_member_count,
    "leavechat": leave_chat,
    "getfile": get_file,
}
