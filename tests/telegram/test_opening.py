"""The start: Telegram is waited for, and nothing that goes wrong there leaves us deaf."""

import logging

import pytest

from tests.telegram.house import TelegramHouse, until


async def test_a_telegram_that_is_away_at_the_start_is_waited_for(small_house: TelegramHouse):
    house = small_house
    ann = house.town.person()
    house.town.faults.server_error(method="getMe", times=1)
    await ann.says("schon lange")
    face = await house.face(ready=False)
    await until(lambda: face.trouble not in {None, "starting"})
    assert await ann.hears(timeout=8) == ["1. schon lange"]
    assert face.trouble is None


async def test_a_bug_before_the_first_fetch_is_said_and_does_not_end_receiving(
    small_house: TelegramHouse, caplog: pytest.LogCaptureFixture
):
    house = small_house
    ann = house.town.person()
    house.town.faults.empty(200, body='{"ok": true, "result": {}}', method="getMe")
    await ann.says("hört mich jemand?")
    with caplog.at_level(logging.ERROR):
        face = await house.face(ready=False)
        await until(lambda: face.trouble == "TypeError")
        assert await ann.hears(timeout=8) == ["1. hört mich jemand?"]
    assert caplog.text.count("receiving_failed") == 1
    assert face.trouble is None


@pytest.mark.parametrize("bug", ["show_menus", "ReplySender.send_abandoned"])
async def test_a_bug_in_a_comfort_of_the_start_harms_nobody(
    small_house: TelegramHouse, bug, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    async def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(f"bot.telegram.face.{bug}", fails)
    ann = small_house.town.person()
    with caplog.at_level(logging.ERROR):
        await small_house.face()
        await ann.says("weiter")
        assert await ann.hears() == ["1. weiter"]
    assert "ZeroDivisionError" in caplog.text
