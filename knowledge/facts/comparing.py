"""Do all variants of an answer state the same facts? Names what is missing where."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.entries import Language
from knowledge.facts.addresses import read_addresses
from knowledge.facts.dates import read_dates, read_times
from knowledge.facts.found import Facts, Key
from knowledge.facts.numbers import read_numbers


@dataclass(frozen=True)
class Gap:
    """A fact that one variant leaves out although others state it."""

    language: Language
    written: str
    """How the first of the others writes it."""
    found_in: tuple[Language, ...]


def find_gaps(texts: Mapping[Language, str]) -> list[Gap]:
    """Every fact that some variant states and another does not."""
    found = {language: extract(words, language) for language, words in texts.items()}
    gaps = []
    for language, facts in found.items():
        missing: dict[Key, list[Language]] = {}
        for other, others in found.items():
            for key in others.stated:
                if not facts.has(key):
                    missing.setdefault(key, []).append(other)
        gaps += [Gap(language, found[others[0]].stated[key], tuple(others)) for key, others in missing.items()]
    return gaps


def extract(words: str, language: Language) -> Facts:
    """The facts of one text."""
    facts = Facts()
    spoken = Language.ENGLISH if language is Language.ENGLISH else Language.GERMAN
    for read in (read_addresses, read_dates, read_times, read_numbers):
        words = read(words, spoken, facts)
    return facts
