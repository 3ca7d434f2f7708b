"""One process at a time has a reply to send; whoever takes over sends what is not out yet, and nothing twice."""

import asyncio
import time

from storage import receipts
from tests.telegram.house import TelegramHouse, until
from tests.telegram.replies import LATE, a_reply, heard_by, repeat


async def test_a_reply_whose_process_died_is_sent_by_another_and_only_after_the_lease(house: TelegramHouse):
    ann = house.town.person(started=True)
    await a_reply(house, ann, "eins\nzwei\ndrei", 1)
    async with house.sender(await house.replica()) as other:
        await other.send_abandoned()
        await other.drain(5)
        assert heard_by(ann) == []
        house.clock.passes(seconds=LATE.total_seconds())
        await other.send_abandoned()
        await other.drain(5)
    assert heard_by(ann) == ["eins", "zwei", "drei"]
    assert await house.waiting() == 0


async def test_what_was_recorded_as_sent_is_not_sent_again_by_the_one_who_takes_over(house: TelegramHouse):
    ann = house.town.person(started=True)
    waiting = await a_reply(house, ann, "eins\nzwei\ndrei", 1)
    async with house.databases[0].writing() as session:
        await receipts.record_sent(session, waiting.id, 1, more=True)
    house.clock.passes(seconds=LATE.total_seconds())
    async with house.sender(await house.replica()) as other:
        await other.send_abandoned()
        await other.drain(5)
    assert heard_by(ann) == ["zwei", "drei"]


async def test_two_replicas_that_look_at_once_send_each_reply_once(house: TelegramHouse):
    people = [house.town.person(started=True) for _ in range(30)]
    for number, person in enumerate(people):
        await a_reply(house, person, "x", number)
    house.clock.passes(seconds=LATE.total_seconds())
    here, there = await house.replica(), await house.replica()
    async with house.sender(here) as one, house.sender(there) as other:
        await asyncio.gather(one.send_abandoned(), other.send_abandoned())
        await asyncio.gather(one.drain(20), other.drain(20))
    assert [heard_by(person) for person in people] == [["x"]] * 30


async def test_a_lost_lease_is_not_sent_twice(house: TelegramHouse):
    ann = house.town.person(started=True)
    waiting = await a_reply(house, ann, "nur einmal", 1)
    house.clock.passes(seconds=LATE.total_seconds())
    async with house.sender(await house.replica()) as slow, house.sender(await house.replica()) as quick:
        await quick.send_abandoned()
        await quick.drain(5)
        slow.hand_over(waiting)  # it had slept all the time
        await slow.drain(5)
    assert heard_by(ann) == ["nur einmal"]


async def test_a_lease_that_runs_out_in_the_queue_is_renewed_where_nobody_took_it(house: TelegramHouse):
    ann = house.town.person(started=True)
    waiting = await a_reply(house, ann, "spät", 1)
    house.clock.passes(seconds=LATE.total_seconds())
    async with house.sender(await house.replica()) as sender, house.sender(await house.replica()) as other:
        sender.hand_over(waiting)
        await sender.drain(5)
        await other.send_abandoned()
        await other.drain(5)
    assert heard_by(ann) == ["spät"]


async def test_what_waits_in_a_lane_stays_with_its_process_and_is_not_taken_over_by_itself(house: TelegramHouse):
    ann = house.town.person(started=True)
    house.town.faults.late(1.5, method="sendMessage", chat=ann)
    async with (
        house.sender(await house.replica(question=repeat)) as sender,
        house.sender(await house.replica()) as other,
    ):
        for number in range(10):
            sender.hand_over(await a_reply(house, ann, f"{number}", number))
        await until(lambda: heard_by(ann))
        for _ in range(14):  # a minute and more, at the pace of the ticks
            house.clock.passes(seconds=5)
            await sender.send_abandoned()
            await other.send_abandoned()
        assert heard_by(ann) == ["0"]  # all of that was while Telegram thought about the first
        assert (len(sender._held), len(other._held)) == (10, 0)
        await sender.drain(10)
    assert heard_by(ann) == [f"{number}" for number in range(10)]
    assert await house.waiting() == 0


async def test_a_reply_that_was_lost_and_comes_back_is_not_queued_beside_itself(house: TelegramHouse):
    ann = house.town.person(started=True)
    first, second = [await a_reply(house, ann, text, number) for number, text in enumerate(("eins", "zwei"))]
    house.town.faults.late(1.0, method="sendMessage", chat=ann)
    async with house.sender(house.conversations[0]) as sender:
        sender.hand_over(first)
        sender.hand_over(second)
        await until(lambda: heard_by(ann))
        async with house.databases[0].writing() as session:
            await receipts.postpone(session, second.id, house.clock.now())  # another replica had it, and died
        house.clock.passes(seconds=LATE.total_seconds())
        await sender.send_abandoned()
        assert len(sender._held) == 2
        await sender.drain(5)
    house.clock.passes(seconds=LATE.total_seconds())
    async with house.sender(house.conversations[0]) as other:
        await other.send_abandoned()
        await other.drain(5)
    assert heard_by(ann) == ["eins", "zwei"]


async def test_what_does_not_go_out_in_time_at_the_end_waits_in_the_database(small_house: TelegramHouse):
    house = small_house
    ann, bob = house.town.person(started=True), house.town.person(started=True)
    house.town.faults.silence(method="sendMessage", chat=ann, times=None)
    async with house.sender(await house.replica(question=repeat)) as sender:
        for number, person in enumerate((ann, ann, bob)):
            sender.hand_over(await a_reply(house, person, f"{number}", number))
        began = time.monotonic()
        await sender.drain(0.3)
        assert time.monotonic() - began < 2
    assert heard_by(bob) == ["2"]
    assert await house.waiting() == 2
    house.town.faults.clear()
    house.clock.passes(seconds=LATE.total_seconds())
    async with house.sender(await house.replica()) as next_start:
        await next_start.send_abandoned()
        await next_start.drain(5)
    assert heard_by(ann) == ["0", "1"]
