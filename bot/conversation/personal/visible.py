"""A text as the eye reads it, so that a soft hyphen or a wide digit inside a number hides nothing; and the way back."""

import unicodedata
from dataclasses import dataclass

LIKE_HYPHEN = "\u2010\u2011\u2012\u2013\u2014\u2212"


@dataclass(frozen=True, kw_only=True)
class Visible:
    """What is seen, and for each of its characters where it starts and ends in the text as given."""

    text: str
    starts: list[int]
    ends: list[int]

    def there(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of what is seen lies in the text as given."""
        return self.starts[start], self.ends[end - 1]


def read(text: str) -> Visible:
    """Unseen characters are left out, accents joined to their letters, blanks, hyphens and digits made plain."""
    seen: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for place, letter in enumerate(text):
        category = unicodedata.category(letter) if not letter.isascii() else ""
        if category in {"Mn", "Me"} and seen:
            seen[-1] = _one(seen[-1] + letter, seen[-1])
            ends[-1] = place + 1
        elif category not in {"Cf", "Cs", "Mn", "Me"}:
            seen.append(_plain(letter, category))
            starts.append(place)
            ends.append(place + 1)
    return Visible(text="".join(seen), starts=starts, ends=ends)


def _plain(letter: str, category: str) -> str:
    if letter in LIKE_HYPHEN:
        return "-"
    if category == "Zs":
        return " "
    if category in {"Zl", "Zp"} or letter in "\r\v\f\x85":
        return "\n"
    if letter == "\0":
        return " "
    return letter if not category else _one(unicodedata.normalize("NFKC", letter), letter)


def _one(letters: str, otherwise: str) -> str:
    composed = unicodedata.normalize("NFC", letters)
    return composed if len(composed) == 1 else otherwise
