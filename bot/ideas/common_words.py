"""Which words two ideas have in common, for staff who look at why they count as alike. Pure."""

from bot.ideas.reading import place_names
from bot.ideas.thesaurus import read_thesaurus
from knowledge.language.common import all_function_words
from knowledge.language.folding import clean, fold, words_of
from knowledge.language.stems import stem

MOST = 8
SHORTEST = 3


def common_words(one: str, other: str, most: int = MOST) -> list[str]:
    """The words of `one`, as typed, that `other` says as well: the same word, the same stem, or the same meaning."""
    there = {sign for word in words_of(clean(other)) for sign in _signs(word)}
    found: dict[frozenset[str], str] = {}
    for word in words_of(clean(one)):
        shared = _signs(word) & there
        if shared:
            found.setdefault(shared, word)
    return list(found.values())[:most]


def _signs(word: str) -> frozenset[str]:
    """What a word counts as; nothing for words that say nothing."""
    folded = fold(word)
    if folded in place_names():
        return frozenset({folded})
    if len(folded) < SHORTEST or folded in all_function_words():
        return frozenset()
    return frozenset(read_thesaurus().of_word(folded)) or frozenset({f"~{stem(folded)}"})
