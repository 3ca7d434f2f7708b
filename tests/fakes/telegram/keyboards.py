"""reply_markup: read and refused by the rules of Telegram, which shows what is wrong with which button.

One rule is stricter than Telegram's: it silently leaves out a button without words, here that is refused.
"""

from typing import Any

from .errors import Refused, bad_request
from .links import checked_link, person_in_link
from .parameters import Parameters

DATA_LIMIT = 64
BUTTON_LIMIT = 100
ROW_LIMIT = 8
OTHER_INLINE_KINDS = [
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "copy_text",
]
LOOKS = ("text", "icon_custom_emoji_id", "style")
FLAGS = [
    "hide_keyboard",
    "remove_keyboard",
    "selective",
    "force_reply",
    "resize_keyboard",
    "one_time_keyboard",
    "is_persistent",
]

Keyboard = dict[str, Any]


def read_keyboard(params: Parameters, *, only_inline: bool = False) -> Keyboard | None:
    """The keyboard of a call, as the chat will keep it; None when there is none (an empty one counts as none)."""
    value = params.parsed("reply_markup", "reply keyboard markup")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    for flag in FLAGS:
        if flag in value and not isinstance(value[flag], bool):
            raise bad_request(f'field "{flag}" must be of type Boolean')
    rows = _rows(value, "keyboard", 'field "keyboard" must be an Array of Arrays')
    inline = _rows(
        value, "inline_keyboard", 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
    )
    if rows:
        keyboard = {**value, "keyboard": [[_text_button(button) for button in row] for row in rows if row]}
        keyboard.pop("inline_keyboard", None)
    elif inline:
        keyboard = {"inline_keyboard": [[_inline_button(button) for button in row] for row in inline if row]}
        if not keyboard["inline_keyboard"]:
            return None
        _check_size(keyboard["inline_keyboard"])
    elif value.get("remove_keyboard") or value.get("hide_keyboard") or value.get("force_reply"):
        keyboard = value
    else:
        return None
    if only_inline and "inline_keyboard" not in keyboard:
        raise bad_request("inline keyboard expected")
    return keyboard


def _rows(value: dict[str, Any], name: str, complaint: str) -> list[list[Any]]:
    rows = value.get(name)
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise bad_request(f'field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(complaint)
    return rows


def _check_size(rows: list[list[Any]]) -> None:
    if sum(len(row) for row in rows) > BUTTON_LIMIT or any(len(row) > ROW_LIMIT for row in rows):
        raise bad_request("reply markup is too long")


def _text_button(button: Any) -> dict[str, Any]:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise _bad_button("keyboard", "KeyboardButton must be a String or an Object")
    _need_text(button, "keyboard")
    return button


def _inline_button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise _bad_button("inline keyboard", "InlineKeyboardButton must be an Object")
    _need_text(button, "inline keyboard")
    kept: dict[str, Any] = {name: button[name] for name in LOOKS if name in button}
    for name in ("url", "callback_data"):
        if button.get(name) is not None and not isinstance(button[name], str):
            raise _bad_button("inline keyboard", f'Field "{name}" must be of type String')
    if button.get("url"):
        kept["url"] = _link(button["url"], "")
    elif button.get("callback_data"):
        if len(button["callback_data"].encode("utf-8", "surrogatepass")) > DATA_LIMIT:
            raise bad_request("BUTTON_DATA_INVALID")
        kept["callback_data"] = button["callback_data"]
    elif kind := next((name for name in OTHER_INLINE_KINDS if name in button), None):
        kept[kind] = button[kind]
    elif isinstance(address := button.get("login_url") or button.get("web_app"), dict):
        what = "login" if "login_url" in button else "Web App"
        url = str(address.get("url", ""))
        if not url.lower().startswith("https://"):
            raise bad_request(f"inline keyboard button {what} URL '{url}' is invalid: Only HTTPS links are allowed")
        kept["login_url" if "login_url" in button else "web_app"] = {**address, "url": _link(url, f"{what} ")}
    else:
        raise _bad_button("inline keyboard", "Text buttons are unallowed in the inline keyboard")
    return kept


def _need_text(button: dict[str, Any], what: str) -> None:
    if "text" not in button:
        raise _bad_button(what, 'Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise _bad_button(what, 'Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request(f"{what} button text must be non-empty")


def _link(url: str, what: str) -> str:
    if person_in_link(url) is not None:
        return url
    link = checked_link(url)
    if link is None:
        scheme = url.partition("://")[0] if "://" in url else ""
        reason = "Unsupported URL protocol" if scheme and scheme not in {"http", "https"} else "Wrong HTTP URL"
        raise bad_request(f"inline keyboard button {what}URL '{url}' is invalid: {reason}")
    return link


def _bad_button(what: str, reason: str) -> Refused:
    return bad_request(f"can't parse {what} button: {reason}")
