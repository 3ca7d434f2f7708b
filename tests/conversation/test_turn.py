"""A turn is one transaction: receipt, person, replies. Nothing happens twice, nothing happens by half."""

import asyncio
import json
import logging
import random
import sqlite3
from collections.abc import Sequence
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from bot.conversation.routing import Turn
from bot.conversation.words import Attachment, Reply
from storage.database import Database
from storage.errors import Unreachable
from storage.receipts import LEASE
from tests.conversation.house import ANN, BOB, ROUTES, House, a_message, count_up, texts_of


async def test_the_replies_wait_beside_the_receipt_until_a_face_has_sent_them(house: House):
    here = await house.replica()
    waiting = await here.take_turn(a_message("Wo stehen die Bänke?"))
    assert texts_of(waiting) == ["1. Wo stehen die Bänke?"]
    (receipt,) = await house.receipts()
    assert (receipt.update, receipt.address) == ("telegram:1", ANN)
    assert receipt.replies == json.loads(json.dumps(waiting.replies))
    assert receipt.leased_until == house.clock.now() + LEASE


async def test_a_turn_without_replies_leaves_a_receipt_and_nothing_that_waits(house: House):
    async def silent(_: Turn) -> Sequence[Reply]:
        return []

    here = await house.replica(question=silent)
    assert await here.take_turn(a_message()) is None
    (receipt,) = await house.receipts()
    assert (receipt.replies, receipt.leased_until) == (None, None)


async def test_a_repeated_update_does_nothing(house: House):
    here, there = await house.replica(), await house.replica()
    assert await here.take_turn(a_message(number=7))
    for again in (here, there):
        assert await again.take_turn(a_message(number=7)) is None
    house.clock.passes(hours=23)
    assert await there.take_turn(a_message(number=7)) is None
    assert (await house.person()).misses == 1


async def test_a_hundred_updates_that_each_come_several_times_at_once_have_a_hundred_effects(house: House):
    replicas = [await house.replica(), await house.replica()]
    dice = random.Random(1)
    people = [f"telegram:{number}" for number in range(20)]
    updates = [
        a_message(number=number, address=people[number % len(people)])
        for number in range(100)
        for _ in range(dice.randint(2, 4))
    ]
    dice.shuffle(updates)
    given = []
    for start in range(0, len(updates), 24):
        batch = updates[start : start + 24]
        given += await asyncio.gather(*(dice.choice(replicas).take_turn(incoming) for incoming in batch))
    assert len([waiting for waiting in given if waiting]) == 100
    assert len(await house.receipts()) == 100
    assert [(await house.person(person)).misses for person in people] == [5] * len(people)


async def test_two_replicas_that_meet_a_new_person_at_once_meet_one_person(house: House):
    inside: list[None] = []

    async def wait_for_the_other(turn: Turn) -> Sequence[Reply]:
        inside.append(None)
        for _ in range(20):  # on SQLite there is one writer at a time: the other never comes in, and that is fine
            if len(inside) > 1:
                break
            await asyncio.sleep(0.01)
        return await count_up(turn)

    replicas = [await house.replica(question=wait_for_the_other) for _ in range(2)]
    given = await asyncio.gather(
        *(replica.take_turn(a_message(number=number)) for number, replica in enumerate(replicas))
    )
    assert sorted(text for waiting in given for text in texts_of(waiting)) == ["1. Guten Tag", "2. Guten Tag"]
    assert (await house.person()).misses == 2


@pytest.mark.parametrize("met_before", [True, False], ids=["known", "new"])
async def test_messages_of_one_person_at_once_are_taken_one_after_the_other(house: House, met_before: bool):
    replicas = [await house.replica(), await house.replica()]
    before = 1 if met_before else 0
    if met_before:
        await replicas[0].take_turn(a_message(number=1000))
    given = await asyncio.gather(
        *(replicas[number % 2].take_turn(a_message(f"Nachricht {number}", number=number)) for number in range(12))
    )
    by_receipt = sorted((waiting for waiting in given if waiting), key=lambda waiting: waiting.id)
    counted = [int(texts_of(waiting)[0].partition(".")[0]) for waiting in by_receipt]
    assert counted == list(range(before + 1, before + 13))  # the receipts stand in the order of the turns


async def test_messages_at_once_never_share_an_allowance(house: House):
    replicas = [await house.replica(), await house.replica()]
    await replicas[0].take_turn(a_message(number=1000))
    given = await asyncio.gather(*(replicas[number % 2].take_turn(a_message(number=number)) for number in range(30)))
    said = [text for waiting in given for text in texts_of(waiting)]
    slower = replicas[0].textbook.of("de").say("guard.slower")
    assert said.count(slower) == 1
    assert len(said) - 1 == 14  # fifteen at once, one of them was the first
    assert (await house.person()).misses == 15
    assert (await house.person()).tokens == 0


async def test_a_flood_of_one_person_does_not_touch_another(house: House):
    here = await house.replica()
    for number in range(40):
        await here.take_turn(a_message(number=number))
    assert texts_of(await here.take_turn(a_message("Hallo", number=100, address=BOB))) == ["1. Hallo"]


async def test_a_person_who_waits_is_answered_again_and_a_backward_clock_gives_nothing(house: House):
    here = await house.replica()
    for number in range(20):
        await here.take_turn(a_message(number=number))
    house.clock.passes(hours=-1)
    assert await here.take_turn(a_message(number=30)) is None
    house.clock.passes(seconds=3)
    assert texts_of(await here.take_turn(a_message(number=31))) == ["16. Guten Tag"]


async def test_an_emergency_passes_the_flood_guard(house: House):
    here = await house.replica()
    for number in range(40):
        await here.take_turn(a_message(number=number))
    assert texts_of(await here.take_turn(a_message("es brennt", number=50))) == ["112"]


async def test_pictures_sent_together_are_answered_once_and_the_next_album_again(house: House):
    here = await house.replica()
    album = [a_message("", number=number, album="a", attachment=Attachment.PHOTO) for number in range(3)]
    assert [texts_of(await here.take_turn(picture)) for picture in album] == [["attachment()"], [], []]
    other = a_message("", number=9, album="b", attachment=Attachment.PHOTO)
    assert texts_of(await here.take_turn(other)) == ["attachment()"]


async def test_a_bug_in_a_flow_is_told_with_a_number_and_logged_under_it(
    house: House, caplog: pytest.LogCaptureFixture
):
    here = await house.replica()
    await here.take_turn(a_message(number=1))

    async def broken(turn: Turn) -> Sequence[Reply]:
        turn.person.misses = 99
        await turn.session.flush()
        raise ZeroDivisionError("geheimes Wort")

    there = await house.replica(question=broken)
    with caplog.at_level(logging.ERROR):
        waiting = await there.take_turn(a_message(number=2))
    (apology,) = texts_of(waiting)
    number = apology.rpartition(" ")[2]
    assert len(number) == 8
    assert int(number, 16) >= 0
    assert "geheim" not in apology
    assert number in caplog.text
    assert (await house.person()).misses == 1  # nothing half is stored
    assert await there.take_turn(a_message(number=2)) is None  # nor is it tried for ever


async def test_a_bug_is_logged_without_the_person(house: House):
    async def broken(_: Turn) -> Sequence[Reply]:
        raise KeyError("text")

    person = "browser:0123456789abcdef0123456789abcdef"
    here = await house.replica(question=broken)
    with capture_logs() as lines:
        await here.take_turn(replace(a_message(address=person), update=f"{person}:message-1"))
    (line,) = (line for line in lines if line["event"] == "turn_failed")
    assert line["update"] == "browser:message-1"


async def test_a_bug_at_the_first_meeting_leaves_no_half_person(house: House):
    async def broken(_: Turn) -> Sequence[Reply]:
        raise KeyError("text")

    here = await house.replica(question=broken)
    assert texts_of(await here.take_turn(a_message()))
    assert await house.person() is None
    assert len(await house.receipts()) == 1


async def test_a_bug_is_told_in_the_language_of_the_telephone(house: House):
    async def broken(_: Turn) -> Sequence[Reply]:
        raise KeyError("text")

    here = await house.replica(question=broken)
    (apology,) = texts_of(await here.take_turn(a_message(language="en-GB")))
    assert "Something went wrong" in apology


async def test_a_bug_is_told_in_the_language_that_the_person_chose(house: House):
    async def english(turn: Turn) -> Sequence[Reply]:
        turn.person.language = "en"
        return [Reply(text="English")]

    async def broken(_: Turn) -> Sequence[Reply]:
        raise KeyError("text")

    await (await house.replica(question=english)).take_turn(a_message(number=1))
    there = await house.replica(question=broken)
    (apology,) = texts_of(await there.take_turn(a_message(number=2, language="de")))
    assert "Something went wrong" in apology


async def test_a_database_that_is_away_passes_through_and_the_same_update_is_taken_later(house: House):
    async def away(_: Turn) -> Sequence[Reply]:
        raise Unreachable("gone for a moment")

    here, there = await house.replica(question=away), await house.replica()
    with pytest.raises(Unreachable):
        await here.take_turn(a_message())
    assert await house.receipts() == []
    assert texts_of(await there.take_turn(a_message())) == ["1. Guten Tag"]


async def test_no_server_at_all_is_unreachable_and_no_bug(house: House):
    here = await house.replica()
    nowhere = Database("postgresql://nobody@127.0.0.1:1/nothing?connect_timeout=1")
    with pytest.raises(Unreachable):
        await type(here)(database=nowhere, routes=ROUTES, textbook=here.textbook, clock=here.clock).take_turn(
            a_message()
        )
    await nowhere.close()


async def test_a_backup_that_locks_the_file_for_a_second_is_waited_for(tmp_path):
    house = House(f"sqlite:///{tmp_path / 'city.sqlite3'}")
    here = await house.replica()
    backup = sqlite3.connect(tmp_path / "city.sqlite3", isolation_level=None)
    backup.execute("BEGIN IMMEDIATE")
    turn = asyncio.create_task(here.take_turn(a_message()))
    await asyncio.sleep(1)
    assert not turn.done()
    backup.execute("COMMIT")
    backup.close()
    assert texts_of(await turn) == ["1. Guten Tag"]
    await house.databases[0].close()
