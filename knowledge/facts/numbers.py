"""Numbers in a text, in figures and in words.

The number one is never compared: it hides in every "ein" and "one". Names with figures glued to letters (3D, GERA2030,
CO2) are names, not numbers."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from knowledge.entries import Language
from knowledge.facts.dates import YEAR
from knowledge.facts.found import Facts, take

CARDINALS = {
    Language.GERMAN: ["zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
                      "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn", "zwanzig"],
    Language.ENGLISH: ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
                       "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"],
}  # fmt: skip
ORDINALS = {
    Language.GERMAN: ["zweit", "dritt", "viert", "fünft", "sechst", "siebt", "acht", "neunt", "zehnt", "elft", "zwölft",
                      "dreizehnt", "vierzehnt", "fünfzehnt", "sechzehnt", "siebzehnt", "achtzehnt", "neunzehnt",
                      "zwanzigst"],
    Language.ENGLISH: ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
                       "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
                       "nineteenth", "twentieth"],
}  # fmt: skip
ALSO = {
    Language.GERMAN: {"beide": 2, "beiden": 2, "beider": 2, "dutzend": 12, "null": 0},
    Language.ENGLISH: {"both": 2, "twice": 2, "dozen": 12, "zero": 0},
}
ONES = {Language.GERMAN: "ein|eine|einer|einen", Language.ENGLISH: "a|one"}
POINTING = {
    Language.GERMAN: r"(?<!\w)(?:die|den|der|diese|diesen|dieser)\s+zwei(?!\w)",
    Language.ENGLISH: r"(?<!\w)(?:the|these|those)\s+two(?!\w)",
}
"""Points back to what was said ("the two sums") and may as well be left out, like "beide"."""
ATTENTION = r"(?<!\w)acht(?=\s*(?:[.,;:]|ge[bg]|zu\s+geb|$))|(?<=[Ii]n )acht(?=\s*(?:nehm|zu\s+nehm))"
"""In "acht geben" is no eight."""
SCALES = {
    "hundert": 100,
    "hundred": 100,
    "tausend": 1_000,
    "thousand": 1_000,
    "million": 10**6,
    "millionen": 10**6,
    "mio": 10**6,
    "milliarde": 10**9,
    "milliarden": 10**9,
    "mrd": 10**9,
    "billion": 10**9,
}
SCALE = rf"(?:[\s-]*(?i:(?P<scale>{'|'.join(SCALES)}))\b)"
COMPOUND = r"(?:tägig|wöchig|monatig|jährig|stündig|köpfig|stufig|teilig|seitig|sprachig|stellig|fach|mal)\w*"


def read_numbers(words: str, language: Language, facts: Facts) -> str:
    """Figures first, then words."""
    words = _read_school_years(words, facts)
    words = _read_figures(words, language, facts)
    return _read_words(words, language, facts)


def _read_school_years(words: str, facts: Facts) -> str:
    def both(match: re.Match[str]) -> None:
        first, last = match.groups()
        _state(facts, Decimal(first), match.group())
        _state(facts, Decimal(first[:2] + last), match.group())

    return take(rf"(?<![\w.,/])({YEAR})/(\d\d)(?![\d/])", words, both)


def _read_figures(words: str, language: Language, facts: Facts) -> str:
    def number(match: re.Match[str]) -> bool | None:
        digits, glued, scale = match["digits"], match["glued"], match["scale"]
        if match["name"] and not re.fullmatch(YEAR, digits):
            return None
        value = _value(digits, language)
        if value is None:
            facts.stated["number", digits] = match.group().strip()
        elif len(glued) == 1 and glued.isupper():
            facts.allowed.add(("number", digits))  # 3D may be "dreidimensional" elsewhere
        elif glued in {"er", "s"}:
            facts.stated["decade", str(value if value >= 100 else 1900 + value)] = digits + glued  # noqa: PLR2004 - "90er"
        elif len(glued) == 1:
            facts.stated["number", digits + glued] = digits + glued
        else:
            _state(facts, value * SCALES[scale.lower()] if scale else value, match.group()[len(match["name"]) :])
        return None

    figures = r"(?P<digits>\d+(?:[.,\u00a0\u202f]\d+)*)(?P<glued>[^\W\d_]*)"
    return take(rf"(?<!\w)(?<!\d[.,])(?P<name>(?:[^\W\d_]+-)?){figures}(?!\w){SCALE}?", words, number)


def _value(digits: str, language: Language) -> Decimal | None:
    """The number that these figures write in this language, or None for something like 1.2.3."""
    thousand, decimal = (".", ",") if language is Language.GERMAN else (",", ".")
    if re.fullmatch(rf"\d{{1,3}}(?:[{thousand}\u00a0\u202f]\d{{3}})+(?:[{decimal}]\d+)?", digits):
        digits = re.sub(rf"[{thousand}\u00a0\u202f]", "", digits)
    plain = digits.replace(decimal, ".")  # "Version 2.0" keeps its point in German, too
    return Decimal(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else None


def _read_words(words: str, language: Language, facts: Facts) -> str:
    values = {word: number for number, word in enumerate(CARDINALS[language], start=2)}

    def scaled(match: re.Match[str]) -> None:
        _state(facts, Decimal(values.get(match["count"].lower(), 1) * SCALES[match["scale"].lower()]), match.group())

    def counted(match: re.Match[str]) -> None:
        _state(facts, Decimal(values[match["count"].lower()]), match.group())

    def pointed(_: re.Match[str]) -> None:
        facts.allowed.add(("number", "2"))

    words = take(rf"(?i){POINTING[language]}", words, pointed)
    if language is Language.GERMAN:
        words = re.sub(rf"(?i){ATTENTION}", " ", words)
    words = take(rf"(?<!\w)(?i:(?P<count>{'|'.join(values)}|{ONES[language]})){SCALE}", words, scaled)
    words = take(rf"(?i)(?<!\w)(?P<count>{'|'.join(values)})(?!\w)", words, counted)
    facts.allowed |= {("number", str(value)) for value in _hidden(words.lower(), language, values)}
    return words


def _hidden(words: str, language: Language, values: Mapping[str, int]) -> Iterator[int]:
    """Numbers inside other words, good enough to match a figure elsewhere: third, both, zweitägig, over a hundred."""
    ending = r"(?:e[nrsm]?)?" if language is Language.GERMAN else ""
    patterns = [(rf"{word}{ending}(?!\w)", number) for number, word in enumerate(ORDINALS[language], start=2)]
    patterns += [(rf"{word}{COMPOUND}", number) for word, number in values.items()]
    patterns += [(rf"{word}(?!\w)", number) for word, number in (ALSO[language] | SCALES).items()]
    for pattern, number in patterns:
        if re.search(rf"(?<!\w){pattern}", words):
            yield number


def _state(facts: Facts, value: Decimal, written: str) -> None:
    if value != 1:
        facts.stated["number", f"{value.normalize():f}"] = written.strip()
