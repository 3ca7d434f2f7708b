"""Receipts: an update is taken once, its replies wait until they are out, and one process at a time has them."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from storage import parked, receipts
from storage.database import Database
from storage.errors import AlreadyTaken
from storage.receipts import LEASE, ReceiptRow, Waiting, waiting_of
from tests.city import NOON
from tests.storage.kinds import on_postgres

LATE = NOON + LEASE + timedelta(seconds=1)


async def take(database: Database, *updates: str, address: str = "telegram:1", now: datetime = NOON) -> list[Waiting]:
    """Turns were taken, and a reply of each waits."""
    taken = []
    for update in updates:
        async with database.writing() as session:
            row = receipts.add(session, update=update, address=address, replies=[update], now=now, quote=2**40)
        taken.append(waiting_of(row))
    return taken


async def claim(database: Database, now: datetime = LATE, most: int = 100, face: str = "telegram") -> list[Waiting]:
    async with database.writing() as session:
        return await receipts.claim_abandoned(session, face, now, most)


async def rows(database: Database) -> list[ReceiptRow]:
    async with database.reading() as session:
        return list(await session.scalars(select(ReceiptRow).order_by(ReceiptRow.id)))


async def test_an_update_is_taken_once(database: Database):
    await take(database, "telegram:1")
    with pytest.raises(AlreadyTaken):
        await take(database, "telegram:1")
    async with database.reading() as session:
        assert await receipts.is_taken(session, "telegram:1")
        assert not await receipts.is_taken(session, "telegram:11")


async def test_replies_are_claimed_only_when_their_time_is_over_and_then_for_a_time(database: Database):
    (waiting,) = await take(database, "telegram:1")
    assert await claim(database, NOON + LEASE) == []
    (claimed,) = await claim(database, LATE)
    assert (claimed.id, claimed.replies, claimed.quote) == (waiting.id, ["telegram:1"], 2**40)
    assert claimed.leased_until == LATE + LEASE
    assert await claim(database, LATE) == []
    assert len(await claim(database, LATE + LEASE + timedelta(seconds=1))) == 1


async def test_the_oldest_are_claimed_first_and_no_more_than_asked_for(database: Database):
    await take(database, *(f"telegram:{number}" for number in range(5)))
    assert [waiting.replies for waiting in await claim(database, most=2)] == [["telegram:0"], ["telegram:1"]]
    assert [waiting.replies for waiting in await claim(database, most=2)] == [["telegram:2"], ["telegram:3"]]


async def test_a_face_claims_only_what_is_its_own(database: Database):
    await take(database, "browser:1", address="browser:8f3")
    await take(database, "telegram_2:1", address="telegram_2:1")
    await take(database, "telegrams:1", address="telegrams:1")
    assert await claim(database) == []
    assert len(await claim(database, face="browser")) == 1


async def test_two_claimers_at_once_never_get_the_same_reply(database: Database, new_database: str):
    await take(database, *(f"telegram:{number}" for number in range(60)))
    replicas = [database, *(Database(new_database) for _ in range(3))]
    claimed: list[int] = []

    async def claim_all(replica: Database) -> None:
        while batch := await claim(replica, most=7):
            claimed.extend(waiting.id for waiting in batch)
            await asyncio.sleep(0)

    await asyncio.gather(*(claim_all(replica) for replica in replicas))
    left = await claim(database)  # a claimer passes over rows that another holds at that moment
    everything = [*claimed, *(waiting.id for waiting in left)]
    assert len(everything) == len(set(everything)) == 60
    for replica in replicas[1:]:
        await replica.close()


@on_postgres
async def test_a_claim_that_is_under_way_is_passed_over_and_not_waited_for(database: Database, new_database: str):
    await take(database, "telegram:1", "telegram:2")
    other = Database(new_database)
    async with asyncio.timeout(3), database.writing() as session:
        assert len(await receipts.claim_abandoned(session, "telegram", LATE, 1)) == 1
        assert [waiting.replies for waiting in await claim(other)] == [["telegram:2"]]
    await other.close()


async def test_a_lease_is_renewed_by_its_holder_and_by_nobody_else(database: Database):
    (waiting,) = await take(database, "telegram:1")
    (claimed,) = await claim(database)

    async def renew(held: Waiting) -> bool:
        async with database.writing() as session:
            return await receipts.renew(session, held.id, held.leased_until, LATE + 2 * LEASE)

    assert not await renew(waiting)
    assert await renew(claimed)
    assert not await renew(claimed)


async def test_two_who_renew_at_once_do_not_both_hold_it(database: Database, new_database: str):
    (waiting,) = await take(database, "telegram:1")
    other = Database(new_database)

    async def renew(replica: Database, seconds: int) -> bool:
        async with replica.writing() as session:
            until = LATE + timedelta(seconds=seconds)
            return await receipts.renew(session, waiting.id, waiting.leased_until, until)

    assert sorted(await asyncio.gather(renew(database, 1), renew(other, 2))) == [False, True]
    await other.close()


async def test_what_is_out_is_counted_and_its_words_are_forgotten_at_the_end(database: Database):
    (waiting,) = await take(database, "telegram:1")
    async with database.writing() as session:
        await receipts.record_sent(session, waiting.id, 1, more=True)
    (row,) = await rows(database)
    assert (row.done, row.replies) == (1, ["telegram:1"])
    async with database.writing() as session:
        await receipts.record_sent(session, waiting.id, 2, more=False)
    (row,) = await rows(database)
    assert (row.done, row.replies, row.leased_until) == (2, None, None)
    assert await claim(database) == []


async def test_what_is_given_up_does_not_wait_and_its_update_stays_taken(database: Database):
    (waiting,) = await take(database, "telegram:1")
    async with database.writing() as session:
        await receipts.give_up(session, waiting.id)
        assert await receipts.count_waiting(session, "telegram") == 0
        assert await receipts.is_taken(session, "telegram:1")
    assert await claim(database) == []


async def test_doubts_and_pauses_are_kept_for_whoever_takes_over(database: Database):
    (waiting,) = await take(database, "telegram:1")
    async with database.writing() as session:
        await receipts.record_doubt(session, waiting.id, LATE)
        await receipts.postpone(session, waiting.id, LATE + LEASE)
    assert await claim(database, LATE) == []
    (claimed,) = await claim(database, LATE + 2 * LEASE)
    assert claimed.tries == 1


async def test_each_reply_of_a_receipt_has_its_own_tries(database: Database):
    (waiting,) = await take(database, "telegram:1")
    async with database.writing() as session:
        await receipts.record_doubt(session, waiting.id, LATE)
        await receipts.record_sent(session, waiting.id, 1, more=True)
    (claimed,) = await claim(database, LATE + LEASE)
    assert (claimed.done, claimed.tries) == (1, 0)


async def test_a_page_confirms_up_to_a_number_and_only_its_own(database: Database):
    mine = await take(database, "browser:1", "browser:2", "browser:3", address="browser:a")
    await take(database, "browser:4", address="browser:b")
    async with database.writing() as session:
        await receipts.record_seen(session, "browser:a", mine[1].id)
    async with database.reading() as session:
        assert [waiting.id for waiting in await receipts.waiting_for(session, "browser:a", 0)] == [mine[2].id]
        assert await receipts.waiting_for(session, "browser:a", mine[2].id) == []
        assert len(await receipts.waiting_for(session, "browser:b", 0)) == 1
        assert await receipts.count_waiting(session, "browser") == 2


async def test_numbers_of_receipts_never_start_over(database: Database):
    (first,) = await take(database, "browser:1", address="browser:a")
    async with database.writing() as session:
        await receipts.forget(session, before=LATE, unseen_before=LATE)
    (second,) = await take(database, "browser:2", address="browser:a")
    assert second.id > first.id


async def test_all_receipts_of_a_person_can_be_forgotten(database: Database):
    await take(database, "telegram:1", "telegram:2", address="telegram:1")
    await take(database, "telegram:3", address="telegram:11")
    async with database.writing() as session:
        await receipts.forget_person(session, "telegram:1")
    assert [row.address for row in await rows(database)] == ["telegram:11"]


async def test_an_update_is_parked_once_and_counted_and_its_content_is_not_kept(database: Database):
    async with database.writing() as session:
        parked.add(session, update="telegram:1", reason="TypeError", now=NOON)
    with pytest.raises(AlreadyTaken):
        async with database.writing() as session:
            parked.add(session, update="telegram:1", reason="KeyError", now=NOON)
    async with database.reading() as session:
        assert await parked.count(session) == 1
    assert {column.name for column in parked.ParkedRow.__table__.columns} == {"id", "update", "came", "reason"}
