"""A hundred thousand deliveries: a claim finds its way by the index, on both engines."""

import time
from datetime import timedelta
from statistics import median

from sqlalchemy import insert, text

from storage import claims
from storage.database import Database
from storage.deliveries import DeliveryRow
from tests.city import NOON

MANY = 100_000
LONGEST = 0.05
"""Seconds; it takes 3 to 8 ms for fifty on a quiet machine."""


async def test_a_claim_among_a_hundred_thousand(database: Database):
    later = NOON + timedelta(days=1)
    async with database.writing() as session:
        for start in range(0, MANY, 10_000):
            await session.execute(
                insert(DeliveryRow),
                [
                    {
                        "occasion": "announcement:1", "address": f"telegram:{number}", "face": "telegram",
                        "kind": "news", "reason": "all", "priority": 6, "planned": NOON,
                        "not_before": later if number % 10 == 0 else NOON,
                    }
                    for number in range(start, start + 10_000)
                ],
            )  # fmt: skip
        await session.execute(text("ANALYZE"))
    took = []
    for _ in range(9):
        async with database.writing() as session:
            began = time.perf_counter()
            claimed = await claims.claim(session, "a", NOON, 50, "telegram")
            took.append(time.perf_counter() - began)
        assert len(claimed) == 50
    assert median(took) < LONGEST, took
    asked = "SELECT id FROM delivery WHERE face = 'telegram' AND state = 'waiting' AND paused IS {no} AND collected "
    asked += "IS {no} AND not_before <= '2026-11-23 11:00:00' ORDER BY priority, not_before, id LIMIT 50"
    async with database.reading() as session:
        explain = "EXPLAIN QUERY PLAN " if database.is_sqlite else "EXPLAIN "
        plan = str((await session.execute(text(explain + asked.format(no=0 if database.is_sqlite else "FALSE")))).all())
    assert "ix_delivery_due" in plan
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan
