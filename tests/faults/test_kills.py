"""`kill -9` at any moment, with hundreds of updates waiting: nobody stays without an answer (faults F1, F2).

The baseline, the library's own Updater on the same rules, leaves 94.8 % unanswered (README).
"""

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from bot.conversation.guard import BURST
from storage.receipts import LEASE
from tests.fakes.telegram import FakeTelegram
from tests.faults.books import Books
from tests.faults.ledger import Ledger
from tests.faults.process import Assistant, Command, Launcher, environment, until
from tests.faults.residents import ask_at_once, residents


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_nobody_stays_without_an_answer_when_the_process_is_killed(
    way: str,
    new_database: str,
    telegram: FakeTelegram,
    launcher: Launcher,
    full: bool,
    figure: Callable[[str], None],
    tmp_path: Path,
) -> None:
    kills, waiting = (10, 300) if full else (2, 60)
    books = Books(new_database)
    chance = Random(f"{way} {new_database.partition(':')[0]}")
    asked: list[int] = []
    assistant = Assistant(launcher, tmp_path, telegram, webhook=way == "webhook", database_url=new_database)
    async with assistant:
        for _ in range(kills):
            people = residents(telegram, waiting)
            await ask_at_once(people, len(asked))
            asked += [person.id for person in people]
            await assistant.launch()
            await replies_are_out(telegram, chance.randint(1, waiting))
            await asyncio.sleep(chance.uniform(0, 0.05))
            await assistant.kill()
            if not full:
                books.time_passes(LEASE.total_seconds() + 1)
        await assistant.start()
        await until(lambda: not telegram.updates.waiting, "every update is confirmed")
        await until(assistant.is_settled, "every reply is out", within=120)

    ledger = Ledger.of(telegram, asked, books.receipts())
    figure(f"kill -9, {way}, {new_database.partition(':')[0]}: {kills} kills, {ledger}")
    assert ledger.acknowledged == ledger.attempted == kills * waiting
    assert ledger.lost == ledger.unexpected == 0
    assert ledger.duplicated <= kills
    everybody_was_heard_once(books, asked)


async def test_the_library_s_own_updater_leaves_most_without_an_answer(
    telegram: FakeTelegram, full: bool, figure: Callable[[str], None], tmp_path: Path
) -> None:
    """The yardstick: a bare echo bot in the same kills."""
    if not full:
        pytest.skip("a yardstick, measured in the full form")
    chance = Random("echo")
    asked: list[int] = []
    settings = {**environment(), "ECHO_TOKEN": telegram.token, "ECHO_API_URL": telegram.url}
    for _ in range(11):
        echo = await Command("tests.benchmarks.echo").launch(settings, tmp_path, tmp_path / "output.txt")
        people = residents(telegram, 300 if len(asked) < 3_000 else 0)
        await ask_at_once(people, len(asked))
        asked += [person.id for person in people]
        if people:
            await replies_are_out(telegram, chance.randint(1, 30))
        else:
            await until(lambda: not telegram.updates.waiting, "every update is confirmed")
            await asyncio.sleep(5)
        os.kill(echo.pid, signal.SIGKILL)
        await echo.wait()
    ledger = Ledger.of(telegram, asked, [])
    figure(f"kill -9, yardstick (echo bot of python-telegram-bot, polling): 10 kills after 1 to 30 replies, {ledger}")
    assert ledger.lost > ledger.attempted / 2


async def replies_are_out(telegram: FakeTelegram, more: int) -> None:
    """Wait until so many more replies are out than now."""
    before = len(telegram.calls("sendMessage"))
    await until(lambda: len(telegram.calls("sendMessage")) - before >= more, f"{more} more replies are out")


def everybody_was_heard_once(books: Books, asked: list[int]) -> None:
    """The effects are exact: one receipt and one person each, who paid for one message."""
    addresses = sorted(f"telegram:{chat}" for chat in asked)
    assert sorted(receipt.address for receipt in books.receipts()) == addresses
    assert sorted(person.address for person in books.people()) == addresses
    assert {person.tokens for person in books.people()} == {BURST - 1}
