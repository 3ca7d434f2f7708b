"""Many different people with many different questions, worded as residents word them."""

import functools
from collections.abc import Sequence
from random import Random

from knowledge.entries import Kind
from knowledge.loading import load_library
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram.people import Person


@functools.cache
def questions(seed: int = 0) -> Sequence[str]:
    """The German wordings of all entries that answer, shuffled."""
    entries = load_library().entries.values()
    wordings = sorted({wording for entry in entries if entry.kind is Kind.ANSWER for wording in entry.wordings})
    Random(seed).shuffle(wordings)
    return wordings


def residents(telegram: FakeTelegram, count: int) -> list[Person]:
    """So many new people."""
    return [telegram.person(f"Resident {number}", language_code="de") for number in range(count)]


async def ask_at_once(people: Sequence[Person], start: int = 0) -> None:
    """Each of them asks one question, another each."""
    asked = questions()
    for number, person in enumerate(people, start):
        await person.says(asked[number % len(asked)])
