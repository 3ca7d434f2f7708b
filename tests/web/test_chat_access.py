"""Whether everybody can use the page: reliability.md part 5 (X1 to X4, X6, X13), machine-checked in real Chromium."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Locator, expect

from tests.web.access import DESK, PHONE, ZOOMED, check
from tests.web.conftest import Visitor
from tests.web.visit import Visit

pytestmark = pytest.mark.browser


async def welcome(_: Visit) -> None:
    pass


async def answer(visit: Visit) -> None:
    await visit.says("was ist aus den solar bänken geworden")
    await visit.hears("Geprüft am")


async def choices(visit: Visit) -> None:
    await visit.says("was kostet das")
    await visit.hears("Meinen Sie")
    await visit.says("xqzv wrtl")
    await visit.hears("nicht verstanden")


async def lists(visit: Visit) -> None:
    await visit.says("/hilfe")
    await visit.hears("/datenschutz")


async def languages(visit: Visit) -> None:
    await visit.opens("Sprache")
    await expect(visit.page.get_by_role("button", name="English")).to_be_visible()


async def menu(visit: Visit) -> None:
    await visit.page.keyboard.press("Escape")
    await visit.opens("Menü")
    await expect(visit.page.get_by_role("button", name="Gespräch und Daten löschen")).to_be_visible()


async def deleting(visit: Visit) -> None:
    await visit.page.keyboard.press("Escape")
    await menu(visit)
    await visit.page.get_by_role("button", name="Gespräch und Daten löschen").click()
    await expect(visit.page.get_by_role("dialog")).to_be_visible()


async def too_long(visit: Visit) -> None:
    await visit.page.keyboard.press("Escape")
    await visit.field.fill("Wort " * 1000)
    await expect(visit.page.get_by_role("alert")).not_to_be_empty()


async def without_line(visit: Visit) -> None:
    await visit.site.close()
    await visit.says("Hallo")
    await expect(visit.status).to_contain_text("Verbindung")
    await expect(visit.page.locator(".state.unsent")).to_be_visible()


STATES: list[Callable[[Visit], Awaitable[None]]] = [
    welcome, choices, answer, lists, languages, menu, deleting, too_long, without_line
]  # fmt: skip


@pytest.mark.parametrize("viewport", [PHONE, DESK, ZOOMED], ids=["phone", "desk", "zoomed"])
async def test_axe_finds_nothing_in_any_state(visitor: Visitor, viewport: dict[str, int]):
    visit = await visitor(viewport=viewport)
    await visit.hears("Guten Tag")
    for state in STATES:
        await state(visit)
        await check(visit)


@pytest.mark.parametrize("size", ["Schrift größer", "Schrift sehr groß"])
async def test_larger_text_fits_the_smallest_phone(visitor: Visitor, size: str):
    visit = await visitor(viewport=PHONE)
    await visit.hears("Guten Tag")
    await visit.opens("Menü")
    await visit.page.get_by_role("button", name=size).click()
    await visit.page.keyboard.press("Escape")
    for state in (choices, answer, menu):
        await state(visit)
        await check(visit)


async def test_wider_spacing_of_letters_and_lines_breaks_nothing(visitor: Visitor):
    visit = await visitor(viewport=PHONE)
    await visit.hears("Guten Tag")
    await answer(visit)
    spaced = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
    spaced += "p { margin-bottom: 2em !important; }"  # WCAG 1.4.12
    put_on = (
        "(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet] }"
    )
    await visit.page.evaluate(put_on, spaced)
    await check(visit)
    cut = """[...document.querySelectorAll("button:not(.command), .bubble, h1, label")]
        .filter((element) => element.checkVisibility() && element.scrollWidth > element.clientWidth + 1)
        .map((element) => element.textContent)"""
    assert await visit.page.evaluate(cut) == []


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
async def test_everything_to_press_is_large_enough_for_a_finger(visitor: Visitor, viewport: dict[str, int]):
    visit = await visitor(viewport=viewport)
    await visit.hears("Guten Tag")
    await answer(visit)
    await lists(visit)
    await menu(visit)
    pressable = "button:not(p .command), textarea, .sources a"  # links inside a sentence are exempt (WCAG 2.5.8)
    for element in await visit.page.locator(pressable).all():
        if box := await element.bounding_box():
            assert min(box["width"], box["height"]) >= 44, await element.inner_text()


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
async def test_the_keyboard_alone_reaches_everything_and_sees_where_it_is(visitor: Visitor, viewport: dict[str, int]):
    visit = await visitor(viewport=viewport)
    await visit.hears("Guten Tag")
    await answer(visit)
    await visit.reloads()  # the keyboard begins at the top again
    await visit.hears("Geprüft am")
    to_reach = await visit.page.locator("a:visible, button:visible, textarea:visible").count()
    reached: list[Any] = []
    while len(reached) < to_reach:
        await visit.page.keyboard.press("Tab")
        here = visit.page.locator("*:focus")
        reached.append(await here.evaluate("(element) => [...document.querySelectorAll('*')].indexOf(element)"))
        assert await here.evaluate("(element) => element.matches(':focus-visible')")
        assert await visit.style(here, "outlineStyle") != "none"
        assert float((await visit.style(here, "outlineWidth")).removesuffix("px")) >= 3
        await _is_in_sight(here)
    assert reached == sorted(set(reached))  # each once, in the order of reading


async def _is_in_sight(element: Locator) -> None:
    """Neither the header nor the message field covers what has the focus (WCAG 2.4.11)."""
    covered = """(element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        const there = document.elementFromPoint((left + right) / 2, (top + Math.min(bottom, innerHeight)) / 2);
        return !(element === there || element.contains(there) || there?.contains(element));
    }"""
    assert not await element.evaluate(covered), await element.inner_text()


async def test_a_resident_without_a_mouse_has_a_whole_conversation(visitor: Visitor):
    visit = await visitor()
    await visit.hears("Guten Tag")
    keys = visit.page.keyboard
    await keys.press("Tab")
    await expect(visit.page.get_by_role("link", name="Zum Eingabefeld springen")).to_be_focused()
    await keys.press("Enter")
    await expect(visit.field).to_be_focused()
    await keys.type("was ist aus den solar bänken geworden")
    await keys.press("Enter")
    answer = await visit.hears("Geprüft am")
    await expect(visit.field).to_be_focused()
    await keys.press("Shift+Tab")
    await expect(answer.get_by_role("button", name="Alle Themen")).to_be_focused()
    await keys.press("Enter")
    await visit.hears("Pilotprojekte")
    await expect(answer.get_by_role("button", name="Alle Themen")).to_be_focused()

    opener = visit.page.get_by_role("button", name="Menü")
    await opener.focus()
    await keys.press("Enter")
    await expect(visit.page.locator("#menu")).to_be_visible()
    await keys.press("Tab")
    await expect(visit.page.get_by_role("button", name="Alle Themen ansehen")).to_be_focused()
    await keys.press("Escape")
    await expect(visit.page.locator("#menu")).to_be_hidden()
    await expect(opener).to_be_focused()

    await keys.press("Enter")
    await visit.page.get_by_role("button", name="Gespräch und Daten löschen").focus()
    await keys.press("Enter")
    await expect(visit.page.get_by_role("button", name="Nein, behalten")).to_be_focused()
    await keys.press("Escape")
    await expect(visit.page.get_by_role("dialog")).to_be_hidden()
    await expect(opener).to_be_focused()
    await expect(visit.own).to_have_count(2)


async def test_the_page_has_the_landmarks_and_names_that_a_screen_reader_needs(ann: Visit):
    page = ann.page
    await expect(page.get_by_role("heading", level=1)).to_have_text("Assistenz der Stadt Gera · SMARTCity")
    await expect(page.get_by_role("banner")).to_contain_text("Programm, kein Mensch")
    await expect(page.get_by_role("main")).to_be_visible()
    await expect(page.get_by_role("textbox", name="Ihre Frage")).to_be_visible()
    await expect(page.get_by_role("log", name="Gespräch")).to_have_attribute("aria-live", "polite")
    await expect(page.get_by_role("group", name="Schriftgröße")).to_be_visible()
    await expect(page.get_by_role("button", name="Schrift normal")).to_have_attribute("aria-pressed", "true")
    await expect(page.locator("meta[http-equiv=refresh]")).to_have_count(0)


async def test_new_messages_are_read_out_once_and_old_ones_not_again(ann: Visit):
    await ann.context.add_init_script(
        """window.heard = [];
        addEventListener("DOMContentLoaded", () => {
          const log = document.getElementById("log");
          new MutationObserver((changes) => {
            if (log.getAttribute("aria-live") !== "polite") return;
            for (const { addedNodes } of changes) for (const { textContent } of addedNodes) heard.push(textContent);
          }).observe(log, { childList: true });
        });"""
    )
    await ann.says("/kontakt")
    await ann.hears("smartcity@gera.de")
    await ann.reloads()
    await ann.hears("smartcity@gera.de")
    await expect(ann.log).to_have_attribute("aria-live", "polite")
    assert await ann.page.evaluate("heard") == []
    await ann.says("/themen")
    await ann.hears("Pilotprojekte")
    mine, reply = await ann.page.evaluate("heard")
    assert mine.startswith("Sie/themen")
    assert "Pilotprojekte" in reply


async def test_whoever_wants_no_motion_sees_none(visitor: Visitor):
    visit = await visitor(reduced_motion="reduce")
    await visit.hears("Guten Tag")
    await visit.says("/kontakt")
    await visit.hears("smartcity@gera.de")
    moving = "document.getAnimations().filter(({ animationName }) => animationName !== 'late').length"
    assert await visit.page.evaluate(moving) == 0


async def test_with_forced_colours_every_state_is_still_told_apart(visitor: Visitor):
    visit = await visitor(forced_colors="active")
    await visit.hears("Guten Tag")
    await visit.says("/kontakt")
    await visit.hears("smartcity@gera.de")
    pressed = visit.page.get_by_role("button", name="Schrift normal")
    other = visit.page.get_by_role("button", name="Schrift größer")
    assert await visit.style(pressed, "backgroundColor") != await visit.style(other, "backgroundColor")
    assert "underline" in await visit.style(pressed, "textDecorationLine")
    for element in (visit.own.last, visit.page.get_by_role("button", name="Senden")):
        assert await visit.style(element, "borderTopStyle") == "solid"


async def test_colour_is_never_the_only_sign(ann: Visit):
    pressed = ann.page.get_by_role("button", name="Schrift normal")
    assert "underline" in await ann.style(pressed, "textDecorationLine")
    await languages(ann)
    chosen = ann.page.get_by_role("button", name="Deutsch")
    assert await chosen.evaluate("(element) => getComputedStyle(element, '::before').content") != "none"
    await ann.page.keyboard.press("Escape")
    await ann.says("/kontakt")
    reply = await ann.hears("smartcity@gera.de")
    for link in await reply.get_by_role("link").all():
        assert "underline" in await ann.style(link, "textDecorationLine")
