"""Every form of the console says in one way what is wrong: above, with the focus and a way to it, and beside it."""

import os
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from storage.staff import Role
from tests.web.access import DESK, PHONE, check
from tests.web.team.desk import Desk
from tests.web.team.test_announcements_journey import press

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("SHOTS")


async def shot(page: Page, name: str, *, full: bool = True) -> None:
    if SHOTS:
        await page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=full)


async def is_told_well(page: Page, fields: int) -> None:
    """The summary has the focus and names each field; a field knows that it is wrong, and its words."""
    alert = page.get_by_role("alert")
    await expect(alert).to_be_focused()
    links = alert.get_by_role("link")
    await expect(links).to_have_count(fields)
    for link in await links.all():
        target = (await link.get_attribute("href") or "").removeprefix("#")
        field = page.locator(f"[id='{target}']")
        await expect(field).to_have_count(1)
        await expect(page.locator(f"[id='{target}-wrong']")).to_have_count(1)
        if await field.evaluate("field => field.matches('input, select, textarea')"):
            await expect(field).to_have_attribute("aria-invalid", "true")
            assert f"{target}-wrong" in (await field.get_attribute("aria-describedby") or "").split()


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
async def test_mistakes_are_told_alike_in_every_form(desk: Desk, viewport: dict[str, int]):
    visit = await desk.signs_in(await desk.member(Role.ADMINISTRATOR, "Leitung"), "/team", viewport=viewport)
    page = visit.page
    for path, button, fields in (
        ("/team/events/new", "Speichern", 2),
        ("/team/events/import", "Ansehen", 1),
        ("/team/contests/new", "Speichern", 2),
        ("/team/idea-words", "Speichern", 2),
        ("/team/people", "Einladung erstellen", 1),
    ):
        await page.goto(desk.site.url + path)
        await press(page, button)
        await is_told_well(page, fields)
        await shot(page, f"form-{path.strip('/').replace('/', '-')}-{viewport['width']}")
        await check(visit)


async def test_a_link_of_the_summary_leads_to_the_field_and_what_was_typed_is_there(desk: Desk):
    page = (await desk.signs_in(await desk.member(Role.EDITOR, "Presse"), "/team/events/new")).page
    await page.get_by_label("Titel (nötig)").fill("Werkstatt")
    await press(page, "Speichern")
    await is_told_well(page, 1)
    await page.get_by_role("alert").get_by_role("link").click()
    await expect(page.locator("#start")).to_be_focused()
    await expect(page.get_by_label("Titel (nötig)")).to_have_value("Werkstatt")
