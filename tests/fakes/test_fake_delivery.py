"""How updates reach the bot: long polling with offsets, and the webhook with its repeats."""

import asyncio
import time

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, Conflict

from .telegram import FakeTelegram


class Hook:
    """A bot's webhook that answers what the test tells it to."""

    def __init__(self):
        self.got = []
        self.came = asyncio.Event()
        self.secrets = set()
        self.at_once = 0
        self.most_at_once = 0
        self.statuses = {}
        self.patience = 0.0
        self.url = ""
        self.say = {}

    async def take(self, request):
        update = await request.json()
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(self.patience)
        self.at_once -= 1
        self.got.append(update["update_id"])
        self.came.set()
        waiting = self.statuses.get(update["update_id"], [])
        return web.json_response(self.say, status=waiting.pop(0) if waiting else 200)

    async def gets(self, n, seconds=5.0):
        async with asyncio.timeout(seconds):
            while len(self.got) < n:
                self.came.clear()
                await self.came.wait()
        return self.got


@pytest.fixture
async def hook():
    hook = Hook()
    runner = web.ServerRunner(web.Server(hook.take, access_log=None), shutdown_timeout=0.05)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram/webhook"
    yield hook
    await runner.cleanup()


async def ids(bot, **how):
    return [update.update_id for update in await bot.get_updates(**how)]


async def test_an_offset_confirms_all_below(town, bot):
    ann = town.person()
    for word in "abc":
        await ann.says(word)
    first = (await ids(bot))[0]
    assert await ids(bot) == [first, first + 1, first + 2]
    assert await ids(bot, offset=first + 2) == [first + 2]
    assert await ids(bot) == [first + 2]
    assert await ids(bot, offset=first + 3) == []
    assert town.updates.confirmed == 3


async def test_limits_and_negative_offsets(town, bot):
    ann = town.person()
    for number in range(120):
        await ann.says(str(number))
    assert len(await ids(bot)) == 100
    assert len(await ids(bot, limit=7)) == 7
    last = await bot.get_updates(offset=-2)
    assert [update.message.text for update in last] == ["118", "119"]
    assert len(town.updates) == 2


async def test_a_long_poll_wakes_when_somebody_speaks(town, bot):
    poll = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.05)
    began = time.monotonic()
    await town.person().says("Hallo")
    assert [update.message.text for update in await poll] == ["Hallo"]
    assert time.monotonic() - began < 1
    assert await bot.get_updates(offset=2**30, timeout=0) != []


async def test_a_second_poller_sends_the_first_away(town, bot):
    first = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.05)
    async with Bot(town.token, base_url=f"{town.url}/bot") as another:
        second = asyncio.create_task(another.get_updates(timeout=5))
        with pytest.raises(Conflict, match="make sure that only one bot instance is running"):
            await first
        await town.person().says("Hallo")
        assert len(await second) == 1


async def test_polling_beside_a_webhook_is_refused(town, bot, hook):
    poll = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.05)
    await bot.set_webhook(hook.url)
    with pytest.raises(Conflict, match="terminated by setWebhook"):
        await poll
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_only_the_kinds_that_were_asked_for(town, bot):
    ann = town.person(started=True)
    group = town.group("Lusan", ann, town.bot)
    group.promote(town.bot)
    await bot.get_updates(offset=-1, allowed_updates=["message", "chat_member"])
    town.updates.drop_all()
    await ann.blocks()
    await ann.unblocks()
    group.add(town.person())
    kinds = [set(update.to_dict()) - {"update_id"} for update in await bot.get_updates()]
    assert kinds == [{"chat_member"}, {"message"}]
    await bot.get_updates(offset=-1, allowed_updates=[])
    town.updates.drop_all()
    group.add(town.person())
    assert [update.message is not None for update in await bot.get_updates()] == [True]


async def test_old_updates_are_forgotten(town, bot):
    ann = town.person(started=True)
    await ann.says("alt")
    await ann.forges_press("v1:yes")
    town.clock.advance(151)
    assert [update.message.text for update in await bot.get_updates()] == ["alt"]
    town.clock.advance(24 * 3600)
    assert await bot.get_updates() == ()
    assert town.updates.expired == 2


async def test_ids_may_fall_after_an_idle_week(town, bot):
    ann = town.person()
    await ann.says("vorher")
    (high,) = await ids(bot)
    assert await ids(bot, offset=high + 1) == []
    town.clock.advance(8 * 24 * 3600)
    town.updates.start_again_at(12_345)
    await ann.says("nachher")
    assert await ids(bot, offset=high + 1) == [12_345]
    assert await ids(bot, offset=12_346) == []


async def test_malformed_and_repeated_updates(town, ask):
    bad = {"message": {"message_id": "x", "chat": [], "date": 10**18}}
    number = town.offer(bad)
    town.offer({"update_id": number, **bad})
    town.offer({"update_id": number, "strange": None})
    status, answer = await ask("getUpdates")
    assert status == 200
    assert [update["update_id"] for update in answer["result"]] == [number] * 3
    assert answer["result"][0]["message"]["date"] == 10**18
    assert (await ask("getUpdates", offset=number + 1))[1]["result"] == []


async def test_the_webhook_gets_updates_with_its_secret(town, bot, hook):
    await town.person().says("vorher")
    await bot.set_webhook(hook.url, secret_token="Ge-ra_1")
    await town.person().says("nachher")
    assert len(await hook.gets(2)) == 2
    assert hook.secrets == {"Ge-ra_1"}
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.max_connections) == (hook.url, 0, 40)


async def test_what_the_webhook_does_not_take_comes_again(town, bot, hook):
    town.clock.stop()
    ann, ben = town.person(), town.person()
    await ann.says("eins")
    await ann.says("zwei")
    await ben.says("drei")
    first, second, third = (await ids(bot))[:3]
    hook.statuses[first] = [500, 503, 500]
    await bot.set_webhook(hook.url)
    assert sorted(await hook.gets(3)) == [first, first, third]
    await asyncio.sleep(0.05)
    assert len(hook.got) == 3
    assert "Wrong response from the webhook: 503" in (await bot.get_webhook_info()).last_error_message
    town.clock.advance(2)
    await hook.gets(4)
    await asyncio.sleep(0.05)
    town.clock.advance(3.9)
    await asyncio.sleep(0.05)
    assert hook.got.count(first) == 3
    town.clock.advance(0.1)
    await town.webhook.settled()
    assert hook.got[-2:] == [first, second]
    assert len(town.updates) == 0


async def test_a_press_does_not_wait_for_the_chat(town, bot, hook):
    town.clock.stop()
    ann = town.person(started=True)
    await ann.says("eins")
    await ann.forges_press("v1:yes")
    message, press = await ids(bot)
    hook.statuses[message] = [500] * 9
    await bot.set_webhook(hook.url)
    await hook.gets(3)
    assert set(hook.got) == {message, press}


async def test_repeats_can_be_hurried(town, bot, hook):
    town.webhook.speed = 1000
    await town.person().says("eins")
    (first,) = await ids(bot)
    hook.statuses[first] = [500] * 6
    await bot.set_webhook(hook.url)
    await town.webhook.settled()
    assert hook.got == [first] * 7
    assert [attempt.status for attempt in town.webhook.attempts] == [500] * 6 + [200]


async def test_no_more_connections_than_agreed(town, bot, hook):
    hook.patience = 0.02
    for _ in range(10):
        await town.person().says("Hallo")
    await bot.set_webhook(hook.url, max_connections=3)
    await hook.gets(10)
    assert hook.most_at_once == 3


async def test_a_webhook_may_answer_with_a_call(town, bot, hook):
    ann = town.person()
    hook.say = {"method": "sendMessage", "chat_id": ann.id, "text": "Guten Tag"}
    await bot.set_webhook(hook.url)
    await ann.says("Hallo")
    assert await ann.hears() == ["Guten Tag"]


async def test_a_webhook_that_nobody_answers(town, bot):
    town.webhook.speed = 1000
    await bot.set_webhook("http://127.0.0.1:9/telegram/webhook")
    await town.person().says("Hallo")
    await asyncio.sleep(0.1)
    assert (await bot.get_webhook_info()).last_error_message == "Connection refused"
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_webhooks_that_are_refused(ask):
    for values, reason in (
        ({"url": "nowhere"}, "invalid webhook URL specified"),
        ({"url": "https://gera.de", "secret_token": "x" * 257}, "secret token is too long"),
        ({"url": "https://gera.de", "secret_token": "geheim!"}, "secret token contains unallowed characters"),
    ):
        status, answer = await ask("setWebhook", **values)
        assert (status, answer["description"]) == (400, f"Bad Request: {reason}")


async def test_webhooks_need_https_unless_allowed():
    async with FakeTelegram() as town, Bot(town.token, base_url=f"{town.url}/bot") as bot:
        with pytest.raises(BadRequest, match="an https url must be provided"):
            await bot.set_webhook("http://gera.de/")
        with pytest.raises(BadRequest, match="ports 80, 88, 443 or 8443"):
            await bot.set_webhook("https://gera.de:8000/")


async def test_setting_a_webhook_twice(ask, hook):
    assert (await ask("setWebhook", url=hook.url))[1]["description"] == "Webhook was set"
    assert (await ask("setWebhook", url=hook.url))[1]["description"] == "Webhook is already set"
    assert (await ask("deleteWebhook"))[1]["description"] == "Webhook was deleted"
    assert (await ask("setWebhook", url=""))[1]["description"] == "Webhook is already deleted"


async def test_what_waits_is_as_it_was(town, ask):
    ann = town.person()
    said = await ann.says("vorher")
    await ann.edits("nachher", said)
    _, answer = await ask("getUpdates")
    assert answer["result"][0]["message"]["text"] == "vorher"
    assert answer["result"][1]["edited_message"]["text"] == "nachher"
