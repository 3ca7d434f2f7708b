"""The console's first page as a new member meets it: a small header on a phone, what there is to do in numbers."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from bot.events import deeds
from storage import questions
from storage.contests import ContestRow
from storage.staff import Role
from tests.events.calendar import an_event
from tests.web.access import DESK, PHONE, check
from tests.web.team.desk import Desk
from tests.web.team.test_forms import shot
from tests.web.team.test_ideas import an_idea

pytestmark = pytest.mark.browser


async def test_on_a_phone_the_header_is_one_row_and_a_button_opens_the_pages(desk: Desk):
    visit = await desk.signs_in(await desk.member(Role.ADMINISTRATOR, "Leitung"), "/team", viewport=PHONE)
    page = visit.page
    header = await page.locator("header").bounding_box()
    assert header
    assert header["height"] < 100
    await shot(page, "phone-closed", full=False)
    await expect(page.get_by_role("link", name="Ideen", exact=True)).to_be_hidden()
    await page.get_by_role("button", name="Menü").click()
    await shot(page, "phone-open", full=False)
    await check(visit)
    for link in await page.get_by_role("navigation").get_by_role("link").all():
        box = await link.bounding_box()
        assert box
        assert min(box["height"], box["width"]) >= 24
    await page.get_by_role("link", name="Ideen", exact=True).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Ideen")


@pytest.mark.parametrize("profile", [{}, {"java_script_enabled": False}], ids=["script", "none"])
async def test_on_a_desk_the_pages_and_the_way_out_are_in_sight(desk: Desk, profile: dict):
    visit = await desk.signs_in(await desk.member(Role.ADMINISTRATOR, "Leitung"), "/team", viewport=DESK, **profile)
    await expect(visit.page.get_by_role("link", name="Protokoll")).to_be_visible()
    await expect(visit.page.get_by_role("button", name="Abmelden")).to_be_visible()
    await expect(visit.page.get_by_role("button", name="Menü")).to_be_hidden()
    await shot(visit.page, f"desk-{len(profile)}")
    if not profile:
        await check(visit)


async def test_without_script_the_menu_of_a_phone_opens_as_well(desk: Desk):
    member = await desk.member(Role.MODERATOR, "Anna")
    visit = await desk.signs_in(member, "/team", viewport=PHONE, java_script_enabled=False)
    await visit.page.get_by_role("button", name="Menü").click()
    await visit.page.get_by_role("link", name="Fragen", exact=True).click()
    await expect(visit.page.get_by_role("heading", level=1)).to_have_text("Offene Fragen")


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
async def test_the_overview_counts_what_waits_and_names_what_does_not(desk: Desk, viewport: dict[str, int]):
    for number in range(7):
        await an_idea(desk, title=f"Idee Nummer {number}")
    async with desk.app.database.writing() as session:
        await questions.add(session, text="Wo?", language="de", due=desk.now + timedelta(days=3), now=desk.now)
        await deeds.add(session, an_event("2026-11-20 17:30", uid="past"), desk.now)
        session.add(
            ContestRow(
                words={"de": {"title": "Grün", "text": ""}}, opens=desk.now - timedelta(days=9),
                closes=desk.now - timedelta(days=1), categories=[], prizes=[], version=1,
                announced=desk.now - timedelta(days=9),
            )
        )  # fmt: skip
    visit = await desk.signs_in(await desk.member(Role.ADMINISTRATOR, "Leitung"), "/team", viewport=viewport)
    steps = visit.page.locator(".steps > li > a")
    assert [" ".join(text.split()) for text in await steps.all_inner_texts()][:2] == [
        "7 Ideen ansehen",
        "1 Fragen beantworten",
    ]
    texts = " ".join(await steps.all_inner_texts())
    assert "Wettbewerbe: Auswahl der Jury eintragen" in texts
    assert "Termine ohne Ergebnisse" in texts
    await expect(visit.page.get_by_text("und 2 mehr")).to_be_visible()
    await expect(visit.page.locator("ul.none")).to_contain_text("Rundrufe freigeben")
    await shot(visit.page, f"overview-{viewport['width']}")
    await check(visit)


async def test_who_has_nothing_to_do_is_told_so(desk: Desk):
    page = (await desk.signs_in(await desk.member(Role.MODERATOR, "Anna"), "/team")).page
    await expect(page.get_by_text("Gerade wartet nichts auf Sie.")).to_be_visible()
    await expect(page.locator("ul.none")).to_contain_text("Ideen ansehen")
