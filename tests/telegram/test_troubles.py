"""Whatever is wrong between us and Telegram stands on the health page, and its beginning and end in the log, once."""

import logging
from datetime import timedelta

import pytest

from bot.telegram.troubles import Troubles
from tests.telegram.house import TelegramHouse, until
from tests.telegram.replies import a_reply, repeat

NOBODY = "http://127.0.0.1:9"
LITTLE = timedelta(seconds=0.3)


def test_one_who_is_well_does_not_hide_that_another_is_not(caplog: pytest.LogCaptureFixture):
    troubles = Troubles()
    sending, receiving = troubles.of("sending"), troubles.of("receiving")
    with caplog.at_level(logging.INFO):
        receiving(None)
        for reason in ("InvalidToken", "NotSent", "InvalidToken"):
            sending(reason)
            receiving(None)
        assert troubles.now == "InvalidToken"
        sending(None)
        sending(None)
    assert troubles.now is None
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]


@pytest.mark.parametrize(
    ("order", "trouble"),
    [
        (lambda town, chat: town.faults.unauthorized(method="sendMessage", chat=chat), "InvalidToken"),
        (lambda town, chat: town.faults.too_many_requests(1, method="sendMessage", chat=chat), "RetryAfter"),
        (lambda town, chat: town.faults.server_error(method="sendMessage", chat=chat), "ServerTrouble"),
        (lambda town, chat: town.faults.cut(method="sendMessage", chat=chat), "NetworkError"),
    ],
    ids=["a refused token", "too many", "502", "cut"],
)
async def test_what_keeps_replies_from_going_out_is_seen_until_they_are_out(
    small_house: TelegramHouse, order, trouble, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    house = small_house
    monkeypatch.setattr("bot.telegram.writing.WRONG_TOKEN", LITTLE)
    ann, bob = house.town.person(started=True), house.town.person(started=True)
    face = await house.face(webhook=NOBODY, question=repeat)
    order(house.town, ann)
    house.town.faults.latency(0.2, method="getMe")
    with caplog.at_level(logging.INFO):
        face._sender.hand_over(await a_reply(house, ann, "eins\nzwei", 1))
        await until(lambda: face.trouble == trouble)
        face._sender.hand_over(await a_reply(house, bob, "drei", 2))
        await until(lambda: len(ann.messages) == 2 and face.trouble is None, 10)
    ours = [record for record in caplog.records if record.name == "bot.telegram.troubles"]
    assert [record.levelname for record in ours] == ["WARNING", "INFO"]
