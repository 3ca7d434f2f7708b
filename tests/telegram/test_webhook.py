"""Our webhook as Telegram knows it: set again where somebody took it away, and when nothing arrives, health says so."""

import logging

import pytest

from tests.telegram.house import TelegramHouse, a_bot, until

OURS = "http://127.0.0.1:9"
"""Nobody listens there: Telegram's tries are refused."""


@pytest.mark.parametrize("elsewhere", [None, "http://127.0.0.1:10/other"], ids=["removed", "led elsewhere"])
async def test_a_webhook_that_is_no_longer_ours_is_set_again(
    small_house: TelegramHouse, elsewhere, caplog: pytest.LogCaptureFixture
):
    house = small_house
    face = await house.face(webhook=OURS)
    ours = house.town.webhook.address
    async with a_bot(house.town) as other:
        await (other.set_webhook(elsewhere) if elsewhere else other.delete_webhook())
    with caplog.at_level(logging.WARNING):
        await face.look_after_webhook()
        await face.look_after_webhook()
    assert house.town.webhook.address == ours
    assert caplog.text.count("webhook_set_again") == 1
    assert len(house.town.calls("setWebhook")) == (3 if elsewhere else 2)


async def test_when_updates_do_not_arrive_health_says_so_until_they_do(
    small_house: TelegramHouse, caplog: pytest.LogCaptureFixture
):
    house = small_house
    face = await house.face(webhook=OURS)
    await face.look_after_webhook()
    assert face.trouble is None
    with caplog.at_level(logging.INFO):
        await house.town.person().says("Hallo?")
        await until(lambda: house.town.webhook.last_error)
        await face.look_after_webhook()
        assert face.trouble == "Connection refused"
        await face.look_after_webhook()  # no newer failure, but the update still waits there
        assert face.trouble == "Connection refused"
        house.town.updates.waiting.clear()
        await face.look_after_webhook()
        assert face.trouble is None
    ours = [record for record in caplog.records if record.name == "bot.telegram.troubles"]
    assert [record.levelname for record in ours] == ["WARNING", "INFO"]


async def test_what_went_wrong_before_we_came_is_no_news(small_house: TelegramHouse):
    house = small_house
    await house.face(webhook=OURS)
    await house.town.person().says("Hallo?")
    await until(lambda: house.town.webhook.last_error)
    house.town.updates.waiting.clear()
    later = await house.face(webhook=OURS)
    await later.look_after_webhook()
    assert later.trouble is None


async def test_a_revoked_token_is_seen_at_the_next_look(small_house: TelegramHouse):
    face = await small_house.face(webhook=OURS)
    small_house.town.revoke_token()
    await face.look_after_webhook()
    assert face.trouble == "InvalidToken"


async def test_who_polls_has_no_webhook_to_look_after(small_house: TelegramHouse):
    face = await small_house.face()
    await face.look_after_webhook()
    assert small_house.town.calls("getWebhookInfo") == []
