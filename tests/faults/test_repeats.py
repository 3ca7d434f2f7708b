"""Updates that come again, and numbers that fall: the effects stay exact (threats T2 and T3, fault F12)."""

import asyncio
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import aiohttp

from bot.conversation.guard import BURST
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram.people import Person
from tests.faults.books import Books
from tests.faults.ledger import Ledger
from tests.faults.process import SECRET, Assistant, Launcher, until
from tests.faults.residents import questions, residents

FIRST = 700_000_000


async def test_an_update_that_comes_again_has_no_effect(
    telegram: FakeTelegram, launcher: Launcher, full: bool, figure: Callable[[str], None], tmp_path: Path
) -> None:
    count = 200 if full else 50
    people = residents(telegram, count)
    updates = [update_of(person, number) for number, person in enumerate(people)]
    async with Assistant(launcher, tmp_path, telegram, webhook=True) as assistant:
        await assistant.start()
        posted = await post(assistant, repeated(updates, Random(1)))
        await until(assistant.is_settled, "every reply is out")
        await assistant.stop()
        await assistant.start()
        posted += await post(assistant, repeated(updates, Random(2)))
        await until(assistant.is_settled, "every reply is out")

    books = Books(assistant.database)
    ledger = Ledger.of(telegram, [person.id for person in people], books.receipts())
    figure(f"repeated updates: {count} sent {posted} times, also after a restart: {len(books.receipts())} taken")
    assert ledger.lost == ledger.duplicated == ledger.unexpected == 0
    assert len(books.receipts()) == len(books.people()) == count
    assert {person.tokens for person in books.people()} == {BURST - 1}


async def test_an_update_that_is_polled_again_has_no_effect(
    telegram: FakeTelegram, launcher: Launcher, tmp_path: Path
) -> None:
    people = residents(telegram, 20)
    updates = [update_of(person, number) for number, person in enumerate(people)]
    telegram.updates.start_again_at(FIRST + len(updates))
    async with Assistant(launcher, tmp_path, telegram) as assistant:
        await assistant.start()
        for update in repeated(updates, Random(3)):
            telegram.offer(update)
        await until(lambda: not telegram.updates.waiting, "every update is confirmed")
        await until(assistant.is_settled, "every reply is out")
    ledger = Ledger.of(telegram, [person.id for person in people], Books(assistant.database).receipts())
    assert ledger.lost == ledger.duplicated == ledger.unexpected == 0


async def test_numbers_that_fall_after_an_idle_week_are_taken(
    telegram: FakeTelegram, launcher: Launcher, tmp_path: Path
) -> None:
    before, after = residents(telegram, 2)
    async with Assistant(launcher, tmp_path, telegram) as assistant:
        await assistant.start()
        telegram.updates.start_again_at(900_000_000)
        await before.says("Was sind Solarbänke?")
        await before.hears(2)
        telegram.updates.start_again_at(12_345)
        await after.says("Was sind Solarbänke?")
        await after.hears(2)
        await until(lambda: not telegram.updates.waiting, "every update is confirmed")
    taken = [receipt.update for receipt in Books(assistant.database).receipts()]
    assert taken == ["telegram:900000000", "telegram:12345"]


def update_of(person: Person, number: int) -> dict[str, Any]:
    """What Telegram sends when this person asks something."""
    person.chat.started = True
    return {
        "update_id": FIRST + number,
        "message": {
            "message_id": number + 1,
            "from": person.user,
            "chat": person.chat.as_object(),
            "date": 1_790_000_000,
            "text": questions()[number],
        },
    }


def repeated(updates: Sequence[dict[str, Any]], chance: Random) -> list[dict[str, Any]]:
    """Each of them two to five times, in any order."""
    copies = [update for update in updates for _ in range(chance.randint(2, 5))]
    chance.shuffle(copies)
    return copies


async def post(assistant: Assistant, updates: Sequence[dict[str, Any]]) -> int:
    """Bring them all to the webhook, forty at once; every one is accepted."""
    gate = asyncio.Semaphore(40)

    async def one(session: aiohttp.ClientSession, update: dict[str, Any]) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        async with gate:
            body = json.dumps(update)
            async with session.post(f"{assistant.address}/telegram/webhook", data=body, headers=headers) as answer:
                assert answer.status == 200

    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(one(session, update) for update in updates))
    return len(updates)
