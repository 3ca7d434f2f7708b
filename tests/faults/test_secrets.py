"""The token and the webhook's secret appear nowhere, whatever fails and however much is logged (threat T12)."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import aiohttp
import pytest

from tests.fakes.telegram import FakeTelegram
from tests.faults.malformed import GHOST, malformed
from tests.faults.process import SECRET, Assistant, Command, Launcher, Nest, until
from tests.faults.residents import residents

BUG = "Stolperstein"
PAGES = ("/health", "/chat", "/", "/telegram/webhook", "/nothing", "/static/nothing", "/static/../bot/settings.py")


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_no_secret_is_printed_served_or_stored(
    way: str, telegram: FakeTelegram, launcher: Launcher, full: bool, figure: Callable[[str], None], tmp_path: Path
) -> None:
    webhook = way == "webhook"
    if not (webhook or full):
        pytest.skip("only in the full form: by webhook there is a secret more")
    loud = launcher if isinstance(launcher, Nest) else Command("tests.faults.driver", launcher.kept)
    async with Assistant(loud, tmp_path, telegram, webhook=webhook) as assistant:
        telegram.faults.unauthorized(method="getMe")
        telegram.faults.server_error(method="setMyCommands")
        port = telegram.server.port
        await telegram.stop()
        await assistant.launch(FAULTS_LOG_LEVEL="DEBUG", FAULTS_BUG=BUG)
        await until(lambda: "telegram_unreachable" in assistant.printed(), "connections are refused")
        await telegram.start(port=port)
        await until(assistant.is_ready, "the assistant talks with Telegram")
        await everything_that_can_fail(telegram, webhook=webhook)
        served = "".join([page async for page in pages(assistant)])
        await assistant.stop()

    kept = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
    printed = assistant.printed()
    assert '"level": "debug"' in printed
    assert BUG not in served
    assert "RuntimeError" in printed
    assert "NotSent" in printed
    found = {
        place: sum(text.count(secret) for secret in secrets(telegram))
        for place, text in {"printed": printed, "served": served, "stored": kept.decode("latin-1")}.items()
    }
    figure(f"secrets, {way}: occurrences in {len(printed)} printed letters at DEBUG and elsewhere: {found}")
    assert set(found.values()) == {0}


async def test_a_wrong_secret_is_not_repeated_to_whoever_made_the_mistake(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    wrong = "not a secret, but let us keep it to ourselves"
    token = "123456:not a token"
    settings = {"webhook_url": "https://gera.example", "webhook_secret": wrong, "telegram_token": token}
    async with Assistant(Command(), tmp_path, telegram, **settings) as assistant:
        await assistant.launch()
        assert await assistant.gone() == 1
    assert wrong not in assistant.printed()
    assert token not in assistant.printed()


async def everything_that_can_fail(telegram: FakeTelegram, *, webhook: bool) -> None:
    """Malformed updates, a bug, and all that Telegram may answer to a send."""
    telegram.person("Ghost", id=GHOST, started=True)
    for mutant in malformed(30, seed=2):
        telegram.offer(mutant)
    people = residents(telegram, 8)
    telegram.faults.server_error(method="sendMessage", chat=people[0])
    telegram.faults.cut(method="sendMessage", chat=people[1])
    telegram.faults.empty(method="sendMessage", chat=people[2])
    telegram.faults.refuse(400, "Bad Request: message is not to my liking", method="sendMessage", chat=people[3])
    telegram.faults.forbidden(method="sendMessage", chat=people[4])
    telegram.faults.too_many_requests(1, method="sendMessage", chat=people[5])
    if not webhook:
        telegram.faults.server_error(method="getUpdates")
    for person in people[:-1]:
        await person.says("Was sind Solarbänke?")
    await people[-1].says(BUG)
    await until(lambda: len(telegram.calls("sendMessage")) > len(people), "there were answers", within=20)


def secrets(telegram: FakeTelegram) -> Iterator[str]:
    """What must not be found: the part of the token that is secret, in any spelling, and the webhook's secret."""
    hidden = telegram.token.partition(":")[2]
    yield from (hidden, hidden[::-1], SECRET, json.dumps(SECRET)[1:-1])


async def pages(assistant: Assistant):
    """All that is served, with the headers, also to those who ask wrongly."""
    async with aiohttp.ClientSession() as session:
        for page in PAGES:
            for verb in ("GET", "POST"):
                async with session.request(verb, assistant.address + page, data="{") as answer:
                    yield f"{dict(answer.headers)} {await answer.text()}"
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        async with session.post(f"{assistant.address}/telegram/webhook", data="{", headers=headers) as answer:
            yield f"{dict(answer.headers)} {await answer.text()}"
