"""How many points a sentence has for each danger: by its signs, and by what speaks for "now" and against them."""

from collections.abc import Mapping, Sequence

from knowledge.emergencies.dangers import Danger
from knowledge.emergencies.sentences import Sentence
from knowledge.emergencies.signs import Against, Sign, Signs

NOW = 1
"""Points for "it happens now"."""
NEGATED = 4
"""Points that a negation takes: more than any sign has."""
_BETWEEN = 4
"""So many other words may stand among the words of a sign."""
_BEFORE, _AFTER = 3, 4
"""A negation is looked for so many places before and after a sign."""


def points_of(sentence: Sentence, signs: Signs) -> Mapping[Danger, int]:
    """The points of a sentence for each danger. Negative when more speaks against an alarm than for it."""
    now = NOW * any(place(sign, sentence) is not None for _, sign in signs.now.likely(sentence.places))
    against = [row for row in signs.against if _speaks(row, sentence)]
    points = {}
    for danger in Danger:
        strength = _strongest(sentence, signs, danger)
        less = sum(row.points for row in against if row.softens_crisis or danger is not Danger.CRISIS)
        points[danger] = strength + now * (strength > 0) - less
    return points


def bare_call(sentences: Sequence[Sentence], signs: Signs) -> Danger | None:
    """Who is called by a message of nothing but calls ("SOS", "Polizei bitte!"); police if named."""
    found = set()
    for sentence in sentences:
        for names in sentence.groups:
            called = {danger for danger, calls in signs.calls.items() if not calls.isdisjoint(names)}
            if not called and signs.beside_calls.isdisjoint(names):
                return None
            found |= called
    return next((danger for danger in (Danger.CRISIS, Danger.POLICE, Danger.RESCUE) if danger in found), None)


def place(sign: Sign, sentence: Sentence) -> tuple[int, ...] | None:
    """Where the parts of a sign stand near each other, in any order; None where they do not.

    Around every place of its rarest part the nearest places of the others are taken.
    """
    if any(sentence.places.keys().isdisjoint(part) for part in sign):
        return None
    choices = sorted((sentence.places_of(part) for part in sign), key=len)
    reach = len(sign) + _BETWEEN
    for start in choices[0]:
        found = [start]
        for places in choices[1:]:
            free = [at for at in places if at not in found and abs(at - start) < reach]
            if not free:
                break
            found.append(min(free, key=lambda at: abs(at - start)))
        if len(found) == len(sign) and max(found) - min(found) < reach:
            return tuple(found)
    return None


def in_order(phrase: Sign, sentence: Sentence) -> bool:
    """Whether the parts of a phrase follow each other, with at most one other word between two of them."""
    if any(sentence.places.keys().isdisjoint(part) for part in phrase):
        return False
    ends = set(sentence.places_of(phrase[0]))
    for part in phrase[1:]:
        ends = {at for at in sentence.places_of(part) if at - 1 in ends or at - 2 in ends}
    return bool(ends)


def _strongest(sentence: Sentence, signs: Signs, danger: Danger) -> int:
    """The points of the strongest sign that nobody takes back; below zero if all of them are taken back."""
    negated = False
    own = signs.dangers[danger]
    for number, sign in own.signs.likely(sentence.places):
        found = place(sign, sentence)
        if found is None:
            continue
        if not _taken_back(sentence, found):
            return own.points[number]
        negated = True
    return -NEGATED if negated else 0


def _speaks(row: Against, sentence: Sentence) -> bool:
    if not sentence.places.keys().isdisjoint(row.unless):
        return False
    if any(in_order(phrase, sentence) for _, phrase in row.phrases.likely(sentence.places)):
        return True
    return any(
        word in row.opening
        for at, word in enumerate(sentence.words)
        if at == 0 or sentence.clauses[at] != sentence.clauses[at - 1]
    )


def _taken_back(sentence: Sentence, found: tuple[int, ...]) -> bool:
    """Whether a "not" that is no part of the sign takes it back: inside, just before or just after, in its clause.

    "Nicht mehr" takes nothing back, it makes it worse; and "hört nicht auf" neither.
    """
    first, last = min(found), max(found)
    clauses = {sentence.clauses[at] for at in found}
    for at in range(max(first - _BEFORE, 0), min(last + _AFTER, len(sentence.words))):
        if at in found or "NOT" not in sentence.groups[at] or sentence.clauses[at] not in clauses:
            continue
        following = sentence.groups[at + 1] if at + 1 < len(sentence.words) else frozenset()
        if "MORE" in following or (at > last and "STOP" in following):
            continue
        if at > last and "NOT_AFTER" not in sentence.groups[at]:
            continue
        between = sentence.groups[at + 1 : first] if at < first else sentence.groups[last + 1 : at]
        if all("PASSED_OVER" in names for names in between):
            return True
    return False
