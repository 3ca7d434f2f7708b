"""Reads the folder of content into a Library, all of it or nothing.

What must be right for the assistant to start is checked here: structure, lengths, links, words that are taken twice.
How a text reads is left to `checking.py`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.entries import Language, Library, Source, Topic
from knowledge.fields import Fields, read_fields
from knowledge.links import find_clashes
from knowledge.mistakes import ContentError, Mistake
from knowledge.parts import read_source, take_apart
from knowledge.written import WrittenEntry, read_entry

__all__ = ["CONTENT", "Content", "ContentError", "Mistake", "load_library", "read_content"]

CONTENT = Path(__file__).parent / "content"
LIKE_AN_ENTRY = {".md", ".markdown", ".mdown", ".txt", ".text"}


@dataclass(frozen=True, kw_only=True)
class Content:
    """Everything that was read, with what is wrong about it."""

    topics: Mapping[str, Topic]
    entries: list[WrittenEntry]
    mistakes: list[Mistake]


def load_library(folder: Path = CONTENT) -> Library:
    """All content, or a ContentError with all its mistakes."""
    content = read_content(folder)
    if content.mistakes:
        raise ContentError(content.mistakes)
    return Library((written.entry for written in content.entries), content.topics.values())


def read_content(folder: Path) -> Content:
    """Read as much as can be read and note every mistake."""
    mistakes: list[Mistake] = []
    topics = _read_topics(folder / "topics.yaml", mistakes)
    sources = _read_sources(folder / "sources.yaml", mistakes)
    paths = _find_files(folder, mistakes)
    entries = [written for path in paths if (written := _read_file(path, topics, sources, mistakes)) is not None]
    mistakes += find_clashes(entries, {path.stem for path in paths})
    return Content(topics=topics, entries=entries, mistakes=sorted(set(mistakes)))


def _find_files(folder: Path, mistakes: list[Mistake]) -> list[Path]:
    found = []
    for path in sorted(folder.rglob("*")):
        if path.name == "README.md" or path.name.startswith(".") or path.suffix.lower() not in LIKE_AN_ENTRY:
            continue
        if path.suffix != ".md":
            mistakes.append(
                Mistake(path, 1, "Einträge enden auf „.md“. Benennen Sie die Datei um, oder löschen Sie sie.")
            )
        elif len(path.relative_to(folder).parts) != 2:  # noqa: PLR2004 - topic and file
            mistakes.append(
                Mistake(path, 1, "Einträge liegen direkt im Ordner ihres Themas. Verschieben Sie die Datei.")
            )
        else:
            found.append(path)
    if not found:
        mistakes.append(Mistake(folder, 1, "Hier liegt kein einziger Eintrag. Prüfen Sie, ob der Ordner stimmt."))
    return found


def _read_file(
    path: Path, topics: Mapping[str, Topic], sources: Mapping[str, Source], mistakes: list[Mistake]
) -> WrittenEntry | None:
    source = read_source(path, mistakes)
    parts = take_apart(source, path, mistakes) if source is not None else None
    fields = read_fields(parts.head, path, mistakes, offset=1) if parts else None
    if parts is None or fields is None:
        return None
    return read_entry(path, fields, parts.texts, topics, sources)


def _read_topics(path: Path, mistakes: list[Mistake]) -> dict[str, Topic]:
    topics = {}
    for name, fields in _read_mappings(path, mistakes):
        fields.refuse_others(("de", "en"))
        german, english = fields.text("de"), fields.text("en")
        names = {Language.GERMAN: german, Language.SIMPLE: german, Language.ENGLISH: english}
        topics[name] = Topic(id=name, names=names)
    return topics


def _read_sources(path: Path, mistakes: list[Mistake]) -> dict[str, Source]:
    sources = {}
    for name, fields in _read_mappings(path, mistakes):
        fields.refuse_others(("title", "address", "date"))
        address = fields.text("address")
        if address and not address.startswith(("https://", "http://")):
            fields.complain(fields.line_of("address"), "„address“ muss mit https:// oder http:// beginnen.")
        sources[name] = Source(id=name, title=fields.text("title"), address=address, date=fields.text("date"))
    return sources


def _read_mappings(path: Path, mistakes: list[Mistake]) -> Iterable[tuple[str, Fields]]:
    source = read_source(path, mistakes)
    fields = read_fields(source, path, mistakes) if source is not None else None
    if fields is None:
        return
    if not list(fields):
        mistakes.append(Mistake(path, 1, "Die Datei ist leer. Holen Sie die letzte richtige Fassung zurück."))
    for name in fields:
        inner = fields.inner(name)
        if inner is not None:
            yield name, inner
