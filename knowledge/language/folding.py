"""How different spellings of one word become the same: case, umlauts, ß, accents, letters nobody can see.

`clean` keeps a text readable (the sentence model gets it), `fold` makes the skeleton that words are compared by.
"""

import re
import unicodedata
from functools import lru_cache

LONGEST_WORD = 40
"""Longer words are noise or an attack; what is compared is cut here."""

LONGEST_TEXT = 6000
"""Longer than any message or entry may be; what comes after is not read."""

# Looks behind for "ae", "ee", "qe": in "neue", "Mauer" and "Quelle" the letters ue are no umlaut.
_WRITTEN_OUT = re.compile(r"(?<![aeq])ue|ae|oe")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_WORD = re.compile(r"[^\W_]+")


def clean(text: str) -> str:
    """The text with composed letters, without invisible characters and stacked accents, on one line per paragraph."""
    # Cut again afterwards: one ligature can become eighteen letters.
    visible = unicodedata.normalize("NFKC", text[:LONGEST_TEXT])[:LONGEST_TEXT].translate(_VISIBLE)
    return "\n".join(" ".join(line.split()) for line in visible.splitlines() if line.strip())


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """The skeleton of a word: "Bänke", "Baenke", "banke" and "BÄNKE" all become "banke"."""
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", word.casefold()) if unicodedata.category(letter) != "Mn"
    )
    short = _WRITTEN_OUT.sub(lambda found: found.group()[0], bare)
    return _STRETCHED.sub(r"\1\1", short)[:LONGEST_WORD]


def words_of(text: str, *, most: int | None = None) -> list[str]:
    """The words of a cleaned text as they were typed. A hyphen, a full stop and an apostrophe part words."""
    found = _WORD.finditer(text)
    if most is None:
        return [word.group() for word in found]
    return [word.group() for word, _ in zip(found, range(most), strict=False)]


class _Visible(dict[int, str]):
    """What each letter becomes for the eye; worked out when it first comes up."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        category = unicodedata.category(letter)
        if letter in "\n\r" or category in {"Zl", "Zp"}:
            seen = "\n"
        elif letter == "\t" or category == "Zs":
            seen = " "
        else:
            # Mn: accents that found no letter to join; C*: control characters, zero-width joiners, private use.
            seen = "" if category == "Mn" or category.startswith("C") else letter
        self[code] = seen
        return seen


_VISIBLE = _Visible()
