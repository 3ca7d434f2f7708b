"""Open questions in the console: one answer for all who asked, what was typed wrong comes back, texts are texts."""

import re

import pytest
from playwright.async_api import expect
from sqlalchemy import select

from bot.answering.promises import LONGEST
from storage import people, questions
from storage.deliveries import DeliveryRow
from tests.web.access import DESK, PHONE, check
from tests.web.site import Site
from tests.web.team.test_pages import Opener, busy, opens  # noqa: F401 - fixtures
from tests.web.visit import Visit

pytestmark = pytest.mark.browser

HOSTILE = "<script>alert(1)</script> {{7*7}} Kommt ein Lastenrad?"


async def asked(site: Site, text: str = HOSTILE) -> None:
    async with site.app.database.writing() as session:
        now = site.clock.now()
        row = await questions.add(session, text=text, language="de", due=now, now=now)
        for name in ("a" * 32, "b" * 32):
            people.add(session, f"browser:{name}", now, tokens=15.0)
            await questions.join(session, row.id, f"browser:{name}", "de")


async def notices(site: Site) -> list[str]:
    async with site.app.database.reading() as session:
        rows = await session.scalars(select(DeliveryRow).where(DeliveryRow.occasion == "question:1"))
        return [row.content["text"] for row in rows]


async def opened(opens: Opener, **profile: object) -> Visit:  # noqa: F811 - the fixture
    visit = await opens(**profile)
    await visit.page.get_by_role("navigation").get_by_role("link", name="Fragen").click()
    await visit.page.get_by_role("link", name=re.compile("^Beantworten")).click()
    return visit


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
async def test_axe_finds_nothing(opens: Opener, site: Site, viewport):  # noqa: F811
    visit = await opens(viewport=viewport)
    await visit.page.goto(visit.site.url + "/team/questions")
    await check(visit)
    await asked(site)
    await visit.page.reload()
    await check(visit)
    await visit.page.goto(visit.site.url + "/team/questions/1")
    await check(visit)


async def test_one_answer_reaches_all_who_asked(opens: Opener, site: Site):  # noqa: F811
    await asked(site)
    visit = await opened(opens)
    await expect(visit.page.get_by_text(HOSTILE)).to_be_visible()
    await visit.page.get_by_role("textbox", name="Antwort").fill("Darüber ist noch nicht entschieden.")
    await visit.page.get_by_role("button", name="Antwort senden").click()
    await expect(visit.page.get_by_role("status")).to_contain_text("geht an alle")
    await expect(visit.page.get_by_text("Keine Frage wartet.")).to_be_visible()
    told = await notices(site)
    assert len(told) == 2
    assert all("Darüber ist noch nicht entschieden." in text for text in told)


async def test_what_is_too_long_comes_back_as_it_was_typed(opens: Opener, site: Site):  # noqa: F811
    await asked(site)
    visit = await opened(opens)
    long = "x" * (LONGEST + 1)
    await visit.page.get_by_role("textbox", name="Antwort").fill(long)
    await visit.page.get_by_role("button", name="Antwort senden").click()
    await expect(visit.page.get_by_role("alert")).to_contain_text("höchstens")
    await expect(visit.page.get_by_role("textbox", name="Antwort")).to_have_value(long)
    assert await notices(site) == []


async def test_closing_asks_whether_that_is_meant(opens: Opener, site: Site):  # noqa: F811
    await asked(site)
    visit = await opened(opens)
    await visit.page.get_by_role("button", name="Schließen").click()
    await expect(visit.page.get_by_role("alert")).to_contain_text("Häkchen")
    await visit.page.get_by_label("Ja, diese Frage schließen").check()
    await visit.page.get_by_role("button", name="Schließen").click()
    await expect(visit.page.get_by_role("status")).to_contain_text("geschlossen")
    assert all("können wir nicht beantworten" in text for text in await notices(site))
