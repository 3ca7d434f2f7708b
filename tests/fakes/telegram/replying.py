"""reply_parameters (and the older reply_to_message_id): the message that is answered must be there."""

from typing import Any

from .errors import bad_request
from .parameters import Parameters
from .world import Chat


def read_reply(chat: Chat, params: Parameters) -> dict[str, Any]:
    """The part of the new message that says what it answers; empty when it answers nothing."""
    value = params.parsed("reply_parameters", "ReplyParameters")
    if value is None:
        value = {
            "message_id": params.integer("reply_to_message_id"),
            "allow_sending_without_reply": params.flag("allow_sending_without_reply"),
        }
    if not isinstance(value, dict):
        raise bad_request("can't parse reply parameters: Object expected as reply parameters")
    message_id = value.get("message_id", 0)
    if not isinstance(message_id, int):
        raise bad_request('can\'t parse reply parameters: Field "message_id" must be of type Number')
    if message_id <= 0:
        return {}
    answered = chat.posts.get(message_id)
    if answered is None or answered.deleted:
        if value.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": quoted(answered.content)}


def quoted(message: dict[str, Any]) -> dict[str, Any]:
    """A message as it stands inside its answer: one level deep."""
    return {name: value for name, value in message.items() if name != "reply_to_message"}
