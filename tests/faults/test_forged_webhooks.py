"""Whoever knows not the secret does not speak for Telegram."""

import gzip
import json
import time
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import aiohttp
import pytest

from tests.fakes.telegram import FakeTelegram
from tests.faults.books import Books
from tests.faults.malformed import MESSAGE
from tests.faults.process import SECRET, Assistant, Command, Launcher
from tests.ports import free_port

HEADER = "X-Telegram-Bot-Api-Secret-Token"
COUNT = 200


@pytest.fixture
async def assistant(launcher: Launcher, telegram: FakeTelegram, tmp_path: Path) -> AsyncIterator[Assistant]:
    """It receives by webhook."""
    async with Assistant(launcher, tmp_path, telegram, webhook=True) as assistant:
        await assistant.start()
        yield assistant


@pytest.mark.parametrize("secret", ["", "too-short", "with a blank in the middle"])
async def test_without_a_good_secret_it_does_not_start(secret: str, telegram: FakeTelegram, tmp_path: Path) -> None:
    address = f"http://127.0.0.1:{free_port()}"
    settings = {"webhook_url": address} | ({"webhook_secret": secret} if secret else {})
    async with Assistant(Command(), tmp_path, telegram, **settings) as assistant:
        await assistant.launch()
        assert await assistant.gone() != 0
    assert "GERABOT_WEBHOOK_SECRET" in assistant.printed()
    assert "Traceback" not in assistant.printed()
    assert not telegram.calls("setWebhook")


async def test_a_forged_update_changes_nothing(assistant: Assistant, figure: Callable[[str], None]) -> None:
    books = Books(assistant.database)
    before = books.everything()
    given: list[int] = []
    async with aiohttp.ClientSession() as session:
        for number, (verb, path, headers, body) in enumerate(islice(forgeries(), COUNT)):
            request = session.request(verb, f"{assistant.address}{path % number}", headers=headers, data=body)
            async with request as answer:
                given.append(answer.status)
    figure(f"forged webhooks: {len(given)} tried, {sum(status < 300 for status in given)} accepted")
    assert len(given) == COUNT
    assert {status for status in given if status < 400} == set()
    assert books.everything() == before
    assert not [line for line in assistant.log_lines() if line["level"] in {"error", "critical"}]


async def test_the_true_secret_opens(assistant: Assistant) -> None:
    async with aiohttp.ClientSession() as session:
        body = json.dumps({"update_id": 1, "message": MESSAGE})
        url = f"{assistant.address}/telegram/webhook"
        async with session.post(url, data=body, headers={HEADER: SECRET}) as answer:
            assert answer.status == 200
    assert [receipt.update for receipt in Books(assistant.database).receipts()] == ["telegram:1"]


async def test_whoever_knows_the_secret_is_telegram_and_what_cannot_be_read_is_parked(assistant: Assistant) -> None:
    body = json.dumps({"update_id": 7, "message": MESSAGE}).encode()
    bodies = {gzip.compress(body): {"Content-Encoding": "gzip"}, body[:-9]: {}, b"update_id=1&message=x": {}}
    async with aiohttp.ClientSession() as session:
        for sent, headers in bodies.items():
            url = f"{assistant.address}/telegram/webhook"
            async with session.post(url, data=sent, headers={HEADER: SECRET, **headers}) as answer:
                assert answer.status == 200  # anything else would come again for a day
    books = Books(assistant.database)
    assert len(books.parked()) == 3
    assert "telegram:7" in {row.update for row in books.parked()}
    assert not books.receipts()


async def test_the_answer_s_time_does_not_tell_how_much_of_the_secret_was_right(
    assistant: Assistant, full: bool, figure: Callable[[str], None]
) -> None:
    times: dict[str, list[float]] = {"x" * len(SECRET): [], SECRET[:-1] + "x": []}
    async with aiohttp.ClientSession() as session:
        for _ in range(1_000 if full else 100):
            for secret, taken in times.items():
                began = time.perf_counter()
                async with session.post(f"{assistant.address}/telegram/webhook", headers={HEADER: secret}, data="{}"):
                    taken.append(time.perf_counter() - began)
    nothing_right, nearly_right = (median(taken) for taken in times.values())
    figure(f"forged webhooks: a nearly right secret takes {1000 * (nearly_right - nothing_right):+.3f} ms longer")
    assert abs(nearly_right - nothing_right) < (0.001 if full else 0.005)


def forgeries() -> Iterator[tuple[str, str, Any, bytes]]:
    """Verb, path, headers and body, all ways in turn, each with an update of its own."""
    number = 500
    while True:
        number += 1
        body = json.dumps({"update_id": number, "message": MESSAGE}).encode()
        right = {HEADER: SECRET}
        for headers in (
            {},
            {HEADER: ""},
            {HEADER: "wrong-but-as-long-as-the-true-one-is"},
            {HEADER: SECRET[:-1]},
            {HEADER: f"{SECRET}x"},
            {HEADER: SECRET.upper()},
            {HEADER: f'"{SECRET}"'},
            {HEADER: "ä" * 20},
            {"Authorization": SECRET},
            {"X-Telegram-Bot-Api-Secret": SECRET},
            [(HEADER, SECRET), (HEADER, SECRET)],
            [(HEADER, "wrong"), (HEADER, SECRET)],
        ):
            yield "POST", "/telegram/webhook?%d", headers, body
        for path in ("/telegram/webhook/%d", "/telegram?%d", "/webhook?%d", "/?%d", f"/telegram/webhook/{SECRET}?%d"):
            yield "POST", path, right, body
        for verb in ("GET", "PUT", "PATCH", "DELETE"):
            yield verb, "/telegram/webhook?%d", right, body
