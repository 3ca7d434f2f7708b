"""What comes to the chat page without a question: formatted text, a picture, a file, each once."""

import pytest
from playwright.async_api import expect
from sqlalchemy import select

from bot.conversation.words import Document, Link, Picture, Reply, Span, Style
from storage import deliveries, pictures
from storage.deliveries import Planned, State
from storage.people import PersonRow
from tests.city import NOON
from tests.web.conftest import Visitor
from tests.web.site import Site

pytestmark = pytest.mark.browser

PIXEL = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300080606070605080707070909080a0c140d0c0b0b0c1912130f141d1a1f1e1d1a1c"
    "1c20242e2720222c231c1c2837292c30313434341f27393d38323c2e333432ffc0000b080001000101011100ffc400140001000000000000000000"
    "00000000000003ffc40014100100000000000000000000000000000000ffda0008010100003f0047ffd9"
)
NEWS = Reply(
    title="Neues vom Cockpit",
    text="🌳 Wichtig: bitte lesen.\nMehr auf der Seite.",
    spans=(
        Span(start=2, end=10, style=Style.BOLD),
        Span(start=11, end=16, style=Style.ITALIC),
        Span(start=37, end=42, style=Style.LINK, address="https://www.gera.de/cockpit"),
    ),
    links=(Link(label="Zum Cockpit", address="https://www.gera.de"),),
    picture=Picture(name="pixel", alt="Ein heller Punkt"),
    document=Document(name="termin.ics", media_type="text/calendar", text="BEGIN:VCALENDAR"),
)


async def test_a_push_comes_formatted_with_its_picture_and_its_file(visitor: Visitor, site: Site):
    ann = await visitor()
    await ann.hears("Guten Tag")
    database = site.app.database
    async with database.writing() as session:
        (address,) = await session.scalars(select(PersonRow.address))
        await pictures.keep(session, "pixel", PIXEL, NOON)
        push = Planned(
            occasion="announcement:1", address=address, kind="news", reason="all", priority=6, not_before=NOON,
            content=NEWS.as_data(),
        )  # fmt: skip
        assert await deliveries.plan(session, [push], NOON) == 1
    await site.app.post_office.run()
    await site.app.post_office.run()

    message = await ann.hears("Neues vom Cockpit")
    await expect(message.locator("strong")).to_have_text("Wichtig:")
    await expect(message.locator("em")).to_have_text("bitte")
    await expect(message.get_by_role("link", name="Seite")).to_have_attribute("href", "https://www.gera.de/cockpit")
    picture = message.get_by_role("img", name="Ein heller Punkt")
    await expect(picture).to_be_visible()
    assert await picture.evaluate("image => image.complete && image.naturalWidth === 1")
    async with ann.page.expect_download() as download:
        await message.get_by_role("link", name="termin.ics").click()
    kept = await (await download.value).path()
    assert kept.read_text() == "BEGIN:VCALENDAR"
    await expect(ann.page.get_by_text("Neues vom Cockpit")).to_have_count(1)
    async with database.reading() as session:
        assert await deliveries.account(session, "announcement:1") == {State.SENT: 1}
