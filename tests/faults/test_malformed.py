"""Malformed updates among good ones: parked and counted, and nobody else notices.

The baseline, the library's own Updater, stops for ever at the first of them.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fakes.telegram import FakeTelegram
from tests.faults.books import Books
from tests.faults.ledger import Ledger
from tests.faults.malformed import GHOST, malformed
from tests.faults.process import Assistant, Launcher, until
from tests.faults.residents import questions, residents

NO_JSON = ['{"update_id": %d, "message": ' + "[" * 100_000, '{"update_id": %d, "message": {"text": "cut']
"""What Telegram may send besides, with a number that a JSON reader never reaches."""


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_malformed_updates_are_parked_and_all_others_answered(
    way: str, telegram: FakeTelegram, launcher: Launcher, full: bool, figure: Callable[[str], None], tmp_path: Path
) -> None:
    count = 1_000 if full else 150
    telegram.person("Ghost", id=GHOST, started=True)
    people = residents(telegram, count)
    wrong: list[int] = []
    for number, (person, mutant) in enumerate(zip(people, malformed(count, seed=sum(way.encode())), strict=True)):
        wrong.append(telegram.offer(mutant))
        await person.says(questions()[number % len(questions())])

    for text in NO_JSON:
        wrong.append(telegram.offer({}))
        list(telegram.updates.waiting.values())[-1].text = text % wrong[-1]

    async with Assistant(launcher, tmp_path, telegram, webhook=way == "webhook") as assistant:
        await assistant.start()
        pid = assistant.pid
        await until(lambda: not telegram.updates.waiting, "every update is confirmed")
        await until(assistant.is_settled, "every reply is out")
        health = await assistant.health()
        assert assistant.is_alive()
        assert assistant.pid == pid

    books = Books(assistant.database)
    ledger = Ledger.of(telegram, [person.id for person in people], books.receipts(), apart={GHOST})
    parked = {row.update for row in books.parked()}
    lines = Counter(line["update"] for line in assistant.log_lines() if "update" in line)
    figure(f"malformed, {way}: {count} among {count} good ones; {len(parked)} parked, good ones: {ledger}")
    assert ledger.lost == ledger.duplicated == 0
    assert ledger.acknowledged == count
    assert parked <= {f"telegram:{number}" for number in wrong}
    assert health["parked_updates"] == len(parked) > count / 3
    assert max(lines.values()) == 1
    assert set(lines) == parked
    assert [line for line in assistant.log_lines() if line["level"] in {"error", "critical"}] == []
