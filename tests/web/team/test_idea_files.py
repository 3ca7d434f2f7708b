"""Ideas from paper and into files, in the console: by requests and in a real browser."""

import asyncio
import csv
import io
import re
import time
import zipfile

import aiohttp
import pytest
from axe_playwright_python.async_playwright import Axe
from openpyxl import Workbook
from playwright.async_api import expect

from bot.ideas.claiming import hash_of
from storage import ideas
from storage.ideas import Source, Stage
from storage.staff import Role
from tests.ideas.many import a_town
from tests.web.access import OPTIONS
from tests.web.site import Site
from tests.web.team.colleague import Colleague, a_member, signed_in
from tests.web.team.test_pages import DESK, PHONE, Opener, opens  # noqa: F401

CODE = re.compile(r"[A-HJKMNP-Z2-9]{5}-[A-HJKMNP-Z2-9]{5}")
TICKET = re.compile(r'name="ticket" value="([^"]+)"')
PHONE_NUMBER = "Bänke in Lusan. Rückruf: 0171 2345678"


@pytest.fixture
async def moderator(site: Site):
    member = await a_member(site.app.database, site.clock, Role.MODERATOR, "Beteiligung")
    async with await signed_in(site.app.database, site.clock, member, site.url) as colleague:
        yield colleague


async def all_ideas(site: Site) -> list:
    async with site.app.database.reading() as session:
        return list(await ideas.in_stages(session, list(Stage)))


async def ticket(colleague: Colleague, path: str, number: int = 0) -> str:
    return TICKET.findall(await colleague.sees(path))[number]


async def test_an_idea_from_paper_gets_a_number_and_a_code_once(site: Site, moderator: Colleague):
    form = {"text": "Mehr Bänke in Lusan", "district": "lusan", "ticket": await ticket(moderator, "/team/paper")}
    status, _, page = await moderator.sends("/team/paper", **form)
    assert status == 422
    assert "Die Einwilligung fehlt" in page
    assert "Mehr Bänke in Lusan" in page
    assert await all_ideas(site) == []
    status, _, page = await moderator.sends("/team/paper", **form, consent="yes")
    assert status == 200
    (code,) = CODE.findall(page)
    (idea,) = await all_ideas(site)
    assert (idea.source, idea.author, idea.stage) == (Source.PAPER, None, Stage.RECEIVED)
    assert idea.claim == hash_of(code) != code
    assert idea.clock_began is not None
    status, _, page = await moderator.sends("/team/paper", **form, consent="yes")
    assert status == 409
    assert len(await all_ideas(site)) == 1


async def test_the_guard_shows_what_it_found(site: Site, moderator: Colleague):
    form = {"text": PHONE_NUMBER, "consent": "yes", "ticket": await ticket(moderator, "/team/paper")}
    status, _, page = await moderator.sends("/team/paper", **form)
    assert status == 422
    assert "Gefunden: Telefonnummer" in page
    assert "[Telefonnummer]" in page
    status, _, page = await moderator.sends("/team/paper", **form, personal="black-out")
    assert status == 200
    (idea,) = await all_ideas(site)
    assert "0171" not in idea.text + idea.title


async def sends_table(colleague: Colleague, data: bytes, deed: str) -> tuple[int, str]:
    form = aiohttp.FormData()
    form.add_field("mark", await colleague.mark())
    form.add_field("ticket", await ticket(colleague, "/team/paper"))
    form.add_field("deed", deed)
    form.add_field("table", data, filename="ideen.csv", content_type="text/csv")
    status, _, page = await colleague.asks("POST", "/team/paper/table", data=form, headers={"Origin": colleague.url})
    return status, page


async def test_a_table_is_taken_in_whole_or_not_at_all(site: Site, moderator: Colleague):
    head = "Text;Ortsteil;Einwilligung\n"
    good = "".join(f"Idee Nummer {number} über Bäume;aga;ja\n" for number in range(20))
    status, page = await sends_table(moderator, (head + good + "Ohne Ja;Entenhausen;\n").encode(), "take")
    assert status == 422
    assert "Zeile 22" in page
    assert "Diesen Ortsteil gibt es nicht." in page
    assert await all_ideas(site) == []
    status, page = await sends_table(moderator, (head + good).encode(), "check")
    assert (status, await all_ideas(site)) == (200, [])
    assert "Alles in Ordnung: 20 Ideen" in page
    status, page = await sends_table(moderator, (head + good).encode(), "take")
    assert status == 200
    assert len(set(CODE.findall(page))) == 20 == len(await all_ideas(site))
    status, page = await sends_table(moderator, b"PK broken", "take")
    assert status == 422


def a_hostile_table() -> bytes:
    """As many empty cells as a small file holds: it unpacks to 9 MB, and is read for more than a second."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for _ in range(2000):
        sheet.append(["x" * 30] * 50)
    kept = io.BytesIO()
    book.save(kept)
    parts = zipfile.ZipFile(kept)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in parts.namelist():
            data = parts.read(name)
            if name.endswith("sheet1.xml"):  # cells without end in one row
                data = re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData><row>%s</row></sheetData>", data, flags=re.S)
                data = data.replace(b"%s", b"<c/>" * 2_200_000)
            packed.writestr(name, data)
    return bomb.getvalue()


async def test_others_write_while_a_hostile_table_is_read(site: Site, moderator: Colleague):
    data = a_hostile_table()
    sending = asyncio.create_task(sends_table(moderator, data, "take"))
    longest, last = 0.0, time.perf_counter()
    while not sending.done():
        async with site.app.database.writing():
            pass
        await asyncio.sleep(0.01)
        longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
    status, page = await sending
    assert status == 422, page
    assert await all_ideas(site) == []
    assert longest < 5, f"somebody waited for {longest:.1f} s"


async def test_a_file_is_fetched_once_and_in_this_session_alone(site: Site, moderator: Colleague):
    await a_town(site.app.database)
    one = await ticket(moderator, "/team/idea-files")
    other = await a_member(site.app.database, site.clock, Role.MODERATOR, "Anderes Amt")
    async with await signed_in(site.app.database, site.clock, other, site.url) as colleague:
        assert (await colleague.sends("/team/idea-files", ticket=one))[0] == 409
    status, _, text = await moderator.sends("/team/idea-files", ticket=one)
    assert status == 200
    assert len(list(csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))) == 4
    assert (await moderator.sends("/team/idea-files", ticket=one))[0] == 409
    late = await ticket(moderator, "/team/idea-files")
    site.clock.passes(minutes=16)
    assert (await moderator.sends("/team/idea-files", ticket=late))[0] == 409
    assert (await moderator.sends("/team/idea-files", ticket="ideas-csv.99999999999.x.y"))[0] == 409
    assert (await moderator.sends("/team/idea-files", ticket="ä.ö.ü"))[0] == 409


@pytest.mark.browser
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
async def test_axe_finds_nothing(opens: Opener, site: Site, viewport: dict[str, int]):  # noqa: F811
    await a_town(site.app.database)
    visit = await opens(viewport=viewport)

    async def check() -> None:
        results = await Axe().run(visit.page, options=OPTIONS)
        assert results.violations_count == 0, results.generate_report()
        assert await visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), visit.page.url

    for path in ("/team/paper", "/team/idea-files"):
        await visit.page.goto(site.url + path)
        await check()
    await visit.page.goto(site.url + "/team/paper")
    await visit.page.get_by_label("Text", exact=True).fill(PHONE_NUMBER)
    await visit.page.get_by_role("button", name="Übernehmen").first.click()
    await expect(visit.page.get_by_role("alert")).to_contain_text("Einwilligung fehlt")
    await check()
    await visit.page.get_by_label("eingewilligt").check()
    await visit.page.get_by_role("button", name="Übernehmen").first.click()
    await expect(visit.page.get_by_text("Die Codes stehen nur jetzt hier")).to_be_visible()
    await visit.page.evaluate("window.print = () => document.body.dataset.printed = 'yes'")
    await visit.page.get_by_role("button", name="Seite drucken").click()
    await expect(visit.page.locator("body")).to_have_attribute("data-printed", "yes")
    await check()
    await visit.page.goto(site.url + "/team/paper")
    table = {"name": "t.csv", "mimeType": "text/csv", "buffer": "Text;Einwilligung\nBäume;\nBänke;ja\n".encode()}
    await visit.page.get_by_label("Datei").set_input_files(table)
    await visit.page.get_by_role("button", name="Prüfen").click()
    await expect(visit.page.get_by_text("Zeilen mit Fehlern: 1 von 2")).to_be_visible()
    await check()
