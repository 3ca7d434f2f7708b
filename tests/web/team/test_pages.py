"""The console in a real browser: everybody can use every page, names are shown as they are written (threat T10)."""

import re
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import expect

from storage import audit, deliveries, invitations, staff
from storage.deliveries import Planned
from storage.staff import Role, StaffRow
from tests.web.access import DESK, PHONE, check
from tests.web.conftest import Visitor
from tests.web.site import Site
from tests.web.team.colleague import a_member
from tests.web.visit import Visit

pytestmark = pytest.mark.browser

PAGES = [
    "/team",
    "/team/people",
    "/team/people/2",
    "/team/people/1",
    "/team/audit",
    "/team/nowhere",
    "/team/people?done=changed",
]
HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "'><b>", "{{7*7}}",
    "{% raw %}", "javascript:alert(1)", "<iframe src=//evil.example>", "&lt;b&gt;", "</title><script>alert(1)",
    "</textarea><script>x</script>", "<a href=javascript:alert(1)>x", "<style>*{display:none}</style>", "<!--", "-->",
    "]]>", "<math><mi xlink:href=x>", "<details open ontoggle=x>", "\\u003cscript\\u003e", "<body onload=alert(1)>",
    "<input autofocus onfocus=x>", "<meta http-equiv=refresh>", "<base href=//evil.example>", "<link rel=stylesheet>",
    "<object data=x>", "<embed src=x>", "%3Cscript%3E", "` onmouseover=x", "<form action=//evil.example>",
    "🏛️ Ämter & Co.",
]  # fmt: skip

Opener = Callable[..., Awaitable[Visit]]


@pytest.fixture
async def opens(visitor: Visitor, site: Site) -> Opener:
    """Opens the console as this machine's administrator, by the link that the command line prints."""

    async def come(**profile: object) -> Visit:
        link = await site.app.link_for_this_machine()
        visit = await visitor(re.sub("http://[^/]+", "", link), **profile)
        await visit.page.get_by_role("button", name="Jetzt anmelden").click()
        await expect(visit.page.get_by_role("heading", level=1)).to_have_text("Übersicht")
        return visit

    return come


@pytest.fixture
async def busy(site: Site) -> list[StaffRow]:
    """A staff of some, with things that wait, go out, and were done."""
    database, clock = site.app.database, site.clock
    await site.app.link_for_this_machine()
    names = ["Pressestelle", "Bürgerservice", "Strategie und Beteiligung, Leitung im Rathaus"]
    members = [
        await a_member(database, clock, role, name)
        for role, name in zip((Role.PUBLISHER, Role.MODERATOR, Role.EDITOR), names, strict=True)
    ]
    async with database.writing() as session:
        invitations.nominate(session, address="telegram:5", name="Stadtkämmerei", by=2, now=clock.now())
        invitations.nominate(session, address="telegram:6", name="Kulturamt", by=1, now=clock.now())
        invitations.invite(
            session, secret="s", role=Role.EDITOR, name="Tiefbauamt", invited_by=1, expires=clock.now().replace(hour=23)
        )
        for number in range(60):
            audit.note(session, who=2, deed="staff.invited", object=f"invitation:{number}", now=clock.now())
        planned = [
            Planned(occasion="announcement:17", address=f"telegram:{number}", kind="news", reason="all", priority=6,
                    not_before=clock.now())
            for number in range(40)
        ]  # fmt: skip
        await deliveries.plan(session, planned, clock.now())
    return members


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
async def test_axe_finds_nothing_on_any_page(opens: Opener, busy, viewport: dict[str, int]):
    visit = await opens(viewport=viewport)
    for path in PAGES:
        await visit.page.goto(visit.site.url + path)
        await check(visit)
    await visit.page.goto(visit.site.url + "/team/people")
    await visit.page.get_by_label("Moderation").check()
    await visit.page.get_by_label("Wie andere im Team").fill("Kulturhaus")
    await visit.page.get_by_role("button", name="Einladung erstellen").click()
    await expect(visit.page.get_by_text("/start team-")).to_be_visible()
    await check(visit)
    if viewport is PHONE:
        await visit.page.get_by_role("button", name="Menü").click()
    await visit.page.get_by_role("button", name="Abmelden").click()
    await expect(visit.page.get_by_role("heading", level=1)).to_have_text("Anmelden")
    await check(visit)
    await visit.page.goto(visit.site.url + "/team/sign-in/" + "x" * 32)
    await check(visit)


async def test_a_wrong_entry_keeps_what_was_typed(opens: Opener, busy):
    visit = await opens()
    await visit.page.goto(visit.site.url + "/team/people")
    await visit.page.get_by_role("radio", name="Freigabe schreibt").check()
    await visit.page.get_by_label("Wie andere im Team").fill("Pressestelle")
    await visit.page.get_by_role("button", name="Einladung erstellen").click()
    await expect(visit.page.get_by_role("alert")).to_contain_text("gibt es im Team schon")
    await expect(visit.page.get_by_label("Wie andere im Team")).to_have_value("Pressestelle")
    await expect(visit.page.get_by_role("radio", name="Freigabe schreibt")).to_be_checked()
    await check(visit)


async def test_the_console_works_by_keyboard_and_without_scripts(opens: Opener, busy):
    visit = await opens(java_script_enabled=False)
    await visit.page.keyboard.press("Tab")
    await expect(visit.page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    await visit.page.goto(visit.site.url + "/team/people/2")
    await visit.page.get_by_label("Redaktion").focus()
    await visit.page.keyboard.press("Space")
    await visit.page.keyboard.press("Enter")
    await expect(visit.page.get_by_role("status")).to_contain_text("Die Rolle ist geändert")
    await visit.page.goto(visit.site.url + "/team/people/2")
    await visit.page.get_by_role("button", name="Aus dem Team nehmen").click()
    await expect(visit.page.get_by_role("alert")).to_be_visible()  # the tick is missing
    await visit.page.get_by_label("Ja, Pressestelle").check()
    await visit.page.get_by_role("button", name="Aus dem Team nehmen").click()
    await expect(visit.page.get_by_role("status")).to_contain_text("nicht mehr zum Team")


async def test_hostile_names_are_shown_as_they_are_written(opens: Opener, site: Site):
    await site.app.link_for_this_machine()
    for name in HOSTILE:
        await a_member(site.app.database, site.clock, Role.EDITOR, name)
    async with site.app.database.writing() as session:
        for member in await staff.everybody(session):
            audit.note(session, who=member.id, deed="staff.left", object=member.name, now=site.clock.now())
        invitations.nominate(session, address="telegram:5", name=HOSTILE[0], by=2, now=site.clock.now())
        invitations.invite(
            session,
            secret="s",
            role=Role.EDITOR,
            name=HOSTILE[1],
            invited_by=1,
            expires=site.clock.now().replace(hour=23),
        )
    visit = await opens()
    assert len(HOSTILE) == 30
    for path in ("/team", "/team/people", "/team/audit"):
        await visit.page.goto(site.url + path)
        if path != "/team":
            shown = await visit.page.locator("main").inner_text()
            assert [name for name in HOSTILE if name not in shown] == []
    for number in range(2, len(HOSTILE) + 2):
        await visit.page.goto(f"{site.url}/team/people/{number}")
        await expect(visit.page.get_by_role("heading", level=1)).to_have_text(HOSTILE[number - 2])
