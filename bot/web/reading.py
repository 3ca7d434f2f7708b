"""What the chat page sends becomes an Incoming. Checked here, where it comes in, and never again.

What is not as our page sends it is refused with a status and changes nothing: 400, 413 (too long), 415 (no JSON).
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.conversation.guard import LONGEST
from bot.conversation.words import Attachment, Incoming
from storage.pictures import KEPT

BODY_LIMIT = 32_768
"""Bytes. The longest message fits in, even if JSON writes every character of it in six."""
LONGEST_REFERENCE = 64
PHOTO_LIMIT = 12_000_000
"""Bytes; telephones make pictures of 3 to 8 MB."""

_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_PHOTO = re.compile(r"[0-9a-f]{32}")
_SPOKEN = ("de", "en")


async def read_json(request: Request) -> Mapping[str, Any]:
    """The JSON object that was sent. Only with JSON's own type: a form on another site cannot send that."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(415, "no JSON")
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > BODY_LIMIT:
            raise HTTPException(413, "too long")
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise HTTPException(400, "no JSON") from error
    if not isinstance(data, dict):
        raise HTTPException(400, "no object")
    return data


def read_message(address: str, data: Mapping[str, Any], language: str) -> Incoming:
    """A message, a pressed button or a photo. Its id is unique for this person, so nobody can take another's."""
    id, text, button, photo = data.get("id"), data.get("text", ""), data.get("button"), data.get("photo")
    if not (isinstance(id, str) and _ID.fullmatch(id)):
        raise HTTPException(400, "no id")
    if not isinstance(text, str) or len(text) > LONGEST:
        raise HTTPException(400, "no text, or too long")
    if button is not None and not (isinstance(button, str) and _is_reference(button)):
        raise HTTPException(400, "no button")
    if photo is not None and not (isinstance(photo, str) and _PHOTO.fullmatch(photo)):
        raise HTTPException(400, "no photo")
    if button is None and photo is None and not text.strip():
        raise HTTPException(400, "no message")
    return Incoming(
        update=f"{address}:{id}",
        address=address,
        text=text,
        button=button,
        language=language,
        attachment=Attachment.PHOTO if photo else None,
        photo=f"{KEPT}{photo}" if photo else None,
    )


async def read_photo(request: Request) -> bytes:
    """The bytes of a picture that was sent. Only with a type of pictures: a form on another site cannot send that."""
    if not request.headers.get("content-type", "").startswith("image/"):
        raise HTTPException(415, "no picture")
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > PHOTO_LIMIT:
            raise HTTPException(413, "too large")
    return bytes(raw)


def read_upto(data: Mapping[str, Any]) -> int:
    """The number up to which the page has shown everything."""
    upto = data.get("upto")
    if not isinstance(upto, int) or isinstance(upto, bool) or not 0 <= upto < 2**62:
        raise HTTPException(400, "no number")
    return upto


def preferred_language(request: Request) -> str:
    """The first of our languages in the browser's list, which is in order of preference in practice; else German."""
    wanted = request.headers.get("accept-language", "").lower().split(",")
    tags = (wish.partition(";")[0].strip().partition("-")[0] for wish in wanted)
    return next((tag for tag in tags if tag in _SPOKEN), "de")


def _is_reference(button: str) -> bool:
    return len(button.encode("utf-8", "replace")) <= LONGEST_REFERENCE and button.isprintable()
