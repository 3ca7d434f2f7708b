"""A result of an inline query becomes a message in any chat, the bot's or not: it comes from the person, via the bot.

The bot hears of it only with inline feedback switched on, and can change it only where it carries a keyboard: else
Telegram gives no inline_message_id.
"""

import base64
from typing import TYPE_CHECKING, Any

from .formatting import read_formatted
from .keyboards import read_keyboard
from .parameters import Parameters
from .privacy import reaches_the_bot
from .seen import Seen
from .world import Chat, Press

if TYPE_CHECKING:
    from .people import Person


def put(person: "Person", press: Press, result_id: str, chat: Chat) -> Seen:
    """The person chooses this result in this chat."""
    town, world = person.town, person.town.world
    results = (press.answer or {}).get("results", [])
    result = next((each for each in results if each["id"] == result_id), None)
    if result is None:
        raise AssertionError(f"{person} was not offered {result_id!r}, but {[each['id'] for each in results]}")
    words = Parameters(result["input_message_content"])
    text, entities = read_formatted(world, words, words.text("message_text"), "entities")
    keyboard = read_keyboard(Parameters(result), only_inline=True)
    content: dict[str, Any] = {"text": text, "via_bot": world.bot}
    content |= {"entities": entities} if entities else {}
    content |= {"reply_markup": keyboard} if keyboard else {}
    content |= {"link_preview_options": {"is_disabled": True}} if _no_preview(words) else {}
    posted = world.post(chat, person.user, content)
    posted.keyboard = keyboard
    chosen: dict[str, Any] = {"result_id": result_id, "from": person.user, "query": press.data}
    if keyboard:
        number = base64.urlsafe_b64encode(world.number().to_bytes(16, "big")).decode().rstrip("=")
        world.inline_messages[number] = (chat, posted)
        chosen["inline_message_id"] = number
    if world.inline_feedback:
        town.updates.put("chosen_inline_result", chosen)
    if reaches_the_bot(world, chat, posted.content) and chat.bot_status == "member":
        town.updates.put("message", posted.content)
    return Seen(posted)


def _no_preview(words: Parameters) -> bool:
    options = words.parsed("link_preview_options", "link preview options")
    return bool(isinstance(options, dict) and options.get("is_disabled"))
