"""The ledger: one row per person and occasion, one process at a time has it, and the sums always are the audience."""

import asyncio
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from storage import claims, deliveries
from storage.claims import LEASE, Claimed
from storage.database import Database
from storage.deliveries import TABLE, Deed, DeliveryRow, Planned, State
from storage.errors import AlreadyTaken
from tests.city import NOON
from tests.storage.kinds import on_postgres

LATE = NOON + LEASE + timedelta(seconds=1)
NEWS = "announcement:1"


def planned(number: int, **more: Any) -> Planned:
    about = {"occasion": NEWS, "kind": "news", "reason": "all", "priority": 6, "not_before": NOON} | more
    return Planned(address=about.pop("address", f"telegram:{number}"), **about)


async def plan(database: Database, *rows: Planned) -> int:
    async with database.writing() as session:
        return await deliveries.plan(session, rows, NOON)


async def claim(
    database: Database, worker: str = "a", now: datetime = NOON, most: int = 100, face: str = "telegram"
) -> list[Claimed]:
    async with database.writing() as session:
        return await claims.claim(session, worker, now, most, face)


async def begin(database: Database, ids: Collection[int], worker: str = "a", now: datetime = NOON) -> set[int]:
    async with database.writing() as session:
        return await claims.begin_sending(session, worker, ids, now)


async def sweep(database: Database, now: datetime = LATE, face: str = "telegram", *, repeatable: bool = False):
    async with database.writing() as session:
        return await claims.sweep(session, now, face, repeatable=repeatable)


async def settle(database: Database, ends: Sequence[tuple[int, int | None]], state: State, trouble: str = "") -> None:
    async with database.writing() as session:
        await claims.settle(session, ends, state, NOON, trouble)


async def rows(database: Database) -> list[DeliveryRow]:
    async with database.reading() as session:
        return list(await session.scalars(select(DeliveryRow).order_by(DeliveryRow.id)))


async def states(database: Database, occasion: str = NEWS) -> Counter[State]:
    async with database.reading() as session:
        return await deliveries.account(session, occasion)


async def sending(database: Database, *rows: Planned) -> list[int]:
    """These are planned, claimed and leaving."""
    await plan(database, *rows)
    ids = [each.id for each in await claim(database)]
    await begin(database, ids)
    return ids


async def test_a_delivery_is_planned_once(database: Database):
    assert await plan(database, planned(1), planned(2), planned(1)) == 2
    assert await plan(database, *(planned(number) for number in range(1_200))) == 1_198
    assert await plan(database, planned(1, occasion="announcement:2")) == 1
    assert await states(database) == {State.WAITING: 1_200}


@on_postgres
async def test_two_replicas_that_plan_the_same_at_once_are_told_so(database: Database, new_database: str):
    other = Database(new_database)
    async with database.writing() as session:
        await deliveries.plan(session, [planned(1)], NOON)
        waiting = asyncio.create_task(plan(other, planned(1)))
        await asyncio.sleep(0.3)
    with pytest.raises(AlreadyTaken):
        await waiting
    assert await plan(other, planned(1)) == 0
    await other.close()


async def test_the_urgent_and_the_old_are_claimed_first_and_only_what_is_due_and_free(database: Database):
    await plan(
        database,
        planned(1),
        planned(2, priority=0),
        planned(3, not_before=NOON - timedelta(seconds=1)),
        planned(4, not_before=NOON + timedelta(seconds=1)),
        planned(5, collected=True),
        planned(6, address="browser:6"),
        planned(7, lapses=NOON),
        planned(8, occasion="announcement:2"),
    )
    async with database.writing() as session:
        await deliveries.pause(session, "announcement:2")
    assert [each.address for each in await claim(database, most=2)] == ["telegram:2", "telegram:3"]
    assert [each.address for each in await claim(database)] == ["telegram:1"]
    assert await claim(database) == []
    assert [each.address for each in await claim(database, face="browser")] == ["browser:6"]
    assert (await states(database))[State.LAPSED] == 1
    assert [row.trouble for row in await rows(database) if row.trouble] == ["too late"]


@on_postgres
async def test_two_workers_share_what_is_due_without_waiting_for_each_other(database: Database, new_database: str):
    await plan(database, *(planned(number) for number in range(20)))
    other = Database(new_database)
    async with database.writing() as session:
        mine = await claims.claim(session, "a", NOON, 12, "telegram")
        theirs = await asyncio.wait_for(claim(other, "b", most=12), 2)
    assert (len(mine), len(theirs)) == (12, 8)
    assert not {each.id for each in mine} & {each.id for each in theirs}
    await other.close()


async def test_only_what_is_still_ours_may_leave(database: Database):
    await plan(database, *(planned(number) for number in range(4)), planned(9, occasion="announcement:2"))
    claimed = {each.address: each.id for each in await claim(database)}
    async with database.writing() as session:
        await deliveries.withdraw(session, NOON, address="telegram:0", trouble="stopped")
        await deliveries.pause(session, "announcement:2")
    ids = claimed.values()
    assert await begin(database, ids, worker="b") == set()
    assert await begin(database, ids) == {claimed[f"telegram:{number}"] for number in (1, 2, 3)}
    assert await begin(database, ids) == {claimed[f"telegram:{number}"] for number in (1, 2, 3)}  # its answer was lost
    assert await states(database) == {State.SENDING: 3, State.WITHDRAWN: 1}


async def test_a_claim_that_is_renewed_stands_and_one_that_is_given_back_is_free(database: Database):
    await plan(database, planned(1), planned(2))
    first, second = [each.id for each in await claim(database)]
    async with database.writing() as session:
        await claims.renew(session, "a", [first, second], NOON + LEASE)
        await claims.renew(session, "b", [first, second], NOON + 9 * LEASE)
    assert not await sweep(database, LATE)
    async with database.writing() as session:
        await claims.give_back(session, "b", [first])
        await claims.give_back(session, "a", [second])
    assert [each.id for each in await claim(database, "b")] == [second]
    assert await sweep(database, LATE + LEASE) == {"freed": 2}


async def test_what_a_dead_process_left_behind(database: Database):
    leaving = await sending(
        database,
        planned(1),
        planned(2, again=True),
        planned(3, deed=Deed.EDIT, message=7),
        planned(4, deed=Deed.DELETE, message=7),
    )
    await plan(database, planned(5), planned(6, address="browser:6"))
    await claim(database)
    await begin(database, [each.id for each in await claim(database, face="browser")])
    assert not await sweep(database, NOON + LEASE)
    assert await sweep(database) == {"freed": 3, "again": 1, "uncertain": 1}
    assert await sweep(database, face="browser", repeatable=True) == {"freed": 1}
    found = {row.address: row for row in await rows(database)}
    assert [found[f"telegram:{number}"].state for number in (1, 2, 3, 4, 5)] == [
        State.UNCERTAIN, State.WAITING, State.WAITING, State.WAITING, State.WAITING,
    ]  # fmt: skip
    assert (found["telegram:1"].trouble, found["telegram:2"].doubts) == ("interrupted", 1)
    assert all(row.claimed_by is None and row.leased_until is None for row in found.values())
    await claim(database)
    await begin(database, leaving)
    await sweep(database)
    assert (await rows(database))[1].state == State.UNCERTAIN  # once more, and never again


async def test_the_author_may_have_the_uncertain_sent_once_more(database: Database):
    ids = await sending(database, planned(1), planned(2, again=True))
    await plan(database, planned(3, collected=True))
    await sweep(database)
    await settle(database, [(3, None)], State.UNCERTAIN, "interrupted")
    for expected in (2, 0):
        async with database.writing() as session:
            assert await deliveries.send_uncertain_again(session, NEWS, NOON) == expected
    again = await claim(database)
    assert sorted(each.id for each in again) == [*ids, 3]
    assert {each.doubts for each in again} == {1}


async def test_a_digest_and_what_it_carries_come_to_the_same_end(database: Database):
    await plan(database, planned(1, occasion="digest:1"), planned(1, collected=True), planned(2, collected=True))
    async with database.writing() as session:
        carried = TABLE.c.address == "telegram:1"
        await session.execute(deliveries.update(TABLE).where(carried, TABLE.c.collected.is_(True)).values(carried_by=1))
    (digest,) = await claim(database)
    await begin(database, [digest.id])
    await settle(database, [(digest.id, 2**40)], State.SENT)
    assert [(row.state, row.message) for row in await rows(database)] == [
        (State.SENT, 2**40), (State.SENT, None), (State.WAITING, None),
    ]  # fmt: skip


@pytest.mark.parametrize("stopped", [False, True])
async def test_what_did_not_leave_waits_unless_it_is_not_wanted_any_more(database: Database, stopped: bool):
    (id,) = await sending(database, planned(1))
    async with database.writing() as session:
        if stopped:
            assert await deliveries.withdraw(session, NOON, occasion=NEWS, trouble="cancelled") == 0
        await claims.postpone(session, "b", id, NOON, LATE)
        assert (await deliveries.account(session, NEWS)) == {State.SENDING: 1}
        await claims.postpone(session, "a", id, NOON, LATE, troubled=NOON, doubt=True)
    (row,) = await rows(database)
    assert row.state == (State.WITHDRAWN if stopped else State.WAITING)
    assert (row.settled, row.trouble) == ((NOON, "cancelled") if stopped else (None, None))
    assert (row.not_before, row.troubled, row.doubts, row.claimed_by) == (LATE, NOON, 1, None)


async def test_what_could_not_be_stopped_any_more_has_arrived(database: Database):
    (id,) = await sending(database, planned(1))
    async with database.writing() as session:
        await deliveries.withdraw(session, NOON, occasion=NEWS, trouble="cancelled")
    await settle(database, [(id, 5)], State.SENT)
    (row,) = await rows(database)
    assert (row.state, row.trouble, row.message) == (State.SENT, None, 5)


async def test_paused_is_paused_also_for_what_comes_back(database: Database):
    ids = await sending(database, planned(1))
    await plan(database, planned(2))
    async with database.writing() as session:
        assert await deliveries.pause(session, NEWS) == 1
        await claims.postpone(session, "a", ids[0], NOON, NOON)
    assert await claim(database) == []
    async with database.writing() as session:
        await deliveries.resume(session, NEWS)
    assert len(await claim(database)) == 2


async def test_why_something_did_not_arrive(database: Database):
    ids = await sending(database, *(planned(number) for number in range(4)))
    await settle(database, [(ids[0], 1)], State.SENT)
    await settle(database, [(id, None) for id in ids[1:3]], State.FAILED, "too long")
    await settle(database, [(ids[3], None)], State.UNREACHABLE, "gone")
    async with database.reading() as session:
        assert await deliveries.troubles(session, NEWS) == {"too long": 2, "gone": 1}
        assert await deliveries.count_refused(session, NEWS, "too long") == 2
        assert [row.id for row in await deliveries.arrived(session, NEWS)] == ids[:1]
        assert (await deliveries.of_message(session, "telegram:0", 1)).id == ids[0]
        assert await deliveries.of_message(session, "telegram:1", 1) is None


async def test_an_address_that_moves_takes_everything_along_and_gets_nothing_twice(database: Database):
    both = [planned(1), planned(2)]
    ids = await sending(database, *both, planned(1, occasion="announcement:2"))
    await settle(database, [(ids[2], 77)], State.SENT)
    async with database.writing() as session:
        await deliveries.move(session, "telegram:1", "telegram:2", NOON)
    found = {row.id: row for row in await rows(database)}
    assert found[ids[0]].state == State.WITHDRAWN
    assert (found[ids[2]].address, found[ids[2]].message) == ("telegram:2", None)  # numbers are other ones there
    async with database.writing() as session:
        await deliveries.move(session, "telegram:2", "telegram:3", NOON)
    assert [row.address for row in await rows(database)] == ["telegram:1", "telegram:3", "telegram:3"]


async def test_who_is_forgotten_leaves_no_trace_and_the_sums_stay(database: Database):
    secret = {"address": "telegram:4711", "content": {"text": "4711"}, "language": "de"}
    first, leaving = await sending(database, planned(1, **secret), planned(1, occasion="announcement:2", **secret))
    await settle(database, [(first, 4711)], State.SENT)
    await plan(database, planned(1, occasion="announcement:3", **secret), planned(2))
    async with database.writing() as session:
        await deliveries.forget_person(session, "telegram:4711", NOON)
        await claims.postpone(session, "a", leaving, NOON, NOON)
    async with database.reading() as session:
        assert "4711" not in str((await session.execute(select(TABLE))).all())
        assert "'de'" not in str((await session.execute(select(TABLE))).all())
    assert await states(database) == {State.SENT: 1, State.WAITING: 1}
    assert await states(database, "announcement:2") == await states(database, "announcement:3") == {State.WITHDRAWN: 1}


async def test_what_is_over_for_long_is_forgotten(database: Database):
    ids = await sending(database, planned(1), planned(2))
    await settle(database, [(ids[0], 1)], State.SENT)
    async with database.writing() as session:
        assert await deliveries.forget(session, NOON) == 0
        assert await deliveries.forget(session, LATE) == 1


async def test_nothing_is_withdrawn_without_saying_what(database: Database):
    with pytest.raises(ValueError, match="what"):
        async with database.writing() as session:
            await deliveries.withdraw(session, NOON, trouble="x")
