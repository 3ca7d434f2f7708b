"""What is over is forgotten: receipts and parked updates after 72 hours, feedback after 30 days, persons after 90 days
of silence.

`/datenschutz` says so.
"""

from datetime import timedelta

from bot.clock import Clock
from storage import feedback, parked, people, receipts
from storage.database import Database

RECEIPTS_KEPT = timedelta(hours=72)
"""Longer than the 24 hours for which Telegram repeats an update."""
PERSONS_KEPT = timedelta(days=90)
FEEDBACK_KEPT = timedelta(days=30)


async def forget_what_is_over(database: Database, clock: Clock) -> None:
    """Delete what has outlived its purpose."""
    now = clock.now()
    async with database.writing() as session:
        await receipts.forget(session, before=now - RECEIPTS_KEPT)
        await parked.forget(session, before=now - RECEIPTS_KEPT)
        await people.forget_idle(session, before=now - PERSONS_KEPT)
        await feedback.forget(session, before=now - FEEDBACK_KEPT)
