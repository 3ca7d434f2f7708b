"""A push on its way through the whole assistant: Telegram, the browser, two replicas, residents who ask meanwhile."""

import asyncio
import time

from bot.app import STOP_SECONDS
from bot.conversation.words import Reply
from bot.delivery.kinds import Kind
from storage import deliveries, receipts
from storage.deliveries import Planned, State
from tests.city import City


async def push(city: City, *addresses: str, occasion: str = "announcement:1") -> None:
    rows = [
        Planned(
            occasion=occasion, address=address, kind=Kind.NEWS, reason="all", priority=6, not_before=city.clock.now(),
            content=Reply(text="Guten Tag").as_data(),
        )
        for address in addresses
    ]  # fmt: skip
    async with city.apps[0].database.writing() as session:
        await deliveries.plan(session, rows, city.clock.now())


async def sent(city: City) -> int:
    async with city.apps[0].database.reading() as session:
        return (await deliveries.account(session, "announcement:1"))[State.SENT]


async def test_a_push_reaches_telegram_and_the_page_by_itself(city: City):
    ann = city.person(started=True)
    await push(city, f"telegram:{ann.id}", "browser:42")
    (message,) = await ann.hears(1)
    assert message.text == "Guten Tag"
    async with asyncio.timeout(10):
        while await sent(city) < 2:  # noqa: ASYNC110 - the database says when
            await asyncio.sleep(0.05)
    async with city.apps[0].database.reading() as session:
        (waiting,) = await receipts.waiting_for(session, "browser:42", 0)
    assert waiting.replies[0]["text"] == "Guten Tag"


async def test_a_resident_is_answered_while_an_announcement_goes_out(city: City):
    ann = await city.known_person()
    readers = [city.person(f"Reader {number}", started=True) for number in range(60)]
    await push(city, *(f"telegram:{reader.id}" for reader in readers))
    await readers[0].hears(1)
    began = time.monotonic()
    await ann.says("Was sind Solarbänke?")
    await ann.hears(1)
    assert time.monotonic() - began < 2
    assert await sent(city) < 60  # it went on meanwhile


async def test_the_stop_is_quick_while_an_announcement_goes_out_and_another_start_goes_on(city: City):
    city.clock.runs()  # or every moment of the pace would lie farther ahead than the last
    readers = [city.person(f"Reader {number}", started=True) for number in range(40)]
    city.telegram.faults.silence(method="sendMessage", chat=readers[5])
    await push(city, *(f"telegram:{reader.id}" for reader in readers))
    await readers[6].hears(1)
    await city.start_app()
    first = city.apps[0]
    began = time.monotonic()
    await city.stop_app(first)
    assert time.monotonic() - began <= STOP_SECONDS
    for reader in (*readers[:5], *readers[6:]):
        await reader.hears(1) if not reader.messages else None
    assert {len(reader.messages) for reader in readers} == {0, 1}
