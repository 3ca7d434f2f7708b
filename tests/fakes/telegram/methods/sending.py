"""What the bot puts into a chat: messages, photos, documents, places, "typing …"."""

from typing import Any

from ..chats import chat_to_write
from ..entities import entity_texts
from ..errors import bad_request
from ..files import StoredFile, check_photo, photo_sizes
from ..formatting import read_caption, read_text
from ..keyboards import read_keyboard
from ..replying import read_reply
from .asked import Asked, Method

ACTIONS = frozenset(
    [
        "cancel",
        "typing",
        "record_video",
        "upload_video",
        "record_audio",
        "record_voice",
        "upload_audio",
        "upload_voice",
        "upload_photo",
        "upload_document",
        "choose_sticker",
        "pick_up_location",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)


def send_message(asked: Asked) -> dict[str, Any]:
    text, entities = read_text(asked.world, asked.params)
    content: dict[str, Any] = {"text": text}
    if entities:
        content["entities"] = entities
    options = link_preview(asked, content)
    if options:
        content["link_preview_options"] = options
    return _post(asked, content)


def send_photo(asked: Asked) -> dict[str, Any]:
    caption = _caption(asked)
    stored = asked.world.files.sent(asked.params, "photo", "photos")
    check_photo(stored)
    return _post(asked, {"photo": photo_sizes(stored), **caption}, stored)


def send_document(asked: Asked) -> dict[str, Any]:
    caption = _caption(asked)
    stored = asked.world.files.sent(asked.params, "document", "documents")
    document = {"file_name": stored.name, "mime_type": stored.content_type, **stored.as_object()}
    return _post(asked, {"document": document, **caption}, stored)


def send_location(asked: Asked) -> dict[str, Any]:
    return _post(asked, {"location": _place(asked)})


def send_venue(asked: Asked) -> dict[str, Any]:
    params = asked.params
    for name in ("title", "address"):
        if not params.text(name).strip():
            raise bad_request(f"{name} must be non-empty")
    place = _place(asked)
    venue = {"location": place, "title": params.text("title"), "address": params.text("address")}
    kinds = ("foursquare_id", "foursquare_type", "google_place_id", "google_place_type")
    venue |= {name: params.text(name) for name in kinds if params.has(name)}
    return _post(asked, {"location": place, "venue": venue})


def send_chat_action(asked: Asked) -> bool:
    action = asked.params.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat_to_write(asked.world, asked.params).actions.append(action)
    return True


def link_preview(asked: Asked, content: dict[str, Any]) -> dict[str, Any] | None:
    """link_preview_options as the message keeps them: with the first address of the text unless told otherwise."""
    options = asked.params.parsed("link_preview_options", "link preview options")
    if options is None:
        options = {"is_disabled": asked.params.flag("disable_web_page_preview")}
    if not isinstance(options, dict):
        raise bad_request("object expected as link preview options")
    kept = {name: value for name, value in options.items() if value}
    if kept.get("is_disabled"):
        return {"is_disabled": True}
    links = [*entity_texts(content, "url"), *_links_behind(content)]
    if links and "url" not in kept:
        kept["url"] = links[0]
    return kept or None


def _links_behind(content: dict[str, Any]) -> list[str]:
    return [entity["url"] for entity in content.get("entities", []) if entity["type"] == "text_link"]


def _post(asked: Asked, content: dict[str, Any], file: StoredFile | None = None) -> dict[str, Any]:
    keyboard = read_keyboard(asked.params)
    chat = chat_to_write(asked.world, asked.params)
    content = {**read_reply(chat, asked.params), **content}
    if asked.params.flag("protect_content"):
        content["has_protected_content"] = True
    return asked.world.bot_posts(chat, content, keyboard, file).content


def _caption(asked: Asked) -> dict[str, Any]:
    text, entities = read_caption(asked.world, asked.params)
    words: dict[str, Any] = {"caption": text} if text else {}
    if entities:
        words["caption_entities"] = entities
    return words


def _place(asked: Asked) -> dict[str, float]:
    place = {}
    for name, limit in (("latitude", 90.0), ("longitude", 180.0)):
        if not asked.params.has(name):
            raise bad_request(f"{name} is empty")
        try:
            place[name] = float(asked.params.text(name))
        except ValueError:
            place[name] = 0.0
        if abs(place[name]) > limit:
            raise bad_request("wrong location specified")
    return place


METHODS: dict[str, Method] = {
    "sendmessage": send_message,
    "sendphoto": send_photo,
    "senddocument": send_document,
    "sendlocation": send_location,
    "sendvenue": send_venue,
    "sendchataction": send_chat_action,
}
