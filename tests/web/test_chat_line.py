"""The line between page and server is torn in every way: nothing is lost or doubled, and it is said calmly."""

import asyncio

import pytest
from playwright.async_api import Route, expect

from tests.web.conftest import Visitor
from tests.web.site import Site
from tests.web.visit import Visit

pytestmark = pytest.mark.browser

QUESTION = "was ist aus den solar bänken geworden"


async def test_what_was_said_while_the_assistant_restarts_is_answered_once(ann: Visit, site: Site):
    await ann.says(QUESTION)
    await ann.hears("Solarbänke")
    await site.close()
    await ann.says("/kontakt")
    await ann.says("/hilfe")
    await expect(ann.page.locator(".state.unsent")).to_have_text(["Noch nicht gesendet", "Noch nicht gesendet"])
    await expect(ann.status).to_contain_text("Ihre Nachrichten gehen nicht verloren")
    await site.open()
    await ann.hears("/datenschutz – was gespeichert wird")
    await expect(ann.status).to_contain_text("Die Verbindung steht wieder.")
    await expect(ann.page.locator(".state")).to_have_count(0)
    await expect(ann.own).to_have_text([QUESTION, "/kontakt", "/hilfe"])
    await expect(ann.replies).to_have_count(4)
    assert await site.count_messages() == 4
    await site.restart()
    await ann.says("/themen")
    await ann.hears("Pilotprojekte")
    await expect(ann.replies).to_have_count(5)


async def test_what_could_not_be_sent_survives_a_reload(ann: Visit, site: Site):
    await ann.page.route("**/chat/messages", lambda route: route.abort())
    await ann.says("/kontakt")
    await expect(ann.page.locator(".state.unsent")).to_be_visible()
    await ann.page.unroute("**/chat/messages")
    await ann.reloads()
    await ann.hears("smartcity@gera.de")
    await expect(ann.page.locator(".state")).to_have_count(0)
    await expect(ann.own).to_have_text(["/kontakt"])
    assert await site.count_messages() == 2


async def test_a_message_whose_confirmation_was_lost_is_taken_once(ann: Visit, site: Site):
    lost = 0

    async def lose_the_answer(route: Route) -> None:
        nonlocal lost
        lost += 1
        if lost > 2:
            await route.continue_()
            return
        await route.fetch()
        await route.abort()

    await ann.page.route("**/chat/messages", lose_the_answer)
    await ann.says("/kontakt")
    await ann.hears("smartcity@gera.de")
    await expect(ann.page.locator(".state")).to_have_count(0)
    assert lost == 3
    assert await site.count_messages() == 2
    await expect(ann.replies).to_have_count(2)
    await expect(ann.own).to_have_count(1)


@pytest.mark.parametrize("status", [503, 500, 502, 429, 404])
async def test_a_server_that_cannot_now_is_asked_again(ann: Visit, status: int):
    refused = 0

    async def refuse_once(route: Route) -> None:
        nonlocal refused
        refused += 1
        await (route.fulfill(status=status) if refused == 1 else route.continue_())

    await ann.page.route("**/chat/messages", refuse_once)
    await ann.says("/kontakt")
    await ann.hears("smartcity@gera.de")
    assert refused == 2


async def test_a_message_that_is_refused_for_good_is_named_and_blocks_nothing(ann: Visit):
    await ann.page.route("**/chat/messages", lambda route: route.fulfill(status=400), times=1)
    await ann.says("Diese nicht")
    await expect(ann.page.locator(".state.refused")).to_contain_text("nicht angenommen")
    await ann.says("/kontakt")
    await ann.hears("smartcity@gera.de")


async def test_replies_lost_on_the_way_come_again(ann: Visit, site: Site):
    await ann.page.route("**/chat/seen", lambda route: route.abort())
    await ann.says("/kontakt")
    await ann.hears("smartcity@gera.de")
    await site.restart()
    await ann.page.unroute("**/chat/seen")
    await ann.says("/hilfe")
    await ann.hears("/datenschutz")
    await expect(ann.replies).to_have_count(3)
    async with ann.page.expect_request_finished(lambda request: request.url.endswith("/chat/seen")):
        await ann.says("/themen")
    async with asyncio.timeout(5):
        while await site.waiting():  # noqa: ASYNC110 - the database says when
            await asyncio.sleep(0.05)


async def test_a_dead_line_is_noticed_when_no_reply_comes(visitor: Visitor):
    ann = await visitor()
    await ann.hears("Guten Tag")
    held = asyncio.Event()

    async def hold(route: Route) -> None:  # a line that neither answers nor ends, as a phone in a tunnel has it
        if held.is_set():
            await route.continue_()
        else:
            held.set()

    await ann.page.route("**/chat/events", hold)
    await ann.page.evaluate("dispatchEvent(new Event('online'))")  # opens the line anew: into the tunnel
    await held.wait()
    await ann.says("/kontakt")
    await ann.hears("smartcity@gera.de")


async def test_a_cookie_that_got_lost_is_replaced_without_a_word(ann: Visit):
    await ann.context.clear_cookies()
    await ann.says("/kontakt")
    await ann.hears("smartcity@gera.de")


async def test_a_browser_without_cookies_is_told_so(visitor: Visitor):
    ann = await visitor()
    await ann.hears("Guten Tag")

    async def without_cookie(route: Route) -> None:
        await route.fulfill(status=401)

    await ann.page.route("**/chat/messages", without_cookie)
    await ann.says("Hallo")
    await expect(ann.status).to_contain_text("keine Cookies")


async def test_a_hidden_page_keeps_no_line_open(ann: Visit):
    hide = "(hidden) => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });"
    hide += " document.dispatchEvent(new Event('visibilitychange')); }"
    await ann.page.evaluate(hide, True)
    await ann.says("/kontakt")
    await expect(ann.page.locator(".state")).to_have_count(0)
    await asyncio.sleep(0.5)
    await expect(ann.replies).to_have_count(1)
    await ann.page.evaluate(hide, False)
    await ann.hears("smartcity@gera.de")
