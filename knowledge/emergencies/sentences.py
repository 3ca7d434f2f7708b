"""A message cut into what is looked at: short pieces, each word with its groups and the number of its clause."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.emergencies.groups import Groups
from knowledge.emergencies.mending import Mender
from knowledge.language.folding import clean, fold, words_of

LONGEST = 26
"""Who writes on and on without a full stop is read in stretches of so many words, each half over the one before."""
MOST_FORGIVEN = 300
"""So many different words of a message are looked up with typing errors: it is the dear part, and an attack's aim."""
MOST_WORDS = 1_200
_COMMAND = re.compile(r"\s*/\w+")
"""What a chat program takes for a command ("/hilfe") is no word of the message."""
_SENTENCE = re.compile(r"[.!?;…\n]+")
_CLAUSE = re.compile(r"[,:()–—]| - |\s(?=(?:und|aber|and|but)\s)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One piece of a message. Words are folded; `groups` and `clauses` go with them."""

    text: str
    words: Sequence[str]
    clauses: Sequence[int]
    groups: Sequence[frozenset[str]]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each group stands."""
        found: dict[str, list[int]] = {}
        for place, names in enumerate(self.groups):
            for name in names:
                found.setdefault(name, []).append(place)
        return found

    def without(self, left_out: frozenset[str]) -> str:
        """The text without the words of some groups."""
        words = self.text.split(" ")
        return " ".join(word for word, names in zip(words, self.groups, strict=True) if left_out.isdisjoint(names))

    def places_of(self, part: frozenset[str]) -> list[int]:
        """Where any of these groups stands, from left to right."""
        if len(part) == 1:
            (name,) = part
            return self.places.get(name, [])
        return sorted({place for name in part for place in self.places.get(name, ())})


Typed = list[tuple[str, int]]
"""Words as typed, each with the number of its clause."""


def read_sentences(message: str, groups: Groups, mender: Mender | None = None) -> list[Sentence]:
    """Every stretch of a message; a short message of several sentences also as one ("Feuer!! Dachstuhl!")."""
    known: dict[str, frozenset[str]] = {}
    sentences = []
    command = _COMMAND.match(message)
    pieces = list(_pieces(clean(message[command.end() :] if command else message)))
    typed = list(dict.fromkeys(word for piece in pieces for word, _ in piece))
    mended = dict(zip(typed, mender.mend(typed) if mender else typed, strict=True))
    for piece in pieces:
        meant = [mended[word] for word, _ in piece]
        words = [fold(word) for word in meant]
        for word in words:
            if word not in known:
                known[word] = groups.of(word, forgiving=len(known) < MOST_FORGIVEN)
        clauses = [clause for _, clause in piece]
        sentences.append(
            Sentence(
                text=" ".join(meant),
                words=words,
                clauses=clauses,
                groups=groups.with_phrases(words, clauses, [known[word] for word in words]),
            )
        )
    return sentences


def _pieces(message: str) -> Iterator[Typed]:
    whole: Typed = []
    count = clause = 0
    for sentence in _SENTENCE.split(message):
        typed: Typed = []
        for part in _CLAUSE.split(sentence):
            typed += [(word, clause) for word in words_of(part, most=MOST_WORDS - len(whole))]
            clause += 1
        if typed:
            count += 1
            whole += typed
            yield from _stretches(typed)
    if count > 1 and len(whole) <= LONGEST:
        yield whole


def _stretches(typed: Typed) -> Iterator[Typed]:
    step = LONGEST // 2
    yield typed[:LONGEST]
    for start in range(step, len(typed) - step, step):
        yield typed[start : start + LONGEST]
