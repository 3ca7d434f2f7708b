"""Which chat a call means, and whether the bot may write there: found, or refused as Telegram refuses."""

from .errors import Refused, bad_request, forbidden
from .parameters import Parameters
from .world import BOT_IS_IN, Chat, Posted, World


def known_chat(world: World, params: Parameters, name: str = "chat_id") -> Chat:
    """The chat that is meant, whether or not the bot may write there."""
    meant = params.text(name).strip()
    if not meant:
        raise bad_request(f"{name} is empty")
    if meant.startswith("@"):
        chat = world.chat_by_name(meant)
    else:
        try:
            chat = world.chats.get(int(meant))
        except ValueError:
            chat = None
    if chat is None:
        raise bad_request("chat not found")
    return chat


def chat_to_write(world: World, params: Parameters) -> Chat:
    chat = known_chat(world, params)
    refusal = why_not(chat)
    if refusal is not None:
        raise refusal
    return chat


def message_in(chat: Chat, params: Parameters, what: str) -> Posted:
    """The message that is meant; `what` names it in the refusal ("message to edit")."""
    message_id = params.integer("message_id")
    if message_id <= 0:
        raise bad_request(
            "message identifier is not specified" if not params.has("message_id") else f"{what} not found"
        )
    post = chat.find(message_id)
    if post is None:
        raise bad_request(f"{what} not found")
    return post


def why_not(chat: Chat) -> Refused | None:
    """The reason why the bot can't write into the chat."""
    if chat.migrated_to is not None:
        return bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    if chat.type == "private":
        return _why_not_to_person(chat)
    if chat.bot_status == "kicked":
        return forbidden(f"bot was kicked from the {chat.type} chat")
    if chat.bot_status not in BOT_IS_IN:
        return forbidden(f"bot is not a member of the {chat.type} chat")
    if chat.type == "channel" and chat.bot_status != "administrator":
        return bad_request("need administrator rights in the channel chat")
    return None


def _why_not_to_person(chat: Chat) -> Refused | None:
    if chat.deactivated:
        return forbidden("user is deactivated")
    if chat.bot_status == "kicked":
        return forbidden("bot was blocked by the user")
    if not chat.started:
        return forbidden("bot can't initiate conversation with a user")
    return None
