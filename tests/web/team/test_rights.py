"""Threat T8: every page of the console, for everybody who may come: nothing is shown or done without the right.

The list of pages is the program's own route table, so that a new page is walked through by itself."""

import re

import pytest

from bot.conversation.rights import may
from bot.team.leaving import end_rights
from bot.web.team.console import EVERY_METHOD
from bot.web.team.visit import Page
from storage import staff
from storage.staff import Role
from tests.web.site import Site
from tests.web.team.colleague import Colleague, a_member, signed_in

SECRET_NAME = "Amt für geheime Namen"
WHO = ["nobody", "wrong cookie", "expired", "signed out", "former", *Role]


def pages(site: Site) -> list[Page]:
    console = site.app.web.console
    assert console
    return list(console.pages)


def address(page: Page, number: int = 1) -> str:
    return re.sub(r"\{\w+\}", str(number), page.path)


async def comes(site: Site, who: str) -> Colleague:
    """Somebody in front of the console."""
    database, clock = site.app.database, site.clock
    if who in {"nobody", "wrong cookie"}:
        colleague = Colleague(site.url)
        if who == "wrong cookie":
            colleague.keeps("A" * 32)
        return colleague
    role = Role(who) if who in list(Role) else Role.ADMINISTRATOR
    member = await a_member(database, clock, role, SECRET_NAME)
    colleague = await signed_in(database, clock, member, site.url)
    if who == "expired":
        clock.passes(hours=8)
    elif who == "signed out":
        cookie = colleague.cookie
        await colleague.sends("/team/sign-out")
        colleague.keeps(cookie)
    elif who == "former":
        async with database.writing() as session:
            await end_rights(session, await staff.numbered(session, member.id))
    return colleague


@pytest.mark.parametrize("who", WHO)
async def test_nobody_sees_or_does_what_they_have_no_right_to(site: Site, who: str):
    other = await a_member(site.app.database, site.clock, Role.EDITOR, "Ein anderes Amt")
    async with await comes(site, who) as colleague:
        looked = 0
        for page in pages(site):
            for number in (1, other.id, 999):
                status, leads, text = await colleague.asks(
                    page.method, address(page, number), data={"mark": "0" * 64} if page.method == "POST" else None
                )
                looked += 1
                if who not in list(Role):
                    assert (status, leads) == (303, "/team/sign-in"), page
                elif not may(who, page.right):
                    assert status == 403, page
                    assert "Ein anderes Amt" not in text
                elif page.method == "POST":
                    assert status == 400, page
                else:
                    assert status in {200, 404}, page
                if who not in list(Role):
                    assert SECRET_NAME not in text
                    assert "Ein anderes Amt" not in text
        assert looked == 3 * len(pages(site))
    async with site.app.database.reading() as session:
        assert (await staff.numbered(session, other.id)).role == Role.EDITOR


@pytest.mark.parametrize("who", ["nobody", Role.EDITOR])
async def test_other_methods_and_addresses_lead_nowhere(site: Site, who: str):
    known = {(address(page), page.method) for page in pages(site)}
    known |= {(path, "HEAD") for path, method in known if method == "GET"}
    others = ["/team/", "/team/nowhere", "/team/people/1/../../audit", "/team/audit/", "/team//"]
    async with await comes(site, who) as colleague:
        for path in sorted({*(path for path, _ in known), *others}):
            for method in EVERY_METHOD:
                if (path, method) in known:
                    continue
                status, leads, text = await colleague.asks(method, path)
                if who == "nobody":
                    assert (status, leads) == (303, "/team/sign-in"), (method, path)
                else:
                    assert status in {400, 403, 404, 415}, (method, path)
                assert "Dieser Rechner" not in text


async def test_the_table_is_all_there_is(site: Site):
    console = site.app.web.console
    known = {(page.path, page.method) for page in console.pages}
    assert len(known) == len(console.pages)
    door = {route.path for route in console.door.routes()}
    for route in console.routes():
        methods = route.methods - {"HEAD"}
        assert route.path in door or route.path in {"/team", "/team/{rest:path}"} or {(route.path, *methods)} <= known


async def test_a_role_that_changes_changes_the_pages_at_once(site: Site):
    member = await a_member(site.app.database, site.clock, Role.ADMINISTRATOR, "Zweite Leitung")
    async with await signed_in(site.app.database, site.clock, member, site.url) as colleague:
        await colleague.sees("/team/audit")
        async with site.app.database.writing() as session:
            (await staff.numbered(session, member.id)).role = Role.EDITOR
        assert (await colleague.asks("GET", "/team/audit"))[0] == 403
        assert "Protokoll" not in await colleague.sees("/team")


async def test_every_answer_carries_the_strict_headers(site: Site):
    async with await comes(site, Role.ADMINISTRATOR) as colleague:
        for path in ["/team", "/team/people", "/team/audit", "/team/nowhere", "/team/sign-in", "/team/sign-in/x"]:
            async with colleague.session.get(path) as answer:
                policy = answer.headers.getall("Content-Security-Policy")
                assert len(policy) == 1
                assert {part.strip() for part in policy[0].split(";")} == {
                    "default-src 'none'", "style-src 'self'", "img-src 'self'", "base-uri 'none'", "form-action 'self'",
                    "frame-ancestors 'none'",
                }  # fmt: skip
                assert answer.headers.getall("Cache-Control") == ["no-store"]
                assert answer.headers.getall("X-Content-Type-Options") == ["nosniff"]
                assert answer.headers.getall("Referrer-Policy") == ["same-origin"]


async def test_one_person_mode_is_shown_on_every_page(answers, sqlite, tmp_path):
    site = Site(sqlite, answers, tmp_path, one_key=True)
    await site.open()
    try:
        async with await comes(site, Role.ADMINISTRATOR) as colleague:
            for path in ("/team", "/team/people", "/team/people/2", "/team/audit", "/team/sign-in"):
                assert "Ein-Personen-Modus" in await colleague.sees(path)
            assert (await colleague.sends("/team/people", role="administrator", name="Zweite"))[0] == 200
    finally:
        await site.close()
