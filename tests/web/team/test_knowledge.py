"""Entries to check in the console: listed by how old they are, confirmed by one press, texts are texts."""

from datetime import timedelta

import pytest
from playwright.async_api import expect
from sqlalchemy import select

from knowledge.ageing import GRACE
from knowledge.entries import Entry, Kind
from storage.audit import AuditRow
from storage.entry_checks import EntryCheckRow
from tests.web.site import Site
from tests.web.team.colleague import a_member, signed_in
from tests.web.team.test_pages import DESK, PHONE, Opener, check, opens  # noqa: F401 - fixtures

PATH = "/team/knowledge"


def first_to_age(site: Site) -> Entry:
    entries = site.app.conversation.routes.staff_buttons["ageing"].handler.__self__.care.library.entries.values()
    dated = [each for each in entries if each.valid_until and each.kind is Kind.ANSWER]
    return min(dated, key=lambda each: (each.valid_until, each.id))


def let_age(site: Site, entry: Entry, days: int) -> None:
    """So many days after the end of its validity."""
    assert entry.valid_until
    today = site.clock.now().date()
    site.clock.passes(days=(entry.valid_until - today).days + days)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
async def test_axe_finds_nothing(opens: Opener, site: Site, viewport, scheme):  # noqa: F811
    visit = await opens(viewport=viewport, color_scheme=scheme)
    if viewport is PHONE:
        await visit.page.get_by_role("button", name="Menü").click()
    await visit.page.get_by_role("link", name="Wissen", exact=True).click()
    await expect(visit.page.get_by_text("Keine Antwort muss gerade geprüft werden.")).to_be_visible()
    await check(visit)
    let_age(site, first_to_age(site), GRACE.days + 1)
    visit = await opens(viewport=viewport, color_scheme=scheme)
    await visit.page.goto(visit.site.url + PATH)
    await visit.page.locator("summary").first.click()
    await check(visit)


@pytest.mark.browser
async def test_one_press_makes_an_entry_fresh(opens: Opener, site: Site):  # noqa: F811
    entry = first_to_age(site)
    title = entry.variants["de"].title
    let_age(site, entry, GRACE.days + 1)
    visit = await opens()
    await visit.page.goto(visit.site.url + PATH)
    await expect(visit.page.get_by_role("heading", name="Wird nicht mehr gezeigt")).to_be_visible()
    await visit.page.get_by_role("button", name=title).click()
    await expect(visit.page.get_by_role("status")).to_contain_text("Die Antwort gilt wieder")
    await expect(visit.page.get_by_role("button", name=title)).to_have_count(0)


async def test_what_was_confirmed_already_or_is_unknown_changes_nothing(site: Site):
    entry = first_to_age(site)
    let_age(site, entry, 1)
    database = site.app.database
    member = await a_member(database, site.clock, "editor", "Pressestelle")
    async with await signed_in(database, site.clock, member, site.url) as colleague:
        page = await colleague.sees(PATH)
        assert "Überfällig, trägt einen Hinweis" in page
        assert (entry.valid_until + GRACE + timedelta(days=1)).strftime("%Y") in page
        for id, words in ((entry.id, "other words"), ("no-entry", "x"), ("../../x", ""), ("", "")):
            assert (await colleague.sends(PATH, entry=id, words=words))[1].endswith("?done=nothing")
    async with database.reading() as session:
        assert list(await session.scalars(select(EntryCheckRow))) == []
        assert "knowledge.confirmed" not in list(await session.scalars(select(AuditRow.deed)))
