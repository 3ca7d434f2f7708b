"""Who wants the same already? One new idea against those that are there: all of them ranked, the similar ones marked.

Understanding an idea (its words, its meaning) is done once and may be kept; comparing is then a few products. First a
rough look at all by an inverted index, then a close one at the nearest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp

import numpy as np
from numpy.typing import NDArray

from bot.ideas.features import Rarity, Side, features_of, unit
from bot.ideas.numbers import Numbers, read_numbers
from bot.ideas.reading import Wish, read_wish
from bot.ideas.thesaurus import Thesaurus, read_thesaurus
from knowledge.search.meaning import SentenceModel, Vectors
from knowledge.search.postings import Postings

LOOKED_AT = 120
"""So many of the nearest are looked at closely. The others keep their rough order behind them, with score 0."""

MEANING_FOR_ALL = 20_000
"""Up to so many ideas the rough look asks the sentence model, too. With more that takes longer than all the rest, and
the words alone find what is near."""

SAME_CATEGORY = 0.3
OTHER_CATEGORY = -0.3
"""Added to the sum where both ideas have a category. By hand, and little: people choose categories loosely, and there
are no labelled ideas with categories to fit it on."""

_ROUGH_MEANING = 0.5
_SIDES = 4_000
"""So many of the stored ideas stay weighed: those that new ones are often compared with."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Idea:
    """An idea understood. `meaning` is None without a sentence model."""

    wish: Wish
    meaning: Vectors | None
    category: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """All ideas by their numbers with a probability that they are the same wish, the best first, and the similar."""

    ranking: Sequence[tuple[int, float]]
    similar: Sequence[int]


class Shelf:
    """Ideas made ready to be compared with."""

    def __init__(self, ideas: Sequence[Idea], rarity: Rarity) -> None:
        self.ideas = ideas
        self.rarity = rarity
        self.meanings = _stack(ideas)
        self.side = lru_cache(maxsize=_SIDES)(self._side)
        self._postings = Postings(unit(rarity.weigh(idea.wish.words)) for idea in ideas)

    def _side(self, row: int) -> Side:
        return Side(self.ideas[row].wish, self.rarity)

    def near(self, side: Side, meaning: Vectors | None) -> NDArray[np.float32]:
        """Roughly how near each idea is."""
        rough = self._postings.products(side.words)
        if meaning is not None and self.meanings is not None and len(self.ideas) <= MEANING_FOR_ALL:
            rough = rough + np.float32(_ROUGH_MEANING) * (self.meanings @ meaning)
        return rough


class Likeness:
    """Understands ideas and compares them, with a sentence model or without."""

    def __init__(
        self, model: SentenceModel | None, *, numbers: Numbers | None = None, thesaurus: Thesaurus | None = None
    ) -> None:
        self._model = model
        self._numbers = numbers or read_numbers(with_meaning=model is not None)
        self._thesaurus = thesaurus or read_thesaurus()
        self._middle = _middle_of(model, self._thesaurus) if model else None

    @property
    def bar(self) -> float:
        """The probability from which two ideas are called similar."""
        return self._numbers.bar

    @property
    def shares(self) -> Mapping[str, float]:
        """In what share of ideas a meaning occurs."""
        return self._numbers.shares

    def understand(
        self, texts: Sequence[str], *, category: str | None = None, district: str | None = None
    ) -> list[Idea]:
        """These ideas understood; `category` and `district` are what the person chose, if they did."""
        wishes = [read_wish(text, district=district, thesaurus=self._thesaurus) for text in texts]
        meanings = self._meanings_of(wishes)
        return [
            Idea(wish=wish, meaning=None if meanings is None else meanings[row], category=category)
            for row, wish in enumerate(wishes)
        ]

    def shelve(self, ideas: Sequence[Idea]) -> Shelf:
        """Make ideas ready to be compared with."""
        return Shelf(ideas, Rarity((idea.wish for idea in ideas), self.shares))

    def compare(self, new: Idea, shelf: Shelf) -> Comparison:
        """The new idea beside all that are there."""
        side = Side(new.wish, shelf.rarity)
        rough = shelf.near(side, new.meaning)
        order = np.argsort(-rough, kind="stable")
        close, far = order[:LOOKED_AT].tolist(), order[LOOKED_AT:].tolist()
        scored = sorted(
            (
                (self.probability(self.features(new, shelf, row, side), new.category, shelf.ideas[row].category), -row)
                for row in close
            ),
            reverse=True,
        )
        return Comparison(
            ranking=[*((-row, score) for score, row in scored), *((row, 0.0) for row in far)],
            similar=[-row for score, row in scored if score >= self.bar],
        )

    def features(self, new: Idea, shelf: Shelf, row: int, side: Side | None = None) -> list[float]:
        """What is seen of one pair: for the comparison, for fitting its numbers, and for finding out why."""
        meaning = 0.0
        if new.meaning is not None and shelf.meanings is not None:
            meaning = float(shelf.meanings[row] @ new.meaning)
        return features_of(side or Side(new.wish, shelf.rarity), shelf.side(row), meaning)

    def probability(self, seen: Sequence[float], one: str | None, other: str | None) -> float:
        """That two ideas are the same wish, from what is seen of them (`FEATURES`) and their categories."""
        numbers = self._numbers
        total = numbers.always + sum(weight * value for weight, value in zip(numbers.weights, seen, strict=True))
        if one is not None and other is not None:
            total += SAME_CATEGORY if one == other else OTHER_CATEGORY
        return 1 / (1 + exp(-total))

    def _meanings_of(self, wishes: Sequence[Wish]) -> Vectors | None:
        if self._model is None or self._middle is None or not wishes:
            return None
        return _unit(self._model.encode([wish.text for wish in wishes]) - self._middle)


def _middle_of(model: SentenceModel, thesaurus: Thesaurus) -> Vectors:
    """The meaning that all ideas share, taken away from each: what is left tells them apart."""
    return np.asarray(model.encode(thesaurus.samples()).mean(axis=0), dtype=np.float32)


def _stack(ideas: Sequence[Idea]) -> Vectors | None:
    meanings = [idea.meaning for idea in ideas if idea.meaning is not None]
    return np.array(meanings, dtype=np.float32) if meanings and len(meanings) == len(ideas) else None


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, np.float32(1e-9)), dtype=np.float32)
