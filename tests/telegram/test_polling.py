"""Receiving: every update is taken once, the offset moves after the commit, and nothing Telegram says stops us."""

import asyncio
import random
import time
from collections.abc import Sequence

import pytest
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter
from telegram.error import TimedOut as TimeIsOver

from bot.conversation.routing import Turn
from bot.conversation.words import Reply
from bot.telegram.polling import LONGEST_PAUSE, _pause
from bot.telegram.reading import ALLOWED_UPDATES
from storage import parked
from storage.errors import Unreachable
from tests.conversation.house import count_up
from tests.fakes.telegram import Person
from tests.telegram.house import TelegramHouse, until
from tests.telegram.updates import UPDATES


def heard_by(person: Person) -> list[str]:
    return [message.text for message in person.messages]


async def parked_updates(house: TelegramHouse) -> int:
    async with house.databases[0].reading() as session:
        return await parked.count(session)


def spoil(house: TelegramHouse, json: str) -> None:
    """The newest update that waits is handed over with these signs instead of its JSON."""
    list(house.town.updates.waiting.values())[-1].text = json


async def test_messages_are_answered_in_order_and_confirmed(house: TelegramHouse):
    await house.face()
    people = [house.town.person() for _ in range(5)]
    for number in range(6):
        for person in people:
            await person.says(f"{number}")
    await until(lambda: all(len(person.messages) == 6 for person in people))
    assert [heard_by(person) for person in people] == [[f"{number + 1}. {number}" for number in range(6)]] * 5
    await until(lambda: len(house.town.updates) == 0)


async def test_update_ids_may_fall_after_an_idle_week(house: TelegramHouse):
    house.town.updates.start_again_at(900_000_000)
    ann = house.town.person()
    await house.face()
    await ann.says("davor")
    await ann.hears()
    await asyncio.sleep(0.05)  # the loop has confirmed and waits again
    house.town.updates.start_again_at(12_345)
    await ann.says("danach")
    assert await ann.hears() == ["2. danach"]
    await until(lambda: len(house.town.updates) == 0)


async def test_an_update_that_comes_again_is_answered_once(house: TelegramHouse):
    ann = house.town.person(started=True)
    await house.face()
    await ann.says("einmal")
    await ann.hears()
    raw = {"update_id": 100_000_001, "message": {**ann.send({"text": "x"}).raw, "text": "einmal"}}
    await ann.hears()
    for _ in range(3):
        house.town.offer(raw)
    await ann.says("zuletzt")
    assert await ann.hears() == ["3. zuletzt"]


@pytest.mark.parametrize(
    "json",
    [
        '{"update_id": 5, "message": {"text": "offen',
        '{"update_id": 5, "message": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"update_id": 5, "message": NaN-1}',
    ],
    ids=["cut", "nested", "no number"],
)
async def test_one_update_that_is_no_json_harms_none_of_its_neighbours(small_house: TelegramHouse, json):
    house = small_house
    ann, bob, eve = (house.town.person() for _ in range(3))
    await ann.says("davor")
    await eve.says("kaputt")
    spoil(house, json.replace('"update_id": 5', f'"update_id": {house.town.updates.next_id - 1}'))
    await bob.says("danach")
    await house.face()
    assert await ann.hears() == ["1. davor"]
    assert await bob.hears() == ["1. danach"]
    await until(lambda: len(house.town.updates) == 0)
    assert await parked_updates(house) == 1
    assert eve.messages == []


async def test_malformed_updates_are_parked_and_all_good_ones_between_them_answered(small_house: TelegramHouse):
    house = small_house
    dice = random.Random(0)
    people = [house.town.person() for _ in range(30)]
    samples = [(kind, UPDATES[kind]) for kind in ALLOWED_UPDATES]
    for person in people:
        kind, sample = dice.choice(samples)
        spoiled = {**sample, dice.choice(list(sample)): dice.choice([None, [], "x", {"a": 1}, 10**30, -1, 1.5, True])}
        house.town.offer({kind: dice.choice([spoiled, 7, "x", [sample], None])})
        await person.says("gesund")
    house.town.offer("kein Objekt")
    house.town.offer([1, 2])
    await house.face()
    for person in people:
        assert await person.hears() == ["1. gesund"]
    await until(lambda: len(house.town.updates) <= 2)
    assert await parked_updates(house) > 5


async def test_the_offset_moves_only_after_the_commit(house: TelegramHouse, caplog: pytest.LogCaptureFixture):
    ann = house.town.person()
    away = True
    failed = asyncio.Event()

    async def away_at_first(turn: Turn) -> Sequence[Reply]:
        nonlocal away
        if away:
            away = False
            failed.set()
            raise Unreachable("the database restarts")
        return await count_up(turn)

    face = await house.face(question=away_at_first)
    await ann.says("wichtig")
    await failed.wait()
    await until(lambda: "the database restarts" in caplog.text)
    assert face.trouble is None  # Telegram is well
    assert len(house.town.updates) == 1  # still Telegram's
    assert await ann.hears() == ["1. wichtig"]
    await until(lambda: len(house.town.updates) == 0)
    assert heard_by(ann) == ["1. wichtig"]


async def test_an_update_of_a_kind_nobody_asked_for_is_confirmed_and_forgotten(small_house: TelegramHouse):
    house = small_house
    ann = house.town.person()
    await house.face()
    for kind, sample in UPDATES.items():
        if kind not in ALLOWED_UPDATES:
            house.town.offer({kind: sample})
    house.town.offer({"future": {"x": 1}})
    await ann.says("weiter")
    assert await ann.hears() == ["1. weiter"]
    await until(lambda: len(house.town.updates) == 0)
    assert len(house.town.calls("sendMessage")) == 1
    assert await parked_updates(house) == 0


async def test_every_press_is_answered_once_and_a_late_one_harms_nobody(small_house: TelegramHouse):
    house = small_house
    ann = house.town.person()
    await house.face()
    await ann.says("x")
    await ann.hears()
    presses = [await ann.forges_press(data) for data in ("1:entry:a", "nonsense", "1:entry:a", "")]
    for press in presses:
        await press.answered()
    late = house.town.faults.refuse(
        400, "Bad Request: query is too old and response timeout expired or query ID is invalid",
        method="answerCallbackQuery",
    )  # fmt: skip
    await ann.forges_press("1:entry:b", inaccessible=True)
    await until(lambda: "entry(b)" in heard_by(ann))
    assert late.hits == 1
    assert len(house.town.calls("answerCallbackQuery")) == 5


@pytest.mark.parametrize(
    ("error", "seconds"),
    [
        (Conflict("terminated by other getUpdates request"), LONGEST_PAUSE),
        (InvalidToken("Unauthorized"), LONGEST_PAUSE),
        (RetryAfter(400), 400),
    ],
    ids=["a second poller", "a refused token", "told to wait"],
)
@pytest.mark.parametrize("failures", [1, 50])
def test_the_pause_is_as_long_as_telegram_says_or_as_nobody_minds(error, seconds, failures):
    assert _pause(error, failures) == seconds


def test_pauses_grow_and_are_never_in_step():
    for error in (NetworkError("cut"), TimeIsOver(), Unreachable("away")):
        pauses = [[_pause(error, failures) for _ in range(50)] for failures in range(1, 12)]
        assert all(0.25 <= pause <= LONGEST_PAUSE for some in pauses for pause in some)
        assert max(pauses[0]) < min(pauses[4])
        assert len(set(pauses[0])) > 1


@pytest.mark.parametrize(
    ("wrong", "trouble"),
    [
        (lambda town: town.faults.refuse(409, "Conflict: terminated", method="getUpdates", times=None), "Conflict"),
        (lambda town: town.revoke_token(), "InvalidToken"),
    ],
    ids=["a second poller", "a refused token"],
)
async def test_a_second_poller_or_a_refused_token_is_noticed_and_not_fought(small_house: TelegramHouse, wrong, trouble):
    house = small_house
    face = await house.face()
    await asyncio.sleep(0.05)
    before = len(house.town.calls("getUpdates"))
    wrong(house.town)
    house.town.updates.interrupt("terminated by other getUpdates request")
    await until(lambda: face.trouble in {"Conflict", trouble})
    await asyncio.sleep(0.5)
    assert len(house.town.calls("getUpdates")) - before <= 1


@pytest.mark.parametrize("fault", ["server_error", "empty", "cut"])
async def test_after_a_fault_of_the_line_receiving_goes_on(small_house: TelegramHouse, fault):
    house = small_house
    ann = house.town.person()
    struck = getattr(house.town.faults, fault)(method="getUpdates")
    await house.face()
    await ann.says("weiter")
    began = time.monotonic()
    assert await ann.hears() == ["1. weiter"]
    assert struck.hits == 1
    assert time.monotonic() - began < 4


async def test_two_replicas_that_poll_at_once_still_answer_once(house: TelegramHouse):
    ann = house.town.person()
    await house.face()
    await house.face()
    for number in range(5):
        await ann.says(f"{number}")
    await until(lambda: len(ann.messages) == 5)
    await asyncio.sleep(0.1)
    assert sorted(heard_by(ann)) == [f"{number + 1}. {number}" for number in range(5)]


async def test_stopping_is_quick_and_forgets_no_answer(small_house: TelegramHouse):
    house = small_house
    ann = house.town.person()
    face = await house.face()
    house.town.faults.latency(0.1, method="sendMessage")
    for number in range(3):
        await ann.says(f"{number}")
    await until(lambda: len(house.town.calls("sendMessage")) > 0)
    began = time.monotonic()
    await face.stop()
    assert time.monotonic() - began < 3
    house.faces.remove(face)
    answered = len(ann.messages)
    assert answered + await house.waiting() + len(house.town.updates) >= 3
    house.clock.passes(minutes=1)
    other = await house.face()
    await other.send_abandoned()
    await until(lambda: len(ann.messages) == 3)
    assert heard_by(ann) == ["1. 0", "2. 1", "3. 2"]
