"""All views of the library, built once at start, and what they say about one question (`Features`)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.entries import Language
from knowledge.language.reading import Reader, Reading
from knowledge.language.vocabulary import Vocabulary
from knowledge.search.aspects import asked_aspects
from knowledge.search.caching import keep, kept
from knowledge.search.classes import Classes, learn
from knowledge.search.coverage import Coverage
from knowledge.search.features import ENTRY_FEATURES, Features, Table
from knowledge.search.meaning import Meanings, SentenceModel, Vectors, encode_wordings, mark_of
from knowledge.search.ngrams import SKETCH, Letters, NGrams
from knowledge.search.outside import OUTSIDE, UNTOLD, read_outside
from knowledge.search.postings import Scores
from knowledge.search.shelf import Shelf
from knowledge.search.subjects import Subjects

VERSION = "4"
"""Raise it when a feature changes its meaning: what was learned before is then worth nothing."""

_THREE = 3
_WHOLE_QUESTION = 3
"""A wording of so many words says all by itself; "Standorte" on a button does not."""
_BY_CLASS = 24
_BY_WORDS = 12
"""So many entries become candidates. The right one is nearly always among the first ten of the classes."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """What the views say about a question before any wording of an entry is touched. The scores are of all entries."""

    question: Reading
    letters: Letters
    vector: Vectors
    """Its meaning; without numbers where there is no model."""
    classes: Scores
    cover: Scores
    subjects: Scores
    named: int | None
    """The overview of the subject that the question only names."""
    rows: NDArray[np.int64]
    """The candidates, in rising order."""
    outside: Table


class Views:
    """Words, letters, meanings and subjects of all entries and of the questions outside."""

    def __init__(self, shelf: Shelf, model: SentenceModel | None, *, cache: Path | None = None) -> None:
        self._shelf = shelf
        self._model = model
        self.reader = Reader(Vocabulary([*shelf.wordings, *_texts_of(shelf)]))
        wordings = [self.reader.read_wording(text, language) for text, language in shelf.wordings]
        self._word_for_word = _said_once(shelf, wordings)
        kinds = [read_outside(OUTSIDE), read_outside(UNTOLD)]
        sections = list(chain.from_iterable(kinds))
        outside = list(chain.from_iterable(sections))
        foreign = [self.reader.read_wording(text, Language.GERMAN) for text in outside]
        self.subjects = Subjects(shelf, wordings, foreign, self.reader)
        self._coverage = Coverage(
            wordings,
            shelf.owners,
            [self._read_text(row) for row in range(len(shelf.entries))],
            [entry.subject for entry in shelf.entries],
        )
        self._letters = NGrams([*wordings, *foreign])
        self._foreign = np.arange(len(wordings), len(wordings) + len(foreign))
        self._untold = sum(len(section) for section in kinds[0])
        self._overviews = {entry.subject: row for row, entry in enumerate(shelf.entries) if entry.is_overview}
        texts = [*(text for text, _ in shelf.wordings), *outside]
        vectors = None if model is None else encode_wordings(model, texts, cache)
        self._meanings = None if vectors is None else Meanings(vectors)
        numbers = np.arange(len(sections)) + len(shelf.entries)
        owners = np.concatenate([shelf.owners, np.repeat(numbers, [len(section) for section in sections])])
        learned = self._learned(vectors, owners, texts, cache)
        self._classes = Classes(learned, len(shelf.entries), [len(kind) for kind in kinds])

    def look(self, questions: Sequence[Reading]) -> list[Look]:
        """A first look at several questions in one go: model and classes then take a third of the time of one after
        the other.

        Classes and covered words pick the candidates, so that the wordings of most entries are never touched.
        """
        letters = [self._letters.weigh(question) for question in questions]
        rows = np.array([self._letters.sketch(one) for one in letters]).reshape(len(letters), SKETCH)
        vectors = np.empty((len(questions), 0), dtype=np.float32)
        if self._model is not None and questions:
            vectors = self._model.encode([question.text for question in questions])
        classes = self._classes.scores(np.hstack([vectors, rows]))
        near, alike = self._likeness(letters, vectors, self._foreign)
        return [self._look(*one) for one in zip(questions, letters, vectors, classes, near, alike, strict=True)]

    def features(self, look: Look, *, also: Sequence[int] = ()) -> Features:
        """What each view says about the candidates (and the rows of `also`), and about "none of them"."""
        rows = np.union1d(look.rows, np.array(also, dtype=np.int64))
        places = self._shelf.places_of(rows)
        near, alike = self._likeness([look.letters], look.vector[None], places[places < self._foreign[0]])
        table = np.empty((len(rows), len(ENTRY_FEATURES)), dtype=np.float32)
        table[:, 0], table[:, 1] = self._shelf.best(places, near[0])
        table[:, 2] = look.classes[rows]
        table[:, 3], table[:, 4] = self._shelf.best(places, alike[0])
        table[:, 5] = look.cover[rows]
        table[:, 6] = look.subjects[rows]
        table[:, 7] = self._asked(look.question, rows)
        table[:, 8] = 0.0 if look.named is None else rows == look.named
        table[:, 9] = self._coverage.unsaid(look.question, rows.tolist())
        return Features(rows=rows, entries=table, outside=look.outside)

    def said_by(self, question: Reading) -> int | None:
        """The one entry of which a wording is this very question, word for word; None for short or shared ones."""
        return self._word_for_word.get(question.key)

    def _learned(
        self, vectors: Vectors | None, owners: NDArray[np.int64], texts: Sequence[str], cache: Path | None
    ) -> Table:
        """What the classes have learned; from the cache folder when neither a wording nor the model has changed."""
        model = self._model.name if self._model else "none"
        mark = mark_of(VERSION, model, owners.tobytes().hex(), *texts)
        name = "classes" if self._model else "classes-on-words"
        width = SKETCH if vectors is None else SKETCH + vectors.shape[1]
        learned = kept(cache, name, mark, rows=width + 1)
        if learned is None:

            def some(rows: NDArray[np.int64]) -> Table:
                sketches = self._letters.sketches(rows)
                return sketches if vectors is None else np.hstack([vectors[rows], sketches])

            learned = learn(some, width, owners)
            keep(cache, name, mark, learned)
        return np.asarray(learned, dtype=np.float32)

    def _look(
        self, question: Reading, letters: Letters, vector: Vectors, classes: Scores, near: Scores, alike: Scores
    ) -> Look:
        """The last two are of the questions that no entry answers: those outside, then the untold ones."""
        entries, (outside, untold) = classes[:-2], classes[-2:]
        (near_outside, near_untold), (like_outside, like_untold) = (
            np.split(scores, [self._untold]) for scores in (near, alike)
        )
        strange = self._coverage.strangeness(question)
        nothing = [1.0, *_nearest(near_outside), outside, *_nearest(like_outside), strange]
        nothing += [*_nearest(near_untold), untold, *_nearest(like_untold)]
        cover = self._coverage.cover(question)
        named = self._overviews.get(self.subjects.names.only(question) or "")
        return Look(
            question=question,
            letters=letters,
            vector=vector,
            classes=entries,
            cover=cover,
            subjects=self.subjects.evidence(question),
            named=named,
            rows=_candidates(entries, cover, [] if named is None else [named]),
            outside=np.array(nothing, dtype=np.float32),
        )

    def _likeness(
        self, letters: Sequence[Letters], vectors: Vectors, wordings: NDArray[np.int64]
    ) -> tuple[Scores, Scores]:
        """A line for each question: how near each of these wordings is in meaning, and how alike in letters."""
        alike = self._letters.fit(letters, wordings)
        near = np.zeros_like(alike) if self._meanings is None else self._meanings.near(vectors, wordings)
        return near, alike

    def _asked(self, question: Reading, rows: NDArray[np.int64]) -> Table:
        asked = asked_aspects([word.meant for word in question.words])
        return np.array([self._shelf.entries[row].aspect in asked for row in rows], dtype=np.float32)

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


def _texts_of(shelf: Shelf) -> list[tuple[str, Language]]:
    return [
        (variant.text, language)
        for entry in shelf.entries
        for language, variant in entry.variants.items()
        if language is not Language.SIMPLE
    ]


def _said_once(shelf: Shelf, wordings: Sequence[Reading]) -> dict[str, int]:
    said: dict[str, set[int]] = defaultdict(set)
    for owner, reading in zip(shelf.owners, wordings, strict=True):
        if len(reading.words) >= _WHOLE_QUESTION:
            said[reading.key].add(int(owner))
    return {key: next(iter(owners)) for key, owners in said.items() if len(owners) == 1}


def _candidates(classes: Scores, cover: Scores, also: Sequence[int]) -> NDArray[np.int64]:
    """The rows that the classes and the words put first, in rising order, and those wanted in any case."""
    return np.unique(
        np.concatenate([_highest(classes, _BY_CLASS), _highest(cover, _BY_WORDS), [*also]]).astype(np.int64)
    )


def _highest(scores: Scores, most: int) -> NDArray[np.int64]:
    if len(scores) <= most:
        return np.arange(len(scores))
    return np.argpartition(-scores, most)[:most]


def _nearest(scores: Scores) -> tuple[float, float]:
    """The highest score, and the mean of the highest three."""
    highest = np.partition(scores, -_THREE)[-_THREE:]
    return float(highest.max()), float(highest.mean())
