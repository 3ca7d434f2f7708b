"""What a form of the console holds: fields and files, read with a limit and checked for their shape."""

import asyncio
import email.policy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.parser import BytesParser
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

FORM_LIMIT = 65_536
"""Bytes of a form without files."""
MOST_FIELDS = 200
UNSURE = "Bitte bestätigen Sie mit dem Häkchen."
"""What is said beside a tick that was not set."""


@dataclass(frozen=True, kw_only=True)
class File:
    """A file that was sent along."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Form:
    """Fields by name, blanks around them gone; of a name that comes more than once `all` has every one."""

    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    files: Mapping[str, File] = field(default_factory=dict)
    prepared: object = None
    """What a page has read of the files before its transaction began."""

    def get(self, name: str) -> str:
        """The field of this name, or an empty text."""
        return next(iter(self.fields.get(name, ())), "")

    def all(self, name: str) -> Sequence[str]:
        """All fields of this name: ticked boxes."""
        return self.fields.get(name, ())

    def number(self, name: str) -> int:
        """A number that a form of ours has put in. Raises 400 where it is none."""
        return number_in(self.get(name))


def number_in(text: str) -> int:
    """A number in an address or a hidden field. Raises 400 where it is none."""
    if not (text.isascii() and text.isdigit() and len(text) <= 9):  # noqa: PLR2004 - what the database takes
        raise HTTPException(400, "no number")
    return int(text)


async def read_form(request: Request, largest: int) -> Form:
    """The form that was sent. Raises 413 over `largest` bytes, 415 for what is no form, 400 for a broken one."""
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > largest:
            raise HTTPException(413, "too long")
    kind = request.headers.get("content-type", "")
    match kind.partition(";")[0].strip().lower():
        case "application/x-www-form-urlencoded":
            return _plain(bytes(raw))
        case "multipart/form-data":
            return await asyncio.to_thread(_with_files, kind, bytes(raw))  # megabytes, line by line
        case _:
            raise HTTPException(415, "no form")


def _plain(raw: bytes) -> Form:
    try:
        pairs = parse_qsl(raw.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise HTTPException(400, "no form") from error
    return Form(fields=_by_name(pairs))


def _with_files(kind: str, raw: bytes) -> Form:
    head = f"Content-Type: {kind}\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser(policy=email.policy.HTTP).parsebytes(head + raw)
    pairs, files = [], {}
    if not message.is_multipart():
        raise HTTPException(400, "no form")
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        data = part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(data, bytes):
            raise HTTPException(400, "no form")
        file = part.get_filename()
        if file is None:
            pairs.append((name, data.decode("utf-8", "replace")))
        elif data:
            files[name] = File(name=file, media_type=part.get_content_type(), data=data)
    return Form(fields=_by_name(pairs[:MOST_FIELDS]), files=files)


def _by_name(pairs: Sequence[tuple[str, str]]) -> Mapping[str, Sequence[str]]:
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value.replace("\r\n", "\n").strip())
    return fields
