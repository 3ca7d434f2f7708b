"""What people send besides words: the contents of such messages, as the Bot API describes them."""

from typing import Any

from .entities import find_entities
from .files import FileStore, photo_sizes
from .pictures import SMALL_JPEG

GERA = (50.8804, 12.0838)


def words(text: str, name: str = "text", entities: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """Text (or a caption) with what Telegram recognises in it."""
    if not text:
        return {}
    found = find_entities(text, entities)
    kind = "entities" if name == "text" else "caption_entities"
    return {name: text, **({kind: found} if found else {})}


def photo(files: FileStore, content: bytes | None = None, size: int | None = None) -> dict[str, Any]:
    return {"photo": photo_sizes(files.keep(content or SMALL_JPEG, "photo.jpg", "photos", size=size))}


def document(
    files: FileStore,
    content: bytes = b"%PDF-1.4\n",
    name: str = "plan.pdf",
    mime: str | None = None,
    size: int | None = None,
) -> dict[str, Any]:
    stored = files.keep(content, name, "documents", mime, size)
    return {"document": {"file_name": name, "mime_type": stored.content_type, **stored.as_object()}}


def sticker(files: FileStore, emoji: str = "👍") -> dict[str, Any]:
    stored = files.keep(b"RIFF\0\0\0\0WEBPVP8 ", "sticker.webp", "stickers")
    shape = {"width": 512, "height": 512, "type": "regular", "is_animated": False, "is_video": False}
    return {"sticker": {**shape, "emoji": emoji, "set_name": "Gera", **stored.as_object()}}


def voice(files: FileStore, seconds: int = 3) -> dict[str, Any]:
    stored = files.keep(b"OggS", "voice.oga", "voice", "audio/ogg")
    return {"voice": {"duration": seconds, "mime_type": "audio/ogg", **stored.as_object()}}


def video(files: FileStore, seconds: int = 5) -> dict[str, Any]:
    stored = files.keep(b"\0\0\0\x18ftypmp42", "video.mp4", "videos")
    shape = {"duration": seconds, "width": 1280, "height": 720, "file_name": "video.mp4", "mime_type": "video/mp4"}
    return {"video": {**shape, **stored.as_object()}}


def video_note(files: FileStore, seconds: int = 5) -> dict[str, Any]:
    stored = files.keep(b"\0\0\0\x18ftypmp42", "note.mp4", "video_notes")
    return {"video_note": {"duration": seconds, "length": 240, **stored.as_object()}}


def animation(files: FileStore) -> dict[str, Any]:
    """A GIF; Telegram tells it as a document too."""
    stored = files.keep(b"GIF89a\x01\0\x01\0", "cat.gif", "animations")
    document_too = {"file_name": "cat.gif", "mime_type": "image/gif", **stored.as_object()}
    return {"animation": {"duration": 2, "width": 320, "height": 240, **document_too}, "document": document_too}


def location(latitude: float = GERA[0], longitude: float = GERA[1], **live: Any) -> dict[str, Any]:
    return {"location": {"latitude": latitude, "longitude": longitude, **live}}


def venue(title: str = "Rathaus", address: str = "Kornmarkt 12") -> dict[str, Any]:
    place = location()
    return {"venue": {"title": title, "address": address, **place}, **place}


def contact(user: dict[str, Any], phone_number: str = "+49365838000") -> dict[str, Any]:
    return {"contact": {"phone_number": phone_number, "first_name": user["first_name"], "user_id": user["id"]}}


def poll(number: int, question: str = "Mehr Bäume?", options: tuple[str, ...] = ("Ja", "Nein")) -> dict[str, Any]:
    choices = [{"text": text, "voter_count": 0, "persistent_id": str(at)} for at, text in enumerate(options)]
    state = {"total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular"}
    settings = {"allows_multiple_answers": False, "allows_revoting": True, "members_only": False}
    return {"poll": {"id": str(number), "question": question, "options": choices, **state, **settings}}


def dice(value: int = 4) -> dict[str, Any]:
    return {"dice": {"emoji": "🎲", "value": value}}


def forwarded(date: int, origin: dict[str, Any] | str) -> dict[str, Any]:
    """Where a forwarded message comes from: a user, or the name of somebody who hides it."""
    if isinstance(origin, str):
        return {"forward_origin": {"type": "hidden_user", "sender_user_name": origin, "date": date}}
    return {"forward_origin": {"type": "user", "sender_user": origin, "date": date}}
