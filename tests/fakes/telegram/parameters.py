"""Parameters of a call as they arrive (query, JSON, form or multipart), read by Telegram's loose rules.

Everything may come as text: python-telegram-bot sends nested values as JSON strings and numbers as digits.
"""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from .errors import Refused, bad_request

TRUE_WORDS = frozenset({"true", "yes", "1"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the call."""

    name: str
    content_type: str
    content: bytes


class Parameters:
    """The named values of one call."""

    __slots__ = ("files", "raw")

    def __init__(self, raw: dict[str, Any] | None = None, files: dict[str, Upload] | None = None):
        self.raw = raw if raw is not None else {}
        self.files = files if files is not None else {}

    def text(self, name: str) -> str:
        """The value as text, empty when it is missing."""
        value = self.raw.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        if value is True:
            return "true"
        if value is False:
            return "false"
        return str(value) if isinstance(value, int | float) else json.dumps(value)

    def has(self, name: str) -> bool:
        return self.text(name) != ""

    def integer(self, name: str, default: int = 0, low: int = -(2**31), high: int = 2**31 - 1) -> int:
        """The value as a number; what is no number counts as the default, as Telegram has it."""
        try:
            number = int(self.text(name))
        except ValueError:
            return default
        return min(max(number, low), high)

    def flag(self, name: str) -> bool:
        return self.text(name).strip().lower() in TRUE_WORDS

    def parsed(self, name: str, what: str) -> Any:
        """The value as JSON, None when it is missing; `what` names it in Telegram's complaint."""
        value = self.raw.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None


async def read_parameters(request: web.BaseRequest) -> Parameters:
    """Query and body together, the body winning."""
    raw: dict[str, Any] = dict(request.query) if request.query_string else {}
    if not request.can_read_body:
        return Parameters(raw)
    kind = request.content_type
    if kind == "application/x-www-form-urlencoded":
        raw.update(parse_qsl((await request.read()).decode(errors="surrogateescape"), keep_blank_values=True))
        return Parameters(raw)
    if kind == "application/json":
        raw.update(_json_body(await request.read()))
        return Parameters(raw)
    if kind == "multipart/form-data":
        return await _multipart(request, raw)
    return Parameters(raw)


def _json_body(body: bytes) -> dict[str, Any]:
    try:
        values = json.loads(body) if body.strip() else {}
    except ValueError:
        raise Refused(400, "Bad Request: can't parse request: invalid JSON") from None
    if not isinstance(values, dict):
        raise Refused(400, "Bad Request: can't parse request: expected a JSON object")
    return values


async def _multipart(request: web.BaseRequest, raw: dict[str, Any]) -> Parameters:
    files: dict[str, Upload] = {}
    reader = await request.multipart()
    async for part in reader:
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        content = bytes(await part.read(decode=False))
        if part.filename is None:
            raw[part.name] = content.decode()
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            files[part.name] = Upload(part.filename, kind, content)
    return Parameters(raw, files)
