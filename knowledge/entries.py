"""What one curated answer is made of. Reading the files is `loading.py`, refusing bad ones `checking.py`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Language(StrEnum):
    """The variants an entry and every other text is written in (BCP 47 tags; `simple` is a registered variant)."""

    GERMAN = "de"
    SIMPLE = "de-simple"
    ENGLISH = "en"


class Kind(StrEnum):
    """What an entry is for."""

    ANSWER = "answer"
    SMALLTALK = "smalltalk"
    ELSEWHERE = "elsewhere"
    """A request that another office is responsible for: never an answer, always the right door."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """A page that facts were taken from. `date` is the page's own word for its date, for example `ca. 2022`."""

    id: str
    title: str
    address: str
    date: str


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A shelf of entries, as `/themen` shows it."""

    id: str
    names: Mapping[Language, str]


@dataclass(frozen=True, kw_only=True)
class Variant:
    """An entry's words in one language. Plain text, paragraphs parted by a blank line."""

    title: str
    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One curated answer. `wordings` and `wordings_en` are what residents type when they want it."""

    id: str
    kind: Kind
    topic: str
    subject: str
    aspect: str
    wordings: Sequence[str]
    wordings_en: Sequence[str]
    variants: Mapping[Language, Variant]
    sources: Sequence[Source]
    checked: date
    valid_until: date | None
    owner: str
    next: Sequence[str]
    related: Sequence[str]

    @property
    def is_overview(self) -> bool:
        """The entry that introduces its subject carries the subject's word as its id."""
        return self.id == self.subject


class Library:
    """All entries and topics, checked: every link inside leads somewhere."""

    def __init__(self, entries: Iterable[Entry], topics: Iterable[Topic]) -> None:
        self.entries: dict[str, Entry] = {entry.id: entry for entry in entries}
        self.topics: dict[str, Topic] = {topic.id: topic for topic in topics}

    def entry(self, id: str) -> Entry | None:
        """The entry of that id, or None: ids come from old buttons and printed codes, so a miss is no error."""
        return self.entries.get(id)

    def of_topic(self, topic: str) -> list[Entry]:
        """The answers on one shelf: what is about the topic as a whole first, then the overviews, then by id."""
        found = [entry for entry in self.entries.values() if entry.topic == topic and entry.kind is Kind.ANSWER]
        return sorted(found, key=lambda entry: (entry.subject != topic, not entry.is_overview, entry.id))

    def of_subject(self, subject: str) -> list[Entry]:
        """All answers about one thing, the overview first."""
        found = [entry for entry in self.entries.values() if entry.subject == subject and entry.kind is Kind.ANSWER]
        return sorted(found, key=lambda entry: (not entry.is_overview, entry.id))
