"""The stop: quick whatever hangs, and what is left waits in the database."""

import asyncio
import time
from datetime import timedelta

from bot.app import STOP_SECONDS, App
from bot.delivery.post_office import PostOffice
from bot.schedule import Schedule, Tick
from bot.web.health import Health
from bot.web.server import GRACEFUL_SECONDS, Web
from tests.telegram.house import TelegramHouse, until
from tests.telegram.replies import repeat


async def test_the_whole_stop_is_quick_whatever_hangs(small_house: TelegramHouse):
    house = small_house
    ann, bob = house.town.person(started=True), house.town.person(started=True)
    beating = asyncio.Event()

    async def hangs() -> None:
        beating.set()
        await asyncio.sleep(60)

    face = await house.face(question=repeat)
    house.faces.clear()
    house.town.faults.silence(method=["sendMessage", "answerCallbackQuery"], times=None)
    conversation, schedule = (
        house.conversations[0],
        Schedule([Tick(name="x", every=timedelta(seconds=0.1), beat=hangs)]),
    )
    app = App(
        settings=None, offices=None, database=conversation.database, conversation=conversation, telegram=face,
        web=Web(health=Health(database=conversation.database, entries=0, telegram=None), browser=None, webhook=None),
        schedule=schedule, post_office=PostOffice(conversation.database, house.clock, [face.carrier], draws={}),
    )  # fmt: skip
    schedule.start()
    for person in (ann, bob):
        await person.says("Frage")
    await ann.forges_press("1:entry:a")
    await until(lambda: house.town.calls("sendMessage") and house.town.calls("answerCallbackQuery"))
    await beating.wait()
    began = time.monotonic()
    await app.stop()
    assert time.monotonic() - began <= STOP_SECONDS - GRACEFUL_SECONDS + 0.4
    assert await house.waiting() + len(house.town.updates) >= 2
    assert not face._inbox._calls


async def test_a_tick_that_comes_during_the_stop_begins_nothing(small_house: TelegramHouse):
    house = small_house
    face = await house.face()
    await face.stop()
    await face.send_abandoned()
    await face.look_after_webhook()
    assert not face.ready.is_set()
