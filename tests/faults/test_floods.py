"""One resident writes a thousand messages in five seconds, and the others notice nothing (threat T18).

The baseline, the library's own way, lets the next resident wait 30.8 s (README).
"""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles

import pytest

from bot.texts import load_texts
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram.people import Person
from tests.faults.process import Assistant, Launcher, until
from tests.faults.residents import questions, residents

MESSAGES, SECONDS = 1_000, 5
OTHERS, EACH = 4, 5
"""Four others with five questions each: one who asked twenty would meet the limit too."""
MOST_NOTICES = 3
NEVER_LOST = 10


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_one_who_floods_holds_up_nobody(
    way: str, telegram: FakeTelegram, launcher: Launcher, full: bool, figure: Callable[[str], None], tmp_path: Path
) -> None:
    if way == "webhook" and not full:
        pytest.skip("only in the full form: it takes as long as by polling, and the turns are the same")
    flooder, *others = residents(telegram, 1 + OTHERS)
    async with Assistant(launcher, tmp_path, telegram, webhook=way == "webhook") as assistant:
        await assistant.start()
        for person in (flooder, *others):
            await person.says("/start")
            await person.answer()
        before = len(telegram.calls("sendMessage", flooder))

        asking = [ask(person, number) for number, person in enumerate(others)]
        _, *waits = await asyncio.gather(flood(flooder), *asking)
        await until(lambda: not telegram.updates.waiting, "every update is confirmed")
        await until(assistant.is_settled, "every reply is out")

    p95 = quantiles([wait for each in waits for wait in each], n=20)[-1]
    heard = [call.raw["text"] for call in telegram.calls("sendMessage", flooder)[before:]]
    notice = load_texts().of("de").say("guard.slower")
    answers = [text for text in heard if text != notice]
    figure(
        f"flood, {way}: {MESSAGES} messages of one in {SECONDS} s; others wait p95 {p95:.2f} s; "
        f"the flooder got {len(answers)} answers and {len(heard) - len(answers)} notices"
    )
    assert len(answers) >= NEVER_LOST
    assert len(heard) - len(answers) <= MOST_NOTICES
    assert p95 <= (2 if full else 10)


async def flood(person: Person) -> None:
    """A thousand messages, evenly, as fast as that."""
    began = time.perf_counter()
    for number in range(MESSAGES):
        await person.says(questions()[number])
        await asyncio.sleep(max(0, began + (number + 1) * SECONDS / MESSAGES - time.perf_counter()))


async def ask(person: Person, number: int) -> list[float]:
    """Some questions, spread over the flood: how long each answer took."""
    waits = []
    for question in range(EACH):
        await asyncio.sleep(SECONDS / EACH / OTHERS * (number if question == 0 else OTHERS / 2))
        began = time.perf_counter()
        await person.says(questions(seed=1)[number * EACH + question])
        await person.answer(timeout=30)
        waits.append(time.perf_counter() - began)
    return waits
