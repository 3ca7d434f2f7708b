"""The stem of a folded word, by Snowball. Stems are compared, never shown."""

from functools import lru_cache

import Stemmer

from knowledge.entries import Language

_GERMAN = Stemmer.Stemmer("german")
_ENGLISH = Stemmer.Stemmer("english")


@lru_cache(maxsize=50_000)
def stem(word: str, language: Language = Language.GERMAN) -> str:
    """The stem of a folded word; plain German is German."""
    stemmer = _ENGLISH if language is Language.ENGLISH else _GERMAN
    return str(stemmer.stemWord(word))
