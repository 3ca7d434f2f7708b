"""Compounds taken apart: "solarbankstandorte" is "solarbank" and "standorte". The parts are words that are known.

Own and small on purpose: a splitter over all of German is large, and cuts where this city's words should stay whole.
"""

from collections.abc import Collection
from typing import NamedTuple

_LINKS = ("", "s", "n", "en", "es", "er")
_SHORTEST_PART = 3
_SHORTEST_WORD = 7
_LONG_PART = 5


class _Way(NamedTuple):
    """One way to read the beginning of a word; the smallest is the best."""

    pieces: int
    short_parts: int
    links: int
    parts: tuple[str, ...]


def split_compound(word: str, known: Collection[str]) -> tuple[str, ...]:
    """The known words a folded word is made of, in order; empty when it cannot be taken apart.

    Fewest parts win, then fewest short parts, then fewest linking letters. The last part stands without a link. At
    least one part has five letters, or "stadt" would be found in nonsense of three-letter words.
    """
    if len(word) < _SHORTEST_WORD:
        return ()
    best: list[_Way | None] = [None] * (len(word) + 1)
    best[0] = _Way(0, 0, 0, ())
    for start, way in enumerate(best):
        if way is None:
            continue
        for end in range(start + _SHORTEST_PART, len(word) + 1):
            part = word[start:end]
            if part == word or part not in known:
                continue
            for link in _LINKS:
                after = end + len(link)
                if (link and after >= len(word)) or not word.startswith(link, end):
                    continue
                longer = _Way(
                    way.pieces + 1,
                    way.short_parts + (len(part) < _LONG_PART),
                    way.links + len(link),
                    (*way.parts, part),
                )
                there = best[after]
                if there is None or longer < there:
                    best[after] = longer
    whole = best[len(word)]
    if whole is None or whole.short_parts == whole.pieces:
        return ()
    return whole.parts
