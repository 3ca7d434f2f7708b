"""parse_mode HTML by Telegram's rules: few tags, four named entities, and everything must be closed.

What a browser forgives is refused here. The byte offsets in the complaints are Telegram's: it counts UTF-8.
"""

import re
from dataclasses import dataclass
from typing import Any

from .entities import by_place
from .errors import Refused, bad_request
from .links import checked_link, person_in_link
from .utf16 import units

SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = frozenset({*SIMPLE, "a", "code", "pre", "blockquote", "tg-emoji"})
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([A-Za-z]+));?")
SURROGATE = re.compile("[\ud800-\udfff]")
SPACE = " \t\r\n\0\v"


@dataclass(slots=True)
class OpenTag:
    """A start tag that waits for its end."""

    name: str
    argument: str
    offset: int
    place: int


class HtmlReader:
    """Reads one text from the left to the right; `entities` grows as tags close."""

    def __init__(self, source: str):
        self.source = source
        self.at = 0
        self.pieces: list[str] = []
        self.length = 0
        self.open: list[OpenTag] = []
        self.entities: list[dict[str, Any]] = []

    def read(self) -> tuple[str, list[dict[str, Any]]]:
        source = self.source
        while self.at < len(source):
            sign = source[self.at]
            if sign == "&":
                self._add(self._reference())
            elif sign != "<":
                end = min(
                    (found for found in (source.find("<", self.at), source.find("&", self.at)) if found > 0), default=-1
                )
                piece = source[self.at :] if end < 0 else source[self.at : end]
                self.at += len(piece)
                self._add(piece)
            elif source.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        if self.open:
            raise _broken(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        return "".join(self.pieces), sorted(self.entities, key=by_place)

    def _add(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += units(piece)

    def _reference(self) -> str:
        """The sign that stands at `&`, which stays as it is when it is no entity that Telegram knows."""
        found = REFERENCE.match(self.source, self.at)
        meant = _meant(found) if found else None
        if found is None or meant is None:
            self.at += 1
            return "&"
        self.at = found.end()
        return meant

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode("utf-8", "surrogatepass"))

    def _here(self) -> str:
        return self.source[self.at : self.at + 1]

    def _skip_space(self) -> None:
        while self._here() and self._here() in SPACE:
            self.at += 1

    def _name(self, stop: str) -> str:
        begin = self.at
        while self._here() and self._here() not in stop:
            self.at += 1
        return self.source[begin : self.at]

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        name = self._name(SPACE + ">").lower()
        if not self._here():
            raise _broken(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if name not in TAGS:
            raise _broken(f'Unsupported start tag "{name}" at byte offset {self._byte(begin)}')
        argument = ""
        while True:
            self._skip_space()
            if self._here() == ">":
                break
            attribute, value = self._attribute(name, begin)
            argument = _argument(name, attribute, value, argument)
        self.at += 1
        if name == "span" and argument != "spoiler":
            raise _broken(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.open.append(OpenTag(name, argument, self.length, len(self.pieces)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str | None]:
        attribute = self._name(SPACE + "=>/\"'")
        if not attribute:
            if not self._here():
                raise _broken(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
            raise _broken(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}')
        self._skip_space()
        if self._here() != "=":
            if not self._here():
                raise _broken(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
            return attribute, None
        self.at += 1
        self._skip_space()
        if not self._here():
            raise _broken(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
        value = self._quoted() if self._here() in "\"'" else self._token()
        if not self._here():
            raise _broken(f"Unclosed start tag at byte offset {self._byte(begin)}")
        return attribute, value

    def _quoted(self) -> str:
        quote = self._here()
        self.at += 1
        value = ""
        while self._here() and self._here() != quote:
            if self._here() == "&":
                value += self._reference()
            else:
                value += self._here()
                self.at += 1
        self.at += 1
        return value

    def _token(self) -> str:
        begin = self.at
        while (sign := self._here()) and ((sign.isascii() and sign.isalnum()) or sign in ".-"):
            self.at += 1
        if self._here() not in SPACE + ">":
            raise _broken(f"Unexpected end of name token at byte offset {self._byte(begin)}")
        return self.source[begin : self.at].lower()

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise _broken(f"Unexpected end tag at byte offset {self._byte(begin)}")
        self.at += 2
        name = self._name(SPACE + ">").lower()
        self._skip_space()
        if self._here() != ">":
            raise _broken(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self.at += 1
        tag = self.open.pop()
        if name not in {"", tag.name}:
            place = self._byte(begin)
            raise _broken(f'Unmatched end tag at byte offset {place}, expected "</{tag.name}>", found "</{name}>"')
        if self.length > tag.offset:
            self._close(tag)

    def _close(self, tag: OpenTag) -> None:
        entity: dict[str, Any] = {"offset": tag.offset, "length": self.length - tag.offset}
        if tag.name in SIMPLE:
            entity["type"] = SIMPLE[tag.name]
        elif tag.name == "a":
            inner = "".join(self.pieces[tag.place :])
            if not _link(entity, tag.argument or inner):
                return
        elif tag.name in {"pre", "code"}:
            self._code(tag, entity)
        elif tag.name == "blockquote":
            entity["type"] = "expandable_blockquote" if tag.argument else "blockquote"
        else:
            if not tag.argument.isdigit() or int(tag.argument) == 0:
                raise bad_request("can't parse entities: Invalid custom emoji identifier specified")
            entity |= {"type": "custom_emoji", "custom_emoji_id": tag.argument}
        self.entities.append(entity)

    def _code(self, tag: OpenTag, entity: dict[str, Any]) -> None:
        """`<pre><code class="language-python">` is one entity."""
        inner = self.entities[-1] if self.entities else None
        whole = inner is not None and (inner["offset"], inner["length"]) == (entity["offset"], entity["length"])
        entity["type"] = tag.name
        if tag.name == "code" and tag.argument:
            entity["language"] = tag.argument
        if tag.name == "pre" and whole and inner and inner["type"] == "code" and inner.get("language"):
            entity["language"] = inner["language"]
            self.entities.pop()


def read_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """The text without tags, and its entities; refuses what Telegram can't parse."""
    if "<" not in source and "&" not in source:
        return source, []
    text, entities = HtmlReader(source).read()
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    if SURROGATE.search(text):
        raise _broken(
            "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate "
            "code units"
        )
    return text, entities


def _meant(found: re.Match[str]) -> str | None:
    hexadecimal, decimal, name = found.groups()
    if name is not None:
        return NAMED.get(name)
    digits = hexadecimal if hexadecimal is not None else decimal
    number = int(digits, 16 if hexadecimal is not None else 10) if digits else 0
    if number == 0 or number >= 0x10FFFF or len(found[0].rstrip(";")) >= 10:
        return None
    return chr(number)


def _argument(tag: str, attribute: str, value: str | None, before: str) -> str:
    """What a tag's attribute says; others than these are read over."""
    if tag == "blockquote" and attribute == "expandable":
        return "1"
    if value is None:
        return before
    if (tag, attribute) in {("a", "href"), ("tg-emoji", "emoji-id")}:
        return value
    if tag == "code" and attribute == "class" and value.startswith("language-"):
        return value.removeprefix("language-")
    if tag == "span" and attribute == "class" and value.startswith("tg-"):
        return value.removeprefix("tg-")
    return before


def _link(entity: dict[str, Any], url: str) -> bool:
    """Telegram drops the link of an address it does not like, and keeps the words."""
    person = person_in_link(url)
    if person is not None:
        entity |= {"type": "text_mention", "user": {"id": person}}
        return True
    link = checked_link(url)
    if link is not None:
        entity |= {"type": "text_link", "url": link}
    return link is not None


def _broken(reason: str) -> Refused:
    return bad_request(f"can't parse entities: {reason}")
