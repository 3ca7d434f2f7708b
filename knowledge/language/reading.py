"""A question as the search understands it: its words put right, joined or taken apart, and its language.

The order matters: join ("solar bank"), keep what is known, take apart ("solarbankstandorte"), and only then correct.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.entries import Language
from knowledge.language.common import all_function_words, everyday_words, usual_words
from knowledge.language.folding import clean, fold, words_of
from knowledge.language.guessing import guess_language
from knowledge.language.spoken import as_written
from knowledge.language.stems import stem
from knowledge.language.vocabulary import Vocabulary

MOST_WORDS = 200
"""What comes after so many words is not read: whoever tells that much has asked before."""
_REMEMBERED = 64
_REMEMBERED_WORDS = 1000
"""A word costs the most when nobody knows it, and the parts of one message share theirs."""
_MOST_CORRECTIONS = 12
_MOST_JOINED = 3
_SHORTEST_BEGINNING = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """One word of a question. `meant` is folded and put right; `parts` are the stems of a compound's parts."""

    typed: str
    meant: str
    shown: str
    """The word in its usual spelling, for the sentence model and for "Meinten Sie …?"."""
    stem: str
    parts: Sequence[str]
    is_known: bool
    is_function: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """A question, understood word by word. `text` is the question with its spelling put right."""

    text: str
    words: Sequence[Word]
    language: Language | None

    @property
    def content(self) -> list[Word]:
        """The words that carry a subject."""
        return [word for word in self.words if not word.is_function]

    @property
    def key(self) -> str:
        """The same for all spellings of one question."""
        return " ".join(word.meant for word in self.words)


class Reader:
    """Reads questions with the vocabulary of the entries."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._own_words: dict[tuple[str, Language], Word] = {}
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._read)
        self._word = lru_cache(maxsize=_REMEMBERED_WORDS)(self._read_word)

    def read(self, question: str) -> Reading:
        """The question understood; no words at all when it has no letters. One question is asked for several times."""
        return self._remembered(question)

    def _read(self, question: str) -> Reading:
        typed = words_of(clean(question), most=MOST_WORDS)
        if guess_language([fold(word) for word in typed]) is not Language.ENGLISH:
            typed = as_written(typed)
        folded = [fold(word) for word in typed]
        language = guess_language(folded, german=self._vocabulary.german, english=self._vocabulary.english)
        words: list[Word] = []
        corrections = 0
        start = 0
        while start < len(typed):
            length = self._joined(folded, start)
            word = self._word(
                "".join(typed[start : start + length]), language, may_correct=corrections < _MOST_CORRECTIONS
            )
            corrections += not word.is_known
            words += self._apart(word, language)
            start += length
        return Reading(text=" ".join(word.shown for word in words), words=words, language=language)

    def endings(self, query: str, *, most: int) -> list[str]:
        """What somebody may be typing: the query, and with its last word made whole where that is no word yet."""
        text = clean(query)
        last = fold(next(reversed(words_of(text)), ""))
        if len(last) < _SHORTEST_BEGINNING or last in self._vocabulary:
            return [text]
        head = text[: text.rfind(words_of(text)[-1])]
        whole = self._vocabulary.starting_with(last, most)
        return [f"{head}{self._vocabulary.surface(word)}" for word in whole] or [text]

    def read_wording(self, wording: str, language: Language) -> Reading:
        """A wording of an entry: its language is known, and its words are right by definition."""
        text = clean(wording)
        return Reading(
            text=text, words=[self._own_word(typed, language) for typed in words_of(text)], language=language
        )

    def _own_word(self, typed: str, language: Language) -> Word:
        """A word of an entry. Remembered: the entries use the same few thousand words again and again."""
        known = self._own_words.get((typed, language))
        if known is None:
            known = self._own_words[typed, language] = self._word(typed, language, may_correct=False)
        return known

    def _joined(self, folded: Sequence[str], start: int) -> int:
        """How many words from here are one word of the entries, typed apart."""
        for length in range(_MOST_JOINED, 1, -1):
            group = folded[start : start + length]
            if len(group) == length and not any(word in all_function_words() for word in group):
                together = "".join(group)
                if together in self._vocabulary or self._vocabulary.knows_stem(stem(together)):
                    return length
        return 1

    def _read_word(self, typed: str, language: Language | None, *, may_correct: bool) -> Word:
        word = fold(typed)
        is_function = word in all_function_words()
        is_known = word in self._vocabulary or self._vocabulary.knows_stem(self._stem(word, language))
        is_everyday = word in everyday_words()
        # "Bürgeramt" is no city word for "Bürger" and "Amt": what everybody uses stays whole, and unknown.
        parts = () if is_everyday and not is_known else self._vocabulary.parts(word)
        meant = word
        is_right = is_known or is_everyday or parts or word in usual_words()
        if may_correct and not is_right:
            corrected = self._vocabulary.correct(word)
            if corrected is not None:
                meant, is_known, parts = corrected, True, self._vocabulary.parts(corrected)
        return Word(
            typed=typed,
            meant=meant,
            shown=self._shown(typed, word, meant),
            stem=self._stem(meant, language),
            parts=[self._stem(part, language) for part in parts],
            is_known=is_known or bool(parts),
            is_function=is_function,
        )

    def _apart(self, word: Word, language: Language | None) -> list[Word]:
        """A compound that no entry uses becomes its parts: the model, too, knows "Solarbank" and "Standorte" better."""
        if not word.parts or word.meant in self._vocabulary or self._vocabulary.knows_stem(word.stem):
            return [word]
        parts = self._vocabulary.parts(word.meant)
        return [self._word(self._vocabulary.surface(part), language, may_correct=False) for part in parts]

    def _stem(self, word: str, language: Language | None) -> str:
        """The stem in the question's language, or in the other one when only that is known."""
        first = language or Language.GERMAN
        root = stem(word, first)
        if self._vocabulary.knows_stem(root):
            return root
        other = stem(word, Language.GERMAN if first is Language.ENGLISH else Language.ENGLISH)
        return other if self._vocabulary.knows_stem(other) else root

    def _shown(self, typed: str, word: str, meant: str) -> str:
        if meant == word and (self._vocabulary.is_written(typed) or word not in self._vocabulary):
            return typed
        return self._vocabulary.surface(meant)
