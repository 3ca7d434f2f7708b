"""The page where room is short: small phones, a phone on its side, very large text. And what must not be lost."""

import pytest
from playwright.async_api import Locator, expect

from tests.web.conftest import Visitor
from tests.web.site import Site
from tests.web.visit import Visit

pytestmark = pytest.mark.browser

QUESTION = "was ist aus den solar bänken geworden"
LARGEST = "localStorage.setItem('text-size', 'largest')"
PHONE = {"width": 320, "height": 640}


async def arrives(visitor: Visitor, *, largest: bool = False, **profile: object) -> Visit:
    """A resident who was welcomed, perhaps with the largest text chosen earlier."""
    visit = await visitor("/health", **profile)
    if largest:
        await visit.page.evaluate(LARGEST)
    await visit.page.goto(visit.site.url + "/chat")
    await visit.hears("Guten Tag")
    return visit


async def box(element: Locator) -> dict[str, float]:
    found = await element.bounding_box()
    assert found
    return {**found, "bottom": found["y"] + found["height"], "right": found["x"] + found["width"]}


async def at_rest(visit: Visit) -> None:
    """Wait until the view has stopped moving."""
    still = """() => new Promise((done) => {
        let last = -1, same = 0;
        const look = () => {
          same = scrollY === last ? same + 1 : 0;
          last = scrollY;
          same > 12 ? done() : requestAnimationFrame(look);
        };
        look();
    })"""
    await visit.page.evaluate(still)


@pytest.mark.parametrize(("largest", "chrome"), [(False, 0.3), (True, 0.4)], ids=["usual", "largest"])
async def test_on_a_small_phone_most_of_the_screen_is_for_the_welcome(visitor: Visitor, largest: bool, chrome: float):
    visit = await arrives(visitor, largest=largest, viewport=PHONE)
    header, composer = await box(visit.page.locator("header")), await box(visit.page.locator("#composer"))
    assert header["height"] + composer["height"] <= chrome * PHONE["height"]
    assert composer["bottom"] == PHONE["height"]
    start = await box(visit.replies.first.locator("p").nth(1))
    assert header["bottom"] <= start["y"]
    assert start["bottom"] <= composer["y"]


async def test_the_largest_text_leaves_room_to_write(visitor: Visitor):
    visit = await arrives(visitor, largest=True, viewport=PHONE)
    assert (await box(visit.field))["width"] >= 200
    send = visit.page.get_by_role("button", name="Senden", exact=True)
    assert min((await box(send))["width"], (await box(send))["height"]) >= 44
    await visit.field.fill(QUESTION)
    await send.click()
    await visit.hears("Geprüft am")


async def test_words_are_parted_with_a_hyphen_but_addresses_never(visitor: Visitor):
    visit = await arrives(visitor, viewport=PHONE)
    await visit.says(QUESTION)
    answer = await visit.hears("Geprüft am")
    for element in (answer.locator("h2"), answer.locator("p").nth(1)):
        assert await visit.style(element, "hyphens") == "auto"
    await visit.says("/kontakt")
    contact = await visit.hears("smartcity@gera.de")
    assert await visit.style(contact.get_by_role("link", name="smartcity@gera.de"), "hyphens") == "manual"


@pytest.mark.parametrize("height", [240, 256, 320, 375])
async def test_in_a_low_window_the_field_stays_at_hand_in_one_line(visitor: Visitor, height: int):
    visit = await arrives(visitor, viewport={"width": 640, "height": height})
    composer = await box(visit.page.locator("#composer"))
    assert composer["bottom"] == height
    assert composer["height"] <= 72
    label = await box(visit.page.locator("label"))
    field = await box(visit.field)
    assert field["y"] <= label["y"] <= label["bottom"] <= field["bottom"]
    await visit.field.fill("Wie")
    assert await visit.style(visit.page.locator("label"), "clipPath") == "inset(50%)"
    await visit.field.fill("Zeile\n" * 9)
    assert (await box(visit.page.locator("#composer")))["height"] <= height / 2


async def test_a_notice_never_fills_a_tiny_window(visitor: Visitor, site: Site):
    visit = await arrives(visitor, viewport={"width": 320, "height": 256})
    composer = visit.page.locator("#composer")
    assert await visit.style(composer, "position") == "sticky"
    await site.close()
    await visit.says("Hallo")
    await expect(visit.status).to_contain_text("Verbindung")
    assert await visit.style(composer, "position") == "static"


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 640}], ids=["phone", "desk"])
async def test_the_menu_is_at_hand_after_a_long_conversation(visitor: Visitor, viewport: dict[str, int]):
    visit = await arrives(visitor, viewport=viewport)
    for _ in range(3):
        await visit.says("/kontakt")
        await visit.hears("smartcity@gera.de")
    await visit.opens("Sprache")
    await visit.page.get_by_role("button", name="English").click()
    await visit.hears("I now answer in English")
    await at_rest(visit)
    header = await box(visit.page.locator("header"))
    assert header["y"] == 0
    assert header["bottom"] <= (await box(visit.own.last))["y"]


async def test_in_a_low_window_the_header_scrolls_away(visitor: Visitor):
    visit = await arrives(visitor, viewport={"width": 568, "height": 320})
    assert await visit.style(visit.page.locator("header"), "position") == "static"


async def test_everything_of_the_header_is_in_one_menu(visitor: Visitor):
    visit = await arrives(visitor, viewport=PHONE)
    opener = visit.page.get_by_role("button", name="Menü")
    await expect(opener).to_have_count(1)
    await expect(visit.page.get_by_role("button", name="Schrift größer")).to_be_hidden()
    await opener.press("Enter")
    for name in ("Schrift größer", "English", "Hilfe und Beispiele", "Gespräch und Daten löschen"):
        button = visit.page.get_by_role("button", name=name)
        await button.scroll_into_view_if_needed()
        await expect(button).to_be_in_viewport()
    await visit.page.keyboard.press("Escape")
    await expect(visit.page.locator("#tools")).to_be_hidden()
    await expect(opener).to_be_focused()


async def test_larger_letters_may_fold_the_header_but_the_pressed_button_stays(visitor: Visitor):
    visit = await arrives(visitor, viewport={"width": 1000, "height": 800})
    largest = visit.page.get_by_role("button", name="Schrift sehr groß")
    await largest.press("Enter")
    await expect(visit.page.locator("#tools:popover-open")).to_be_visible()
    await expect(largest).to_be_focused()
    normal = visit.page.get_by_role("button", name="Schrift normal")
    await normal.press("Enter")
    await expect(visit.page.locator("#tools:popover-open")).to_have_count(0)
    await expect(normal).to_be_focused()


async def test_a_phone_that_is_turned_has_no_menu_left_open(visitor: Visitor):
    visit = await arrives(visitor, viewport=PHONE)
    await visit.opens("Menü")
    await visit.page.set_viewport_size({"width": 1000, "height": 400})
    await expect(visit.page.locator(":popover-open")).to_have_count(0)
    await expect(visit.page.get_by_role("button", name="Schrift größer")).to_be_visible()


@pytest.mark.parametrize("question", [QUESTION, QUESTION + ", " + "die schönen neuen mit dem Strom " * 8])
async def test_an_answer_is_shown_from_its_beginning(visitor: Visitor, question: str):
    visit = await arrives(visitor, viewport={"width": 320, "height": 568})
    await visit.says(question)
    await expect(visit.replies).to_have_count(2)
    await at_rest(visit)
    answer, composer = await box(visit.replies.last), await box(visit.page.locator("#composer"))
    assert (await box(visit.page.locator("header")))["bottom"] <= answer["y"] <= composer["y"] - 100


async def test_as_long_as_it_goes_on_below_there_is_a_step_there(visitor: Visitor):
    visit = await arrives(visitor, viewport={"width": 320, "height": 568})
    await visit.says("was kostet das")
    reply = await visit.hears("Meinen Sie")
    onward = visit.page.locator("#onward")
    await expect(onward).to_be_visible()
    assert min((await box(onward))["width"], (await box(onward))["height"]) >= 44
    last = reply.get_by_role("button").last
    for _ in range(3):
        if await onward.is_visible():
            await onward.click()
            await at_rest(visit)
    await expect(onward).to_be_hidden()
    assert (await box(last))["bottom"] <= (await box(visit.page.locator("#composer")))["y"]
    await last.click()
    await expect(visit.own).to_have_count(2)


async def test_numbers_to_ring_are_buttons(visitor: Visitor):
    visit = await arrives(visitor, viewport=PHONE)
    await visit.says("Hilfe, es brennt bei uns")
    card = await visit.hears("Feuerwehr")
    for number in ("112", "110"):
        link = await box(card.get_by_role("link", name=number))
        assert min(link["width"], link["height"]) >= 44
        assert link["right"] <= PHONE["width"]


async def test_a_draft_survives_a_reload_until_it_is_sent(ann: Visit):
    await ann.field.fill("Was wurde aus\nden Bänken?")
    await ann.reloads()
    await ann.hears("Guten Tag")
    await expect(ann.field).to_have_value("Was wurde aus\nden Bänken?")
    await ann.field.press("Enter")
    await ann.hears("Solarbänke")
    await ann.reloads()
    await ann.hears("Solarbänke")
    await expect(ann.field).to_have_value("")


async def test_a_draft_goes_with_the_conversation_that_is_deleted(ann: Visit):
    await ann.field.fill("Etwas Halbes")
    await ann.opens("Menü")
    await ann.page.get_by_role("button", name="Gespräch und Daten löschen").click()
    await ann.page.get_by_role("button", name="Ja, löschen").click()
    await expect(ann.replies).to_have_count(0)
    await expect(ann.field).to_have_value("")
    assert "Etwas Halbes" not in await ann.page.evaluate("JSON.stringify(sessionStorage)")


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 860}], ids=["phone", "desk"])
async def test_after_a_choice_by_keyboard_one_can_write_on(visitor: Visitor, viewport: dict[str, int]):
    visit = await arrives(visitor, viewport=viewport)
    await visit.opens("Menü")
    await visit.page.get_by_role("button", name="Menschen bei der Stadt").press("Enter")
    await visit.hears("smartcity@gera.de")
    await expect(visit.page.locator(":popover-open")).to_have_count(0)
    await expect(visit.field).to_be_focused()
