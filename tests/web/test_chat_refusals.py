"""What the chat's addresses refuse, with which status, and that it changes nothing."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.answering.answers import Answers
from bot.conversation.guard import LONGEST
from tests.web.caller import Caller
from tests.web.site import Site

ADDRESSES = ["/chat/messages", "/chat/seen", "/chat/forget"]
ID = "0e8b1c64-8f6b-4f0e-9d0e-3f1f8f0c4a11"


@pytest.fixture(scope="module")
async def site(answers: Answers, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    """One for all of these tests: none of them may leave anything behind."""
    folder = tmp_path_factory.mktemp("refusals")
    site = Site(f"sqlite+aiosqlite:///{folder / 'city.sqlite3'}", answers, folder)
    await site.open()
    yield site
    await site.close()


@pytest.fixture
async def ann(site: Site) -> AsyncIterator[Caller]:
    """Somebody who asked something and has not seen the answer. Nothing of that may change."""
    async with Caller(site.url) as caller:
        await caller.opens_the_page()
        await caller.says("/hilfe")
        before = (await site.count_messages(), await site.waiting(), len(await site.people()))
        yield caller
        assert (await site.count_messages(), await site.waiting(), len(await site.people())) == before


@pytest.mark.parametrize("address", ADDRESSES)
async def test_without_a_cookie_nothing_is_taken(site: Site, address: str):
    async with Caller(site.url) as stranger:
        assert await stranger.posts(address, {"id": ID, "text": "Hallo", "upto": 1}) == 401
        async with stranger.session.get("/chat/events") as line:
            assert line.status == 401


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{}", "text/plain", 415),
        (b"id=1&text=Hallo", "application/x-www-form-urlencoded", 415),
        (b"{}", "", 415),
        (b"", "application/json", 400),
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'"Hallo"', "application/json", 400),
        (b"null", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[" * 30_000, "application/json", 400),
        (b'{"id": "' + b"x" * 50_000 + b'"}', "application/json", 413),
    ],
)
async def test_a_body_that_is_no_json_object_is_refused(
    ann: Caller, site: Site, address: str, body: bytes, kind: str, status: int
):
    assert await ann.posts(address, body=body, kind=kind) == status


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"id": ID},
        {"text": "Hallo"},
        {"id": 17, "text": "Hallo"},
        {"id": "short", "text": "Hallo"},
        {"id": "x" * 65, "text": "Hallo"},
        {"id": "with spaces and \n", "text": "Hallo"},
        {"id": "b\u0000b-b\u0000b-bbb", "text": "Hallo"},
        {"id": "\ud83d" * 10, "text": "Hallo"},
        {"id": None, "text": "Hallo"},
        {"id": [ID], "text": "Hallo"},
        {"id": ID, "text": ""},
        {"id": ID, "text": "  \n "},
        {"id": ID, "text": 17},
        {"id": ID, "text": None},
        {"id": ID, "text": ["Hallo"]},
        {"id": ID, "text": {"text": "Hallo"}},
        {"id": ID, "text": "x" * (LONGEST + 1)},
        {"id": ID, "button": 17},
        {"id": ID, "button": ["1:topics:"]},
        {"id": ID, "button": "x" * 65},
        {"id": ID, "button": "1:topics:\u0000"},
        {"id": ID, "button": "\ud83d"},
    ],
)
async def test_what_is_no_message_is_refused(ann: Caller, site: Site, data: Any):
    assert await ann.posts("/chat/messages", data) == 400


@pytest.mark.parametrize("upto", [None, "1", 1.5, True, -1, 2**62, [1], {}])
async def test_what_is_no_number_confirms_nothing(ann: Caller, site: Site, upto: Any):
    assert await ann.posts("/chat/seen", {"upto": upto}) == 400


@pytest.mark.parametrize("address", ADDRESSES)
async def test_other_methods_are_refused(ann: Caller, address: str):
    async with ann.session.get(address) as answer:
        assert answer.status == 405
