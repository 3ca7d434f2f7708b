"""Which messages of a group reach a bot in privacy mode, by Telegram's rules.

Commands for it or for nobody in particular, messages that name it, answers to its own messages, and service messages.
An administrator bot, or one with privacy mode off, sees everything. (Telegram gives general commands to the bot that
spoke last; there is one bot in this town.)
"""

from typing import Any

from .entities import entity_texts
from .world import BOT_IS_IN, Chat, World

SERVICE = frozenset(
    [
        "new_chat_members",
        "left_chat_member",
        "new_chat_title",
        "new_chat_photo",
        "delete_chat_photo",
        "group_chat_created",
        "supergroup_chat_created",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "pinned_message",
    ]
)


def reaches_the_bot(world: World, chat: Chat, message: dict[str, Any]) -> bool:
    """Whether the bot gets an update about this message."""
    if chat.type == "private":
        return True
    if chat.bot_status not in BOT_IS_IN:
        return False
    if chat.type == "channel" or not world.privacy or chat.bot_status == "administrator":
        return True
    if not SERVICE.isdisjoint(message):
        return True
    return _is_for_bot(world.bot, message)


def _is_for_bot(bot: dict[str, Any], message: dict[str, Any]) -> bool:
    name = f"@{bot['username']}".lower()
    answered = message.get("reply_to_message", {}).get("from", {})
    if answered.get("id") == bot["id"] or message.get("via_bot", {}).get("id") == bot["id"]:
        return True
    if any(mention.lower() == name for mention in entity_texts(message, "mention")):
        return True
    entities = message.get("entities", []) + message.get("caption_entities", [])
    if any(entity["type"] == "text_mention" and entity["user"]["id"] == bot["id"] for entity in entities):
        return True
    first = message.get("entities") or message.get("caption_entities") or []
    if not any(entity["type"] == "bot_command" and entity["offset"] == 0 for entity in first):
        return False
    _, at, addressee = entity_texts(message, "bot_command")[0].partition("@")
    return not at or f"@{addressee}".lower() == name
