"""Plain searches to be measured beside ours, on the same entries and questions: what one gets for free.

rapidfuzz over all wordings, SQLite's full-text search over whole entries (by words and by trigrams), and BM25 with
folding and stems. Each gives entries with a score; none of them knows when it does not know.
"""

import math
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
from rapidfuzz.fuzz import WRatio
from rapidfuzz.process import extract
from rapidfuzz.utils import default_process

from knowledge.entries import Entry, Language, Library
from knowledge.language.folding import clean, fold, words_of
from knowledge.language.stems import stem
from knowledge.search.postings import Postings

Ranking = list[tuple[str, float]]

_MOST = 3
_DEEP = 60


class PlainSearch(Protocol):
    """A search that ranks and does not decide."""

    name: str

    def rank(self, question: str) -> Ranking:
        """The best three entries with their scores."""


class FuzzyRatio:
    """rapidfuzz's WRatio against every wording."""

    name = "rapidfuzz WRatio"

    def __init__(self, library: Library) -> None:
        pairs = [(wording, entry.id) for entry in library.entries.values() for wording in _wordings(entry)]
        self._wordings = [default_process(wording) for wording, _ in pairs]
        self._owners = [owner for _, owner in pairs]

    def rank(self, question: str) -> Ranking:
        """The entries of the most similar wordings."""
        found = extract(default_process(question), self._wordings, scorer=WRatio, limit=_DEEP)
        return _first_of_each((self._owners[place], score) for _, score, place in found)


class FullText:
    """SQLite's FTS5 over wordings, titles and texts, ranked by its bm25."""

    def __init__(self, library: Library, tokenizer: str) -> None:
        self.name = f"SQLite FTS5 {tokenizer.partition(' ')[0]}"
        self._trigrams = tokenizer == "trigram"
        self._database = sqlite3.connect(":memory:")
        self._database.execute(f"CREATE VIRTUAL TABLE entry USING fts5(id UNINDEXED, words, tokenize='{tokenizer}')")
        rows = [(entry.id, _everything(entry)) for entry in library.entries.values()]
        self._database.executemany("INSERT INTO entry VALUES (?, ?)", rows)

    def rank(self, question: str) -> Ranking:
        """The entries that share words (or pieces of three letters) with the question."""
        words = words_of(clean(question))
        if self._trigrams:
            words = [word[at : at + 3] for word in words for at in range(len(word) - 2)]
        if not words:
            return []
        wanted = " OR ".join(f'"{word}"' for word in dict.fromkeys(words))
        query = "SELECT id, -bm25(entry) FROM entry WHERE entry MATCH ? ORDER BY 2 DESC LIMIT ?"
        return [(str(id), float(score)) for id, score in self._database.execute(query, (wanted, _MOST))]


class StemmedBM25:
    """Okapi BM25 over folded stems of wordings, titles and texts."""

    name = "BM25 on stems"
    _K1 = 1.2
    _B = 0.75

    def __init__(self, library: Library) -> None:
        self._ids = list(library.entries)
        documents = [Counter(_stems(_everything(entry))) for entry in library.entries.values()]
        usual = sum(document.total() for document in documents) / max(len(documents), 1)
        frequency = Counter(root for document in documents for root in document)
        self._rarity = {
            root: math.log(1 + (len(documents) - count + 0.5) / (count + 0.5)) for root, count in frequency.items()
        }
        self._postings = Postings(self._weights(document, usual) for document in documents)

    def rank(self, question: str) -> Ranking:
        """The entries whose rare words the question has."""
        scores = self._postings.products(Counter(_stems(question)))
        best = np.argsort(-scores, kind="stable")[:_MOST]
        return [(self._ids[place], float(scores[place])) for place in best if scores[place] > 0]

    def _weights(self, document: Counter[str], usual: float) -> dict[str, float]:
        length = self._K1 * (1 - self._B + self._B * document.total() / usual)
        return {
            root: self._rarity[root] * count * (self._K1 + 1) / (count + length) for root, count in document.items()
        }


def plain_searches(library: Library) -> list[PlainSearch]:
    """All of them, from the plainest on."""
    return [
        FuzzyRatio(library),
        FullText(library, "unicode61 remove_diacritics 2"),
        FullText(library, "trigram"),
        StemmedBM25(library),
    ]


def _wordings(entry: Entry) -> list[str]:
    titles = [variant.title for language, variant in entry.variants.items() if language is not Language.SIMPLE]
    return [*entry.wordings, *entry.wordings_en, *titles]


def _everything(entry: Entry) -> str:
    return "\n".join([*_wordings(entry), *(variant.text for variant in entry.variants.values())])


def _stems(text: str) -> list[str]:
    return [stem(fold(word)) for word in words_of(clean(text))]


def _first_of_each(found: Iterable[tuple[str, float]]) -> Ranking:
    best: dict[str, float] = {}
    for owner, score in found:
        best.setdefault(owner, score)
    ranked: Sequence[tuple[str, float]] = list(best.items())
    return list(ranked[:_MOST])
