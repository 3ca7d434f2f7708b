"""What crosses between a face and the conversation: one incoming message, the replies to it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self


class Attachment(StrEnum):
    """What a person sent instead of, or beside, text. Its content never enters the conversation."""

    PHOTO = "photo"
    STICKER = "sticker"
    VOICE = "voice"
    VIDEO = "video"
    DOCUMENT = "document"
    PLACE = "place"
    CONTACT = "contact"
    POLL = "poll"
    OTHER = "other"


class Style(StrEnum):
    """How a piece of text looks, or what it is."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    STRUCK = "struck"
    HIDDEN = "hidden"
    CODE = "code"
    BLOCK = "block"
    QUOTE = "quote"
    LINK = "link"


@dataclass(frozen=True, kw_only=True)
class Span:
    """A piece of a text that looks different: from the character `start` up to `end`. Pieces lie in each other or
    beside each other, they never cross."""

    start: int
    end: int
    style: Style
    address: str = ""
    """Where a LINK leads: http or https."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture beside a text, known by the name under which it is kept, and what is to be seen on it."""

    name: str
    alt: str


TELEGRAM, BROWSER = "telegram", "browser"
"""The faces by which people write; addresses begin with them."""


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """One message of one person, whatever the face. Holds no name, no phone number."""

    update: str
    """Unique over all faces: `telegram:900000001`, `browser:<uuid>`."""
    address: str
    """Where replies go: `telegram:4711`. In a group chat the group's address, so that no member is known."""
    text: str = ""
    button: str | None = None
    """The reference of a pressed button. A hint what is wanted, never a right."""
    attachment: Attachment | None = None
    language: str | None = None
    """The language the face says the person uses (`de`, `en-GB`), if it says so."""
    group: bool = False
    joined: bool = False
    """The assistant was just added to this group."""
    album: str | None = None
    """Pictures sent together carry the same mark."""
    quote: int | None = None
    """The message that a reply should point at, where the face can show that."""
    spans: Sequence[Span] = ()
    """How the text was formatted. Of no meaning but for those who write announcements."""
    message: int | None = None
    """The message's own number, where the face has edits: an edit carries the same one."""
    photo: str | None = None
    """What the face knows a picture by, so that it may be fetched; or, behind `storage.pictures.KEPT`, the name of one
    that we have. Of a press: the picture in the message that the reply with the button points at."""
    quoted: str = ""
    """Of a press: the person's own words in that message."""
    place: tuple[float, float] | None = None
    """Latitude and longitude in degrees (WGS 84), rounded to three digits: within about a hundred metres. Of use to an
    idea that needs its place; not stored before the person has said so."""
    answers: int | None = None
    """The message of ours that the person replied to."""
    edited: bool = False
    """An earlier message, changed."""
    forwarded: bool = False
    """Somebody else's words."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """A named address on the web."""

    label: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Button:
    """A button under a reply. `reference` fits Telegram's 64 bytes."""

    label: str
    reference: str = ""
    shares: str = ""
    """Words that find the answer again: this button passes it on to others, where the face can do that."""
    private: str = ""
    """What is said behind /start in the private conversation that this button opens, where the face has groups."""
    address: str = ""
    """Where on the web this button leads, instead of carrying a reference."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file that goes with a reply: a calendar entry, a report."""

    name: str
    media_type: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One message to a person, as plain text. Faces escape, split and draw it; no markup ever comes from outside."""

    text: str
    title: str = ""
    links: Sequence[Link] = ()
    note: str = ""
    buttons: Sequence[Button] = ()
    spans: Sequence[Span] = ()
    """How the text is formatted."""
    picture: Picture | None = None
    document: Document | None = None
    quotes: bool = False
    """Points at the person's message, where the face can show that: a button below brings that message back."""

    def as_data(self) -> dict[str, Any]:
        """For the receipt: what JSON can hold."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """From the receipt."""
        return cls(
            text=data["text"],
            title=data["title"],
            links=tuple(Link(**link) for link in data["links"]),
            note=data["note"],
            buttons=tuple(Button(**button) for button in data["buttons"]),
            spans=tuple(Span(**span | {"style": Style(span["style"])}) for span in data.get("spans", ())),
            picture=Picture(**picture) if (picture := data.get("picture")) else None,
            document=Document(**document) if (document := data.get("document")) else None,
            quotes=data.get("quotes", False),
        )

    def as_plain(self) -> str:
        """As a person reads it where nothing can be drawn: title, text, links with their addresses, note."""
        buttons = [Link(label=button.label, address=button.address) for button in self.buttons if button.address]
        links = "\n".join(f"{link.label}: {link.address}" for link in (*self.links, *buttons))
        return "\n\n".join(part for part in (self.title, self.text, links, self.note) if part)


REFERENCE_VERSION = "1"


def reference(verb: str, argument: str = "") -> str:
    """What a button carries: a version, a verb, what it is about. Raises ValueError over Telegram's 64 bytes."""
    made = f"{REFERENCE_VERSION}:{verb}:{argument}"
    if len(made.encode()) > 64:  # noqa: PLR2004 - Telegram's limit for callback data
        raise ValueError(f"button reference over 64 bytes: {made}")
    return made


def read_reference(made: str) -> tuple[str, str] | None:
    """Verb and argument of a button, or None for a button we never made or no longer know."""
    version, _, rest = made.partition(":")
    verb, colon, argument = rest.partition(":")
    return (verb, argument) if version == REFERENCE_VERSION and colon else None
