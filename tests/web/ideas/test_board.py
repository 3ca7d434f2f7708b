"""The public pages about ideas: in a real browser, and as plain requests, on both databases."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from bot.answering.answers import Answers
from storage import ideas, pictures
from storage.ideas import Stage
from tests.city import NOON
from tests.ideas.many import a_town, put
from tests.web.access import OPTIONS
from tests.web.conftest import Visitor
from tests.web.site import Site
from tests.web.team.test_pages import HOSTILE

PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 860}
PAGES = [
    "",
    "/{bench}",
    "/{lamp}",
    "/figures",
    "/data",
    "/claim",
    "/{new}",
    "?q=bank&field=field-mobility",
    "?q=xyzxyz",
]


@pytest.fixture
async def served(new_database: str, answers: Answers, tmp_path: Path) -> AsyncIterator[Site]:
    site = Site(new_database, answers, tmp_path)
    await site.open()
    yield site
    await site.close()


async def fetch(site: Site, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{site.url}/ideas{path}", headers=headers, allow_redirects=False) as answer,
    ):
        return answer.status, await answer.text(), {key.lower(): value for key, value in answer.headers.items()}


async def sees(site: Site, path: str = "") -> str:
    status, page, _ = await fetch(site, path)
    assert status == 200, (path, status)
    return page


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
async def test_axe_finds_nothing_on_any_page(visitor: Visitor, site: Site, viewport: dict[str, int], scheme: str):
    town = await a_town(site.app.database)
    for number in range(25):
        await put(site.app.database, f"Idee über Bäume {number}", title="Donaudampfschifffahrtsgesellschaft" * 2)
    visit = await visitor("/ideas", viewport=viewport, color_scheme=scheme, java_script_enabled=True)
    for path in PAGES:
        for tongue in ("", "en"):
            address = f"/ideas{path.format(**town)}"
            joint = "&" if "?" in path else "?"
            await visit.page.goto(f"{site.url}{address}{joint + 'lang=' + tongue if tongue else ''}")
            results = await Axe().run(visit.page, options=OPTIONS)
            assert results.violations_count == 0, (path, results.generate_report())
            assert await visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


@pytest.mark.browser
async def test_somebody_looks_for_an_idea_without_scripts(visitor: Visitor, site: Site):
    await a_town(site.app.database)
    visit = await visitor("/ideas", java_script_enabled=False)
    page = visit.page
    await expect(page.get_by_role("heading", level=2)).to_have_text("4 Ideen")
    await page.get_by_label("Wörter in der Idee").fill("sitzbänke")
    await page.get_by_label("Ortsteil").select_option("Lusan")
    await page.get_by_role("button", name="Anzeigen").click()
    await expect(page.get_by_role("heading", level=2).first).to_have_text("1 Idee")
    await page.get_by_role("link", name="Sitzbänke an der Haltestelle in Lusan").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("I-0001 · Sitzbänke an der Haltestelle in Lusan")
    await expect(page.get_by_text("Bei: Tiefbauamt")).to_be_visible()
    await expect(page.locator(".life li")).to_have_count(2)
    await page.get_by_role("link", name="English").click()
    await expect(page.get_by_role("heading", name="What has happened so far")).to_be_visible()
    await page.get_by_role("link", name="All ideas").click()
    await expect(page.get_by_role("heading", level=2)).to_have_text("4 ideas")


async def test_what_is_hidden_is_like_what_never_was(served: Site):
    town = await a_town(served.app.database)
    never = await fetch(served, "/999999")
    for name in ("new", "read", "refused", "withdrawn"):
        status, page, headers = await fetch(served, f"/{town[name]}")
        assert (status, page.replace(f"/{town[name]}", "/999999")) == never[:2]
        assert headers.keys() == never[2].keys()
    for path in ("/0", "/-1", "/99999999999999999999", "/%F0%9F%8F%9B", "/1.5", "/١", "/nowhere", "/999999/picture"):
        assert (await fetch(served, path))[0] == 404, path
    everything = await sees(served) + await sees(served, ".json") + await sees(served, ".csv")
    for hidden in ("Noch nicht gelesen", "Wird gerade gelesen", "Werbung für mich", "Doch nicht", "telegram", "Ahorn"):
        assert hidden not in everything


async def test_a_merged_idea_leads_to_where_it_went_if_it_was_public(served: Site):
    database = served.app.database
    target = await put(database, "Mehr Bänke")
    for before, expected in ((Stage.PUBLIC, 302), (Stage.RECEIVED, 404)):
        number = await put(database, "Auch Bänke", stage=Stage.MERGED, before=before, merged_into=target)
        status, _, headers = await fetch(served, f"/{number}?lang=en")
        assert status == expected
        assert headers.get("location", "") in ("", f"/ideas/{target}?lang=en")


async def test_orders_filters_and_pages(served: Site):
    town = await a_town(served.app.database)
    for number in range(30):
        await put(served.app.database, f"Baum {number}", district="aga")
    first = await sees(served, "?order=supported")
    assert first.index("Licht am Elsterweg") < first.index("Sitzbänke an der Haltestelle")
    assert "Seite 1 von 2" in first
    second = await sees(served, "?page=2")
    assert "Seite 2 von 2" in second
    assert f"/ideas/{town['bench']}" in second
    assert "Seite 2 von 2" in await sees(served, "?page=999999999")
    assert "30 Ideen" in await sees(served, "?district=aga&field=nonsense&order=nonsense&page=-3")
    assert "1 Idee<" in await sees(served, "?district=OTHER")


async def test_few_found_by_words_brings_what_is_similar(served: Site):
    await a_town(served.app.database)
    page = await sees(served, "?q=mehr+B%C3%A4nke+zum+Ausruhen+in+Lusan")
    assert "Keine Idee passt dazu." in page
    assert page.index("Das könnte auch passen") < page.index("Sitzbänke an der Haltestelle")


async def test_hostile_words_are_shown_as_they_are_written(served: Site):
    for text in HOSTILE:
        await put(served.app.database, f"x {text}", title=text, stage=Stage.DECIDED, answer=f"a {text}", part_of=text)
    turned = await put(served.app.database, "vorn \u202ehinten\u200b", title="links\u2066rechts")
    for path in ("", *(f"/{number}" for number in range(1, len(HOSTILE) + 1))):
        page = await sees(served, path)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "onerror=alert(1)>" not in page.replace("onerror=alert(1)&gt;", "")
        assert "{{7*7}}" in page or "49" not in page
    page = await sees(served, f"/{turned}")
    assert "vorn hinten" in page
    assert "linksrechts" in page
    assert "\u202e" not in page
    assert "\u2066" not in page


async def test_pages_may_be_kept_for_a_minute(served: Site):
    town = await a_town(served.app.database)
    for path in ("", f"/{town['lamp']}", "/figures", "/data"):
        _, _, headers = await fetch(served, path)
        assert headers["cache-control"] == "public, max-age=60"
        assert headers["vary"] == "Accept-Language"
        assert "script" not in headers["content-security-policy"]
        assert "set-cookie" not in headers
        assert (await fetch(served, path, **{"If-None-Match": headers["etag"]}))[:2] == (304, "")
    _, page, _ = await fetch(served, "", **{"Accept-Language": "en-GB"})
    assert 'lang="en"' in page


async def test_only_the_picture_of_a_public_idea_is_there(served: Site):
    database = served.app.database
    number = await put(database, "Mit Bild", picture="a.jpg")
    async with database.writing() as session:
        await pictures.keep(session, "a.jpg", b"\xff\xd8\xff jpeg", NOON)
    async with aiohttp.ClientSession() as browser:
        async with browser.get(f"{served.url}/ideas/{number}/picture") as answer:
            assert (answer.status, answer.content_type, await answer.read()) == (
                200,
                "image/jpeg",
                b"\xff\xd8\xff jpeg",
            )
        async with database.writing() as session:
            row = await ideas.numbered(session, number)
            assert row
            row.stage = Stage.MODERATION
        async with browser.get(f"{served.url}/ideas/{number}/picture") as answer:
            assert answer.status == 404


async def test_figures_hide_small_cells_and_are_right(served: Site):
    database = served.app.database
    await a_town(database)
    page = await sees(served, "/figures")
    assert "weniger als 5" in page
    assert "noch zu wenige" in page
    for _ in range(6):
        await put(database, "Entschieden", stage=Stage.DECIDED)
    served.clock.passes(minutes=6)
    page = await sees(served, "/figures")
    assert "noch zu wenige" not in page
    assert "8 (100 %)" in page
