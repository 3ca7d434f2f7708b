"""Answers to button presses and inline queries: known, once, and in time."""

import re
from typing import Any

from ..errors import bad_request
from ..formatting import TEXT_LIMIT, read_formatted
from ..keyboards import read_keyboard
from ..links import checked_link
from ..parameters import Parameters
from ..utf16 import units
from ..world import Press, World
from .asked import Asked, Method

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
LONGEST_ANSWER = 200
MOST_RESULTS = 50
INLINE_SECONDS = 30.0
START = re.compile(r"[A-Za-z0-9_-]{1,64}")


def answer_callback_query(asked: Asked) -> bool:
    params = asked.params
    url = params.text("url")
    if units(params.text("text")) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if url and (checked_link(url) is None or "t.me/" not in url):
        raise bad_request("URL_INVALID")
    press = _waiting(asked.world, asked.world.presses, params.text("callback_query_id"), asked.world.answer_seconds)
    answer = {
        "text": params.text("text"),
        "show_alert": params.flag("show_alert"),
        "url": url,
        "cache_time": params.integer("cache_time"),
    }
    _settle(press, answer)
    return True


def answer_inline_query(asked: Asked) -> bool:
    params = asked.params
    results = params.parsed("results", "encoded inline query results")
    if results is not None and not isinstance(results, list):
        raise bad_request("expected an Array of inline query results")
    results = results or []
    if len(results) > MOST_RESULTS:
        raise bad_request("too many inline query results specified")
    seen: set[str] = set()
    for result in results:
        _check_result(asked.world, result)
        if result["id"] in seen:
            raise bad_request("RESULT_ID_DUPLICATE")
        seen.add(result["id"])
    query = _waiting(asked.world, asked.world.inline_queries, params.text("inline_query_id"), INLINE_SECONDS)
    answer = {
        "results": results,
        "cache_time": params.integer("cache_time", 300),
        "is_personal": params.flag("is_personal"),
        "button": _button(params),
    }
    _settle(query, answer)
    return True


def _button(params: Parameters) -> dict[str, Any] | None:
    """What stands above the results: it leads into the private chat, with a code that /start takes."""
    button = params.parsed("button", "inline query results button")
    if button is None:
        return None
    if not isinstance(button, dict) or not button.get("text"):
        raise bad_request("can't parse inline query results button")
    if not START.fullmatch(str(button.get("start_parameter", ""))):
        raise bad_request("START_PARAM_INVALID")
    return button


def _waiting(world: World, all_of_them: dict[str, Press], query_id: str, seconds: float) -> Press:
    press = all_of_them.get(query_id)
    if press is None or press.answer is not None or world.clock.time() - press.at > seconds:
        raise bad_request(TOO_OLD)
    return press


def _settle(press: Press, answer: dict[str, Any]) -> None:
    press.answer = answer
    press.done.set()


def _check_result(world: World, result: Any) -> None:
    if not isinstance(result, dict):
        raise bad_request("can't parse inline query result: Inline query result must be an object")
    for name in ("type", "id"):
        if not isinstance(result.get(name), str):
            raise bad_request(f"can't parse inline query result: Can't find field \"{name}\"")
    if not 0 < len(result["id"].encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    if result["type"] == "article":
        if not result.get("title"):
            raise bad_request("can't parse inline query result: Can't find field \"title\"")
        words = result.get("input_message_content")
        if not isinstance(words, dict) or not words.get("message_text"):
            raise bad_request("can't parse inline query result: Input message content is not specified")
        text, _ = read_formatted(world, Parameters(words), words["message_text"], "entities")
        if not text:
            raise bad_request("message text must be non-empty")
        if units(text) > TEXT_LIMIT:
            raise bad_request("MESSAGE_TOO_LONG")
    read_keyboard(Parameters(result), only_inline=True)


METHODS: dict[str, Method] = {
    "answercallbackquery": answer_callback_query,
    "answerinlinequery": answer_inline_query,
}
