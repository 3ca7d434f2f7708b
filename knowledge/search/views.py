"""All views of the library, built once at start, and what they say about one question (`Features`)."""

from pathlib import Path

import numpy as np

from knowledge.entries import Language
from knowledge.language.reading import Reader, Reading
from knowledge.language.vocabulary import Vocabulary
from knowledge.search.aspects import asked_aspects
from knowledge.search.classes import Classes
from knowledge.search.coverage import Coverage
from knowledge.search.features import ENTRY_FEATURES, Features, Table
from knowledge.search.meaning import SentenceModel, Vectors, encode_wordings
from knowledge.search.ngrams import NGrams
from knowledge.search.postings import Scores
from knowledge.search.shelf import Shelf
from knowledge.search.subjects import Subjects

_THREE = 3
OUTSIDE = Path(__file__).parent / "outside.txt"


class Views:
    """Words, letters, meanings and subjects of all entries and of the questions outside."""

    def __init__(self, shelf: Shelf, model: SentenceModel | None, *, cache: Path | None = None) -> None:
        self._shelf = shelf
        self._model = model
        outside = read_outside()
        said = [
            (variant.text, language)
            for entry in shelf.entries
            for language, variant in entry.variants.items()
            if language is not Language.SIMPLE
        ]
        self.reader = Reader(Vocabulary([*shelf.wordings, *said]))
        wordings = [self.reader.read_wording(text, language) for text, language in shelf.wordings]
        self.subjects = Subjects(shelf, wordings, self.reader)
        self._coverage = Coverage(wordings, shelf.owners, [self._read_text(row) for row in range(len(shelf.entries))])
        foreign = [self.reader.read_wording(text, Language.GERMAN) for text in outside]
        self._letters = NGrams([*wordings, *foreign])
        self._own = len(wordings)
        self._aspects = [entry.aspect for entry in shelf.entries]
        self._overviews = {entry.subject: row for row, entry in enumerate(shelf.entries) if entry.is_overview}
        self._vectors: Vectors | None = None
        if model is not None:
            self._vectors = encode_wordings(model, [*(text for text, _ in shelf.wordings), *outside], cache)
            owners = np.concatenate([shelf.owners, np.full(len(outside), len(shelf.entries))])
            self._classes = Classes(self._vectors, owners, len(shelf.entries) + 1)

    def features(self, question: Reading) -> Features:
        """What each view says about each entry, and about "none of them"."""
        letters = self._letters.fit(question)
        meaning, classes = self._meanings(question)
        table = np.empty((len(self._shelf.entries), len(ENTRY_FEATURES)), dtype=np.float32)
        own, best, three = self._own, self._shelf.best, self._shelf.best_three
        table[:, 0] = best(meaning[:own])
        table[:, 1] = three(meaning[:own])
        table[:, 2] = classes[:-1]
        table[:, 3] = best(letters[:own])
        table[:, 4] = three(letters[:own])
        table[:, 5] = self._coverage.cover(question)
        table[:, 6] = self.subjects.evidence(question)
        table[:, 7] = self._asked(question)
        table[:, 8] = self._named(question)
        outside = [
            1.0,
            *_nearest(meaning[own:]),
            classes[-1],
            *_nearest(letters[own:]),
            self._coverage.strangeness(question),
        ]
        return Features(entries=table, outside=np.array(outside, dtype=np.float32))

    def _meanings(self, question: Reading) -> tuple[Scores, Scores]:
        if self._vectors is None or self._model is None:
            nothing = np.zeros(self._letters.rows, dtype=np.float32)
            return nothing, np.zeros(len(self._shelf.entries) + 1, dtype=np.float32)
        vector = self._model.encode([question.text])[0]
        # Not `@`: BLAS would start threads for it, and on a busy machine waits for them ten times as long.
        nearness = np.einsum("rd,d->r", self._vectors, vector)
        return np.asarray(nearness, dtype=np.float32), self._classes.scores(vector)

    def _asked(self, question: Reading) -> Table:
        asked = asked_aspects([word.meant for word in question.words])
        return np.array([aspect in asked for aspect in self._aspects], dtype=np.float32)

    def _named(self, question: Reading) -> Table:
        column = np.zeros(len(self._shelf.entries), dtype=np.float32)
        subject = self.subjects.names.only(question)
        if subject in self._overviews:
            column[self._overviews[subject]] = 1.0
        return column

    def _read_text(self, row: int) -> Reading:
        """The words of the German and the English answer together: an entry is covered in whichever was typed."""
        variants = self._shelf.entries[row].variants
        texts = [
            self.reader.read_wording(variant.text, language)
            for language, variant in variants.items()
            if language is not Language.SIMPLE
        ]
        words = [word for text in texts for word in text.words]
        return Reading(text="", words=words, language=None)


def read_outside(path: Path = OUTSIDE) -> list[str]:
    """The questions that no entry answers, one a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _nearest(scores: Scores) -> tuple[float, float]:
    """The highest score, and the mean of the highest three."""
    highest = np.partition(scores, -_THREE)[-_THREE:]
    return float(highest.max()), float(highest.mean())
