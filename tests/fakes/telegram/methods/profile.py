"""What the bot says about itself: commands, descriptions, name, menu button."""

import re
from typing import Any

from ..chats import known_chat
from ..errors import Refused, bad_request
from ..links import checked_link
from ..parameters import Parameters
from .asked import Asked, Method

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"[a-z]{2}")
LONGEST_COMMAND = 32
LONGEST_DESCRIPTION = 256
MOST_COMMANDS = 100
CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})
SCOPES = CHAT_SCOPES | {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
LIMITS = {"name": 64, "description": 512, "short_description": 120}


def set_my_commands(asked: Asked) -> bool:
    place = _place(asked)
    commands = asked.params.parsed("commands", "commands")
    if commands is None:
        commands = []
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    asked.world.commands[place] = [_command(command) for command in commands]
    return True


def get_my_commands(asked: Asked) -> list[dict[str, str]]:
    return asked.world.commands.get(_place(asked), [])


def delete_my_commands(asked: Asked) -> bool:
    asked.world.commands.pop(_place(asked), None)
    return True


def _setter(name: str) -> Method:
    def set_it(asked: Asked) -> bool:
        value = asked.params.text(name)
        if len(value) > LIMITS[name]:
            raise bad_request(f"BOT_{name.upper()}_TOO_LONG")
        asked.world.profile[f"{name}:{_language(asked)}"] = value
        return True

    return set_it


def _getter(name: str) -> Method:
    def get_it(asked: Asked) -> dict[str, str]:
        profile = asked.world.profile
        default = asked.world.bot["first_name"] if name == "name" else ""
        return {name: profile.get(f"{name}:{_language(asked)}") or profile.get(f"{name}:") or default}

    return get_it


def set_chat_menu_button(asked: Asked) -> bool:
    button = asked.params.parsed("menu_button", "menu button") or {"type": "default"}
    if not isinstance(button, dict):
        raise bad_request("can't parse menu button: MenuButton must be an Object")
    kind = button.get("type")
    if kind not in {"default", "commands", "web_app"}:
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    if kind == "web_app":
        address = button.get("web_app")
        url = str(address.get("url", "")) if isinstance(address, dict) else ""
        if not button.get("text") or not url.startswith("https://") or checked_link(url) is None:
            raise bad_request("BUTTON_URL_INVALID")
    asked.world.profile[f"menu:{_menu_chat(asked)}"] = button
    return True


def get_chat_menu_button(asked: Asked) -> dict[str, Any]:
    profile = asked.world.profile
    return profile.get(f"menu:{_menu_chat(asked)}") or profile.get("menu:0") or {"type": "commands"}


def _menu_chat(asked: Asked) -> int:
    if not asked.params.has("chat_id"):
        return 0
    chat = known_chat(asked.world, asked.params)
    if chat.type != "private":
        raise bad_request("chat is not a private chat")
    return chat.id


def _place(asked: Asked) -> tuple[str, str]:
    """Scope and language, as one key."""
    scope = asked.params.parsed("scope", "BotCommandScope")
    if scope is None:
        return "default", _language(asked)
    if not isinstance(scope, dict):
        raise _bad_scope("BotCommandScope must be an Object")
    kind = scope.get("type")
    if kind not in SCOPES:
        raise _bad_scope("Unsupported type specified" if kind else 'Can\'t find field "type"')
    if kind not in CHAT_SCOPES:
        return kind, _language(asked)
    chat_id = scope.get("chat_id")
    if not chat_id:
        raise _bad_scope("Empty chat_id specified")
    known_chat(asked.world, Parameters({"chat_id": chat_id}))
    user_id = scope.get("user_id", 0)
    if kind == "chat_member" and (not isinstance(user_id, int) or user_id <= 0):
        raise _bad_scope("Invalid user_id specified")
    return f"{kind}:{chat_id}:{user_id}", _language(asked)


def _language(asked: Asked) -> str:
    code = asked.params.text("language_code")
    if code and not LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _command(item: Any) -> dict[str, str]:
    if not isinstance(item, dict):
        raise _bad_command("expected an Object")
    for name in ("command", "description"):
        if name not in item:
            raise _bad_command(f'Can\'t find field "{name}"')
        if not isinstance(item[name], str):
            raise _bad_command(f'Field "{name}" must be of type String')
    command = item["command"].strip().removeprefix("/")
    description = item["description"].strip()
    if not command:
        raise bad_request("command must be non-empty")
    if len(command) > LONGEST_COMMAND:
        raise bad_request(f"command length must not exceed {LONGEST_COMMAND}")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > LONGEST_DESCRIPTION:
        raise bad_request(f"command description length must not exceed {LONGEST_DESCRIPTION}")
    if not COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": command, "description": description}


def _bad_scope(reason: str) -> Refused:
    return bad_request(f"can't parse BotCommandScope: {reason}")


def _bad_command(reason: str) -> Refused:
    return bad_request(f"can't parse BotCommand: {reason}")


METHODS: dict[str, Method] = {
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "setmyname": _setter("name"),
    "getmyname": _getter("name"),
    "setmydescription": _setter("description"),
    "getmydescription": _getter("description"),
    "setmyshortdescription": _setter("short_description"),
    "getmyshortdescription": _getter("short_description"),
    "setchatmenubutton": set_chat_menu_button,
    "getchatmenubutton": get_chat_menu_button,
}
