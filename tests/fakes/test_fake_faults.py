"""What a test can let go wrong between the bot and Telegram."""

import asyncio
import time

import aiohttp
import pytest
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut


@pytest.fixture
def send(town, bot):
    """One message of the bot to a person who wants it."""
    ann = town.person(started=True)

    async def send_it(text="Hallo", **how):
        await bot.send_message(ann.id, text, **how)
        return ann

    send_it.ann = ann
    return send_it


async def test_too_many_requests_once(town, send):
    town.faults.too_many_requests(7)
    with pytest.raises(RetryAfter) as wait:
        await send()
    assert wait.value._retry_after.total_seconds() == 7
    await send()
    assert send.ann.messages == ["Hallo"]
    assert [call.status for call in town.calls("sendMessage")] == [429, 200]


async def test_a_pause_lasts_until_it_is_over(town, send):
    town.clock.stop()
    fault = town.faults.too_many_requests(30, hold=True)
    for _ in range(3):
        with pytest.raises(RetryAfter):
            await send()
        town.clock.advance(9)
    assert (fault.hits, fault.early) == (3, 2)
    assert town.calls("sendMessage")[-1].answer["parameters"] == {"retry_after": 12}
    town.clock.advance(3)
    await send()


async def test_only_this_method_and_this_chat(town, bot, send):
    ben = town.person("Ben", started=True)
    town.faults.forbidden(method="sendMessage", chat=ben, times=2)
    await send()
    await bot.send_chat_action(ben.id, "typing")
    for _ in range(2):
        with pytest.raises(Forbidden):
            await bot.send_message(ben.id, "Hallo")
    await bot.send_message(ben.id, "Hallo")
    assert ben.messages == ["Hallo"]


async def test_other_refusals(town, send):
    town.faults.unauthorized()
    with pytest.raises(InvalidToken):
        await send()
    town.faults.refuse(400, "Bad Request: not enough rights to send text messages to the chat")
    with pytest.raises(BadRequest, match="Not enough rights"):
        await send()


async def test_pages_for_people_and_empty_answers(town, send):
    town.faults.server_error(502)
    with pytest.raises(NetworkError):
        await send()
    town.faults.empty(200, takes_effect=True)
    with pytest.raises((NetworkError, Exception)):
        await send("angekommen")
    assert send.ann.messages == ["angekommen"]


async def test_cut_connections(town, send):
    town.faults.cut()
    with pytest.raises(NetworkError):
        await send("verloren")
    town.faults.cut(takes_effect=True)
    with pytest.raises(NetworkError):
        await send("angekommen")
    assert send.ann.messages == ["angekommen"]
    assert [call.took_effect for call in town.calls("sendMessage")] == [False, True]


async def test_no_answer_at_all(town, send):
    town.faults.silence()
    with pytest.raises(TimedOut):
        await send(read_timeout=0.1)
    assert send.ann.messages == []
    assert town.calls("sendMessage")[0].status == 0


async def test_carried_out_and_answered_late(town, send):
    town.faults.late(0.3)
    with pytest.raises(TimedOut):
        await send(read_timeout=0.1)
    assert send.ann.messages == ["Hallo"]


async def test_latency(town, send):
    town.faults.latency(0.05)
    began = time.perf_counter()
    await asyncio.gather(send(), send(), send())
    assert 0.05 <= time.perf_counter() - began < 1
    town.faults.clear()


async def test_a_share_of_the_calls(town, ask):
    ann = town.person(started=True)
    town.faults.server_error(times=None, share=0.2)
    failed = 0
    async with aiohttp.ClientSession() as session:
        for _ in range(200):
            form = {"chat_id": str(ann.id), "text": "Hallo"}
            async with session.post(f"{town.url}/bot{town.token}/sendMessage", data=form) as answer:
                failed += answer.status == 502
    assert 20 <= failed <= 60
