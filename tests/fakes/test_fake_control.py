"""The fake in a process of its own, and the control door through which a test leads it."""

import aiohttp
import pytest
from telegram import Bot

from .telegram.remote import RemoteTelegram


@pytest.fixture
async def far():
    async with RemoteTelegram(http_webhooks=True) as far:
        yield far


async def test_a_town_in_another_process(far):
    ann, ben = await far.people(2, language_code="de")
    async with Bot(far.token, base_url=f"{far.url}/bot") as bot:
        await far.says(*[(ann, f"Frage {number}") for number in range(150)])
        assert await far.waiting() == 150
        found = await bot.get_updates()
        await bot.get_updates(offset=found[-1].update_id + 1)
        assert await far.waiting() == 50
        await bot.send_message(ann, "Antwort")
        await bot.send_message(ben, "Antwort")
        await bot.send_message(ben, "Noch eine")
        assert await far.counts() == {str(ann): 1, str(ben): 2}
        assert await far.counts(by="text") == {"Antwort": 2, "Noch eine": 1}
        assert [message["text"] for message in await far.messages(ben)] == ["Antwort", "Noch eine"]
        (call,) = await far.calls("sendMessage", chat=ann)
        assert (call["params"]["chat_id"], call["status"], call["took_effect"]) == (ann, 200, True)
        await far.fault("too_many_requests", retry_after=3, chat=ann)
        with pytest.raises(Exception, match="Flood control"):
            await bot.send_message(ann, "Zu viel")
        await far.clock(advance=25 * 3600)
        assert await far.waiting() == 0
        await far.ask("POST", "next-update-id", id=77)
        assert await far.offer({"message": 1}, {"update_id": 5}) == [77, 5]
        await far.do(ann, "sends_photo", "Mein Baum")
        assert (await bot.get_updates(offset=-1))[0].message.caption == "Mein Baum"
        await far.reset()
        assert (await far.ask("GET", "updates"))["next_id"] == 100_000_001
        assert await far.calls() == []


async def test_mistakes_at_the_door(far):
    for verb, name, question in (
        ("POST", "dance", {}),
        ("POST", "do", {"person": 1, "deed": "__init__"}),
        ("POST", "faults", {"kind": "earthquake"}),
        ("POST", "says", {}),
    ):
        with pytest.raises(ValueError, match=r"there is no|is not one of|KeyError"):
            await far.ask(verb, name, **question)


async def test_the_door_is_shut_unless_asked_for(town):
    async with aiohttp.ClientSession() as session, session.get(f"{town.url}/control/health") as answer:
        assert answer.status == 404
