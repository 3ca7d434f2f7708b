"""The pump over a strict Telegram and a real database: everybody once, at the pace, whatever happens."""

import asyncio
import time

from bot.conversation.words import Reply
from bot.delivery.kinds import Kind
from bot.delivery.pump import IN_FLIGHT
from storage import deliveries
from storage.deliveries import State
from tests.delivery.office import NEWS, PostOfficeForTests, heard, most_within_a_second, pump_until_settled
from tests.telegram.house import until


async def test_everybody_gets_it_once(office: PostOfficeForTests):
    people = office.residents(40)
    await office.plan(people)
    await office.plan(people)  # a double click
    await office.pump().run()
    assert heard(people) == [["Guten Tag"]] * 40
    assert await office.states() == {State.SENT: 40}
    assert [row.message for row in await office.rows()] == [person.messages[0].id for person in people]
    assert {row.occasion for row in await office.rows()} == {NEWS}


async def test_two_replicas_share_the_work_and_the_pace(office: PostOfficeForTests):
    people = office.residents(60)
    await office.plan(people)
    await asyncio.gather(*(pump_until_settled(office, office.pump(per_second=40)) for _ in range(2)))
    assert heard(people) == [["Guten Tag"]] * 60
    assert most_within_a_second(office) <= 40 + 1  # of two processes: each has its own jitter


async def test_they_leave_evenly_and_never_faster_than_the_pace(small_office: PostOfficeForTests):
    office = small_office
    people = office.residents(45)
    await office.plan(people)
    began = time.monotonic()
    await pump_until_settled(office, office.pump(per_second=25))
    assert most_within_a_second(office) <= 25
    assert time.monotonic() - began >= 44 / 25


async def test_what_is_urgent_goes_first(small_office: PostOfficeForTests):
    office = small_office
    people = office.residents(10)
    await office.plan(people, "announcement:1", "Nachricht")
    await office.plan(people, "announcement:2", "Warnung", kind=Kind.EMERGENCY, priority=0)
    await office.pump().run()
    texts = [call.raw["text"] for call in office.town.calls("sendMessage")]
    assert texts == ["Warnung"] * 10 + ["Nachricht"] * 10


async def test_no_more_are_under_way_than_may_be_in_doubt_and_one_that_is_slow_holds_up_nobody(
    small_office: PostOfficeForTests,
):
    office = small_office
    people = office.residents(60)
    await office.plan(people)
    office.town.faults.silence(method="sendMessage", chat=people[0])
    office.town.faults.latency(0.05, method="sendMessage")
    most = 0

    async def look() -> None:
        nonlocal most
        while True:
            most = max(most, (await office.states())[State.SENDING])
            await asyncio.sleep(0.01)

    looking = asyncio.create_task(look())
    began = time.monotonic()
    pumping = asyncio.create_task(office.pump(per_second=40).run())
    await until(lambda: len(office.town.calls("sendMessage")) >= 20)
    assert time.monotonic() - began < 3
    await pumping
    looking.cancel()
    assert most <= IN_FLIGHT
    assert await office.states() == {State.SENT: 59, State.UNCERTAIN: 1}


async def test_what_waits_for_its_time_waits(small_office: PostOfficeForTests):
    office = small_office
    (ann,) = office.residents(1)
    await office.plan([ann], not_before=office.clock.now().replace(year=2099))
    await office.pump().run()
    assert heard([ann]) == [[]]


async def test_what_comes_too_late_is_not_sent(office: PostOfficeForTests):
    people = office.residents(3)
    await office.plan(people, lapses=office.clock.now())
    await office.pump().run()
    assert heard(people) == [[], [], []]
    assert await office.states() == {State.LAPSED: 3}


# ----- words


async def test_a_bug_with_one_of_them_holds_up_nobody_else(office: PostOfficeForTests):
    people = office.residents(12)
    poisoned = f"telegram:{people[5].id}"

    async def draw(session, delivery) -> Reply | None:
        if delivery.address == poisoned:
            await session.execute(deliveries.select(deliveries.literal("x").cast(deliveries.BigInteger) / 0))
            raise LookupError
        return Reply(text=f"Für {delivery.address}") if delivery.address != f"telegram:{people[6].id}" else None

    await office.plan(people, text=None)
    await office.pump(draws={"announcement": draw}).run()
    assert heard(people) == [
        [] if number in {5, 6} else [f"Für telegram:{person.id}"] for number, person in enumerate(people)
    ]
    assert await office.states() == {State.SENT: 10, State.FAILED: 1, State.WITHDRAWN: 1}


async def test_words_that_nobody_knows_stop_the_occasion_after_a_few(small_office: PostOfficeForTests):
    office = small_office
    people = office.residents(30)
    await office.plan(people, text=None)
    await office.pump(per_second=40).run()
    states = await office.states()
    assert 5 <= states[State.FAILED] <= 5 + IN_FLIGHT
    assert states[State.WAITING] == 30 - states[State.FAILED]


async def test_a_text_that_cannot_be_drawn_has_failed(small_office: PostOfficeForTests):
    office = small_office
    people = office.residents(5)
    await office.plan(people[:1], text="x")
    async with office.database.writing() as session:
        too_long = Reply(text="x" * 200, title="x" * 5000).as_data()
        await session.execute(deliveries.update(deliveries.TABLE).values(content=too_long))
    await office.plan(people)
    await office.pump().run()
    assert heard(people) == [[]] + [["Guten Tag"]] * 4
    assert await office.states() == {State.SENT: 4, State.FAILED: 1}


async def test_a_face_that_is_not_ready_sends_nothing(small_office: PostOfficeForTests):
    office = small_office
    (ann,) = office.residents(1)
    await office.plan([ann])
    pump = office.pump()
    ready = False

    async def make_way() -> bool:
        return ready

    pump._carrier._make_way = make_way
    await pump.run()
    assert await office.states() == {State.WAITING: 1}
    ready = True
    await pump.run()
    assert heard([ann]) == [["Guten Tag"]]


async def test_a_very_slow_pace_keeps_no_lease_waiting(small_office: PostOfficeForTests):
    office = small_office
    people = office.residents(3)
    await office.plan(people)
    pump = office.pump(per_second=0.01)
    await pump.run()
    assert await office.states() == {State.SENT: 1, State.WAITING: 2}
    await pump.run()
    office.clock.passes(seconds=99)
    await pump.run()
    assert await office.states() == {State.SENT: 2, State.WAITING: 1}
