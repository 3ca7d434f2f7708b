"""What all browsers together may ask for: writing, open lines, and looks at the database."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from bot.answering.answers import Answers
from storage import receipts
from storage.errors import Unreachable
from tests.web.caller import Caller
from tests.web.site import Site


@pytest.fixture
async def site(
    new_database: str, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Site]:
    """With bounds that a test can meet."""
    monkeypatch.setattr("bot.web.bounds.AT_ONCE", 2)
    monkeypatch.setattr("bot.web.bounds.MOST_WAITING", 3)
    monkeypatch.setattr("bot.web.bounds.LINES_EACH", 2)
    monkeypatch.setattr("bot.web.bounds.MOST_LINES", 4)
    site = Site(new_database, answers, tmp_path)
    await site.open()
    yield site
    await site.close()


@pytest.fixture
async def stranger(site: Site) -> AsyncIterator[Callable[[], Any]]:
    """Brings new people, each with a cookie of their own."""
    async with AsyncExitStack() as stack:

        async def come() -> Caller:
            caller = await stack.enter_async_context(Caller(site.url))
            await caller.opens_the_page()
            return caller

        yield come


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 - what is waited for calls nobody
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("address", ["/chat/messages", "/chat/seen", "/chat/forget"])
async def test_when_too_many_wait_to_write_the_next_is_asked_to_come_again(site: Site, stranger, address: str):
    door = site._app.web.browser.doorway
    people = [await stranger() for _ in range(4)]
    async with AsyncExitStack() as held:
        for _ in range(2):
            await held.enter_async_context(door.passing())
        waiting = [asyncio.create_task(person.says("/hilfe")) for person in people[:3]]
        await until(lambda: door._here == 5)
        data = {"id": "message-1", "text": "/hilfe", "upto": 1}
        async with people[3].session.post(address, json=data) as answer:
            assert answer.status == 503
            assert answer.headers["Retry-After"] == "2"
    assert await asyncio.gather(*waiting) == [202, 202, 202]
    assert await people[3].says("/hilfe") == 202
    assert door._here == 0


async def test_a_body_that_comes_slowly_takes_nobodys_place(site: Site, stranger):
    ann, bob = await stranger(), await stranger()
    go_on = asyncio.Event()

    async def slowly() -> AsyncIterator[bytes]:
        yield b'{"id": "message-1",'
        await go_on.wait()
        yield b' "text": "/hilfe"}'

    headers = {"Content-Type": "application/json"}
    slow = [asyncio.create_task(_status(ann, slowly(), headers)) for _ in range(5)]
    await asyncio.sleep(0.2)
    assert await bob.says("/hilfe") == 202
    go_on.set()
    assert await asyncio.gather(*slow) == [202] * 5


async def _status(caller: Caller, body: AsyncIterator[bytes], headers: dict[str, str]) -> int:
    async with caller.session.post("/chat/messages", data=body, headers=headers) as answer:
        return answer.status


async def test_with_one_line_too_many_of_one_person_the_oldest_ends(site: Site, stranger):
    ann = await stranger()
    lines = site._app.web.browser.lines
    async with AsyncExitStack() as held:
        opened = []
        for number in range(3):
            opened.append(await held.enter_async_context(ann.session.get("/chat/events")))
            await until(lambda number=number: len(lines) == min(number + 1, 2))
        async with asyncio.timeout(5):
            await opened[0].read()  # to its end
        await ann.says("/hilfe")
        async with asyncio.timeout(5):
            for line in opened[1:]:
                assert (await line.content.readline()).startswith(b"id: ")
    await until(lambda: len(lines) == 0)
    assert not lines._lines


async def test_with_too_many_lines_of_all_the_next_is_asked_to_come_again(site: Site, stranger):
    lines = site._app.web.browser.lines
    async with AsyncExitStack() as held:
        for number in range(4):
            await held.enter_async_context((await stranger()).session.get("/chat/events"))
            await until(lambda number=number: len(lines) == number + 1)
        late = await stranger()
        async with late.session.get("/chat/events") as answer:
            assert answer.status == 503
            assert answer.headers["Retry-After"] == "2"
    await until(lambda: len(lines) == 0)
    await late.says("/hilfe")
    assert await late.hears()


async def test_a_quiet_line_looks_again_only_where_another_replica_may_write(
    site: Site, stranger, monkeypatch: pytest.MonkeyPatch
):
    looks: list[str] = []
    look = receipts.waiting_for

    async def counted(session: Any, address: str, after: int) -> Any:
        looks.append(address)
        return await look(session, address, after)

    monkeypatch.setattr("storage.receipts.waiting_for", counted)
    monkeypatch.setattr("bot.web.chat.LOOK_AGAIN", 0.05)
    ann = await stranger()
    assert await ann.hears_nothing(1.0)
    assert (len(looks) == 1) is site._app.database.is_sqlite


async def test_after_a_look_that_failed_the_line_looks_again_soon(
    site: Site, stranger, monkeypatch: pytest.MonkeyPatch
):
    failures = iter([Unreachable("away"), Unreachable("away")])
    look = receipts.waiting_for

    async def away_at_first(session: Any, address: str, after: int) -> Any:
        for failure in failures:
            raise failure
        return await look(session, address, after)

    ann = await stranger()
    await ann.says("/hilfe")
    monkeypatch.setattr("storage.receipts.waiting_for", away_at_first)
    monkeypatch.setattr("bot.web.chat.LOOK_AGAIN", 0.05)
    async with asyncio.timeout(3):
        assert await ann.hears()
