"""How many people come, as it is said in words: "2 personen", "wir kommen zu zweit", "ich und mein mann". Pure.

Words are folded (`knowledge.language.folding`). A number that nobody has named is never guessed.
"""

from collections.abc import Sequence

from knowledge.language.folding import clean, fold, words_of
from knowledge.language.spoken import as_written

MOST_WORDS = 24
NUMBERS = {
    "ein": 1, "eine": 1, "einen": 1, "einer": 1, "eins": 1, "one": 1, "zwei": 2, "zwo": 2, "two": 2, "drei": 3,
    "three": 3, "vier": 4, "four": 4, "funf": 5, "five": 5, "sechs": 6, "six": 6, "sieben": 7, "seven": 7, "acht": 8,
    "eight": 8, "neun": 9, "nine": 9, "zehn": 10, "ten": 10,
}  # fmt: skip
TOGETHER = {
    "zweit": 2, "zweien": 2, "dritt": 3, "dreien": 3, "viert": 4, "vieren": 4, "funft": 5, "sechst": 6, "beide": 2,
    "beiden": 2, "both": 2, "allein": 1, "alleine": 1, "alone": 1, "myself": 1,
}  # fmt: skip
HEADS = frozenset(
    words_of("person personen leute leuten platz platze platzen people persons seat seats ticket tickets karten")
)
"""What is counted."""
KIN = frozenset(
    words_of(
        "mann frau mutter vater mama papa mutti vati tochter sohn bruder schwester oma opa enkel enkelin kind"
        " partner partnerin freund freundin nachbar nachbarin kollege kollegin ehemann ehefrau lebensgefahrte"
        " begleitung begleiter husband wife mother father daughter son brother sister friend neighbour child"
        " partner grandson granddaughter"
    )
)
"""One who comes along."""
MANY_KIN = frozenset(
    words_of(
        "kinder kindern enkel enkeln freunde freunden freundinnen nachbarn eltern sohne sohnen tochter tochtern"
        " kollegen kids children friends neighbours grandchildren"
    )
)
"""Several: of these a number has to be said, but for parents."""
_I = frozenset({"ich", "mich", "mir", "me", "i", "selbst", "myself"})
_WITH = frozenset({"mit", "und", "plus", "samt", "with", "and", "sowie"})


def people_in(words: Sequence[str]) -> int | None:
    """How many people some folded words name; None if they name no number."""
    along = _along(words)
    if along is not None and (set(words) & _I or words[:1] == ["mit"]):
        return 1 + along
    for place, word in enumerate(words):
        number, following = _number(word), words[place + 1] if place + 1 < len(words) else ""
        if number is not None and following in HEADS:
            return number
        if word in TOGETHER:
            return TOGETHER[word]
    return None


def read_people(text: str) -> int | None:
    """How many people somebody types who was asked for just that: here a bare "zwei" or "nur ich" will do."""
    words = [fold(word) for word in as_written(words_of(clean(text), most=MOST_WORDS))]
    found = people_in(words)
    if found is not None:
        return found
    numbers = {number for word in words if (number := _number(word)) is not None}
    said = [word for word in words if _number(word) is None and word not in _AROUND]
    if len(numbers) == 1 and not said:
        return numbers.pop()
    return 1 if set(words) & _I and not numbers and set(words) <= _I | _AROUND else None


_AROUND = HEADS | frozenset(
    words_of(
        "bitte fur wir uns sind kommen komme zu nur etwa genau insgesamt ja gern gerne danke mal x die das es dann"
        " nehme mochte mochten please just only for we are us of the ich mich mir"
    )
)
"""What stands around a number and changes nothing of it."""


def _number(word: str) -> int | None:
    if word.isascii() and word.isdigit() and len(word) <= len("99"):
        return int(word)
    return NUMBERS.get(word)


def _along(words: Sequence[str]) -> int | None:
    """How many come along with somebody; None if nobody is named, or nobody knows how many."""
    if not set(words) & _WITH:
        return None
    found = 0
    for place, word in enumerate(words):
        before = words[place - 1] if place else ""
        number = _number(before)
        if word in MANY_KIN and number is not None and number > 1:
            found += number
        elif word == "eltern":
            found += 2
        elif word in KIN:
            found += 1
        elif word in MANY_KIN:
            return None
    return found or None
