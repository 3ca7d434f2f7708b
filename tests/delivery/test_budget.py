"""Never more than a week holds: any mix of pushes, for one person, at any times. With the real ledger."""

import itertools
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.delivery.kinds import COUNTED, MANNERS, Kind
from bot.delivery.moments import MOST_A_WEEK, WEEK
from bot.delivery.planning import counts_of, schedule
from bot.people.choices import QUIET
from storage import claims, deliveries
from storage.database import Database
from storage.deliveries import DeliveryRow, State
from storage.subscriptions import Recipient
from tests.delivery.test_moments import is_quiet
from tests.pushes import BERLIN

AUTUMN = datetime(2026, 10, 12, 6, tzinfo=UTC)
SPRING = datetime(2027, 3, 15, 6, tzinfo=UTC)
persons = itertools.count(1)

gaps = st.integers(0, 12 * 60) | st.integers(0, 5 * 24 * 60)
"""Minutes since the push before."""
kinds = st.sampled_from(sorted(COUNTED)) | st.sampled_from(list(Kind))
pushes = st.lists(st.tuples(gaps, kinds), min_size=6, max_size=25)


@pytest.fixture(scope="module")
async def database(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Database]:
    folder: Path = tmp_path_factory.mktemp("budget")
    database = Database(f"sqlite+aiosqlite:///{folder / 'city.sqlite3'}")
    await database.migrate()
    yield database
    await database.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.sampled_from([AUTUMN, SPRING]),
    pushes=pushes,
    quiet=st.sampled_from(QUIET),
    digest=st.sampled_from([False, False, False, True]),
)
async def test_never_above_the_budget_and_what_is_exempt_always_goes(database, start, pushes, quiet, digest):
    address = f"telegram:{next(persons)}"
    recipient = Recipient(address=address, language="de", quiet=quiet, digest=digest, reason="all")
    alone: list[datetime] = []
    now = start
    for number, (minutes, kind) in enumerate(pushes):
        now += timedelta(minutes=minutes)
        async with database.writing() as session:
            await let_out(session, address, now)
            counts = await counts_of(session, [recipient], now)
            occasion = f"announcement:{address}-{number}"
            (row,) = schedule(occasion=occasion, kind=kind, recipients=[recipient], counts=counts, at=now, zone=BERLIN)
            await deliveries.plan(session, [row], now)
        assert row.not_before >= now
        if not MANNERS[kind].at_night:
            assert not is_quiet(row.not_before, quiet)
        else:
            assert row.not_before == now
        if kind not in COUNTED:
            assert not row.collected
        elif not row.collected:
            assert not digest
            alone.append(row.not_before)
    for first in alone:
        assert sum(first <= other < first + WEEK for other in alone) <= MOST_A_WEEK


async def let_out(session, address: str, now: datetime) -> None:
    """What was due by now is out, at the moment it was meant for."""
    rows = await session.scalars(
        select(DeliveryRow).where(
            DeliveryRow.address == address,
            DeliveryRow.state == State.WAITING,
            DeliveryRow.collected.is_(False),
            DeliveryRow.not_before <= now,
        )
    )
    for row in list(rows):
        await claims.settle(session, [(row.id, 1)], State.SENT, row.not_before)
