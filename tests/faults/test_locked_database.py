"""Another process holds SQLite's only write lock, a backup for example: everybody waits, nobody is lost (fault F6)."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import people
from storage.database import BUSY_SECONDS, Database
from tests.fakes.telegram import FakeTelegram
from tests.faults.books import Books
from tests.faults.ledger import Ledger
from tests.faults.process import Assistant, Launcher, until
from tests.faults.residents import ask_at_once, residents


@pytest.mark.parametrize("seconds", [2, 4, 8])
async def test_nobody_is_lost_while_the_database_is_locked(
    seconds: int,
    telegram: FakeTelegram,
    launcher: Launcher,
    full: bool,
    figure: Callable[[str], None],
    tmp_path: Path,
) -> None:
    """Shorter and longer than a writer waits (BUSY_SECONDS)."""
    if not full and seconds > 2:
        pytest.skip("only in the full form")
    people = residents(telegram, 60)
    async with Assistant(launcher, tmp_path, telegram) as assistant:
        await assistant.start()
        await ask_at_once(people[:30])
        await until(lambda: len(telegram.calls("sendMessage")) > 5, "some replies are out")
        with locked(assistant.database):
            await ask_at_once(people[30:], start=30)
            await asyncio.sleep(seconds)
            assert assistant.is_alive()
            assert (await assistant.health())["database"] == "ok"  # to look is still possible
        await until(lambda: not telegram.updates.waiting, "every update is confirmed")
        await until(assistant.is_settled, "every reply is out", within=120)
    ledger = Ledger.of(telegram, [person.id for person in people], Books(assistant.database).receipts())
    waited = [line for line in assistant.log_lines() if line["level"] == "warning"]
    figure(f"SQLite locked for {seconds} s: {ledger}, {len(waited)} warnings")
    assert ledger.acknowledged == len(people)
    assert ledger.lost == ledger.duplicated == ledger.unexpected == 0
    assert bool(waited) == (seconds > BUSY_SECONDS)
    assert not [line for line in assistant.log_lines() if line["level"] in {"error", "critical"}]


async def test_a_turn_that_is_given_up_while_it_waits_leaves_nothing_locked(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'city.sqlite3'}")
    await database.migrate()

    async def turn() -> None:
        async with database.writing() as session:
            assert await people.lock(session, "telegram:1") is None
            people.add(session, "telegram:1", datetime.now(UTC), tokens=1)

    with locked(f"sqlite:///{tmp_path / 'city.sqlite3'}"):
        waiting = asyncio.create_task(turn())
        await asyncio.sleep(0.2)
        waiting.cancel()
        await asyncio.sleep(0.2)
    with pytest.raises(asyncio.CancelledError):  # its thread got the lock meanwhile, and gave it back
        await waiting
    with locked(f"sqlite:///{tmp_path / 'city.sqlite3'}", patience=1):
        pass
    await turn()
    async with database.reading() as session:
        assert await people.lock(session, "telegram:1")
    await database.close()


@contextmanager
def locked(database: str, patience: float = 5) -> Iterator[None]:
    """Hold the write lock, as another process."""
    connection = sqlite3.connect(database.partition(":///")[2], isolation_level=None, timeout=patience)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()
