"""In which language was this short question typed? A pure count, no model: German, English, or too short to say."""

from collections.abc import Collection, Sequence

from knowledge.entries import Language
from knowledge.language.common import function_words

_FUNCTION_WORD = 2
_KNOWN_WORD = 1


def guess_language(
    words: Sequence[str], *, german: Collection[str] = frozenset(), english: Collection[str] = frozenset()
) -> Language | None:
    """The language of folded words. `german` and `english` are words known from the entries of each language.

    A word that both languages have ("was", "die", "in", "park") says nothing.
    """
    for_german = _votes(words, function_words(Language.GERMAN), german)
    for_english = _votes(words, function_words(Language.ENGLISH), english)
    balance = sum(ours - theirs for ours, theirs in zip(for_german, for_english, strict=True))
    if balance == 0:
        return None
    return Language.GERMAN if balance > 0 else Language.ENGLISH


def _votes(words: Sequence[str], grammar: Collection[str], known: Collection[str]) -> list[int]:
    return [_FUNCTION_WORD if word in grammar else _KNOWN_WORD if word in known else 0 for word in words]
