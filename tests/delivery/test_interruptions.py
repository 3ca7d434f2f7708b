"""Pause, withdrawal, stop, crash, a database that is away: nobody is lost, nobody gets it twice."""

import asyncio
import time
from collections import Counter

import pytest

from bot.delivery import pump as pump_module
from bot.delivery.pump import IN_FLIGHT
from storage import deliveries
from storage.claims import LEASE
from storage.deliveries import State
from tests.delivery.office import NEWS, PostOfficeForTests, heard, pump_until_settled
from tests.telegram.house import until


async def test_a_cancelled_announcement_ends_within_those_under_way(office: PostOfficeForTests):
    people = office.residents(60)
    await office.plan(people)
    pumping = asyncio.create_task(office.pump(per_second=40).run())
    await until(lambda: len(office.town.calls("sendMessage")) >= 8)
    async with office.database.writing() as session:
        await deliveries.withdraw(session, office.clock.now(), occasion=NEWS, trouble="cancelled")
    then = len(office.town.calls("sendMessage"))
    await pumping
    assert len(office.town.calls("sendMessage")) - then <= IN_FLIGHT
    states = await office.states()
    assert states[State.SENT] == len(office.town.calls("sendMessage"))
    assert states[State.SENT] + states[State.WITHDRAWN] == 60


async def test_a_paused_announcement_waits_and_goes_on(office: PostOfficeForTests):
    people = office.residents(40)
    await office.plan(people)
    pump = office.pump(per_second=40)
    pumping = asyncio.create_task(pump.run())
    await until(lambda: len(office.town.calls("sendMessage")) >= 5)
    async with office.database.writing() as session:
        await deliveries.pause(session, NEWS)
    then = len(office.town.calls("sendMessage"))
    await pumping
    await pump.run()
    assert len(office.town.calls("sendMessage")) - then <= IN_FLIGHT
    async with office.database.writing() as session:
        await deliveries.resume(session, NEWS)
    await pump_until_settled(office, pump)
    assert heard(people) == [["Guten Tag"]] * 40


@pytest.mark.parametrize("how", ["pause", "withdraw"])
async def test_what_comes_back_after_it_was_stopped_does_not_leave_again(small_office: PostOfficeForTests, how: str):
    office = small_office
    (ann,) = office.residents(1)
    await office.plan([ann])
    office.town.faults.server_error(502, method="sendMessage")
    office.town.faults.latency(0.2, method="sendMessage")
    pump = office.pump()
    pumping = asyncio.create_task(pump.run())
    await until(lambda: office.town.calls("sendMessage"))
    async with office.database.writing() as session:
        if how == "pause":
            await deliveries.pause(session, NEWS)
        else:
            await deliveries.withdraw(session, office.clock.now(), occasion=NEWS, trouble="cancelled")
    await pumping
    office.clock.passes(minutes=5)
    await pump.run()
    assert heard([ann]) == [[]]
    assert await office.states() == {State.WAITING if how == "pause" else State.WITHDRAWN: 1}


async def test_a_stop_is_quick_and_gives_back_what_has_not_left(office: PostOfficeForTests):
    people = office.residents(40)
    await office.plan(people)
    office.town.faults.silence(method="sendMessage", chat=people[3])
    pump = office.pump(per_second=20)
    pumping = asyncio.create_task(pump.run())
    await until(lambda: len(office.town.calls("sendMessage")) >= 8)
    began = time.monotonic()
    await pump.stop()
    assert time.monotonic() - began <= pump_module.LAST_SECONDS + pump_module.LETTING_GO + 0.3
    await pumping
    states = await office.states()
    assert states[State.CLAIMED] == states[State.SENDING] == 0
    assert states[State.UNCERTAIN] == 1
    assert states[State.SENT] == sum(call.took_effect for call in office.town.calls("sendMessage"))
    await pump_until_settled(office, office.pump())
    assert await office.states() == {State.SENT: 39, State.UNCERTAIN: 1}
    assert Counter(len(person.messages) for person in people) == {1: 39, 0: 1}


async def test_after_a_crash_what_was_claimed_goes_out_and_what_was_leaving_is_in_doubt(office: PostOfficeForTests):
    people = office.residents(30)
    await office.plan(people)
    office.town.faults.silence(method="sendMessage", times=None, takes_effect=True)
    dead = office.pump(per_second=40)
    pumping = asyncio.create_task(dead.run())
    under_way = min(len(people), dead._most)
    await until(lambda: len(office.town.calls("sendMessage")) == under_way)
    pumping.cancel()
    for task in dead._tasks:
        task.cancel()
    office.town.faults.clear()
    pump = office.pump()
    await pump.run()
    assert (await office.states())[State.SENT] == 0  # they are still the dead one's
    office.clock.passes(seconds=LEASE.total_seconds() + 1)
    await pump.sweep()
    await pump.run()
    assert await office.states() == Counter({State.SENT: 30 - under_way, State.UNCERTAIN: under_way}) - Counter()
    assert heard(people) == [["Guten Tag"]] * 30


async def test_while_the_database_is_away_nothing_is_lost_or_doubled(
    office: PostOfficeForTests, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pump_module, "DATABASE_PAUSE", 0.05)
    people = office.residents(30)
    await office.plan(people)
    pump = office.pump(per_second=40)
    away = False
    whole = pump._database.writing

    def writing():
        if away:
            raise pump_module.Unreachable("away")
        return whole()

    monkeypatch.setattr(pump._database, "writing", writing)
    pumping = asyncio.create_task(pump.run())
    await until(lambda: len(office.town.calls("sendMessage")) >= 5)
    away = True
    await asyncio.sleep(1)
    then = len(office.town.calls("sendMessage"))
    assert then <= 5 + 2 * IN_FLIGHT
    away = False
    await pumping
    assert heard(people) == [["Guten Tag"]] * 30
    assert await office.states() == {State.SENT: 30}
