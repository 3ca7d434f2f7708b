"""Long messages: which of its sentences is most likely the question?"""

import re
from collections.abc import Sequence

from knowledge.language.folding import clean, fold, words_of

_QUESTION_WORDS = frozenset(
    words_of(
        "wo wer was wann wie warum wieso weshalb wozu welche welcher welches welchen wohin woher wem wen wessen "
        "wieviel womit wofur ob where who what when how why which whom whose"
    )
)
_OPENERS = frozenset(
    words_of(
        "kann kannst konnen konnt konnte darf ist sind gibt gibts hat haben muss stimmt lauft wird werden wurde kommt "
        "can is are does do has will should could"
    )
)
_END = re.compile(r"(?<=[.!?…;])\s+|\n")
_AND = re.compile(r"\s*\b(?:und|and|sowie|außerdem)\s+", re.IGNORECASE)
_MOST_ASKED = 4
_LONG = 25
_TAIL = 16
_WHOLE = 60
"""So many words from the end are a story's question and what it leans on."""
_MOST_SENTENCES = 40
_TOLD_BEFORE = 2
_IN_A_STORY = 3
"""So many texts of a story are searched."""


def sentences(text: str) -> list[str]:
    """The sentences of a message. A wrong cut at "z. B." does little harm: the halves look less like a question."""
    return [piece.strip() for piece in _END.split(clean(text), maxsplit=_MOST_SENTENCES) if piece.strip()]


def likely_questions(text: str, *, most: int = 3) -> list[str]:
    """The sentences that look most like a question, the likeliest first.

    A long sentence without an end (dictated, or typed in one go) is cut to what follows its last question word.
    """
    pieces = [_tail(sentence) for sentence in sentences(text)]
    return [pieces[place] for place in _asking(pieces)[:most]]


def parts_of(message: str) -> list[str]:
    """What of a message is searched: a short one as it is and by sentences, a long one from its question backwards, and
    its end as a whole, as a story may tell what is asked in any of its sentences."""
    if is_long(message):
        return [*_read_backwards(message), " ".join(words_of(clean(message))[-_WHOLE:])]
    pieces = sentences(message)
    return [message] if len(pieces) <= 1 else [message, *likely_questions(message)]


def _read_backwards(story: str) -> list[str]:
    """The likeliest question of a story alone, with the sentence before it, and with two: "Wie funktioniert das?"
    leans on what was told. Another question takes the place of the first of the three, as each costs its time."""
    told = sentences(story)
    pieces = [_tail(sentence) for sentence in told]
    asking = _asking(pieces)
    backwards = [
        " ".join([*told[place - back : place], pieces[place]])
        for place in asking[:1]
        for back in range(min(_TOLD_BEFORE, place) + 1)
    ]
    others = [pieces[place] for place in asking[1:2]]
    return [*backwards[-(_IN_A_STORY - len(others)) :], *others]


def _asking(pieces: Sequence[str]) -> list[int]:
    """The places of the sentences that ask something, the likeliest first, and of equals the last."""
    ranked = sorted(range(len(pieces)), key=lambda place: (-_likeness(pieces[place]), -place))
    return [place for place in ranked if _likeness(pieces[place]) > 0]


def questions_of(message: str) -> list[str]:
    """What of a message asks something, in its order; also the second half of "Was ist X und wo finde ich Y?"."""
    pieces = [part.strip(" ,") for sentence in sentences(message) for part in _halves(sentence)]
    return [piece for piece in pieces if _likeness(piece) > 0][:_MOST_ASKED]


def _halves(sentence: str) -> list[str]:
    """A sentence cut before each "und" that begins another question."""
    halves = [""]
    for piece in _AND.split(sentence):
        first = [fold(word) for word in words_of(piece, most=1)]
        if halves[0] and first and first[0] in _QUESTION_WORDS:
            halves.append(piece)
        else:
            halves[-1] = f"{halves[-1]} und {piece}" if halves[-1] else piece
    return halves


def is_long(text: str) -> bool:
    """Whether a message tells more than it asks."""
    return len(words_of(clean(text), most=_LONG + 1)) > _LONG


def _likeness(sentence: str) -> int:
    words = [fold(word) for word in words_of(sentence, most=_LONG)]
    if not words:
        return 0
    return (
        4 * sentence.rstrip(" )\"'»“").endswith("?")
        + 2 * (words[0] in _QUESTION_WORDS or words[0] in _OPENERS)
        + (not _QUESTION_WORDS.isdisjoint(words))
    )


def _tail(sentence: str) -> str:
    typed: Sequence[str] = words_of(sentence)
    if len(typed) <= _LONG:
        return sentence
    asking = [place for place, word in enumerate(typed) if fold(word) in _QUESTION_WORDS]
    if not asking:
        return " ".join(typed[-_TAIL:])
    return " ".join(typed[asking[-1] : asking[-1] + _TAIL])
