"""Being in a chat or not: the updates that tell the bot when that changes for itself or for others."""

from typing import TYPE_CHECKING, Any

from .world import Chat

if TYPE_CHECKING:
    from .town import FakeTelegram

ADMINISTRATOR_RIGHTS: dict[str, Any] = {
    "can_be_edited": False,
    "is_anonymous": False,
    **dict.fromkeys(
        [
            "can_manage_chat",
            "can_delete_messages",
            "can_manage_video_chats",
            "can_restrict_members",
            "can_promote_members",
            "can_change_info",
            "can_invite_users",
            "can_pin_messages",
            "can_post_stories",
            "can_edit_stories",
            "can_delete_stories",
        ],
        True,
    ),
}


def member_object(user: dict[str, Any], status: str) -> dict[str, Any]:
    """A ChatMember object."""
    extra: dict[str, Any] = {}
    if status == "kicked":
        extra = {"until_date": 0}
    elif status == "administrator":
        extra = ADMINISTRATOR_RIGHTS
    elif status == "creator":
        extra = {"is_anonymous": False}
    return {"user": user, "status": status, **extra}


def bot_becomes(town: "FakeTelegram", chat: Chat, status: str, by: dict[str, Any]) -> None:
    """The bot's own standing changes: `my_chat_member`."""
    change = _change(town, chat, by, town.world.bot, chat.bot_status, status)
    chat.bot_status = status
    town.updates.put("my_chat_member", change)


def person_becomes(town: "FakeTelegram", chat: Chat, user: dict[str, Any], status: str, by: dict[str, Any]) -> None:
    """Somebody else's standing changes: `chat_member`, which only an administrator bot gets, if it asks for it."""
    before = chat.members.get(user["id"], "left")
    if status in {"left", "kicked"}:
        chat.members.pop(user["id"], None)
    else:
        chat.members[user["id"]] = status
    if chat.bot_status == "administrator":
        town.updates.put("chat_member", _change(town, chat, by, user, before, status))


def _change(
    town: "FakeTelegram", chat: Chat, by: dict[str, Any], whom: dict[str, Any], before: str, after: str
) -> dict[str, Any]:
    return {
        "chat": chat.as_object(),
        "from": by,
        "date": town.world.date(),
        "old_chat_member": member_object(whom, before),
        "new_chat_member": member_object(whom, after),
    }
