"""Events from a file in the console: looked at first, all mistakes with their rows, then taken as a whole."""

import pytest
from playwright.async_api import expect

from bot.events.event import Status
from storage import events
from storage.staff import Role
from tests.web.team.desk import Desk
from tests.web.team.test_events_console import PATH, press
from tests.web.team.test_pages import PHONE, check

pytestmark = pytest.mark.browser
HEAD = "Art;Titel;Beginn;Zeitzone\n"
GOOD = "Workshop;Werkstatt;14.4.2027 17:30;\nRundgang;Mit dem Rad;15.4.2027 10:00;Europe/Berlin\n"


def file(text: str, name: str = "termine.csv") -> dict:
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}


async def stored(desk: Desk) -> list[tuple[str, str]]:
    async with desk.app.database.reading() as session:
        return [(row.kind, row.status) for row in await events.in_states(session, frozenset(Status))]


async def test_a_file_is_looked_at_and_taken(desk: Desk):
    member = await desk.member(Role.EDITOR, "Beteiligung")
    visit = await desk.signs_in(member, f"{PATH}/import", viewport=PHONE)
    page = visit.page
    await press(page, "Ansehen")
    await expect(page.get_by_role("alert")).to_contain_text("Bitte wählen Sie eine Datei")
    bad = HEAD + GOOD + "Workshop;;31.2.2027;\nWorkshop;Anderswo;14.4.2027 17:30;America/New_York\n"
    await page.locator("#file").set_input_files(file(bad))
    await press(page, "Ansehen")
    await expect(page.get_by_role("alert")).to_contain_text("3 Fehler")
    await expect(page.get_by_text("Zeile 5: Die Zeitzone „America/New_York“")).to_be_visible()
    await expect(page.get_by_role("button", name="Übernehmen")).to_have_count(0)
    await check(visit)
    await page.locator("#file").set_input_files(file(HEAD + GOOD))
    await press(page, "Ansehen")
    await expect(page.get_by_role("heading", name="Neu: 2")).to_be_visible()
    assert await stored(desk) == []
    await check(visit)
    await page.get_by_label("Neue Termine gleich bekanntgeben").check()
    await press(page, "Übernehmen")
    await expect(page.get_by_role("status")).to_contain_text("Neu: 2, geändert: 0, abgesagt: 0")
    assert await stored(desk) == [("workshop", "announced"), ("tour", "announced")]
    await page.locator("#file").set_input_files(file(HEAD + GOOD))
    await press(page, "Ansehen")
    await expect(page.get_by_text("In der Datei steht nichts Neues")).to_be_visible()
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Leere Tabelle herunterladen").click()
    assert (await download.value).suggested_filename == "termine.csv"
