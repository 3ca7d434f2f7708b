"""Announcements in the console: pictures, report, replies, recall, progress, one person alone."""

import re

import aiohttp
import pytest

from bot.delivery.kinds import Kind
from storage import announcement_replies, pictures
from tests.web.site import Site
from tests.web.team.colleague import Colleague, form_of
from tests.web.team.desk import CONSOLE, FAST, Desk
from tests.web.team.test_announcements_journey import picture


@pytest.mark.parametrize("data", [b"GIF89a", b"<svg onload=alert(1)>", b"\xff\xd8\xff\xe0 broken", b"x" * 100])
async def test_what_is_no_picture_is_refused_and_the_text_is_kept(desk, ann, data):
    await ann.sends(CONSOLE, kind="news")
    page = await uploads(ann, data)
    assert "lässt sich nicht lesen" in page
    row = await desk.row()
    assert (row.picture, row.texts["de"]["text"]) == (None, "Mit Bild.")


async def test_a_picture_is_drawn_anew_and_shown_to_those_who_may(desk, ann):
    await ann.sends(CONSOLE, kind="news")
    page = await uploads(ann, picture((4000, 100))["buffer"])
    assert "Beschreiben Sie" in page
    row = await desk.row()
    async with desk.app.database.reading() as session:
        assert (await pictures.data_of(session, row.picture)).startswith(b"\xff\xd8\xff")
    async with ann.session.get(f"{CONSOLE}/1/picture") as answer:
        assert (answer.status, answer.content_type) == (200, "image/jpeg")
    async with Colleague(desk.site.url) as stranger:
        assert (await stranger.asks("GET", f"{CONSOLE}/1/picture"))[0] == 303
    values = form_of(await ann.sees(f"{CONSOLE}/1/edit"))
    await ann.sends(f"{CONSOLE}/1/edit", **{**values, "no-picture": "yes"})
    assert (await desk.row()).picture is None


async def uploads(ann: Colleague, data: bytes) -> str:
    values = form_of(await ann.sees(f"{CONSOLE}/1/edit"))
    body = aiohttp.FormData({**values, "text-de": "Mit Bild.", "mark": await ann.mark()})
    body.add_field("picture", data, filename="../../x.png", content_type="image/png")
    status, _, page = await ann.asks("POST", f"{CONSOLE}/1/edit", data=body, headers={"Origin": ann.url})
    assert status == 422
    return page


async def test_a_report_is_fetched_once_in_its_session_and_in_time(desk, editor, publisher, ann, bea):
    await desk.residents(2)
    number = await desk.sends(editor, publisher, text="=HYPERLINK(1)")

    async def ticket(who: Colleague) -> str:
        return re.search(r'name="ticket" value="([^"]+)"', await who.sees(f"{CONSOLE}/{number}"))[1]

    mine = await ticket(ann)
    status, _, table = await ann.sends(f"{CONSOLE}/{number}/report", ticket=mine)
    assert status == 200
    assert not [
        cell
        for line in table.lstrip("\ufeff").splitlines()
        for cell in line.split(";")
        if cell.startswith(("=", "+", "-", "@"))
    ]
    assert (await ann.sends(f"{CONSOLE}/{number}/report", ticket=mine))[0] == 409
    assert (await bea.sends(f"{CONSOLE}/{number}/report", ticket=await ticket(ann)))[0] == 409
    assert (await ann.sends(f"{CONSOLE}/{number}/report", ticket="1.99999999999.x.y"))[0] == 409
    late = await ticket(ann)
    desk.site.clock.passes(seconds=15 * 60 + 1)
    assert (await ann.sends(f"{CONSOLE}/{number}/report", ticket=late))[0] == 409


async def test_replies_are_answered_as_a_group_once(desk, editor, publisher, ann):
    people = await desk.residents(3)
    number = await desk.sends(editor, publisher)
    async with desk.app.database.writing() as session:
        for address in people:
            announcement_replies.add(session, announcement=number, address=address, text="Wo ist das?", now=desk.now)
    page = await ann.sees(f"{CONSOLE}/{number}/replies")
    fields = dict(re.findall(r'name="(leader|upto)" value="(\d+)"', page))
    assert (await ann.sends(f"{CONSOLE}/{number}/replies", **fields, text=""))[0] == 422
    assert (await ann.sends(f"{CONSOLE}/{number}/replies", **fields, text="Im KuK."))[0] == 303
    status, _, page = await ann.sends(f"{CONSOLE}/{number}/replies", **fields, text="Im Rathaus.")
    assert status == 422
    assert "Im Rathaus." in page
    await desk.beats()
    assert [(await desk.heard(address))[-1] for address in people] == ["Im KuK."] * 3


async def test_a_recall_needs_a_tick_and_happens_once(desk, editor, publisher, ann):
    await desk.residents(2)
    number = await desk.sends(editor, publisher)
    version = str((await desk.row()).version)
    assert (await ann.sends(f"{CONSOLE}/{number}/recall", version=version))[0] == 422
    assert (await ann.sends(f"{CONSOLE}/{number}/recall", version=version, sure="yes"))[0] == 303
    assert (await ann.sends(f"{CONSOLE}/{number}/recall", version=version, sure="yes"))[0] == 409
    await desk.beats(3, seconds=3)
    assert "Rückruf 1" in await ann.sees(f"{CONSOLE}/{number}")


async def test_while_it_goes_out_it_is_paused_resumed_and_cancelled(desk, editor, publisher, bea):
    await desk.residents(5)
    number = await desk.drafts(editor)
    await desk.requests(editor, number)
    await bea.sends(f"{CONSOLE}/1/release", version=str((await desk.row()).version))
    desk.site.clock.passes(seconds=61)
    await desk.starts()
    version = str((await desk.row()).version)
    assert "0 von 5 erledigt" in await bea.sees(f"{CONSOLE}/1")
    assert (await bea.sends(f"{CONSOLE}/1/pause", version=version))[0] == 303
    await desk.beats(2)
    assert (await desk.row()).state == "paused"
    assert (await bea.sends(f"{CONSOLE}/1/resume", version=version))[0] == 303
    assert (await bea.sends(f"{CONSOLE}/1/cancel", version=version))[0] == 422
    assert (await bea.sends(f"{CONSOLE}/1/cancel", version=version, sure="yes"))[0] == 303
    await desk.beats(2, seconds=6)
    assert sum((await desk.account()).values()) == 5
    assert "Zurückgezogen" in await bea.sees(f"{CONSOLE}/1") or "zurückgezogen" in await bea.sees(f"{CONSOLE}/1")


async def test_a_page_that_reloads_itself_does_so_only_when_asked_to(desk, editor, bea):
    number = await desk.drafts(editor, kind=Kind.CONSULTATION)
    await desk.requests(editor, number)
    await bea.sends(f"{CONSOLE}/1/release", version=str((await desk.row()).version))
    for path, header in ((f"{CONSOLE}/1", None), (f"{CONSOLE}/1?live=on", "10")):
        async with bea.session.get(path) as answer:
            assert answer.headers.get("Refresh") == header


async def test_one_person_on_this_machine_alone_tries_it_all(answers, tmp_path):
    site = Site(f"sqlite+aiosqlite:///{tmp_path / 'alone.sqlite3'}", answers, tmp_path, one_key=True, **FAST)
    await site.open()
    desk = Desk(site)
    await desk.residents(2)
    async with Colleague(site.url) as boss:
        await boss.opens(await site.app.link_for_this_machine())
        await boss.sends(CONSOLE, kind="news")
        await boss.saves(f"{CONSOLE}/1/edit", **{"text-de": "Allein."})
        assert "Ein-Personen-Modus" in await boss.sees(f"{CONSOLE}/1")
        for deed in ("test", "request", "release"):
            status, leads, page = await boss.sends(f"{CONSOLE}/1/{deed}", version=str((await desk.row()).version))
            assert status == 303, (deed, leads, page)
        await desk.beats(4, seconds=61)
        assert sum((await desk.account()).values()) == 2
        assert "Allein." in await boss.sees(f"{CONSOLE}/1")
    await site.close()
