"""Which words everybody uses: the ones that only carry grammar, everyday ones that are no typing errors, usual ones.

The first two are text files in `common/`, so that anybody can lengthen them; the last come with `wordfreq`.
"""

from functools import cache
from itertools import chain
from pathlib import Path

from wordfreq import available_languages, read_cBpack

from knowledge.entries import Language
from knowledge.language.folding import fold, words_of

_SHORTEST = 3
_FOLDER = Path(__file__).parent / "common"


@cache
def function_words(language: Language) -> frozenset[str]:
    """Folded words that carry grammar and no subject."""
    return _read(f"function-words.{language.value}.txt")


@cache
def all_function_words() -> frozenset[str]:
    """The function words of both languages together."""
    return function_words(Language.GERMAN) | function_words(Language.ENGLISH)


@cache
def everyday_words() -> frozenset[str]:
    """Folded words of both languages that are spelled right, whether or not an entry uses them."""
    return all_function_words() | _read("everyday.de.txt") | _read("everyday.en.txt")


@cache
def usual_words() -> frozenset[str]:
    """Folded words of both languages that a million words of text have at least once (about 65,000, from `wordfreq`):
    whoever types "Diesel" or "Zweig" means that, and neither "diese" nor "zwei"."""
    lists = available_languages("small")
    spoken = (read_cBpack(lists[language.value]) for language in (Language.GERMAN, Language.ENGLISH))
    words = chain.from_iterable(chain.from_iterable(frequencies) for frequencies in spoken)
    return frozenset(fold(word) for word in words if len(word) >= _SHORTEST and word.isalpha())


def _read(name: str) -> frozenset[str]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines if not line.startswith("#") for word in words_of(line))
