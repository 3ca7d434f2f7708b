"""A content file taken apart: its head and its three texts, every piece with its line."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.entries import Language
from knowledge.mistakes import Mistake

LARGEST_FILE = 100_000
HIDDEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
"""Unicode's classes of controls, formats, unassigned and private characters, and of odd line ends."""
HEADINGS = {"## Einfach": Language.SIMPLE, "## English": Language.ENGLISH}
NAMES = {
    Language.GERMAN: "Der deutsche Text",
    Language.SIMPLE: "Der Text „Einfach“",
    Language.ENGLISH: "Der Text „English“",
}


@dataclass(frozen=True)
class Text:
    """What a person reads. Lines of a paragraph are joined; `starts` keeps where in the file each piece stood."""

    words: str
    starts: Sequence[tuple[int, int]]
    raw: Sequence[tuple[int, str]]

    @property
    def line(self) -> int:
        """The line on which the text begins."""
        return self.starts[0][1]

    def line_at(self, position: int) -> int:
        """The line in the file of the character at that position."""
        found = bisect_right([start for start, _ in self.starts], position) - 1
        return self.starts[max(found, 0)][1]


@dataclass(frozen=True)
class Parts:
    """A file's head, as YAML that begins on line two, and its texts."""

    head: str
    texts: Mapping[Language, Text]


def read_source(path: Path, mistakes: list[Mistake]) -> str | None:
    """The text of a file, or None and a mistake: content is plain, visible UTF-8."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            mistakes.append(Mistake(path, 1, "Die Datei ist größer als 100 kB. Teilen oder kürzen Sie sie."))
            return None
        data = path.read_bytes()
    except OSError:
        mistakes.append(
            Mistake(path, 1, "Die Datei lässt sich nicht lesen. Prüfen Sie, ob sie da ist und wem sie gehört.")
        )
        return None
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        mistakes.append(Mistake(path, line, "Die Datei ist kein Text in UTF-8. Speichern Sie sie als UTF-8."))
        return None
    return _show_hidden(unicodedata.normalize("NFC", source.replace("\r\n", "\n")), path, mistakes)


def find_hidden(line: str) -> str | None:
    """The first character that nobody would see, as words for a mistake. Spaces of any width are seen."""
    if line.isprintable():
        return None
    for sign in line:
        if unicodedata.category(sign) in HIDDEN:
            return "einen Tabulator" if sign == "\t" else f"ein unsichtbares Zeichen (U+{ord(sign):04X})"
    return None


def take_apart(source: str, path: Path, mistakes: list[Mistake]) -> Parts | None:
    """Part a file into head and texts, or None if it has no head."""
    lines = source.split("\n")
    if lines[0].rstrip() != "---":
        mistakes.append(Mistake(path, 1, "Die Datei muss mit einer Zeile „---“ beginnen, danach kommt der Kopf."))
        return None
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.rstrip() == "---"), None)
    if end is None:
        mistakes.append(Mistake(path, 1, "Der Kopf endet nicht. Setzen Sie unter den Kopf eine Zeile „---“."))
        return None
    return Parts("\n".join(lines[1:end]), _read_texts(lines, end + 1, path, mistakes))


def _show_hidden(source: str, path: Path, mistakes: list[Mistake]) -> str:
    """Note every line that hides a character, and go on with a space in its place."""
    lines = source.split("\n")
    for number, line in enumerate(lines, start=1):
        hidden = find_hidden(line)
        if hidden:
            mistakes.append(Mistake(path, number, f"Diese Zeile enthält {hidden}. Löschen Sie es."))
            lines[number - 1] = "".join(" " if unicodedata.category(sign) in HIDDEN else sign for sign in line)
    return "\n".join(lines)


def _read_texts(lines: Sequence[str], begin: int, path: Path, mistakes: list[Mistake]) -> dict[Language, Text]:
    """The texts between the headings. `begin` is the index of the first line below the head."""
    found = _part_by_headings(lines, begin, path, mistakes)
    for heading, language in HEADINGS.items():
        if language not in found:
            mistakes.append(Mistake(path, len(lines), f"Es fehlt „{heading}“ mit dem Text darunter. Ergänzen Sie ihn."))
    texts = {}
    for language, (place, raw) in found.items():
        text = _join(raw)
        if text is None:
            sentence = f"{NAMES[language]} fehlt. Schreiben Sie ihn unter diese Zeile."
            mistakes.append(Mistake(path, place, sentence))
        else:
            texts[language] = text
    return {language: texts[language] for language in Language if language in texts}


def _part_by_headings(
    lines: Sequence[str], begin: int, path: Path, mistakes: list[Mistake]
) -> dict[Language, tuple[int, list[tuple[int, str]]]]:
    """For each language the line of its heading, and its lines with their numbers."""
    current = Language.GERMAN
    found: dict[Language, tuple[int, list[tuple[int, str]]]] = {current: (begin, [])}
    for number, line in enumerate(lines[begin:], start=begin + 1):
        heading = line.rstrip()
        if heading in HEADINGS:
            current = HEADINGS[heading]
            if current in found:
                mistakes.append(Mistake(path, number, f"Die Überschrift „{heading}“ steht doppelt da."))
            elif current is Language.SIMPLE and Language.ENGLISH in found:
                mistakes.append(Mistake(path, number, f"„{heading}“ muss vor „## English“ stehen. Tauschen Sie beide."))
            found.setdefault(current, (number, []))
        elif re.match(r"#{1,6}\s", line):
            sentence = f"Die Überschrift „{heading}“ gibt es nicht. Möglich sind: {', '.join(HEADINGS)}."
            mistakes.append(Mistake(path, number, sentence))
        else:
            found[current][1].append((number, heading))
    return found


def _join(raw: Sequence[tuple[int, str]]) -> Text | None:
    """Lines of one paragraph become one line, items of a list stay apart, paragraphs are parted by an empty line."""
    words, starts, gap = "", list[tuple[int, int]](), ""
    for number, line in raw:
        if not line.strip():
            gap = "\n\n" if words else ""
            continue
        if not gap and words:
            gap = "\n" if line.startswith("- ") else " "
        words += gap
        starts.append((len(words), number))
        words += re.sub(r" +", " ", line.strip())
        gap = ""
    return Text(words, starts, [(number, line) for number, line in raw if line.strip()]) if words else None
