"""What is in no line of any log, whatever goes wrong: the token (threat T12), names, and what people write."""

import io
import logging
from collections.abc import Iterator

import pytest

from bot.logs import WithoutSecrets
from tests.fakes.telegram.town import DEFAULT_TOKEN
from tests.telegram.house import TelegramHouse

NAME, WORDS = "Zacharias", "quittengelee"


@pytest.fixture(params=["INFO", "DEBUG"])
def logged(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """What is logged: as it is at the usual level, blackened at the lowest."""
    handler = logging.StreamHandler(out := io.StringIO())
    if request.param == "DEBUG":
        handler.setFormatter(WithoutSecrets([DEFAULT_TOKEN], colours=False))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(request.param)
    yield out
    root.removeHandler(handler)
    root.setLevel(level)


async def test_nothing_that_goes_wrong_brings_a_secret_into_a_line(
    small_house: TelegramHouse, logged: io.StringIO, request: pytest.FixtureRequest
):
    house = small_house
    zacharias = house.town.person(NAME)
    faults = house.town.faults
    faults.cut(method="getUpdates")
    faults.empty(method="getUpdates", body="<html>")
    faults.refuse(400, "Bad Request: message text is empty", method="sendMessage")
    faults.cut(method="sendMessage", times=2)
    await house.face()
    house.town.offer({"message": {"text": WORDS, "chat": NAME}})
    for number in range(3):
        await zacharias.says(f"{WORDS} {number}")
    await zacharias.hears(timeout=10)
    await house.town.stop()
    seen = logged.getvalue()
    assert "reply_given_up" in seen
    assert "polling_waits" in seen
    assert "update_parked" in seen
    assert DEFAULT_TOKEN not in seen
    if request.node.callspec.params["logged"] == "INFO":
        assert NAME not in seen
        assert WORDS not in seen
