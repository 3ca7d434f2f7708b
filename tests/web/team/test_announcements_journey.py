"""Journey S4 in the console: written in one browser, released in another, once at everybody, corrected, reported."""

import io
import re

import pytest
from PIL import Image
from playwright.async_api import Page, expect

from storage.deliveries import State
from storage.staff import Role
from tests.web.team.desk import CONSOLE, Desk

pytestmark = pytest.mark.browser


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).click()


def picture(size=(900, 500)) -> dict:
    drawn = io.BytesIO()
    Image.new("RGB", size, "teal").save(drawn, "PNG")
    return {"name": "platz.png", "mimeType": "image/png", "buffer": drawn.getvalue()}


async def test_written_by_one_released_by_another_once_at_everybody_and_corrected(desk: Desk):
    editor, publisher = await desk.member(Role.EDITOR, "Presse"), await desk.member(Role.PUBLISHER, "Leitung")
    germans, english = await desk.residents(28), await desk.residents(2, language="en")
    ann, bea = (await desk.signs_in(editor, CONSOLE)).page, (await desk.signs_in(publisher)).page

    await writes(ann)
    await sees_it_as_people_will(ann)
    await tries_and_asks(ann, desk, editor.address)
    await releases_and_watches(bea, ann, desk)
    assert [await desk.heard(each) for each in germans] == [["Der Workshop ist verlegt.\n\nNeu: Plan"]] * 28
    assert [await desk.heard(each) for each in english] == [["The workshop has moved."]] * 2
    await corrects(ann, bea, desk)
    assert [(await desk.heard(each))[-1] for each in germans] == ["Der Workshop ist verschoben."] * 28
    await fetches_the_report(bea, desk)
    assert await desk.account() == {State.SENT: 30}


async def writes(ann: Page) -> None:
    await press(ann, "Entwurf beginnen")
    text = "Der **Workshop** ist _verlegt_.\n\nNeu: [Plan](https://gera.de/plan)"
    await ann.get_by_label("Deutsch", exact=True).fill(text)
    await ann.get_by_label("Englisch", exact=True).fill("The workshop has moved.")
    await ann.get_by_label("Bilddatei", exact=True).set_input_files(picture())
    await press(ann, "Speichern und ansehen")
    await expect(ann.get_by_role("alert")).to_contain_text("2 Angaben brauchen eine Änderung")
    await expect(ann.locator("#text-de")).to_have_value(text)
    await ann.get_by_label("Bildbeschreibung, Deutsch").fill("Eine grüne Fläche")
    await ann.get_by_label("Bildbeschreibung, Englisch").fill("A green area")
    await ann.get_by_label("Aufschrift").fill("Zum Plan")
    await ann.get_by_label("Adresse").fill("https://www.gera.de/plan")
    await press(ann, "Speichern und ansehen")


async def sees_it_as_people_will(ann: Page) -> None:
    await expect(ann.get_by_role("status")).to_contain_text("Gespeichert")
    message = ann.get_by_role("article", name="Deutsch")
    await expect(message.locator("strong")).to_have_text("Workshop")
    await expect(message.get_by_role("link", name="Plan", exact=True)).to_have_attribute("href", "https://gera.de/plan")
    drawn = "image => image.decode().then(() => image.naturalWidth)"
    assert await message.get_by_role("img").evaluate(drawn) == 900
    await expect(ann.get_by_text("30 Personen, davon")).to_be_visible()


async def tries_and_asks(ann: Page, desk: Desk, address: str) -> None:
    await press(ann, "Probe an mich")
    await press(ann, "Freigabe anfragen")
    await expect(ann.get_by_role("alert")).to_contain_text("noch unterwegs")
    await desk.beats()
    assert "verlegt" in (await desk.heard(address))[0]
    await press(ann, "Freigabe anfragen")
    await expect(ann.get_by_text("Freigeben muss eine zweite Person")).to_be_visible()
    await expect(ann.get_by_role("button", name="Freigeben")).to_have_count(0)


async def releases_and_watches(bea: Page, ann: Page, desk: Desk) -> None:
    await bea.reload()
    await bea.get_by_role("link", name=re.compile("Wartet auf Ihre Freigabe")).click()
    await press(bea, "Freigeben")
    await expect(bea.get_by_text("Noch 60 Sekunden")).to_be_visible()
    await ann.reload()
    await expect(ann.get_by_role("button", name="Stopp")).to_be_visible()
    await desk.beats(seconds=30)
    assert await desk.account() == {}
    desk.site.clock.passes(seconds=31)
    await desk.starts()
    await bea.get_by_role("link", name="Aktualisieren", exact=True).click()
    await expect(bea.get_by_text("0 von 30 erledigt")).to_be_visible()
    await expect(bea.get_by_role("button", name="Anhalten")).to_be_visible()
    await desk.beats(4)
    await desk.beats(2, seconds=6)
    assert (await desk.row()).state == "finished"


async def corrects(ann: Page, bea: Page, desk: Desk) -> None:
    await ann.reload()
    await press(ann, "Berichtigen")
    await ann.get_by_label("Deutsch", exact=True).fill("Der **Workshop** ist _verschoben_.")
    await press(ann, "Speichern und ansehen")
    await expect(ann.locator("del").first).to_contain_text("_verlegt_.")
    await press(ann, "Freigabe anfragen")
    await expect(ann.get_by_role("status")).to_contain_text("angefragt")
    await bea.goto(desk.site.url + "/team")
    await bea.get_by_role("link", name=re.compile("Berichtigung oder Hinweis")).click()
    await press(bea, "Freigeben")
    await expect(bea.get_by_role("status")).to_contain_text("geht jetzt hinaus")
    await desk.beats(4, seconds=3)


async def fetches_the_report(bea: Page, desk: Desk) -> None:
    await bea.goto(desk.site.url + f"{CONSOLE}/1")
    await expect(bea.get_by_text("Zusammen 30 Personen")).to_be_visible()
    await expect(bea.get_by_text("Berichtigung 1: Fertig gesendet").first).to_be_visible()
    async with bea.expect_download() as download:
        await press(bea, "Bericht herunterladen (CSV)")
    assert (await download.value).suggested_filename == "rundruf-1.csv"
    table = (await (await download.value).path()).read_text("utf-8-sig")
    assert "angekommen;30" in table
    await press(bea, "Bericht herunterladen (CSV)")  # the page is as old as the ticket it has used up
    await expect(bea.get_by_role("alert")).to_contain_text("verbraucht")
