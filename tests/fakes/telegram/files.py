"""Files that Telegram keeps: what people and the bot send, and what getFile and the download give back."""

import hashlib
import mimetypes
from dataclasses import dataclass
from typing import Any

from .errors import Refused, bad_request
from .parameters import Parameters
from .pictures import picture_size

DOWNLOAD_LIMIT = 20 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
LONGEST_SIDES = 10_000
WIDEST_RATIO = 20
LONGEST_SHOWN = 1280


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file; `size` may be more than there are bytes, so that a test can send "20 MB" cheaply."""

    id: str
    unique_id: str
    path: str
    name: str
    content_type: str
    content: bytes
    size: int

    def as_object(self) -> dict[str, Any]:
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": self.size}


class FileStore:
    """All files by their file_id."""

    def __init__(self) -> None:
        self.by_id: dict[str, StoredFile] = {}
        self.by_path: dict[str, StoredFile] = {}

    def keep(
        self, content: bytes, name: str, folder: str, content_type: str | None = None, size: int | None = None
    ) -> StoredFile:
        number = len(self.by_id) + 1
        digest = hashlib.sha256(content + str(number).encode()).hexdigest()
        kind = content_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        ending = name.rpartition(".")[2] if "." in name else "bin"
        path = f"{folder}/file_{number}.{ending}"
        stored = StoredFile(
            f"AgACAgIAAx{digest[:40]}", f"AQAD{digest[40:52]}", path, name, kind, content, size or len(content)
        )
        self.by_id[stored.id] = stored
        self.by_path[stored.path] = stored
        return stored

    def find(self, file_id: str) -> StoredFile:
        stored = self.by_id.get(file_id)
        if stored is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        return stored

    def sent(self, params: Parameters, name: str, folder: str) -> StoredFile:
        """The file that a call sends: uploaded, attached under another name, or known by its id."""
        value = params.text(name)
        upload = params.files.get(value.removeprefix("attach://") if value.startswith("attach://") else name)
        if upload is not None:
            if len(upload.content) > UPLOAD_LIMIT:
                raise Refused(413, "Request Entity Too Large")
            if not upload.content:
                raise bad_request("file must be non-empty")
            return self.keep(upload.content, upload.name or name, folder, upload.content_type)
        if not value or value.startswith("attach://"):
            raise bad_request(f"there is no {name} in the request")
        if value.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        stored = self.by_id.get(value)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return stored


def photo_sizes(stored: StoredFile) -> list[dict[str, Any]]:
    """A photo as Telegram shows it: the same picture, small to large."""
    width, height = picture_size(stored.content) or (LONGEST_SHOWN, 960)
    largest = min(1.0, LONGEST_SHOWN / max(width, height))
    sizes: list[dict[str, Any]] = []
    for share in (0.1 * largest, 0.4 * largest, largest):
        side = {"width": max(1, int(width * share)), "height": max(1, int(height * share))}
        small = {} if share == largest else {"file_unique_id": f"{stored.unique_id}{len(sizes)}"}
        sizes.append({**stored.as_object(), **small, **side})
    return sizes


def check_photo(stored: StoredFile) -> None:
    """What Telegram does not take as a photo."""
    if stored.size > PHOTO_LIMIT:
        raise bad_request("file is too big for a photo")
    size = picture_size(stored.content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > LONGEST_SIDES or max(size) > WIDEST_RATIO * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
