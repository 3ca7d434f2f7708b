"""Threat T37: every answer carries the protective headers, errors and files included, and names no other host."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.answering.answers import Answers
from bot.web.server import STATIC
from tests.web.caller import Caller
from tests.web.site import Site

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
}
FILES = sorted(file.name for file in STATIC.iterdir())
SCRIPTS = [file for file in FILES if file.endswith(".js")]


@pytest.fixture
async def ann(answers: Answers, sqlite: str, tmp_path: Path) -> AsyncIterator[Caller]:
    site = Site(sqlite, answers, tmp_path)
    await site.open()
    async with Caller(site.url) as caller:
        await caller.opens_the_page()
        yield caller
    await site.close()


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/", 307),
        ("GET", "/chat", 200),
        ("HEAD", "/chat", 200),
        ("GET", "/chat/words", 200),
        ("GET", "/chat/events", 200),
        ("POST", "/chat/messages", 415),
        ("GET", "/chat/messages", 405),
        ("POST", "/chat/seen", 415),
        ("POST", "/chat/forget", 415),
        ("GET", "/health", 200),
        ("GET", "/static/chat.css", 200),
        ("GET", "/static/chat.js", 200),
        ("GET", "/static/icon.svg", 200),
        ("GET", "/static/../chat.py", 404),
        ("GET", "/static/%2e%2e/chat.py", 404),
        ("GET", "/static/", 404),
        ("GET", "/nowhere", 404),
        ("GET", "/telegram/webhook", 404),
    ],
)
async def test_every_answer_carries_the_headers(ann: Caller, method: str, address: str, status: int):
    async with ann.session.request(method, address, allow_redirects=False) as answer:
        assert answer.status == status
        _check(answer.headers)


async def test_the_answer_to_an_error_of_ours_carries_them_too(ann: Caller, monkeypatch: pytest.MonkeyPatch):
    async def broken(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("bot.web.chat.BrowserFace._texts", broken)
    async with ann.session.get("/chat") as answer:
        assert answer.status == 500
        assert "bug" not in await answer.text()
        _check(answer.headers)


def _check(headers: object) -> None:
    got = {name.lower(): value for name, value in headers.items()}  # type: ignore[attr-defined]
    policy = {part.strip() for part in got["content-security-policy"].split(";")}
    assert policy >= POLICY
    assert not re.search(r"unsafe-|https?:|\*|data:", got["content-security-policy"])
    assert got["x-content-type-options"] == "nosniff"
    assert got["referrer-policy"] == "no-referrer"
    assert got["cross-origin-opener-policy"] == "same-origin"
    assert got["cross-origin-resource-policy"] == "same-origin"
    assert "max-age=" in got["strict-transport-security"]
    assert "geolocation=()" in got["permissions-policy"]
    assert got["cache-control"] in {"no-store", "no-cache"}
    assert "server" not in got


@pytest.mark.parametrize("file", SCRIPTS)
async def test_a_script_is_served_as_a_script(ann: Caller, file: str):
    async with ann.session.get(f"/static/{file}") as answer:
        assert answer.headers["Content-Type"].startswith("text/javascript")


@pytest.mark.parametrize("file", FILES)
def test_no_file_names_another_host_or_reads_markup(file: str):
    text = (STATIC / file).read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"(?:src|href|url\(|import|fetch\()[\s\"'(=]*(?:https?:)?//", text)
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|javascript:", text
    )


async def test_the_page_loads_every_script_early(ann: Caller):
    page = await ann.opens_the_page()
    assert set(re.findall(r'"/static/([a-z]+\.js)"', page)) == set(SCRIPTS) - {"print.js"}  # which prints slips


async def test_a_file_that_did_not_change_is_not_sent_again(ann: Caller):
    async with ann.session.get("/static/chat.css") as answer:
        mark = answer.headers["ETag"]
    async with ann.session.get("/static/chat.css", headers={"If-None-Match": mark}) as answer:
        assert answer.status == 304
