"""The fields of a YAML mapping, each with the line it stands on.

PyYAML's nodes are read instead of its values: only they know their lines, and only they show that a colleague wrote
a field twice or that YAML takes `no` for a truth value. Getters note what is wrong and go on, so that all mistakes
come out at once."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

import yaml

from knowledge.mistakes import Mistake
from knowledge.parts import find_hidden

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML without libyaml: slower, and just as right
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

TEXT_TAG = "tag:yaml.org,2002:str"
EMPTY_TAG = "tag:yaml.org,2002:null"
LONGEST_LINE = 1_000
MOST_BRACKETS = 1_000
"""Deeper nesting would overflow the stack of the C parser, which ends the process without a word."""

NESTED = "Hier stehen zu viele Klammern. Prüfen Sie die Datei."
HINTS = {
    "mapping values are not allowed": "Ein Doppelpunkt steht mitten im Text. Setzen Sie den Text in Anführungszeichen",
    "that cannot start any token": (
        "Ein Tabulator oder ein Zeichen wie @, % oder ` steht am Anfang. Setzen Sie den Text in Anführungszeichen und "
        "rücken Sie mit Leerzeichen ein"
    ),
    "did not find expected key": "Prüfen Sie die Einrückung und die Anführungszeichen in dieser Zeile und darüber",
    "expected ',' or": "Eine eckige oder geschweifte Klammer ist nicht geschlossen",
    "found unexpected end of stream": "Ein Anführungszeichen ist nicht geschlossen",
    "could not find expected ':'": (
        "Hier fehlt ein Doppelpunkt nach dem Namen des Feldes, oder die Einrückung stimmt nicht"
    ),
}


@dataclass(frozen=True)
class Marked:
    """A text from a field and its line in the file."""

    text: str
    line: int


class Fields:
    """The fields of one mapping. `line` is where the mapping begins."""

    def __init__(
        self, node: yaml.MappingNode, lines: Sequence[str], path: Path, offset: int, mistakes: list[Mistake]
    ) -> None:
        self._source = lines
        self._path = path
        self._offset = offset
        self._mistakes = mistakes
        self._nodes: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        self.line = self._line_of(node)
        for key, value in node.value:
            self._take(key, value)

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __contains__(self, name: str) -> bool:
        return name in self._nodes

    def line_of(self, name: str) -> int:
        """The line of a field, or that of the mapping if the field is missing."""
        return self._lines.get(name, self.line)

    def complain(self, line: int, sentence: str) -> None:
        """Note a mistake."""
        self._mistakes.append(Mistake(self._path, line, sentence))

    def refuse_others(self, known: Collection[str]) -> None:
        """Every field must be a known one: a slip of the pen must not lose what was written."""
        for name in self._nodes:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                hint = f" Meinten Sie „{near[0]}“?" if near else " Löschen Sie es, oder prüfen Sie die Schreibweise."
                self.complain(self._lines[name], f"Das Feld „{name}“ gibt es nicht.{hint}")

    def text(self, name: str, *, longest: int | None = None) -> str:
        """A text of one line that must be there."""
        if name not in self._nodes:
            self.complain(self.line, f"Das Feld „{name}“ fehlt. Ergänzen Sie es.")
            return ""
        text = self._text_of(self._nodes[name], f"„{name}“")
        if longest is not None and len(text) > longest:
            self.complain(
                self._lines[name],
                f"„{name}“ hat {len(text)} Zeichen, erlaubt sind höchstens {longest}. Kürzen Sie den Text.",
            )
        return text

    def texts(self, name: str, *, optional: bool = False) -> list[Marked]:
        """A list of texts, each with its line."""
        node = self._nodes.get(name)
        if node is None:
            if not optional:
                self.complain(self.line, f"Das Feld „{name}“ fehlt. Ergänzen Sie es.")
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.complain(
                self._lines[name],
                f"„{name}“ muss eine Liste sein: jede Angabe in einer eigenen Zeile mit „- “ davor oder alle in [ ].",
            )
            return []
        marked = [Marked(self._text_of(item, f"Ein Teil von „{name}“"), self._line_of(item)) for item in node.value]
        return [item for item in marked if item.text]

    def day(self, name: str, *, optional: bool = False) -> date | None:
        """A day, written YYYY-MM-DD."""
        node = self._nodes.get(name)
        if node is None:
            if not optional:
                self.complain(self.line, f"Das Feld „{name}“ fehlt. Ergänzen Sie einen Tag, zum Beispiel 2026-11-23.")
            return None
        written = node.value if isinstance(node, yaml.ScalarNode) else ""
        if re.fullmatch(r"\d{4}-\d\d-\d\d", written):
            try:
                return date.fromisoformat(written)
            except ValueError:
                self.complain(self._lines[name], f"„{name}“: Den Tag {written} gibt es im Kalender nicht.")
                return None
        self.complain(self._lines[name], f"„{name}“ muss ein Tag in der Form JJJJ-MM-TT sein, zum Beispiel 2026-11-23.")
        return None

    def inner(self, name: str) -> "Fields | None":
        """The fields inside a field."""
        node = self._nodes[name]
        if isinstance(node, yaml.MappingNode):
            return Fields(node, self._source, self._path, self._offset, self._mistakes)
        self.complain(
            self._lines[name], f"„{name}“ muss Felder in geschweiften Klammern haben, wie die Zeilen daneben."
        )
        return None

    def _take(self, key: yaml.Node, value: yaml.Node) -> None:
        name = self._text_of(key, "Der Name eines Feldes")
        if name in self._nodes:
            self.complain(
                self._line_of(key),
                f"Das Feld „{name}“ steht doppelt da (schon in Zeile {self._lines[name]}). Löschen Sie eines.",
            )
        elif name:
            self._nodes[name] = value
            self._lines[name] = self._line_of(key)

    def _text_of(self, node: yaml.Node, what: str) -> str:
        line = self._line_of(node)
        if isinstance(node, yaml.ScalarNode):
            text = str(node.value).strip()
            hidden = find_hidden(text.replace("\n", ""))
            if hidden:
                self.complain(line, f"{what} enthält {hidden}. Löschen Sie es.")
                return ""
            if node.tag == TEXT_TAG and text and "\n" not in text:
                self._refuse_comment(node, what)
                return text
            self.complain(line, _why_no_text(node, text, what))
        elif isinstance(node, yaml.MappingNode):
            self.complain(line, f"{what} enthält einen Doppelpunkt. Setzen Sie den ganzen Text in Anführungszeichen.")
        else:
            self.complain(line, f"{what} ist eine Liste, hier gehört aber ein einzelner Text hin.")
        return ""

    def _refuse_comment(self, node: yaml.ScalarNode, what: str) -> None:
        """A # after a space begins a comment in YAML and would swallow the rest of a sentence without a word."""
        rest = self._source[node.end_mark.line][node.end_mark.column :]
        if rest.lstrip().startswith("#"):
            self.complain(
                self._line_of(node),
                f"{what} endet für YAML vor dem Zeichen #. Setzen Sie den Text in Anführungszeichen, oder löschen Sie, "
                "was hinter # steht.",
            )

    def _line_of(self, node: yaml.Node) -> int:
        return self._offset + node.start_mark.line + 1


def read_fields(source: str, path: Path, mistakes: list[Mistake], *, offset: int = 0) -> Fields | None:
    """Read a YAML mapping that begins `offset` lines below the top of its file; None if there is none to read."""
    fault = _too_wild(source)
    if fault:
        mistakes.append(Mistake(path, offset + fault.line, fault.text))
        return None
    try:
        node = yaml.compose(source, Loader=Loader)
    except yaml.YAMLError as error:
        mistakes.append(_from_yaml(error, path, offset))
        return None
    except RecursionError:  # the slower loader, where libyaml is missing
        mistakes.append(Mistake(path, offset + 1, NESTED))
        return None
    if not isinstance(node, yaml.MappingNode):
        mistakes.append(
            Mistake(path, offset + 1, "Hier müssen Felder stehen, eines je Zeile, zum Beispiel „title: Der Titel“.")
        )
        return None
    return Fields(node, source.split("\n"), path, offset, mistakes)


def _why_no_text(node: yaml.ScalarNode, text: str, what: str) -> str:
    if node.tag == EMPTY_TAG or not text:
        return f"{what} ist leer. Ergänzen Sie den Text."
    if node.tag == TEXT_TAG:
        return f"{what} muss in einer Zeile stehen."
    return f'{what} („{text}“) liest YAML nicht als Text. Setzen Sie Anführungszeichen: "{text}".'


def _too_wild(source: str) -> Marked | None:
    lines = source.split("\n")
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_LINE:
            return Marked(f"Diese Zeile ist länger als {LONGEST_LINE} Zeichen. Kürzen Sie sie.", number)
    if source.count("[") + source.count("{") > MOST_BRACKETS:
        return Marked(NESTED, 1)
    return None


def _from_yaml(error: yaml.YAMLError, path: Path, offset: int) -> Mistake:
    problem = str(getattr(error, "problem", None) or error)
    is_left_open = "expected ',' or" in problem or "unexpected end of stream" in problem
    mark = getattr(error, "context_mark" if is_left_open else "problem_mark", None)
    hint = next((hint for part, hint in HINTS.items() if part in problem), None)
    sentence = (
        f"{hint}."
        if hint
        else "Diese Zeile ist kein gültiges YAML. Vergleichen Sie sie mit dem Beispiel in der README."
    )
    return Mistake(path, offset + (mark.line + 1 if mark else 1), f"{sentence} (YAML: {problem})")


def texts_of(marked: Sequence[Marked]) -> list[str]:
    """The texts without their lines."""
    return [item.text for item in marked]
