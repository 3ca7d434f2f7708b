"""The names of subjects: the words on the button of each overview. Naming is more than using a word that fits."""

from collections import defaultdict

from knowledge.entries import Language
from knowledge.language.folding import words_of
from knowledge.language.reading import Reader, Reading, Word
from knowledge.search.shelf import Shelf

_MOST_NAMING_WORDS = 3
_ASKING_WHAT = frozenset(
    words_of(
        "was ist sind war waren isn das dies diese dieses die der den ein eine einen denn eigentlich bitte mal es mit "
        "und uber mir uns erklar erklaren erklare erzahl erzahle sag sagen "
        "what is are was were s the a an about this that these please tell me us explain"
    )
)
"""Words of a question that asks of a thing only what it is."""


class Names:
    """Which words name which subject."""

    def __init__(self, shelf: Shelf, reader: Reader) -> None:
        self._subjects: dict[str, set[str]] = defaultdict(set)
        self._buttons: dict[str, list[set[str]]] = defaultdict(list)
        for entry in shelf.entries:
            for language, variant in entry.variants.items():
                if entry.is_overview and language is not Language.SIMPLE:
                    self._learn(entry.subject, reader.read_wording(variant.label, language))

    def of(self, word: Word) -> frozenset[str]:
        """The subjects that a word names; none for most words."""
        return frozenset(self._subjects.get(word.stem, ()))

    def only(self, question: Reading) -> str | None:
        """The subject that the question names without asking more of it than what it is ("cockpit?", "was ist das
        cockpit"), if it does no more.

        Of several with this word the one whose name is nearly complete is meant: "smart city" is not the studio.
        """
        content = [word for word in question.words if word.meant not in _ASKING_WHAT]
        if not content or len(content) > _MOST_NAMING_WORDS:
            return None
        common = frozenset.intersection(*map(self.of, content))
        spoken = {root for word in content for root in (word.stem, *word.parts)}
        missing = {subject: min(len(button - spoken) for button in self._buttons[subject]) for subject in common}
        fewest = min(missing.values(), default=0)
        nearest = [subject for subject, count in missing.items() if count == fewest]
        return nearest[0] if len(nearest) == 1 else None

    def _learn(self, subject: str, button: Reading) -> None:
        self._buttons[subject].append({word.stem for word in button.content})
        for word in button.content:
            for root in (word.stem, *word.parts):
                self._subjects[root].add(subject)
