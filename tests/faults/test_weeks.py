"""A few weeks of dates on both databases, beside the plain diary; a thousand by `python -m tests.faults.weeks`."""

from collections.abc import Callable

from storage.database import Database
from storage.tables import Base
from tests.events.carrying import Figures
from tests.faults.weeks import live_through

SEED = 7


def test_nothing_is_lost_doubled_or_too_late(new_database: str, figure: Callable[[str], None]) -> None:
    async def emptied() -> str:
        database = Database(new_database)
        await database.migrate()
        async with database.writing() as session:
            for table in reversed(Base.metadata.sorted_tables):
                await session.execute(table.delete())
        await database.close()
        return new_database

    figures = Figures()
    live_through(2, figures, emptied, SEED, towns=3)
    figure(f"dates, {new_database.partition(':')[0]}: {figures}")
    assert figures.sent
