"""Signing in and out (threat T9): links work once and for a short time, sessions end, forms of others are refused."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.answering.answers import Answers
from bot.team.leaving import end_rights
from bot.team.signing_in import LINK_HOLDS, make_link
from storage import staff
from storage.staff import Role, StaffRow
from storage.tokens import new_secret
from tests.web.site import Site
from tests.web.team.colleague import Colleague, a_member, signed_in


@pytest.fixture
async def site(new_database: str, answers: Answers, tmp_path: Path) -> AsyncIterator[Site]:
    """On both databases: whether two come in by one link is for them to decide."""
    site = Site(new_database, answers, tmp_path)
    await site.open()
    yield site
    await site.close()


@pytest.fixture
async def member(site: Site) -> StaffRow:
    return await a_member(site.app.database, site.clock, Role.ADMINISTRATOR, "Pressestelle")


@pytest.fixture
async def link(site: Site, member: StaffRow) -> str:
    async with site.app.database.writing() as session:
        return make_link(session, member, site.url, site.clock.now(), LINK_HOLDS)


async def test_the_link_leads_to_a_button_and_the_button_in(site: Site, link: str):
    async with Colleague(site.url) as ann:
        for _ in range(3):  # whoever previews links does not use them up
            status, _, page = await ann.asks("GET", urlsplit(link).path)
            assert status == 200
            assert "Jetzt anmelden" in page
            assert ann.cookie is None
        assert (await ann.opens(link))[:2] == (303, "/team")
        assert "Pressestelle" in await ann.sees("/team")


async def test_a_link_works_once_even_for_two_at_the_same_moment(site: Site, link: str):
    async with Colleague(site.url) as ann, Colleague(site.url) as bob:
        answers = await asyncio.gather(ann.opens(link), bob.opens(link))
        assert sorted(status for status, _, _ in answers) == [303, 403]
        assert (await ann.opens(link))[0] == 403


async def test_a_link_holds_five_minutes(site: Site, link: str):
    site.clock.passes(minutes=5)
    async with Colleague(site.url) as ann:
        status, _, page = await ann.asks("GET", urlsplit(link).path)
        assert status == 403
        assert "gilt nicht mehr" in page
        assert (await ann.opens(link))[0] == 403


async def test_fifty_guesses_open_nothing_and_all_look_the_same(site: Site, link: str):
    async with Colleague(site.url) as ann:
        guesses = [new_secret() for _ in range(45)] + ["", "x", "a" * 5000, "../team", "%00"]
        answers = {(await ann.opens(f"{site.url}/team/sign-in/{guess}"))[0] for guess in guesses}
        assert answers == {403}
        assert ann.cookie is None


async def test_the_cookie_is_hidden_from_scripts_and_other_sites_and_new_at_each_sign_in(site: Site, member, link: str):
    async with await signed_in(site.app.database, site.clock, member, site.url) as ann:
        before = ann.cookie
        path = urlsplit(link).path
        async with ann.session.post(
            "/team/sign-in", data={"link": path.rpartition("/")[2]}, headers={"Origin": ann.url}, allow_redirects=False
        ) as answer:
            cookie = answer.headers["Set-Cookie"].lower()
        assert {"httponly", "samesite=strict", "path=/team"} <= {part.strip() for part in cookie.split(";")}
        assert "max-age" not in cookie
        assert ann.cookie != before
        ann.keeps(before)
        assert (await ann.asks("GET", "/team"))[0] == 303


async def test_over_https_the_cookie_is_secure(site: Site, link: str):
    async with (
        Colleague(site.url) as ann,
        ann.session.post(
            "/team/sign-in",
            data={"link": link.rpartition("/")[2]},
            headers={"Origin": ann.url, "X-Forwarded-Proto": "https"},
            allow_redirects=False,
        ) as answer,
    ):
        assert "secure" in answer.headers["Set-Cookie"].lower()


@pytest.mark.parametrize("origin", [None, "null", "https://evil.example", "http://localhost.evil.example"])
async def test_a_form_of_another_site_is_refused_at_the_door_and_inside(site: Site, member, link: str, origin):
    headers = {} if origin is None else {"Origin": origin}
    async with Colleague(site.url) as ann:
        data = {"link": link.rpartition("/")[2]}
        assert (await ann.asks("POST", "/team/sign-in", data=data, headers=headers))[0] == 403
        assert (await ann.opens(link))[0] == 303  # and has not used the link up
        assert (await ann.sends("/team/people", origin=origin, role="editor", name="Kulturamt"))[0] == 400
        assert "Kulturamt" not in await ann.sees("/team/people")


@pytest.mark.parametrize("mark", [None, "0" * 64, "ä", "x"])
async def test_a_form_without_the_session_s_mark_is_refused(site: Site, member, mark):
    async with await signed_in(site.app.database, site.clock, member, site.url) as ann:
        assert (await ann.sends("/team/people", mark=mark, role="editor", name="Kulturamt"))[0] == 400
        assert "Kulturamt" not in await ann.sees("/team/people")


async def test_the_mark_of_another_session_is_refused(site: Site, member):
    other = await a_member(site.app.database, site.clock, Role.ADMINISTRATOR, "Stadtkämmerei")
    async with (
        await signed_in(site.app.database, site.clock, member, site.url) as ann,
        await signed_in(site.app.database, site.clock, other, site.url) as bob,
    ):
        assert (await ann.sends("/team/people", mark=await bob.mark(), role="editor", name="Kulturamt"))[0] == 400


async def test_a_session_lasts_while_it_is_used_and_ends_after_eight_idle_hours(site: Site, member):
    async with await signed_in(site.app.database, site.clock, member, site.url) as ann:
        for _ in range(4):
            site.clock.passes(hours=7)
            await ann.sees("/team")
        site.clock.passes(hours=8)
        assert (await ann.asks("GET", "/team"))[:2] == (303, "/team/sign-in")


async def test_signing_out_ends_the_session_everywhere(site: Site, member):
    async with await signed_in(site.app.database, site.clock, member, site.url) as ann:
        cookie = ann.cookie
        assert (await ann.sends("/team/sign-out"))[:2] == (303, "/team/sign-in")
        assert ann.cookie is None
        ann.keeps(cookie)
        assert (await ann.asks("GET", "/team"))[0] == 303


async def test_a_session_and_a_waiting_link_end_with_the_role(site: Site, member, link: str):
    async with await signed_in(site.app.database, site.clock, member, site.url) as ann, Colleague(site.url) as bob:
        mark = await ann.mark()
        async with site.app.database.writing() as session:
            await end_rights(session, await staff.numbered(session, member.id))
        assert (await ann.asks("GET", "/team"))[0] == 303
        assert (await ann.sends("/team/people", mark=mark, role="editor", name="Kulturamt"))[0] == 303
        assert (await bob.opens(link))[0] == 403


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"x" * 70_000, "application/x-www-form-urlencoded", 413),
        (b"{}", "application/json", 415),
        (b"name=%FF", "application/x-www-form-urlencoded", 400),
        (b"&".join(b"a=1" for _ in range(300)), "application/x-www-form-urlencoded", 400),
        (b"no parts", "multipart/form-data; boundary=x", 400),
        (b"--x\r\n\r\nno name\r\n--x--", "multipart/form-data; boundary=x", 400),
        (b"", "", 415),
    ],
)
async def test_what_is_no_form_of_ours_is_refused(site: Site, member, body, kind, status):
    async with await signed_in(site.app.database, site.clock, member, site.url) as ann:
        headers = {"Origin": ann.url, "Content-Type": kind}
        assert (await ann.asks("POST", "/team/people", data=body, headers=headers))[0] == status


async def test_the_door_tells_everybody_the_same(site: Site):
    async with Colleague(site.url) as ann:
        page = await ann.sees("/team/sign-in")
        assert "Programm gestartet" in page
        assert "Pressestelle" not in page


async def test_the_command_line_s_link_lets_this_machine_s_administrator_in(site: Site):
    link = await site.app.link_for_this_machine()
    assert re.fullmatch(rf"http://localhost:{site.port}/team/sign-in/[\w-]{{32}}", link)
    async with Colleague(site.url) as ann:
        await ann.opens(link)
        assert "Dieser Rechner" in await ann.sees("/team")
