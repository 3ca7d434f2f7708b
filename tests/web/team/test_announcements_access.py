"""Whether everybody can use the announcements' pages: machine-checked at two widths, light and dark; by keyboard; and
with texts that would like to be a program."""

import os
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from bot.announcements import afterwards, composing, releasing
from bot.announcements.content import Variant
from bot.announcements.marks import read_marks
from bot.announcements.reaching import What
from bot.delivery.kinds import Kind
from bot.web.team.announcements.routes import announcement_pages
from knowledge.entries import Language
from storage import announcement_replies, announcements
from storage.announcements import AnnouncementRow
from storage.staff import Role, StaffRow
from tests.web.access import DESK, PHONE, check
from tests.web.team.desk import CONSOLE, Desk
from tests.web.team.test_announcements_journey import press
from tests.web.visit import Visit

pytestmark = pytest.mark.browser

SHOTS = os.environ.get("SHOTS")
LONG = "Der Workshop „Solarbänke und Schatten“ am 24. November beginnt um 17 Uhr statt um 16 Uhr. Ort bleibt das KuK."
HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "'><b>", "{{7*7}}",
    "{% raw %}", "javascript:alert(1)", "<iframe src=//evil.example>", "&lt;b&gt;", "</title><script>alert(1)",
    "</textarea><script>x</script>", "<a href=javascript:alert(1)>x", "<style>*{display:none}</style>", "<!--", "-->",
    "]]>", "<math><mi xlink:href=x>", "<details open ontoggle=x>", "\\u003cscript\\u003e", "<body onload=alert(1)>",
    "<input autofocus onfocus=x>", "<meta http-equiv=refresh>", "<base href=//evil.example>", "<link rel=stylesheet>",
    "<object data=x>", "<embed src=x>", "%3Cscript%3E", "` onmouseover=x", "[x](javascript:alert(1))",
    "[x](https://a.de\"onclick=alert(1))", "<form action=//evil.example>", "=HYPERLINK(\"//evil\")",
]  # fmt: skip


class Town:
    """Announcements in every state, and somebody who may do everything."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    async def build(self) -> "Town":
        desk = self.desk
        self.author = await desk.member(Role.PUBLISHER, "Pressestelle")
        self.second = await desk.member(Role.ADMINISTRATOR, "Leitung Kommunikation")
        await desk.residents(12)
        await desk.residents(3, topic="workshops")
        sent = await desk.sends(self.author, self.second, text=LONG)
        async with desk.app.database.writing() as session:
            for number, text in enumerate(["Danke", "danke!", "Wo ist das KuK genau? Ich finde es nicht."]):
                announcement_replies.add(
                    session, announcement=sent, address=f"browser:resident-all-de-{number}", text=text, now=desk.now
                )
            row = await announcements.numbered(session, sent)
            followup = await afterwards.begin(session, self.author, row, What.CORRECTION, desk.now)
            changed = Variant(text=LONG.replace("17 Uhr", "18 Uhr"))
            await afterwards.set_text(session, self.author, row, followup, Language.GERMAN, changed, desk.now)
            await afterwards.request(session, desk.office, self.author, row, followup, desk.now)
        self.sent, self.followup = sent, followup.id
        self.empty = await self._empty()
        self.draft = await desk.drafts(self.author, text=LONG)
        await self._changed_after_test()
        self.requested = await desk.drafts(self.author, "Sirenen: Bitte Fenster schließen.", Kind.EMERGENCY)
        await desk.requests(self.author, self.requested)
        self.held = await desk.drafts(self.author, "Das Ideenforum ist offen.", Kind.CONSULTATION)
        await self._release(self.held)
        return self

    async def _empty(self) -> int:
        async with self.desk.app.database.writing() as session:
            return (await composing.begin(session, self.author, Kind.APPOINTMENT, self.desk.now)).id

    async def _changed_after_test(self) -> None:
        desk = self.desk
        async with desk.app.database.writing() as session:
            row = await announcements.numbered(session, self.draft)
            await releasing.test(session, desk.office, self.author, row, desk.now)
            changed = Variant(text=LONG.replace("17 Uhr statt um 16 Uhr", "18 Uhr"))
            await composing.set_text(session, self.author, row, Language.GERMAN, changed, desk.now)

    async def _release(self, number: int) -> AnnouncementRow:
        desk = self.desk
        await desk.requests(self.author, number)
        async with desk.app.database.writing() as session:
            row = await announcements.numbered(session, number)
            refused = await releasing.release(session, desk.office, self.second, row, desk.now, version=row.version)
            assert refused is None, refused
        return row


@pytest.fixture
async def town(desk: Desk) -> Town:
    return await Town(desk).build()


async def shot(page: Page, name: str) -> None:
    if SHOTS:
        await page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


Show = Callable[[Page, str], Awaitable[None]]


async def walk(visit: Visit, town: Town, member: StaffRow, name: str) -> None:
    """Every page this member has something to see on."""
    page, url = visit.page, visit.site.url
    numbers = {"draft": town.draft, "requested": town.requested, "held": town.held, "sent": town.sent}
    stops = {
        "start": "/team",
        "list": CONSOLE,
        **{state: f"{CONSOLE}/{number}" for state, number in numbers.items()},
        "held-live": f"{CONSOLE}/{town.held}?live=on",
        "replies": f"{CONSOLE}/{town.sent}/replies",
        "followup": f"/team/followups/{town.followup}",
        "nowhere": f"{CONSOLE}/999",
    }
    if member is town.author:
        stops |= {"edit": f"{CONSOLE}/{town.draft}/edit", "empty": f"{CONSOLE}/{town.empty}"}
    for stop, path in stops.items():
        await page.goto(url + path)
        for details in await page.locator("details:not([open]) > summary").all():
            await details.click()
        await shot(page, f"{name}-{stop}")
        await check(visit)
    if member is town.author:
        await page.goto(f"{url}{CONSOLE}/{town.empty}/edit")
        await page.get_by_label("Deutsch", exact=True).fill("x" * 5000)
        await page.get_by_label("Aufschrift").fill("Zum Plan")
        await page.get_by_label("Nicht vor").fill("2020-01-01T10:00")
        await page.get_by_label("Wer eines dieser Themen abonniert hat").check()
        await press(page, "Speichern und ansehen")
        await expect(page.get_by_role("alert")).to_be_visible()
        await shot(page, f"{name}-problems")
        await check(visit)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
async def test_every_page_at_every_width_in_both_lights(desk: Desk, town: Town, size: dict):
    for member, name in ((town.author, "author"), (town.second, "second")):
        visit = await desk.signs_in(member, viewport=size)
        await walk(visit, town, member, f"{size['width']}-{name}")


async def test_the_release_by_keyboard_alone(desk: Desk, town: Town):
    page = (await desk.signs_in(town.second)).page
    await reach(page, re.compile(r"Wartet auf Ihre Freigabe.*Notfall"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text(f"Rundruf {town.requested}")
    await reach(page, re.compile("^$"), tag="INPUT")
    await page.keyboard.type("falsch")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("nicht das Wort")
    await reach(page, re.compile("^$"), tag="INPUT")
    await page.keyboard.type("Freigeben")
    await reach(page, re.compile("^Freigeben$"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("Freigegeben")
    await reach(page, re.compile("^Stopp$"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("Niemand hat etwas bekommen")
    assert (await desk.row(town.requested)).state == "draft"


async def reach(page: Page, name: re.Pattern, tag: str = "") -> None:
    """Tab on until something with this name has the focus."""
    for _ in range(80):
        await page.keyboard.press("Tab")
        at = "[document.activeElement.tagName, document.activeElement.innerText ?? '']"
        here, text = await page.evaluate(at)
        if name.search(text.strip()) and (not tag or here == tag):
            return
    raise AssertionError(f"{name.pattern} is out of reach")


async def test_texts_that_would_like_to_be_a_program_are_shown_as_they_are(desk: Desk):
    author, second = await desk.member(Role.PUBLISHER, "Presse"), await desk.member(Role.PUBLISHER, "<b>Leitung</b>")
    await desk.residents(1)
    text = "\n".join(HOSTILE)
    number = await desk.sends(author, second, text=text)
    async with desk.app.database.writing() as session:
        for hostile in HOSTILE:
            announcement_replies.add(session, announcement=number, address="browser:x", text=hostile, now=desk.now)
    await desk.drafts(author, text=text)
    visit = await desk.signs_in(author)
    for path in ("/team", CONSOLE, f"{CONSOLE}/{number}", f"{CONSOLE}/{number}/replies", f"{CONSOLE}/2/edit"):
        await visit.page.goto(desk.site.url + path)
        words = await visit.page.locator("main").inner_text()
        assert "<script>" in words or path.endswith("/edit") or path == "/team"
    assert read_marks(await visit.page.get_by_label("Deutsch", exact=True).input_value()) == (text, ())
    await visit.page.goto(f"{desk.site.url}{CONSOLE}/2")
    shown = await visit.page.get_by_role("article").inner_text()
    assert [hostile for hostile in HOSTILE if hostile not in shown] == []
    assert await visit.page.locator("main script, main iframe, main style, main svg").count() == 0
    assert visit.mishaps == []


def test_the_route_table_names_no_page_twice(desk: Desk):
    pages = announcement_pages(desk.app.web.console.drawing, desk.office)
    assert len({(page.method, page.path) for page in pages}) == len(pages)
    assert all(page.right != "look" for page in pages)
