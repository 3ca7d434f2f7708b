"""Everything `knowledge check` looks at: what keeps the assistant from starting, and how the texts read.

The second part takes longer and needs today's date, so the start of the program leaves it out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from knowledge.entries import Language
from knowledge.facts.comparing import Gap, find_gaps
from knowledge.facts.dates import find_dates
from knowledge.links import find_turned_wordings
from knowledge.loading import CONTENT, read_content
from knowledge.mistakes import Mistake
from knowledge.parts import NAMES, Text
from knowledge.prose import find_faults, find_in
from knowledge.readability import find_hardness, measure
from knowledge.written import WrittenEntry

SHORT_NAMES = {Language.GERMAN: "Deutsch", Language.SIMPLE: "Einfach", Language.ENGLISH: "English"}


def check(folder: Path = CONTENT, *, today: date) -> list[Mistake]:
    """All mistakes in the content, by file and line. Nothing can have been checked after `today`."""
    content = read_content(folder)
    mistakes = [*content.mistakes, *find_turned_wordings(content.entries)]
    for written in content.entries:
        mistakes += _check_day(written, today)
        mistakes += _check_head(written)
        for language, text in written.texts.items():
            mistakes += [Mistake(written.path, line, sentence) for line, sentence in find_faults(text, language)]
            mistakes += _check_dates(written, language, text)
        mistakes += _check_facts(written)
        mistakes += _check_readability(written)
    return sorted(set(mistakes))


def _check_day(written: WrittenEntry, today: date) -> Iterator[Mistake]:
    if written.entry.checked > today:
        sentence = "„checked“ liegt in der Zukunft. Tragen Sie den Tag der letzten Prüfung ein."
        yield Mistake(written.path, written.lines["checked"], sentence)


def _check_head(written: WrittenEntry) -> Iterator[Mistake]:
    """Titles and labels are read as well."""
    for language, ending in ((Language.GERMAN, ""), (Language.ENGLISH, "_en")):
        variant = written.entry.variants.get(language)
        if variant:
            for name, words in ((f"title{ending}", variant.title), (f"label{ending}", variant.label)):
                line = written.lines[name]
                yield from (Mistake(written.path, line, fault.sentence) for fault in find_in(words, language))


def _check_dates(written: WrittenEntry, language: Language, text: Text) -> Iterator[Mistake]:
    """No date to come: it would stay in the text when it has passed. A bare year may lie ahead."""
    checked = written.entry.checked
    if checked == date.min:
        return
    for found in find_dates(text.words, language):
        latest = (checked.year, checked.month, checked.day if found.day else 0)
        if found.year is not None and (found.year, found.month, found.day or 0) > latest:
            yield Mistake(
                written.path,
                text.line_at(found.start),
                f"„{found.written}“ liegt nach dem Tag der Prüfung. Termine gehören in die Terminliste.",
            )


def _check_facts(written: WrittenEntry) -> Iterator[Mistake]:
    if len(written.texts) < len(Language):
        return
    gaps = find_gaps({language: text.words for language, text in written.texts.items()})
    for language, text in written.texts.items():
        missing = ", ".join(_describe(gap) for gap in gaps if gap.language is language)
        if missing:
            yield Mistake(
                written.path,
                text.line,
                f"{NAMES[language]} nennt nicht: {missing}. "
                "Alle drei Texte müssen dieselben Zahlen, Daten und Adressen nennen.",
            )


def _describe(gap: Gap) -> str:
    return f"{gap.written} (steht in: {', '.join(SHORT_NAMES[language] for language in gap.found_in)})"


def _check_readability(written: WrittenEntry) -> Iterator[Mistake]:
    text = written.texts.get(Language.SIMPLE)
    if text is None:
        return
    found = measure(text.words)
    hardness = find_hardness(found)
    if hardness:
        yield Mistake(
            written.path,
            text.line_at(max(text.words.find(found.worst), 0)),
            f"Der Text „Einfach“ ist zu schwer: {'; '.join(hardness)}. Beginnen Sie bei diesem Satz: „{found.worst}“",
        )
