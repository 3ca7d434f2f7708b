"""What an announcement says: per language a text with its formatting, a picture, one link. Pure, but for the rows."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from bot.conversation.words import Button, Picture, Reply, Span, Style
from knowledge.entries import Language

FALLBACK = {Language.SIMPLE: Language.GERMAN, Language.ENGLISH: Language.GERMAN}
"""Who gets which variant where there is none in their language."""


@dataclass(frozen=True, kw_only=True)
class Variant:
    """The words in one language."""

    text: str
    spans: Sequence[Span] = ()
    alt: str = ""
    """What is to be seen on the picture."""

    def as_data(self) -> dict[str, Any]:
        """For the row: what JSON can hold."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """From the row."""
        spans = tuple(Span(**span | {"style": Style(span["style"])}) for span in data.get("spans", ()))
        return cls(text=data.get("text", ""), spans=spans, alt=data.get("alt", ""))


@dataclass(frozen=True, kw_only=True)
class Content:
    """All that people get of an announcement."""

    variants: Mapping[Language, Variant] = field(default_factory=dict)
    picture: str | None = None
    """The name under which it is kept."""
    label: str = ""
    address: str = ""

    @classmethod
    def of(cls, texts: Mapping[str, Any], picture: str | None = None, link: Mapping[str, str] | None = None) -> Self:
        """From the columns of a row. Languages that are not spoken any more are left out."""
        variants = {
            Language(name): Variant.from_data(data)
            for name, data in texts.items()
            if name in list(Language) and data.get("text")
        }
        link = link or {}
        return cls(variants=variants, picture=picture, label=link.get("label", ""), address=link.get("address", ""))

    @property
    def languages(self) -> Sequence[Language]:
        """The languages that it has words in, German first."""
        return [language for language in Language if language in self.variants]

    def best(self, language: Language) -> Language:
        """The language in which somebody of this language gets it."""
        return language if language in self.variants else FALLBACK.get(language, Language.GERMAN)

    def reply(self, language: Language) -> Reply:
        """The message as somebody of this language gets it. Raises KeyError if there are no German words yet."""
        variant = self.variants[self.best(language)]
        alt = variant.alt or self.variants[Language.GERMAN].alt
        return Reply(
            text=variant.text,
            spans=variant.spans,
            picture=Picture(name=self.picture, alt=alt) if self.picture else None,
            buttons=[Button(label=self.label, address=self.address)] if self.address else (),
        )
