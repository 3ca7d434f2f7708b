"""The words of the entries: how each is usually written, how often, in which language, and what it is made of."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

from knowledge.entries import Language
from knowledge.language.common import all_function_words
from knowledge.language.compounds import split_compound
from knowledge.language.folding import fold, words_of
from knowledge.language.spelling import SpellingCorrector
from knowledge.language.spoken import sound_of, sound_table
from knowledge.language.stems import stem

_SHORTEST_PART = 3


class Vocabulary:
    """What is known from the texts of all entries. Built once at start, asked for every word of every question."""

    def __init__(self, texts: Iterable[tuple[str, Language]]) -> None:
        self.counts: Counter[str] = Counter()
        written: dict[str, Counter[str]] = defaultdict(Counter)
        words: dict[Language, set[str]] = {Language.GERMAN: set(), Language.ENGLISH: set()}
        for text, language in texts:
            spoken = Language.ENGLISH if language is Language.ENGLISH else Language.GERMAN
            for typed in words_of(text):
                word = fold(typed)
                self.counts[word] += 1
                written[word][typed] += 1
                words[spoken].add(word)
        self.german = frozenset(words[Language.GERMAN])
        self.english = frozenset(words[Language.ENGLISH])
        self._surfaces = {word: _best_surface(forms) for word, forms in written.items()}
        self._written = frozenset(form.casefold() for forms in written.values() for form in forms)
        self._split: dict[str, tuple[str, ...]] = {}

    def __contains__(self, word: str) -> bool:
        return word in self.counts

    def knows_stem(self, root: str) -> bool:
        """Whether another form of a word of this stem is used by an entry."""
        return root in self._stems

    def is_written(self, typed: str) -> bool:
        """Whether an entry writes the word exactly like this, but for capitals."""
        return typed.casefold() in self._written

    def surface(self, word: str) -> str:
        """How the entries write a folded word, umlauts and capitals included."""
        return self._surfaces.get(word, word)

    def parts(self, word: str) -> tuple[str, ...]:
        """The known words a folded word is made of, of the word itself or of its stem; empty for a simple word."""
        if word not in self._split:
            found = split_compound(word, self._part_words) or split_compound(stem(word), self._part_words)
            if word not in self.counts:
                return found  # what strangers type must not fill the memory
            self._split[word] = found
        return self._split[word]

    def correct(self, word: str) -> str | None:
        """The known word most likely meant by this unknown one: one that sounds alike, or one spelled alike."""
        return self._sounds.get(sound_of(word)) or self._corrector.correct(word)

    def starting_with(self, beginning: str, most: int) -> list[str]:
        """The most frequent words that begin like this, for somebody who is still typing."""
        start = bisect_left(self._sorted, beginning)
        end = bisect_left(self._sorted, beginning + "\uffff")
        return sorted(self._sorted[start:end], key=lambda word: -self.counts[word])[:most]

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.counts)

    @cached_property
    def _stems(self) -> frozenset[str]:
        german = {stem(word, Language.GERMAN) for word in self.german}
        return frozenset(german | {stem(word, Language.ENGLISH) for word in self.english})

    @cached_property
    def _part_words(self) -> frozenset[str]:
        """What compounds are made of: German words and their stems, but no words of grammar."""
        words = {word for word in self.german if not word.isdigit()}
        words |= {stem(word) for word in words}
        return frozenset(word for word in words - all_function_words() if len(word) >= _SHORTEST_PART)

    @cached_property
    def _sounds(self) -> dict[str, str]:
        return sound_table(self.counts)

    @cached_property
    def _corrector(self) -> SpellingCorrector:
        return SpellingCorrector(self.counts)


def _best_surface(forms: Counter[str]) -> str:
    """The most frequent form; one with umlauts beats one without, as some wordings are typed on foreign keyboards."""
    return max(forms, key=lambda form: (not form.isascii(), forms[form], form))
