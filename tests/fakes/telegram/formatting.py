"""Text and entities of a call: parsed, cleaned, and refused where Telegram refuses them."""

import re
from collections.abc import Container, Sequence
from typing import Any

from .entities import by_place, find_entities
from .errors import Refused, bad_request
from .given import given_entities
from .markup import read_html
from .parameters import Parameters
from .utf16 import cut, offsets, units
from .world import World

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
BYTE_LIMIT = 1 << 15
CONTROL = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
SURROGATE = re.compile("[\ud800-\udfff]")
LEFT_OUT = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
Formatted = tuple[str, list[dict[str, Any]]]


def read_text(world: World, params: Parameters, *, editing: bool = False) -> Formatted:
    """`text` of sendMessage or editMessageText."""
    source = params.text("text")
    if not source:
        raise bad_request("message text is empty")
    text, entities = read_formatted(world, params, source, "entities")
    if not text:
        raise bad_request("text must be non-empty")
    if units(text) > TEXT_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG" if editing else "message is too long")
    return text, entities


def read_caption(world: World, params: Parameters) -> Formatted:
    text, entities = read_formatted(world, params, params.text("caption"), "caption_entities")
    if units(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return text, entities


def read_formatted(world: World, params: Parameters, source: str, entities_name: str) -> Formatted:
    """Any text with `parse_mode` or with entities of its own; the length is for the caller to judge."""
    if not source:
        return "", []
    if len(source) * 4 > BYTE_LIMIT and len(source.encode("utf-8", "surrogatepass")) > BYTE_LIMIT:
        raise bad_request("text is too long")
    if not _is_utf8(source):
        raise bad_request("strings must be encoded in UTF-8")
    mode = params.text("parse_mode").lower()
    if mode == "html":
        text, entities = read_html(source)
    elif mode in {"", "none"}:
        text, entities = source, given_entities(params, entities_name)
    elif mode in {"markdown", "markdownv2"}:
        raise Refused(501, "The fake knows HTML and entities only: our bot must not send Markdown")
    else:
        raise bad_request("unsupported parse_mode")
    text, entities = _cleaned(text, entities)
    entities = [known for entity in entities if (known := _with_person(world, entity))]
    return text, find_entities(text, entities)


def _is_utf8(text: str) -> bool:
    return text.isascii() or not SURROGATE.search(text)


def _cleaned(text: str, entities: list[dict[str, Any]]) -> Formatted:
    """Control characters become spaces, the ends are trimmed; the entities move with the text."""
    if not entities:
        return LEFT_OUT.sub("", CONTROL.sub(" ", text)).strip(" \n"), []
    starts = offsets(text)
    places = starts if isinstance(starts, range) else frozenset(starts)
    for entity in entities:
        _check_place(text, entity, places, starts[-1])
    if text == text.strip(" \n") and not CONTROL.search(text) and not LEFT_OUT.search(text):
        return text, sorted(entities, key=by_place)
    return _moved(text, entities, starts)


def _moved(text: str, entities: list[dict[str, Any]], starts: Sequence[int]) -> Formatted:
    """Clean sign by sign, and say of each where it went."""
    kept: list[str] = []
    went: dict[int, int] = {}
    for sign, start in zip([*text, ""], starts, strict=True):
        went[start] = len(kept)
        if sign and not LEFT_OUT.match(sign):
            kept.append(CONTROL.sub(" ", sign))
    joined = "".join(kept)
    left = min(len(joined) - len(joined.lstrip(" \n")), went[min(entity["offset"] for entity in entities)])
    right = len(joined.rstrip(" \n"))
    units_at = offsets(joined)
    result = []
    for entity in entities:
        begin = max(went[entity["offset"]], left)
        end = min(went[entity["offset"] + entity["length"]], right)
        if begin < end:
            span = {"offset": units_at[begin] - units_at[left], "length": units_at[end] - units_at[begin]}
            result.append({**entity, **span})
    return joined[left:right], sorted(result, key=by_place)


def _check_place(text: str, entity: dict[str, Any], places: Container[int], size: int) -> None:
    begin, end = entity["offset"], entity["offset"] + entity["length"]
    if begin >= size:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {begin}")
    if end > size:
        raise bad_request(
            f"entity beginning at UTF-16 offset {begin} ends after the end of the text at UTF-16 offset {end}"
        )
    if begin not in places:
        raise bad_request(f"entity begins in a middle of a UTF-16 symbol at byte offset {_byte_after(text, begin)}")
    if end not in places:
        raise bad_request(
            f"entity beginning at UTF-16 offset {begin} ends in a middle of a UTF-16 symbol at byte offset "
            f"{_byte_after(text, end)}"
        )


def _byte_after(text: str, middle: int) -> int:
    """Where, in bytes, the sign ends that this UTF-16 offset splits."""
    return len(cut(text, 0, middle + 1).encode())


def _with_person(world: World, entity: dict[str, Any]) -> dict[str, Any] | None:
    """A mention of somebody whom the bot does not know loses its link."""
    if entity["type"] != "text_mention":
        return entity
    user = entity["user"]
    chat = world.chats.get(user.get("id", 0)) if isinstance(user, dict) else None
    return None if chat is None or chat.user is None else {**entity, "user": chat.user}
