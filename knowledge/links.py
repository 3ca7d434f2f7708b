"""What only shows when all entries lie side by side: ids and wordings taken twice, links that lead nowhere."""

from collections.abc import Collection, Iterator, Sequence

from knowledge.entries import Language
from knowledge.fields import Marked
from knowledge.language.folding import fold, words_of
from knowledge.mistakes import Mistake
from knowledge.written import WrittenEntry


def find_clashes(entries: Sequence[WrittenEntry], files: Collection[str]) -> Iterator[Mistake]:
    """All mistakes between entries. `files` are the ids that files stand for, even if a file could not be read."""
    yield from _doubled_ids(entries)
    yield from _doubled_wordings(entries)
    known = {written.entry.id: written for written in entries}
    for written in entries:
        yield from _dead_links(written, files)
        yield from _equal_buttons(written, [known[name] for name in written.entry.next if name in known])


def find_turned_wordings(entries: Sequence[WrittenEntry]) -> Iterator[Mistake]:
    """Wordings of two entries with the same words in another order: no search can tell which one is meant."""
    first: dict[tuple[str, ...], tuple[WrittenEntry, Marked]] = {}
    for written in entries:
        for wording in [*written.wordings, *written.wordings_en]:
            words = [fold(word) for word in words_of(wording.text)]
            other, same = first.setdefault(tuple(sorted(words)), (written, wording))
            if other is not written and _key(same.text) != _key(wording.text):
                yield Mistake(
                    written.path,
                    wording.line,
                    f"Die Formulierung „{wording.text}“ hat dieselben Wörter wie „{same.text}“ "
                    f"({_place(other, same.line)}). Formulieren Sie eine der beiden anders.",
                )


def _doubled_ids(entries: Sequence[WrittenEntry]) -> Iterator[Mistake]:
    first: dict[str, WrittenEntry] = {}
    for written in entries:
        name = written.entry.id
        other = first.setdefault(name, written)
        if name and other is not written:
            place = _place(other, other.lines["id"])
            yield Mistake(
                written.path,
                written.lines["id"],
                f"Die Kennung „{name}“ ist schon vergeben ({place}). Wählen Sie eine andere.",
            )


def _doubled_wordings(entries: Sequence[WrittenEntry]) -> Iterator[Mistake]:
    first: dict[str, tuple[WrittenEntry, Marked]] = {}
    for written in entries:
        for wording in _own_wordings(written):
            key = _key(wording.text)
            other, same = first.setdefault(key, (written, wording))
            if not key:
                yield Mistake(written.path, wording.line, f"„{wording.text}“ enthält weder Buchstaben noch Ziffern.")
            elif same is not wording:
                yield Mistake(
                    written.path,
                    wording.line,
                    f"Die Formulierung „{wording.text}“ gibt es schon ({_place(other, same.line)}: „{same.text}“). "
                    "Sie darf nur bei einem Eintrag stehen.",
                )


def _own_wordings(written: WrittenEntry) -> list[Marked]:
    """An entry's wordings. A name that is the same in English may stand in both of its lists."""
    german = {_key(wording.text) for wording in written.wordings}
    return [*written.wordings, *(wording for wording in written.wordings_en if _key(wording.text) not in german)]


def _key(wording: str) -> str:
    """A wording without what people leave out or mix up when they type: case, umlauts, ß, punctuation, spaces."""
    return "".join(fold(word) for word in words_of(wording))


def _dead_links(written: WrittenEntry, files: Collection[str]) -> Iterator[Mistake]:
    for name, links in (("next", written.next), ("related", written.related)):
        for link in links:
            if link.text == written.entry.id:
                yield Mistake(written.path, link.line, f"„{name}“ verweist auf den Eintrag selbst. Löschen Sie das.")
            elif link.text not in files:
                sentence = f"„{name}“ verweist auf „{link.text}“, diesen Eintrag gibt es nicht. Prüfen Sie die Kennung."
                yield Mistake(written.path, link.line, sentence)


def _equal_buttons(written: WrittenEntry, following: Sequence[WrittenEntry]) -> Iterator[Mistake]:
    for language in (Language.GERMAN, Language.ENGLISH):
        first: dict[str, str] = {}
        for other in following:
            variant = other.entry.variants.get(language)
            label = variant.label if variant else ""
            same = first.setdefault(label.casefold(), other.entry.id)
            if label and same != other.entry.id:
                yield Mistake(
                    written.path,
                    written.lines["next"],
                    f"„next“ ergibt zwei Knöpfe mit derselben Aufschrift „{label}“ ({same} und {other.entry.id}). "
                    "Ändern Sie eine Aufschrift oder „next“.",
                )


def _place(written: WrittenEntry, line: int) -> str:
    return f"{written.path.parent.name}/{written.path.name}, Zeile {line}"
