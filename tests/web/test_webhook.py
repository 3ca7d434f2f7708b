"""The webhook behind its secret: nothing that Telegram sends is refused, for it would come again for a day."""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from structlog.testing import capture_logs
from uvicorn import Config, Server

from bot.web.server import listen
from bot.web.webhook import BODY_LIMIT, SECRET_HEADER, Webhook
from storage.errors import Unreachable
from tests.ports import HOST, free_port
from tests.web.caller import Caller

SECRET = "a-secret-of-the-webhook-0001"
ADDRESS = "/telegram/webhook"


class Door:
    """What comes in through the webhook, on a real port."""

    def __init__(self) -> None:
        self.taken: list[Any] = []
        self.error: Exception | None = None
        self.port = free_port()

    async def take(self, update: Any) -> None:
        if self.error:
            raise self.error
        self.taken.append(update)

    async def brings(self, body: bytes | AsyncIterator[bytes], secret: str = SECRET) -> tuple[int, str | None]:
        async with (
            Caller(f"http://{HOST}:{self.port}") as telegram,
            telegram.session.post(
                ADDRESS,
                data=io.BytesIO(body) if isinstance(body, bytes) else body,
                headers={SECRET_HEADER: secret},
            ) as answer,
        ):
            return answer.status, answer.headers.get("Retry-After")


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    door = Door()
    webhook = Webhook(path="/telegram/webhook", secret=SECRET, take=door.take)
    application = Starlette(routes=[Route(ADDRESS, webhook.receive, methods=["POST"])])
    server = Server(Config(application, log_config=None, access_log=False))
    serving = asyncio.create_task(server.serve(sockets=[listen(HOST, door.port)]))
    while not server.started:  # noqa: ASYNC110 - uvicorn calls nobody
        await asyncio.sleep(0.01)
    yield door
    server.should_exit = True
    await serving


async def test_an_update_is_handed_on_as_it_is(door: Door):
    assert await door.brings(b'{"update_id": 5, "message": {}}') == (200, None)
    assert door.taken == [{"update_id": 5, "message": {}}]


@pytest.mark.parametrize(
    "body",
    [
        b'{"update_id": 5, "message": {"text": "cut',
        b'{"update_id" :5, "message": ' + b"[" * 100_000,
        b'{"update_id": 5, "message": \xff}',
        b'{"update_id": 5, "message": "' + b"x" * BODY_LIMIT * 3 + b'"}',
    ],
    ids=["cut", "nested", "no text", "large"],
)
async def test_what_is_no_json_is_handed_on_under_its_number_to_be_parked(door: Door, body: bytes):
    assert await door.brings(body) == (200, None)
    assert door.taken == [{"update_id": 5, "message": "not JSON"}]


@pytest.mark.parametrize("body", [b"", b"{", b"update_id=1&message=x", b'{"\\"update_id\\": 5'])
async def test_what_has_no_number_either_is_handed_on_too(door: Door, body: bytes):
    assert await door.brings(body) == (200, None)
    assert door.taken == ["not JSON"]


async def test_an_update_without_a_length_is_taken(door: Door):
    async def in_parts() -> AsyncIterator[bytes]:
        yield b'{"update_id": 5,'
        yield b' "message": {}}'

    assert await door.brings(in_parts()) == (200, None)
    assert door.taken == [{"update_id": 5, "message": {}}]


@pytest.mark.parametrize("secret", ["", "x", SECRET[:-1], SECRET.upper()])
@pytest.mark.parametrize("body", [b"{}", b"{"])
async def test_without_the_secret_nothing_is_taken(door: Door, secret: str, body: bytes):
    assert (await door.brings(body, secret))[0] == 403
    assert door.taken == []


@pytest.mark.parametrize("error", [Unreachable("disk full"), TimeoutError("no room")])
async def test_what_cannot_be_taken_now_shall_come_again_and_is_logged(door: Door, error: Exception):
    door.error = error
    with capture_logs() as lines:
        assert await door.brings(json.dumps({"update_id": 5}).encode()) == (503, "2")
    (line,) = lines
    assert (line["event"], line["log_level"], line["error"]) == ("update_waits", "warning", str(error))
