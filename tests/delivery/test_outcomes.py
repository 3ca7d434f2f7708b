"""What Telegram says, and what becomes of the delivery: the table "sent or not" over the wire."""

import asyncio
import time
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from bot.delivery.accounting import EQUAL_REFUSALS, HOPE
from bot.delivery.kinds import Kind
from bot.delivery.pump import IN_FLIGHT
from storage import people, subscriptions
from storage.claims import LEASE
from storage.deliveries import Deed, State
from storage.people import PersonRow
from tests.delivery.office import NEWS, PostOfficeForTests, heard, most_within_a_second, pump_until_settled


async def known(office: PostOfficeForTests, *addresses: str) -> None:
    """People whom the assistant knows, and who subscribed to everything."""
    async with office.database.writing() as session:
        for address in addresses:
            people.add(session, address, office.clock.now(), tokens=1)
            await subscriptions.subscribe(session, address, subscriptions.EVERYTHING, "1", office.clock.now())


async def wanted(office: PostOfficeForTests) -> list[str]:
    async with office.database.reading() as session:
        return [each.address for each in await subscriptions.recipients(session, None)]


@pytest.mark.parametrize("how", ["blocks", "deactivates", "never was"])
async def test_who_cannot_be_reached_is_tried_once_and_their_subscriptions_rest(office: PostOfficeForTests, how: str):
    people = ann, bob = office.residents(2)
    await known(office, *(f"telegram:{person.id}" for person in people))
    await office.plan(people)
    await office.plan([bob], "announcement:2", not_before=office.clock.now() + timedelta(hours=1))
    if how == "never was":
        del office.town.world.chats[bob.id]
    else:
        await getattr(bob, how)()
    pump = office.pump()
    await pump.run()
    assert await office.states() == {State.SENT: 1, State.UNREACHABLE: 1}
    assert await office.states("announcement:2") == {State.UNREACHABLE: 1}
    assert await wanted(office) == [f"telegram:{ann.id}"]
    office.clock.passes(hours=2)
    await pump.run()
    assert len(office.town.calls("sendMessage", bob)) == 1


async def test_a_group_that_moved_gets_it_once_at_its_new_place(office: PostOfficeForTests):
    ann = office.town.person()
    group = office.town.group("Lusan", ann)
    group.add(office.town.bot)
    old = f"telegram:{group.id}"
    await known(office, old)
    await office.plan([group])
    await office.plan([group], "announcement:2")
    group.upgrade()
    pump = office.pump()
    await pump_until_settled(office, pump)
    await pump_until_settled(office, pump, "announcement:2")
    assert [message.text for message in group.messages] == ["Guten Tag"] * 2
    new = f"telegram:{group.id}"
    assert {row.address for row in await office.rows()} == {new}
    async with office.database.reading() as session:
        assert list(await session.scalars(select(PersonRow.address))) == [new]
    assert await wanted(office) == [new]


async def test_one_poisonous_message_among_two_hundred_fails_alone(small_office: PostOfficeForTests):
    office = small_office
    people = office.residents(200)
    await office.plan(people)
    office.town.faults.refuse(400, "Bad Request: can't parse entities", method="sendMessage", chat=people[7])
    await office.pump().run()
    assert [number for number, texts in enumerate(heard(people)) if texts != ["Guten Tag"]] == [7]
    (failed,) = [row for row in await office.rows() if row.state == State.FAILED]
    assert (failed.address, failed.trouble) == (f"telegram:{people[7].id}", "Can't parse entities")
    assert len(office.town.calls("sendMessage", people[7])) == 1


async def test_a_message_that_is_refused_by_all_stops_after_a_few(office: PostOfficeForTests):
    people = office.residents(40)
    await office.plan(people)
    await office.plan(people, "announcement:2", "gut")
    office.town.faults.refuse(400, "Bad Request: message is too long", method="sendMessage", times=EQUAL_REFUSALS)
    pump = office.pump(per_second=30)
    await pump_until_settled(office, pump, "announcement:2")
    states = await office.states()
    assert states[State.FAILED] == EQUAL_REFUSALS
    assert states[State.SENT] <= IN_FLIGHT
    assert sum(states.values()) == 40
    assert all(row.paused for row in await office.rows() if row.state == State.WAITING)
    assert [texts[-1] for texts in heard(people)] == ["gut"] * 40


@pytest.mark.parametrize("pause", [1, 30, 400])
async def test_a_pause_is_kept_by_all_to_the_second(small_office: PostOfficeForTests, pause: int):
    """A storm of them: the clock is moved on as fast as the pumps look, and nothing leaves before its time."""
    office = small_office
    people = office.residents(40)
    await office.plan(people)
    storm = [office.town.faults.too_many_requests(pause, hold=True, method="sendMessage") for _ in range(3)]
    pumps = [office.pump(per_second=25) for _ in range(2)]
    began = office.clock.now()
    async with asyncio.timeout(60):
        while (await office.states())[State.SENT] < 40:
            await asyncio.gather(*(pump.run() for pump in pumps))
            office.clock.passes(seconds=pause / 20)
    assert office.clock.now() - began >= timedelta(seconds=3 * pause)
    assert heard(people) == [["Guten Tag"]] * 40
    # Only what had left before the answer came, from either of the two, may have met the pause.
    assert sum(fault.early for fault in storm) <= len(storm) * (2 * IN_FLIGHT - 1)
    permitted = [fault.until for fault in storm]
    refused = [call.at for call in office.town.calls("sendMessage") if not call.took_effect]
    assert all(any(0 <= until - at <= pause + 0.01 for until in permitted) for at in refused)
    sent = [call.at for call in office.town.calls("sendMessage") if call.took_effect]
    assert not [at for at in sent if any(until - pause + 0.5 < at < until for until in permitted)]
    assert most_within_a_second(office) <= 25 + 1


async def test_while_telegram_is_in_trouble_it_is_asked_ever_more_seldom(small_office: PostOfficeForTests):
    office = small_office
    people = office.residents(20)
    await office.plan(people)
    trouble = office.town.faults.server_error(502, method="sendMessage", times=None)
    pump = office.pump(per_second=25)
    for _ in range(30 * 60):  # half an hour, a second at a time
        await pump.run()
        office.clock.passes(seconds=1)
    calls = office.town.calls("sendMessage")
    assert trouble.hits <= 45
    firsts = sorted(call.at for call in calls)[IN_FLIGHT:]
    assert min(later - earlier for earlier, later in pairwise(firsts)) >= 1
    assert max(later - earlier for earlier, later in pairwise(firsts)) <= 62
    office.town.faults.clear()
    office.clock.passes(seconds=61)
    await pump_until_settled(office, pump)
    assert heard(people) == [["Guten Tag"]] * 20


async def test_while_nobody_listens_everything_waits_and_then_goes_out_once(small_office: PostOfficeForTests):
    office = small_office
    people = office.residents(5)
    await office.plan(people)
    port = office.town.server.port
    await office.town.stop()
    pump = office.pump(per_second=25)
    for _ in range(10):
        await pump.run()
        office.clock.passes(seconds=2)
    assert (await office.states())[State.WAITING] == 5
    await office.town.start(port=port)
    office.clock.passes(minutes=1)
    await pump_until_settled(office, pump)
    assert heard(people) == [["Guten Tag"]] * 5


async def test_what_meets_trouble_for_four_hours_has_failed_and_holds_up_nobody(small_office: PostOfficeForTests):
    office = small_office
    poisoned, *others = people = office.residents(3)
    await office.plan(people[:2])
    trouble = office.town.faults.server_error(500, method="sendMessage", chat=poisoned, times=None)
    pump = office.pump(per_second=25)
    began = office.clock.now()
    while (await office.states())[State.FAILED] == 0 and office.clock.now() - began < HOPE * 2:
        await pump.run()
        office.clock.passes(seconds=20)
    assert heard(others) == [["Guten Tag"], []]
    assert HOPE <= office.clock.now() - began <= HOPE + timedelta(minutes=12)
    assert trouble.hits <= HOPE.total_seconds() / 50
    (failed,) = [row for row in await office.rows() if row.state == State.FAILED]
    assert failed.trouble == "technical: ServerTrouble"
    await office.plan([others[1]], "announcement:2")
    office.clock.passes(minutes=1)
    await pump_until_settled(office, pump, "announcement:2")


async def test_a_refused_token_loses_nothing(small_office: PostOfficeForTests):
    office = small_office
    people = office.residents(10)
    await office.plan(people)
    trouble = office.town.faults.unauthorized(method="sendMessage", times=6)
    pump = office.pump(per_second=25)
    for _ in range(30):
        await pump.run()
        office.clock.passes(seconds=10)
    assert trouble.hits == 6
    assert heard(people) == [["Guten Tag"]] * 10


@pytest.mark.parametrize("how", ["silence", "cut", "late"])
@pytest.mark.parametrize("again", [False, True], ids=["left in doubt", "once more"])
async def test_an_answer_that_never_comes_is_left_in_doubt_or_sent_once_more(
    small_office: PostOfficeForTests, how: str, again: bool
):
    office = small_office
    ann, *others = people = office.residents(12)
    await office.plan(people, again=again, kind=Kind.REMINDER if again else Kind.NEWS)
    more = {"seconds": 2} if how == "late" else {"takes_effect": True}
    getattr(office.town.faults, how)(method="sendMessage", chat=ann, times=None, **more)
    pump = office.pump(per_second=40)
    await pump.run()
    for _ in range(5):
        office.clock.passes(seconds=LEASE.total_seconds() + 1)
        await pump.sweep()
        await pump.run()
    assert len(heard([ann])[0]) == (2 if again else 1)
    assert heard(others) == [["Guten Tag"]] * 11
    assert await office.states() == {State.SENT: 11, State.UNCERTAIN: 1}
    assert office.town.calls("sendMessage")[11].began - office.town.calls("sendMessage")[0].began < 5


# ----- changing and taking back


async def test_a_correction_and_a_recall_meet_what_was_sent(office: PostOfficeForTests):
    people = office.residents(6)
    await office.plan(people)
    pump = office.pump()
    await pump.run()
    numbers = {row.address: row.message for row in await office.rows()}

    async def about(deed: Deed, occasion: str, text: str | None) -> None:
        for person in people:
            number = numbers[f"telegram:{person.id}"]
            await office.plan([person], occasion, text, deed=deed, kind=Kind.CORRECTION, message=number)

    await about(Deed.EDIT, "correction:1", "Guten Abend")
    await about(Deed.EDIT, "correction:2", "Guten Abend")  # is as it should be already
    await pump.run()
    assert heard(people) == [["Guten Abend"]] * 6
    assert await office.states("correction:1") == await office.states("correction:2") == {State.SENT: 6}
    people[0].chat.posts[numbers[f"telegram:{people[0].id}"]].deleted = True
    await about(Deed.DELETE, "recall:1", "-")
    await pump.run()
    assert heard(people) == [[]] * 6
    assert await office.states("recall:1") == {State.SENT: 5, State.FAILED: 1}
    assert [row.trouble for row in await office.rows() if row.state == State.FAILED] == ["gone"]


async def test_what_is_too_old_to_be_deleted_is_said_so(small_office: PostOfficeForTests):
    office = small_office
    (ann,) = office.residents(1)
    await office.plan([ann])
    pump = office.pump()
    await pump.run()
    (row,) = await office.rows()
    office.clock.passes(hours=49)
    await office.plan([ann], "recall:1", "-", deed=Deed.DELETE, message=row.message)
    await pump.run()
    assert [row.trouble for row in await office.rows()] == [None, "too old"]


async def test_a_change_in_doubt_is_made_again(small_office: PostOfficeForTests):
    office = small_office
    (ann,) = office.residents(1)
    await office.plan([ann])
    pump = office.pump()
    await pump.run()
    (row,) = await office.rows()
    office.town.faults.cut(method="editMessageText", times=2, takes_effect=True)
    await office.plan([ann], "correction:1", "Guten Abend", deed=Deed.EDIT, message=row.message)
    for _ in range(3):
        await pump.run()
        office.clock.passes(minutes=1)
    assert await office.states("correction:1") == {State.SENT: 1}
    assert heard([ann]) == [["Guten Abend"]]


async def test_a_message_that_never_had_a_number_cannot_be_changed(small_office: PostOfficeForTests):
    office = small_office
    (ann,) = office.residents(1)
    await office.plan([ann], "correction:1", "Guten Abend", deed=Deed.EDIT)
    await office.plan([ann], "recall:1", "-", deed=Deed.DELETE)
    await office.pump().run()
    assert {row.trouble for row in await office.rows()} == {"never sent"}
    assert NEWS not in {row.occasion for row in await office.rows()}


async def test_a_slow_chat_costs_the_others_nothing(small_office: PostOfficeForTests):
    office = small_office
    people = office.residents(30)
    await office.plan(people)
    office.town.faults.late(0.4, method="sendMessage", chat=people[:1])
    began = time.monotonic()
    await pump_until_settled(office, office.pump(per_second=100))
    assert time.monotonic() - began < 5
    assert heard(people) == [["Guten Tag"]] * 30
