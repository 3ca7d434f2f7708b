"""What likeness sees of two wishes: a few numbers, each with a meaning, which one trained sum then weighs."""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log, sqrt

from bot.ideas.reading import UNKNOWN, Wish, letters_of
from bot.ideas.thesaurus import Kind, Weights

FEATURES = (
    "meaning",
    "words",
    "things",
    "shared",
    "settings",
    "places",
    "qualities",
    "people",
    "others",
    "letters",
    "same_place",
    "other_place",
    "one_place",
    "opposed",
    "short",
    "long",
)
"""The names of the numbers, in their order."""

_ENOUGH_SHARED = 3.0
_SHORTEST = 3
_PRIOR = 60
"""The known frequencies count like so many ideas beside the ones at hand: with five ideas nothing is rare by chance."""
_UNSEEN = 0.5


class Rarity:
    """How much a meaning or word says, about 0 (everybody has it) to 1 (nobody)."""

    def __init__(self, wishes: Iterable[Wish], known: Mapping[str, float]) -> None:
        """`known` has the share of ideas in which a word occurs, from the labelled ones."""
        counts: Counter[str] = Counter()
        ideas = _PRIOR
        for wish in wishes:
            counts.update(wish.words.keys())
            counts.update(letters_of(wish))
            ideas += 1
        self._known = known
        self._counts = counts
        self._ideas = ideas

    def of(self, word: str) -> float:
        """The rarity of one word of a wish."""
        count = self._counts.get(word, 0) + _PRIOR * self._known.get(word, 0.0)
        return log((self._ideas + 1) / (count + _UNSEEN)) / log(self._ideas + 1)

    def weigh(self, bag: Weights) -> dict[str, float]:
        """A bag with each weight times its rarity."""
        return {word: weight * self.of(word) for word, weight in bag.items()}


class Side:
    """One of two wishes, weighed once for all comparisons."""

    def __init__(self, wish: Wish, rarity: Rarity) -> None:
        self.wish = wish
        self.bags = {kind: unit(rarity.weigh(bag)) for kind, bag in wish.kinds.items()}
        self.things = rarity.weigh(wish.kinds[Kind.THING])
        self.words = unit(rarity.weigh(wish.words))
        self.others = unit(rarity.weigh({word: 1.0 for word in wish.words if word.startswith(UNKNOWN)}))
        self.letters = unit(rarity.weigh(dict.fromkeys(letters_of(wish), 1.0)))
        self.length = log(max(_SHORTEST, wish.length))


def features_of(new: Side, old: Side, meaning: float) -> list[float]:
    """The numbers of `FEATURES` for two wishes; `meaning` is what the sentence model says. The same both ways."""
    here, there = new.wish, old.wish
    both_placed = bool(here.places and there.places)
    same_place = bool(here.places & there.places)
    common = sum(min(weight, old.things.get(thing, 0.0)) for thing, weight in new.things.items())
    return [
        meaning,
        _product(new.words, old.words),
        _product(new.bags[Kind.THING], old.bags[Kind.THING]),
        min(common, _ENOUGH_SHARED),
        _product(new.bags[Kind.SETTING], old.bags[Kind.SETTING]),
        _product(new.bags[Kind.PLACE], old.bags[Kind.PLACE]),
        _product(new.bags[Kind.QUALITY], old.bags[Kind.QUALITY]),
        _product(new.bags[Kind.PEOPLE], old.bags[Kind.PEOPLE]),
        _product(new.others, old.others),
        _product(new.letters, old.letters),
        float(same_place),
        float(both_placed and not same_place),
        float(bool(here.places) != bool(there.places)),
        float(here.is_against != there.is_against),
        min(new.length, old.length),
        max(new.length, old.length),
    ]


def unit(bag: dict[str, float]) -> Weights:
    """The bag with length 1."""
    length = sqrt(sum(weight * weight for weight in bag.values()))
    return {word: weight / length for word, weight in bag.items()} if length else bag


def _product(one: Weights, other: Weights) -> float:
    return sum(weight * other[word] for word, weight in one.items() if word in other)
