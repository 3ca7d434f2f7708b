"""Replies on their way out: in order for each person, nobody held up by another, never more than two copies."""

import asyncio
import logging
import time
from collections.abc import Sequence

import pytest

from bot.conversation.routing import Turn
from bot.conversation.words import Reply
from bot.telegram import face as face_module
from bot.telegram import sending
from bot.telegram.reading import address
from bot.telegram.sending import ROOM
from storage import receipts
from storage.receipts import LEASE
from tests.conversation.house import a_message
from tests.fakes.telegram import Person
from tests.telegram.house import TelegramHouse, until
from tests.telegram.replies import LATE, a_reply, heard_by, repeat


async def test_each_person_hears_the_replies_in_the_order_of_the_questions(house: TelegramHouse):
    people = [house.town.person(started=True) for _ in range(4)]
    house.town.faults.latency(0.004, method="sendMessage")
    house.town.faults.late(0.2, method="sendMessage", chat=people[0])
    async with house.sender(await house.replica(question=repeat)) as sender:
        for number in range(10):
            for place, person in enumerate(people):
                text = f"{number}a\n{number}b"
                sender.hand_over(await a_reply(house, person, text, number=number * 10 + place))
        await sender.drain(20)
    wanted = [f"{number}{part}" for number in range(10) for part in "ab"]
    assert [heard_by(person) for person in people] == [wanted] * 4
    assert await house.waiting() == 0


async def test_a_person_whose_line_is_slow_holds_up_nobody_else(small_house: TelegramHouse):
    house = small_house
    slow, quick = house.town.person(started=True), house.town.person(started=True)
    house.town.faults.late(0.6, method="sendMessage", chat=slow)
    async with house.sender(await house.replica(question=repeat)) as sender:
        sender.hand_over(await a_reply(house, slow, "langsam", 1))
        began = time.monotonic()
        sender.hand_over(await a_reply(house, quick, "schnell", 2))
        await until(lambda: heard_by(quick))
        assert time.monotonic() - began < 0.5
        await sender.drain(5)
    assert heard_by(slow) == ["langsam"]


async def test_receiving_pauses_while_too_much_waits_and_goes_on_afterwards(small_house: TelegramHouse):
    house = small_house
    conversation = await house.replica(question=repeat)
    people = [house.town.person(started=True) for _ in range(ROOM + 1)]
    replies = [await a_reply(house, person, "x", number) for number, person in enumerate(people)]
    async with house.sender(conversation) as sender:
        for waiting in replies:
            sender.hand_over(waiting)
        room = asyncio.create_task(sender.room())
        await asyncio.sleep(0)
        assert not room.done()
        await asyncio.wait_for(room, 20)
        await sender.drain(20)
    assert [heard_by(person) for person in people] == [["x"]] * len(people)


async def test_the_webhook_takes_no_more_than_can_be_sent(small_house: TelegramHouse, monkeypatch: pytest.MonkeyPatch):
    house = small_house
    monkeypatch.setattr(face_module, "WEBHOOK_PATIENCE", 0.2)
    face = await house.face(question=repeat)
    people = [house.town.person(started=True) for _ in range(ROOM + 1)]
    replies = [await a_reply(house, person, "x", number) for number, person in enumerate(people)]
    house.town.faults.latency(1.0, method="sendMessage")
    for waiting in replies:
        face._sender.hand_over(waiting)
    with pytest.raises(TimeoutError):
        await face.take({"update_id": 10_000})
    assert len(await house.receipts()) == len(people)


# ----- what Telegram does wrong


async def send(house: TelegramHouse, *messages: tuple[Person, str], read_seconds: float = 0.3, within: float = 10):
    """Send these and wait until nothing is under way."""
    async with house.sender(await house.replica(question=repeat), read_seconds) as sender:
        for number, (person, text) in enumerate(messages):
            sender.hand_over(await a_reply(house, person, text, number))
        await sender.drain(within)


async def test_told_to_wait_a_second_it_waits_a_second_and_others_are_answered_meanwhile(small_house: TelegramHouse):
    house = small_house
    ann, bob = house.town.person(started=True), house.town.person(started=True)
    house.town.faults.too_many_requests(1, method="sendMessage", chat=ann)
    began = time.monotonic()
    sent = asyncio.create_task(send(house, (ann, "eins\nzwei"), (bob, "drei")))
    await until(lambda: heard_by(bob))
    assert time.monotonic() - began < 0.9
    await sent
    assert heard_by(ann) == ["eins", "zwei"]
    first, second, _ = house.town.calls("sendMessage", ann)
    assert second.began - first.began >= 1


@pytest.mark.parametrize(
    "reason", ["bot was blocked by the user", "user is deactivated", "bot can't initiate conversation with a user"]
)
async def test_who_blocked_the_assistant_is_tried_once_and_never_again(small_house: TelegramHouse, reason):
    house = small_house
    ann = house.town.person(started=True)
    house.town.faults.forbidden(reason, method="sendMessage", chat=ann, times=None)
    await send(house, (ann, "eins\nzwei"))
    house.clock.passes(seconds=LATE.total_seconds())
    async with house.sender(house.conversations[0]) as sender:
        await sender.send_abandoned()
        await sender.drain(5)
    assert len(house.town.calls("sendMessage", ann)) == 1
    assert await house.waiting() == 0


async def test_a_group_that_moved_is_found_at_its_new_place(house: TelegramHouse):
    ann = house.town.person()
    group = house.town.group("Lusan", ann)
    group.add(house.town.bot)
    old = group.id
    waiting = await a_reply(house, group, "eins\nzwei", 1)
    group.upgrade()
    async with house.sender(house.conversations[0]) as sender:
        sender.hand_over(waiting)
        await sender.drain(5)
    assert [message.text for message in group.messages] == ["eins", "zwei"]
    assert await house.person(address(old)) is None
    assert (await house.person(address(group.id))).address == address(group.id)
    assert len(house.town.calls("sendMessage", old)) == 1


async def test_a_message_that_telegram_refuses_is_given_up_and_said_so_and_the_next_goes_out(
    small_house: TelegramHouse, caplog: pytest.LogCaptureFixture
):
    house = small_house
    ann = house.town.person(started=True)
    house.town.faults.refuse(400, "Bad Request: message text is empty", method="sendMessage", chat=ann)
    with caplog.at_level(logging.ERROR):
        await send(house, (ann, "vergiftet"), (ann, "gesund"))
    assert heard_by(ann) == ["gesund"]
    assert await house.waiting() == 0
    assert caplog.text.count("reply_given_up") == 1
    assert "Message text is empty" in caplog.text


async def test_a_reply_that_cannot_be_drawn_is_given_up_and_not_tried_for_ever(
    small_house: TelegramHouse, caplog: pytest.LogCaptureFixture
):
    house = small_house
    ann = house.town.person(started=True)

    async def too_long(_: Turn) -> Sequence[Reply]:
        return [Reply(text="x" * 200, title="x" * 5000)]

    conversation = await house.replica(question=too_long)
    waiting = await conversation.take_turn(a_message(address=address(ann.id)))
    with caplog.at_level(logging.ERROR):
        async with house.sender(conversation) as sender:
            sender.hand_over(waiting)
            await sender.drain(5)
            for _ in range(4):
                house.clock.passes(seconds=LATE.total_seconds())
                await sender.send_abandoned()
                await sender.drain(5)
    assert await house.waiting() == 0
    assert caplog.text.count("reply_failed") <= sending.MOST_TRIES


@pytest.mark.parametrize("how", ["silence", "cut"])
async def test_an_answer_that_never_comes_is_asked_for_twice_at_the_most(small_house: TelegramHouse, how, caplog):
    house = small_house
    ann = house.town.person(started=True)
    getattr(house.town.faults, how)(method="sendMessage", chat=ann, times=None, takes_effect=True)
    with caplog.at_level(logging.ERROR):
        await send(house, (ann, "doppelt"))
    assert heard_by(ann) == ["doppelt", "doppelt"]
    assert caplog.text.count("reply_given_up") == 1
    assert await house.waiting() == 0


async def test_doubts_of_a_dead_process_count_too(house: TelegramHouse):
    ann = house.town.person(started=True)
    waiting = await a_reply(house, ann, "höchstens zweimal", 1)
    async with house.databases[0].writing() as session:
        await receipts.record_doubt(session, waiting.id, house.clock.now() + LEASE)
    house.town.faults.cut(method="sendMessage", chat=ann, times=None, takes_effect=True)
    house.clock.passes(seconds=LATE.total_seconds())
    async with house.sender(await house.replica()) as other:
        await other.send_abandoned()
        await other.drain(5)
    assert heard_by(ann) == ["höchstens zweimal"]
    assert await house.waiting() == 0


async def test_an_answer_that_was_only_late_leaves_the_second_try_to_arrive(small_house: TelegramHouse):
    house = small_house
    ann = house.town.person(started=True)
    house.town.faults.cut(method="sendMessage", chat=ann)
    await send(house, (ann, "eins\nzwei"))
    assert heard_by(ann) == ["eins", "zwei"]


async def test_every_message_has_its_own_tries(small_house: TelegramHouse):
    house = small_house
    ann = house.town.person(started=True)
    house.town.faults.cut(method="sendMessage", chat=ann)
    house.town.faults.late(0.1, method="sendMessage", chat=ann)  # is only late, and so arrives at the second try
    house.town.faults.cut(method="sendMessage", chat=ann)
    await send(house, (ann, "eins\nzwei"))
    assert heard_by(ann) == ["eins", "zwei"]


async def test_a_message_in_doubt_is_given_up_and_the_next_of_the_same_turn_goes_out(
    small_house: TelegramHouse, caplog: pytest.LogCaptureFixture
):
    house = small_house
    ann = house.town.person(started=True)
    house.town.faults.cut(method="sendMessage", chat=ann, times=2)
    with caplog.at_level(logging.ERROR):
        await send(house, (ann, "Hinweis\nAntwort"))
    assert heard_by(ann) == ["Antwort"]
    assert caplog.text.count("reply_given_up") == 1
    assert await house.waiting() == 0


async def test_a_refused_message_does_not_take_the_answer_with_it(small_house: TelegramHouse):
    house = small_house
    ann = house.town.person(started=True)
    house.town.faults.refuse(400, "Bad Request: message text is empty", method="sendMessage", chat=ann)
    await send(house, (ann, "Hinweis\nAntwort"))
    assert heard_by(ann) == ["Antwort"]
    assert await house.waiting() == 0


async def test_a_telegram_that_answers_502_several_times_loses_no_reply(small_house: TelegramHouse):
    house = small_house
    ann = house.town.person(started=True)
    house.town.faults.server_error(502, method="sendMessage", times=2)
    await send(house, (ann, "eins"), within=20)
    assert heard_by(ann) == ["eins"]
    first, second, third = house.town.calls("sendMessage")
    assert 0.7 < second.began - first.began < third.began - second.began  # ever more slowly


async def test_while_nobody_listens_replies_wait_and_then_go_out_once(small_house: TelegramHouse):
    house = small_house
    ann = house.town.person(started=True)
    port = house.town.server.port
    conversation = await house.replica(question=repeat)
    async with house.sender(conversation) as sender:
        await house.town.stop()
        sender.hand_over(await a_reply(house, ann, "endlich", 1))
        await asyncio.sleep(0.2)
        assert await house.waiting() == 1
        await house.town.start(port=port)
        await sender.drain(10)
    assert heard_by(ann) == ["endlich"]
