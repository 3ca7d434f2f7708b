"""A message as a person sees it: words, buttons, whether it was changed or taken back."""

from typing import Any

from .entities import as_html
from .world import Posted


class Seen:
    """Always shows the message as it is now; equals its text, so that tests can compare it with a string."""

    __slots__ = ("posted",)

    def __init__(self, posted: Posted):
        self.posted = posted

    @property
    def id(self) -> int:
        return self.posted.id

    @property
    def raw(self) -> dict[str, Any]:
        """The Message object of the Bot API."""
        return self.posted.content

    @property
    def text(self) -> str:
        """The words without formatting; of a photo or a document, its caption."""
        return self.raw.get("text") or self.raw.get("caption") or ""

    @property
    def entities(self) -> list[dict[str, Any]]:
        return self.raw.get("entities") or self.raw.get("caption_entities") or []

    @property
    def html(self) -> str:
        """The words with their formatting, as HTML."""
        return as_html(self.text, self.entities)

    @property
    def links(self) -> list[str]:
        """The addresses behind words; plain addresses in the text are not among them."""
        return [entity["url"] for entity in self.entities if entity["type"] == "text_link"]

    @property
    def rows(self) -> list[list[str]]:
        """The labels of the buttons, row by row: those under the message, or those it put in place of the keyboard."""
        return [[button["text"] for button in row] for row in self._keyboard_rows()]

    @property
    def buttons(self) -> list[str]:
        return [label for row in self.rows for label in row]

    @property
    def keyboard(self) -> dict[str, Any] | None:
        """reply_markup as the bot sent it."""
        return self.posted.keyboard

    @property
    def edited(self) -> bool:
        return bool(self.posted.earlier)

    @property
    def deleted(self) -> bool:
        return self.posted.deleted

    @property
    def earlier(self) -> list[str]:
        """Its words before each edit."""
        return [content.get("text") or content.get("caption") or "" for content in self.posted.earlier]

    @property
    def file(self) -> bytes | None:
        """The bytes of the photo or document."""
        return None if self.posted.file is None else self.posted.file.content

    @property
    def file_name(self) -> str:
        return "" if self.posted.file is None else self.posted.file.name

    @property
    def kind(self) -> str:
        """What it is: text, photo, document, sticker …"""
        return next((kind for kind in KINDS if kind in self.raw), "service")

    def find_button(self, label: str) -> dict[str, Any] | None:
        """The button with these words or this data."""
        for row in self._keyboard_rows():
            for button in row:
                if label in {button["text"], button.get("callback_data")}:
                    return button
        return None

    def as_json(self) -> dict[str, Any]:
        """For the control door."""
        return {
            "id": self.id,
            "kind": self.kind,
            "text": self.text,
            "html": self.html,
            "rows": self.rows,
            "edited": self.edited,
            "deleted": self.deleted,
            "raw": self.raw,
        }

    def _keyboard_rows(self) -> list[list[dict[str, Any]]]:
        keyboard = self.posted.keyboard or {}
        return keyboard.get("inline_keyboard") or keyboard.get("keyboard") or []

    def __eq__(self, other: object) -> bool:
        if isinstance(other, str):
            return self.text == other
        return isinstance(other, Seen) and other.posted is self.posted

    def __hash__(self) -> int:
        return id(self.posted)

    def __contains__(self, words: str) -> bool:
        return words in self.text

    def __repr__(self) -> str:
        marks = "".join(f" {mark}" for mark in ("edited", "deleted") if getattr(self, mark))
        kind = "" if self.kind == "text" else f" {self.kind}"
        return f"<{self.text!r}{f' {self.rows}' if self.rows else ''}{kind}{marks}>"


KINDS = [
    "text",
    "photo",
    "document",
    "sticker",
    "voice",
    "video_note",
    "video",
    "animation",
    "audio",
    "venue",
    "location",
    "contact",
    "poll",
    "dice",
    "game",
]
