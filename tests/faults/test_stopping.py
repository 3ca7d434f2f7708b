"""SIGTERM, as a deploy sends it: gone within ten seconds, nothing lost (fault F3)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from storage.receipts import LEASE
from tests.fakes.telegram import FakeTelegram
from tests.faults.books import Books
from tests.faults.ledger import Ledger
from tests.faults.process import Assistant, Launcher, until
from tests.faults.residents import ask_at_once, residents

WAITING = 300
LONGEST = 10.0


@pytest.mark.parametrize("way", ["polling", "webhook"])
@pytest.mark.parametrize("latency", [0, 0.2], ids=["quick", "slow"])
async def test_a_stop_is_quick_and_loses_nothing(
    way: str,
    latency: float,
    telegram: FakeTelegram,
    launcher: Launcher,
    full: bool,
    figure: Callable[[str], None],
    tmp_path: Path,
) -> None:
    """`slow`: Telegram takes its time, so that much is left when we have to go."""
    if not full and (way == "webhook" or latency):
        pytest.skip("only in the full form")
    people = residents(telegram, WAITING)
    await ask_at_once(people)
    telegram.faults.latency(latency, method="sendMessage")
    async with Assistant(launcher, tmp_path, telegram, webhook=way == "webhook") as assistant:
        await assistant.start()
        await until(lambda: len(telegram.calls("sendMessage")) > 20, "some replies are out")
        seconds, code = await assistant.stop()
        left = len(telegram.updates.waiting)
        if not full:
            Books(assistant.database).time_passes(LEASE.total_seconds() + 1)
        telegram.faults.clear()
        await assistant.start()
        await until(lambda: not telegram.updates.waiting, "every update is confirmed")
        await until(assistant.is_settled, "every reply is out", within=120)
    ledger = Ledger.of(telegram, [person.id for person in people], Books(assistant.database).receipts())
    speed = "slow" if latency else "quick"
    figure(f"SIGTERM, {way}, Telegram {speed}: gone after {seconds:.1f} s with {left} updates left there; {ledger}")
    assert code == 0
    assert seconds <= LONGEST
    assert ledger.acknowledged == WAITING
    assert ledger.lost == ledger.unexpected == 0
    assert ledger.duplicated <= 10
