"""Which words everybody uses: the ones that only carry grammar, and everyday ones that are no typing errors.

The lists are text files in `common/`, so that anybody can lengthen them.
"""

from functools import cache
from pathlib import Path

from knowledge.entries import Language
from knowledge.language.folding import fold, words_of

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


def _read(name: str) -> frozenset[str]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines if not line.startswith("#") for word in words_of(line))
