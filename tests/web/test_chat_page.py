"""What residents live through on the chat page, in real Chromium against the real assistant."""

import pytest
from playwright.async_api import expect

from bot.conversation.guard import LONGEST
from tests.web.chat_api.test_photos import a_photo
from tests.web.conftest import Visitor
from tests.web.site import Site
from tests.web.visit import Visit

pytestmark = pytest.mark.browser

QUESTION = "was ist aus den solar bänken geworden"


async def test_a_resident_asks_what_became_of_the_solar_benches(ann: Visit):
    await ann.says(QUESTION)
    answer = await ann.hears("Solarbänke")
    await expect(ann.own.last).to_have_text(QUESTION)
    await expect(answer.get_by_role("heading", level=2)).to_contain_text("Solarbänken")
    await expect(answer).to_contain_text("Geprüft am 23. November 2026.")
    source = answer.get_by_role("link", name="Quelle: Stadt Gera").first
    assert (await source.get_attribute("href") or "").startswith("https://")
    assert await source.get_attribute("rel") == "noopener noreferrer"
    assert await source.get_attribute("target") == "_blank"
    await expect(ann.field).to_be_focused()
    await expect(ann.field).to_have_value("")

    await ann.presses("Wo stehen sie?")
    answer = await ann.hears("Oberröppisch")
    await expect(ann.own.last).to_have_text("Wo stehen sie?")
    await expect(answer.locator(".list li")).to_have_count(5)

    shown = await ann.log.inner_text()
    await ann.reloads()
    await ann.hears("Oberröppisch")
    assert await ann.log.inner_text() == shown
    await ann.says("/kontakt")
    await ann.hears("smartcity@gera.de")


async def test_the_welcome_comes_by_itself_and_only_once(ann: Visit, site: Site):
    await expect(ann.replies.last).to_contain_text("Ich bin ein Programm, kein Mensch.")
    await expect(ann.own).to_have_count(0)
    await ann.reloads()
    await ann.hears("Guten Tag")
    assert await site.count_messages() == 1
    await expect(ann.replies).to_have_count(1)


async def test_a_printed_code_opens_its_answer(visitor: Visitor, site: Site):
    ann = await visitor("/chat?start=solar-benches")
    await ann.hears("Solarbänke")
    assert ann.page.url == site.url + "/chat"
    await ann.reloads()
    await ann.hears("Solarbänke")
    assert await site.count_messages() == 1


@pytest.mark.parametrize("code", ["", "%3Cscript%3Ealert(1)%3C/script%3E", "x" * 200, "no-longer-there"])
async def test_a_code_that_leads_nowhere_still_welcomes(visitor: Visitor, code: str):
    ann = await visitor(f"/chat?start={code}")
    await ann.hears("Guten Tag")


async def test_a_second_tab_shows_the_same_conversation(ann: Visit, site: Site):
    await ann.says(QUESTION)
    await ann.hears("Solarbänke")
    second = await ann.another_tab()
    await second.hears("Solarbänke")
    await second.says("/kontakt")
    await second.hears("smartcity@gera.de")
    await expect(ann.own.last).to_have_text("/kontakt")
    await ann.hears("smartcity@gera.de")
    assert await site.count_messages() == 3
    assert await ann.log.inner_text() == await second.log.inner_text()


async def test_the_page_changes_its_language_with_the_person(ann: Visit):
    await ann.page.get_by_role("button", name="Sprache", exact=True).click()
    await ann.page.get_by_role("button", name="English").click()
    await ann.hears("I now answer in English")
    await expect(ann.page.get_by_role("button", name="Send", exact=True)).to_be_visible()
    await expect(ann.page.get_by_role("log", name="Conversation")).to_be_visible()
    await expect(ann.page.locator("html")).to_have_attribute("lang", "en")
    await expect(ann.page).to_have_title("Assistant of the city of Gera · SMARTCity")
    await ann.reloads()
    await expect(ann.page.get_by_role("button", name="Send", exact=True)).to_be_visible()
    await ann.says("/einfach")
    await ann.hears("Ich antworte jetzt in Einfacher Sprache.")
    await expect(ann.page.get_by_role("group", name="Größe der Schrift")).to_be_visible()
    await expect(ann.page.locator("html")).to_have_attribute("data-language", "de-simple")
    await ann.page.get_by_role("button", name="Sprache", exact=True).click()
    await expect(ann.page.locator("[data-speaks='de-simple']")).to_have_attribute("aria-current", "true")


async def test_an_english_answer_on_a_german_page_is_marked_as_english(ann: Visit):
    await ann.says("what happened to the solar benches")
    answer = await ann.hears("solar benches")
    await expect(answer.locator(".bubble")).to_have_attribute("lang", "en")
    await expect(ann.page.locator("html")).to_have_attribute("lang", "de")


async def test_commands_and_addresses_in_a_text_can_be_followed(ann: Visit):
    await ann.says("/kontakt")
    contact = await ann.hears("smartcity@gera.de")
    links = [await link.get_attribute("href") for link in await contact.get_by_role("link").all()]
    assert links == ["mailto:smartcity@gera.de", "https://www.gera.de/smartcity", "tel:115", "tel:112"]
    await ann.says("/hilfe")
    await ann.hears("/datenschutz")
    await ann.presses("/themen")
    await expect(ann.own.last).to_have_text("/themen")
    await ann.hears("Pilotprojekte")


async def test_in_an_emergency_the_number_is_one_tap_away(ann: Visit):
    await ann.says("Hilfe, es brennt bei uns")
    card = await ann.hears("Feuerwehr")
    await expect(card.get_by_role("link", name="112")).to_have_attribute("href", "tel:112")


async def test_the_menu_leads_to_what_everybody_needs(ann: Visit):
    await ann.page.get_by_role("button", name="Menü").click()
    await ann.page.get_by_role("button", name="Was gespeichert wird").click()
    await ann.hears("Verantwortlich ist die Stadt Gera")
    await expect(ann.own.last).to_have_text("Was gespeichert wird")
    await expect(ann.page.locator("#menu")).to_be_hidden()


async def choose_a_photo(ann: Visit, data: bytes) -> None:
    await ann.opens("Menü")
    async with ann.page.expect_file_chooser() as choosing:
        await ann.page.get_by_role("button", name="Foto senden").click()
    await (await choosing.value).set_files({"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": data})


async def test_a_photo_goes_with_what_stands_in_the_field(ann: Visit):
    await ann.field.fill("Hier ist es dunkel")
    await choose_a_photo(ann, a_photo())
    await expect(ann.own.last).to_have_text("Ein Foto\nHier ist es dunkel")
    await expect(ann.field).to_have_value("")
    await expect(ann.page.locator("#menu")).to_be_hidden()


async def test_what_is_no_photo_is_said_and_the_words_stay(ann: Visit):
    await ann.field.fill("Hier ist es dunkel")
    await choose_a_photo(ann, b"no photo")
    await expect(ann.page.locator("#status")).to_contain_text("lässt sich nicht lesen")
    await expect(ann.field).to_have_value("Hier ist es dunkel")
    await expect(ann.own).to_have_count(0)


async def test_a_double_click_is_one_wish(ann: Visit, site: Site):
    await ann.log.get_by_role("button", name="Alle Themen").dblclick()
    await ann.hears("Pilotprojekte")
    await expect(ann.own).to_have_count(1)
    assert await site.count_messages() == 2


async def test_the_length_of_a_message_is_named_before_it_is_sent(ann: Visit, site: Site):
    await ann.field.fill("x" * 3600)
    await expect(ann.page.locator("#length")).to_have_text("3.600 von 4.096 Zeichen")
    await ann.field.fill("x" * (LONGEST + 1))
    await expect(ann.page.get_by_role("alert")).to_contain_text("Höchstens 4.096 sind möglich")
    await expect(ann.field).to_have_attribute("aria-invalid", "true")
    await ann.field.press("Enter")
    await expect(ann.own).to_have_count(0)
    assert len(await ann.field.input_value()) == LONGEST + 1
    await ann.field.fill("ä" * LONGEST)
    await expect(ann.page.get_by_role("alert")).to_be_empty()
    await ann.field.press("Enter")
    await expect(ann.own).to_have_count(1)
    await expect(ann.replies).to_have_count(2)
    assert await site.count_messages() == 2


async def test_an_empty_message_is_not_sent(ann: Visit, site: Site):
    await ann.says("   ")
    await expect(ann.page.get_by_role("alert")).to_have_text("Bitte schreiben Sie zuerst Ihre Frage.")
    assert await site.count_messages() == 1


async def test_lines_and_blanks_stay_as_they_were_typed(ann: Visit):
    await ann.field.press_sequentially("eins")
    await ann.field.press("Shift+Enter")
    await ann.field.press_sequentially("  zwei")
    await ann.field.press("Enter")
    await expect(ann.own).to_have_count(1)
    assert await ann.own.text_content() == "eins\n  zwei"
    assert await ann.style(ann.own, "whiteSpace") == "pre-wrap"


async def test_the_conversation_is_deleted_after_one_question(ann: Visit, site: Site):
    second = await ann.another_tab()
    await second.hears("Guten Tag")
    await ann.page.bring_to_front()
    await ann.says("/sprache english")
    await ann.hears("I now answer in English")
    await ann.page.get_by_role("button", name="Menu").click()
    await ann.page.get_by_role("button", name="Delete conversation").click()
    await ann.page.get_by_role("button", name="No, keep it").click()
    await expect(ann.own).to_have_count(1)
    assert len(await site.people()) == 1

    await ann.page.get_by_role("button", name="Menu").click()
    await ann.page.get_by_role("button", name="Delete conversation").click()
    await ann.page.get_by_role("button", name="Yes, delete").click()
    await expect(ann.replies).to_have_count(0)
    await expect(second.replies).to_have_count(0)
    await expect(ann.status).to_have_text("Das Gespräch ist gelöscht.")  # the choice of English is forgotten too
    assert await site.people() == []
    assert await site.count_messages() == 0
    await ann.reloads()
    await expect(ann.page.get_by_role("button", name="Neues Gespräch beginnen")).to_be_visible()
    assert await site.people() == []
    ann.heard = 0
    await ann.page.get_by_role("button", name="Neues Gespräch beginnen").click()
    await ann.hears("Guten Tag")
    await expect(ann.page.get_by_role("button", name="Neues Gespräch beginnen")).to_have_count(0)


async def test_deleting_that_fails_says_so_and_keeps_everything(ann: Visit, site: Site):
    await ann.says("/kontakt")
    await ann.hears("smartcity@gera.de")
    await ann.page.route("**/chat/forget", lambda route: route.fulfill(status=503))
    await ann.page.get_by_role("button", name="Menü").click()
    await ann.page.get_by_role("button", name="Gespräch und Daten löschen").click()
    await ann.page.get_by_role("button", name="Ja, löschen").click()
    await expect(ann.status).to_contain_text("hat nicht geklappt")
    await expect(ann.replies).to_have_count(2)
    assert len(await site.people()) == 1


async def test_the_text_size_is_kept_on_the_device(ann: Visit):
    before = float((await ann.style(ann.field, "fontSize")).removesuffix("px"))
    assert before >= 18
    await ann.page.get_by_role("button", name="Schrift sehr groß").click()
    assert float((await ann.style(ann.field, "fontSize")).removesuffix("px")) >= 26
    await ann.reloads()
    await expect(ann.page.get_by_role("button", name="Schrift sehr groß")).to_have_attribute("aria-pressed", "true")
    assert float((await ann.style(ann.field, "fontSize")).removesuffix("px")) >= 26


async def test_who_has_no_scripts_is_told_how_to_reach_people(visitor: Visitor):
    ann = await visitor(java_script_enabled=False)
    without = ann.page.locator("noscript .without")
    await expect(without.get_by_role("link", name="smartcity@gera.de")).to_be_visible()
    await expect(without.get_by_role("link", name="Telefon 115")).to_be_visible()
    await expect(ann.field).to_be_hidden()


async def test_a_page_whose_script_does_not_start_shows_the_way_too(visitor: Visitor, site: Site):
    ann = await visitor()
    await ann.page.route("**/static/chat.js", lambda route: route.abort())
    await ann.reloads()
    await expect(ann.page.get_by_role("link", name="smartcity@gera.de")).to_be_visible()


async def test_a_browser_without_random_ids_and_channels_can_chat(visitor: Visitor):
    ann = await visitor("/health")
    await ann.context.add_init_script("delete Crypto.prototype.randomUUID; delete window.BroadcastChannel;")
    await ann.page.goto(ann.site.url + "/chat")
    await ann.hears("Guten Tag")
    await ann.says("/kontakt")
    await ann.hears("smartcity@gera.de")


async def test_a_browser_that_remembers_nothing_can_chat(visitor: Visitor):
    ann = await visitor("/health")
    closed = "{ get() { throw new DOMException('closed', 'SecurityError'); } }"
    await ann.context.add_init_script(
        f"for (const name of ['sessionStorage', 'localStorage']) Object.defineProperty(window, name, {closed});"
    )
    await ann.page.goto(ann.site.url + "/chat")
    await ann.hears("Guten Tag")
    await ann.page.get_by_role("button", name="Schrift größer").click()
    await ann.says("/kontakt")
    await ann.hears("smartcity@gera.de")
