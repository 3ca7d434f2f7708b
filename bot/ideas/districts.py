"""Gera's Ortsteile: the only thing that is kept of where somebody means, unless an idea needs its place."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.texts import Texts
from knowledge.language.folding import fold, words_of

LIST = Path(__file__).parent / "districts.txt"
OTHER = "OTHER"
"""Somewhere else in Gera, or nowhere on the list."""
LIKE = 85
"""From this likeness (rapidfuzz ratio, 0 to 100) a typed name is taken for one on the list."""

Locate = Callable[[float, float], str | None]
"""The Ortsteil of a latitude and longitude (WGS 84, degrees), None outside Gera: the seam for a file of polygons, of
which there is no open one yet."""


@cache
def districts() -> Mapping[str, str]:
    """Name by key, in the order of the list."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(" ") for line in lines if line and not line.startswith("#"))
    return {key: name for key, _, name in pairs}


def district_named(typed: str) -> str | None:
    """The key of the Ortsteil that somebody typed, small mistakes forgiven; None if it is none of them."""
    names = {key: fold(name) for key, name in districts().items()}
    found = process.extractOne(fold(typed.strip()), names, scorer=fuzz.ratio, score_cutoff=LIKE)
    return found[2] if found else None


def districts_in(text: str) -> list[str]:
    """The keys of the Ortsteile that a text names, in the order of the list."""
    words = f" {' '.join(fold(word) for word in words_of(text))} "
    names = {key: " ".join(fold(word) for word in words_of(name)) for key, name in districts().items()}
    return [key for key, name in names.items() if f" {name} " in words]


def name_district(texts: Texts, key: str | None) -> str:
    """The name of an Ortsteil; somewhere else in Gera; no place."""
    if key is None:
        return texts.say("handing.no_place")
    return districts().get(key) or texts.say("handing.other_place")
