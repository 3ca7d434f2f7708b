"""The chat's addresses over HTTP, on both databases: what is taken, heard, confirmed and forgotten."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.answering.answers import Answers
from bot.conversation.guard import LONGEST
from knowledge.entries import Language
from tests.web.caller import Caller
from tests.web.site import Site

ADDRESSES = ["/chat/messages", "/chat/seen", "/chat/forget"]
ID = "0e8b1c64-8f6b-4f0e-9d0e-3f1f8f0c4a11"


@pytest.fixture
async def bob(site: Site) -> AsyncIterator[Caller]:
    async with Caller(site.url) as caller:
        await caller.opens_the_page()
        yield caller


async def test_a_question_is_answered_over_the_line(ann: Caller):
    assert await ann.says("was ist aus den solar bänken geworden") == 202
    [heard] = await ann.hears()
    notice, answer = heard.replies
    assert "Programm" in notice["text"]
    assert "Solarb" in answer["title"]
    assert answer["links"]
    assert answer["note"].startswith("Geprüft am ")
    assert answer["buttons"]


async def test_a_pressed_button_is_answered(ann: Caller):
    assert await ann.presses("1:entry:solar-benches") == 202
    [heard] = await ann.hears()
    assert "Solarbänke" in heard.text


async def test_a_reply_comes_on_an_open_line_at_once(ann: Caller):
    listening = asyncio.create_task(ann.hears())
    await asyncio.sleep(0.2)
    await ann.says("/hilfe")
    async with asyncio.timeout(1.5):  # well before the line would look again by itself
        [heard] = await listening
    assert "/datenschutz" in heard.text


async def test_what_was_not_confirmed_comes_again_and_what_was_does_not(ann: Caller):
    await ann.says("/hilfe")
    await ann.says("/kontakt")
    first, second = await ann.hears(2)
    assert await ann.hears(2) == [first, second]
    assert await ann.posts("/chat/seen", {"upto": first.number}) == 204
    assert await ann.hears() == [second]
    assert await ann.posts("/chat/seen", {"upto": second.number}) == 204
    assert await ann.hears_nothing()


async def test_a_message_sent_twice_is_taken_once(ann: Caller, site: Site):
    assert [await ann.says("/hilfe", id=ID) for _ in range(3)] == [202, 202, 202]
    assert await asyncio.gather(*(ann.says("/hilfe", id=ID) for _ in range(5))) == [202] * 5
    assert await site.count_messages() == 1


async def test_two_people_may_use_the_same_id(ann: Caller, bob: Caller, site: Site):
    assert await ann.says("/hilfe", id=ID) == 202
    assert await bob.says("/kontakt", id=ID) == 202
    assert await site.count_messages() == 2
    assert "smartcity@gera.de" in (await bob.hears())[0].text


async def test_nobody_hears_or_confirms_what_is_for_another(ann: Caller, bob: Caller):
    await ann.says("/hilfe")
    [heard] = await ann.hears()
    assert await bob.hears_nothing()
    assert await bob.posts("/chat/seen", {"upto": heard.number}) == 204
    assert await ann.hears() == [heard]


async def test_whoever_forgets_another_forgets_only_themselves(ann: Caller, bob: Caller, site: Site):
    await ann.says("/sprache english")
    await bob.says("/sprache einfach")
    assert await bob.posts("/chat/forget", {}) == 204
    assert [person.language for person in await site.people()] == [Language.ENGLISH]


async def test_forgetting_leaves_nothing_and_makes_a_stranger(ann: Caller, site: Site):
    await ann.says("was ist aus den solar bänken geworden")
    before = ann.cookie
    assert await ann.posts("/chat/forget", {}) == 204
    assert await site.people() == []
    assert await site.count_messages() == 0
    assert ann.cookie
    assert ann.cookie != before
    assert await ann.hears_nothing()


async def test_the_line_survives_a_restart_with_what_was_not_heard(ann: Caller, site: Site):
    await ann.says("/hilfe")
    await site.restart()
    [heard] = await ann.hears()
    assert "/datenschutz" in heard.text


async def test_the_database_holds_no_cookie(ann: Caller, site: Site):
    await ann.says("/hilfe")
    [person] = await site.people()
    assert ann.cookie
    assert ann.cookie not in person.address
    assert person.address.startswith("browser:")


async def test_the_cookie_is_only_for_the_chat_and_no_script(site: Site):
    async with aiohttp.ClientSession(site.url) as session, session.get("/chat") as answer:
        cookie = answer.headers["Set-Cookie"].lower()
    for part in ("httponly", "samesite=lax", "path=/chat", "max-age=7776000"):
        assert part in cookie
    async with (
        aiohttp.ClientSession(site.url) as session,
        session.get("/chat", headers={"X-Forwarded-Proto": "https"}) as answer,
    ):
        assert "secure" in answer.headers["Set-Cookie"].lower()


async def test_a_visit_keeps_the_cookie_and_a_strange_one_is_replaced(ann: Caller, site: Site):
    before = ann.cookie
    await ann.opens_the_page()
    assert ann.cookie == before
    async with aiohttp.ClientSession(site.url) as session, session.get("/chat", headers={"Cookie": "chat=x"}) as answer:
        assert "chat=x;" not in answer.headers["Set-Cookie"]


@pytest.mark.parametrize(
    "button", ["", "1:entry:nothing-of-ours", "0:old:one", "1:language:xx", "1:topic:../../etc", "🙂"]
)
async def test_a_button_of_nobody_is_answered_kindly(ann: Caller, button: str):
    assert await ann.presses(button) == 202
    [heard] = await ann.hears()
    assert heard.text.strip()


@pytest.mark.parametrize("last", ["17", "-1", "abc", "9" * 5000, "²"])
async def test_a_strange_last_event_does_no_harm(ann: Caller, last: str):
    await ann.says("/hilfe")
    async with ann.session.get("/chat/events", headers={"Last-Event-ID": last}) as line:
        assert line.status == 200
        assert (await line.content.readline()).startswith(b"id:")


async def test_the_longest_message_is_taken_even_if_json_swells_it(ann: Caller):
    assert await ann.says("\u0001" * LONGEST) == 202
    assert await ann.says("🙂" * (LONGEST // 2)) == 202  # the page counts as Telegram does: UTF-16


@pytest.mark.parametrize(
    ("wishes", "language", "title"),
    [
        ("de-DE,de;q=0.9,en;q=0.8", "de", "Assistenz der Stadt Gera"),
        ("en-GB,en;q=0.9", "en", "Assistant of the city of Gera"),
        ("uk,en;q=0.7", "en", "Assistant of the city of Gera"),
        ("uk", "de", "Assistenz der Stadt Gera"),
        ("", "de", "Assistenz der Stadt Gera"),
        ("*;q=" + "9" * 999, "de", "Assistenz der Stadt Gera"),
    ],
)
async def test_the_page_speaks_the_language_of_the_browser(site: Site, wishes: str, language: str, title: str):
    async with Caller(site.url, language=wishes) as caller:
        page = await caller.opens_the_page()
    assert f'<html lang="{language}"' in page
    assert f"<title>{title}" in page


async def test_the_page_speaks_the_language_that_was_chosen(ann: Caller):
    await ann.says("/sprache english")
    [heard] = await ann.hears()
    assert heard.language == "en"
    assert '<html lang="en"' in await ann.opens_the_page()
    async with ann.session.get("/chat/words") as answer:
        labels = await answer.json()
    assert (labels["language"], labels["words"]["page.send"]) == ("en", "Send")
    await ann.says("/einfach")
    page = await ann.opens_the_page()
    assert '<html lang="de" data-language="de-simple"' in page


async def test_an_answer_says_in_which_language_it_is(ann: Caller):
    await ann.says("what happened to the solar benches")
    [heard] = await ann.hears()
    assert [reply["lang"] for reply in heard.replies] == ["de", "en"]
    assert heard.language == "de"


async def test_every_curated_text_is_recognised_in_its_language(answers: Answers):
    from bot.web.chat import _marked

    wrong = [
        (entry.id, language)
        for entry in answers.library.entries.values()
        for language, variant in entry.variants.items()
        if _marked({"title": variant.title, "text": variant.text})["lang"] != language.partition("-")[0]
    ]
    assert wrong == []


async def test_the_page_is_shown_while_the_database_is_away(ann: Caller, site: Site, monkeypatch: pytest.MonkeyPatch):
    from storage.database import Database
    from storage.errors import Unreachable

    def away(_: Database) -> Any:
        raise Unreachable("away")

    monkeypatch.setattr(Database, "reading", away)
    monkeypatch.setattr(Database, "writing", away)
    assert "Assistenz der Stadt Gera" in await ann.opens_the_page()
    with capture_logs() as lines:
        for address in ADDRESSES:
            assert await ann.posts(address, {"id": str(uuid.uuid4()), "text": "Hallo", "upto": 1}) == 503
    waits = [line for line in lines if line["event"] == "request_waits"]
    assert [line["path"] for line in waits] == ADDRESSES
    assert all(line["log_level"] == "warning" and line["error"] for line in waits)
    assert await ann.hears_nothing()
    monkeypatch.undo()
    assert await ann.says("/hilfe") == 202
    assert await ann.hears()


async def test_a_closed_line_leaves_no_trace_in_the_process(ann: Caller, site: Site):
    assert site._app
    assert site._app.web.browser
    lines = site._app.web.browser.lines
    await ann.says("/hilfe")
    assert not len(lines)
    await ann.hears()
    for _ in range(100):
        if not len(lines):
            break
        await asyncio.sleep(0.05)
    assert not len(lines)
    assert not lines._lines


async def test_the_texts_in_the_page_are_data_and_nothing_else(ann: Caller):
    page = await ann.opens_the_page()
    data = page.partition('<script type="application/json" id="words">')[2].partition("</script>")[0]
    assert json.loads(data)["page.send"] == "Senden"
    assert page.count("<script") == 2
    assert "style=" not in page
    assert " on" not in "".join(part for part in page.split("<")[1:] if part.startswith("button"))
