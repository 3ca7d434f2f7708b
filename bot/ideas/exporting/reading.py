"""All public ideas, read a few hundred at a time: nobody waits for a long transaction, and no memory fills."""

from collections.abc import AsyncIterator, Sequence

from bot.ideas.exporting.record import Public
from storage import idea_files
from storage.database import Database

AT_ONCE = 500


async def public_ideas(database: Database, *, placed: bool = False) -> AsyncIterator[Sequence[Public]]:
    """All that everybody may see, by their numbers; `placed`: only those with a place."""
    last = 0
    while True:
        async with database.reading() as session:
            rows = await idea_files.shown_after(session, last, AT_ONCE, placed=placed)
            if not rows:
                return
            changed = await idea_files.changed_last(session, [row.id for row in rows])
        yield [Public(row=row, changed=changed.get(row.id, row.handed_in)) for row in rows]
        last = rows[-1].id
