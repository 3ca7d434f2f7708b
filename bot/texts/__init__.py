"""Every word people read that is not a curated entry, per language, outside the code.

Catalogues are gettext files (`de.po`, `de-simple.po`, `en.po`), which translators' tools know. A message is known by a
key; a test holds all languages complete and their placeholders alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from babel.dates import format_date
from babel.messages.pofile import read_po

from knowledge.entries import Language

FOLDER = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Texts:
    """The words of one language."""

    language: Language
    messages: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """The message of this key with its placeholders filled. Values are put in as they are, never read as a form."""
        return self.messages[key].format_map(values)

    def day(self, day: date) -> str:
        """A day as people say it: `23. November 2026`, `23 November 2026`."""
        if self.language is Language.ENGLISH:
            return format_date(day, "d MMMM yyyy", locale="en_GB")
        return format_date(day, "d. MMMM yyyy", locale="de_DE")

    def full_day(self, day: date) -> str:
        """A day with its weekday: `Montag, 23. November 2026`."""
        locale = "en_GB" if self.language is Language.ENGLISH else "de_DE"
        return f"{format_date(day, 'EEEE', locale=locale)}, {self.day(day)}"


@dataclass(frozen=True)
class TextBook:
    """All languages."""

    languages: Mapping[Language, Texts]

    def of(self, tag: str | None) -> Texts:
        """The words for a language tag such as `de`, `de-simple`, `en-GB`. What is not spoken here gets German."""
        return self.languages[nearest_language(tag)]


def nearest_language(tag: str | None) -> Language:
    """The language of ours that is nearest to a tag."""
    if tag in list(Language):
        return Language(tag)
    return Language.ENGLISH if tag and tag.lower().split("-")[0] == "en" else Language.GERMAN


@cache
def load_texts() -> TextBook:
    """Read all catalogues. Raises OSError or babel's PoFileError: the package is broken then."""
    languages = {}
    for language in Language:
        with (FOLDER / f"{language}.po").open("rb") as file:
            catalogue = read_po(file, locale=language.split("-")[0], abort_invalid=True)
        messages = {str(message.id): str(message.string) for message in catalogue if message.id}
        languages[language] = Texts(language=language, messages=messages)
    return TextBook(languages)
