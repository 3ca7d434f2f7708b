"""A choice made in words: after "Meinen Sie eines davon?" people type "das zweite", "ja" or "nichts davon"."""

from collections.abc import Mapping
from enum import Enum

from knowledge.language.folding import clean, fold, words_of


class Chosen(Enum):
    """What was said when it is no number."""

    YES = "yes"
    NONE = "none"


_LAST = -1
_PLACES: Mapping[str, int] = {
    "1": 0, "eins": 0, "erste": 0, "erstes": 0, "ersten": 0, "ersteres": 0, "first": 0,
    "2": 1, "zwei": 1, "zweite": 1, "zweites": 1, "zweiten": 1, "mittlere": 1, "second": 1, "two": 1,
    "3": 2, "drei": 2, "dritte": 2, "drittes": 2, "dritten": 2, "third": 2, "three": 2,
    "letzte": _LAST, "letztes": _LAST, "letzten": _LAST, "last": _LAST,
}  # fmt: skip
_YES = {"ja", "jo", "jep", "genau", "richtig", "stimmt", "yes", "yep", "exactly", "right"}
_NO = {"nein", "no", "nee", "nichts", "keins", "keines", "keine", "none", "neither", "nope"}
_AROUND = {
    "das", "die", "der", "den", "dem", "bitte", "ich", "meine", "mochte", "nehme", "nummer", "davon", "mal",
    "the", "number", "one", "please", "of", "these",
}  # fmt: skip
"""Words as `fold` makes them."""


def chosen_by(text: str, offered: int) -> int | Chosen | None:
    """The place (from 0) of what was chosen among so many, a yes or a no; None when the words say something else."""
    words = [fold(word) for word in words_of(clean(text), most=6)]
    said = [word for word in words if word not in _AROUND]
    if len(said) != 1 or not offered:
        return None
    (word,) = said
    if word in _NO:
        return Chosen.NONE
    if word in _YES:
        return Chosen.YES
    place = _PLACES.get(word)
    if place == _LAST:
        return offered - 1
    return place if place is not None and place < offered else None
