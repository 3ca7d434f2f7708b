"""The page of a paper slip: number and code show the idea, also while nobody else may see it; who guesses waits."""

import pytest
from playwright.async_api import expect
from sqlalchemy import select

from bot.ideas.claiming import MOST_TRIES, PAUSE, hash_of, new_code
from bot.web.ideas.tries import Tries
from storage.claim_tries import ClaimTryRow
from storage.ideas import Source, Stage
from tests.city import NOON
from tests.ideas.many import put
from tests.web.conftest import Visitor
from tests.web.ideas.test_board import served  # noqa: F401
from tests.web.site import Site
from tests.web.team.colleague import Colleague

CODE = "K7QF2-MXP9T"


async def slip(site: Site) -> int:
    return await put(
        site.app.database, "Mehr Bänke", stage=Stage.RECEIVED, author=None, source=Source.PAPER, claim=hash_of(CODE)
    )


async def tries(caller: Colleague, number: str, code: str, **headers: str) -> tuple[int, str]:
    status, _, page = await caller.asks(
        "POST", "/ideas/claim", data={"number": number, "code": code}, headers={"Accept-Language": "de", **headers}
    )
    return status, page


async def test_number_and_code_show_the_idea(served: Site):  # noqa: F811
    number = await slip(served)
    async with Colleague(served.url) as caller:
        for typed in (f"I-{number:04d}", f" i {number}", str(number)):
            status, page = await tries(caller, typed, CODE.lower().replace("-", " "))
            assert status == 200, typed
            assert "Mehr Bänke" in page
        for wrong in ("", "I-", "x", "99999999999", "-1"):
            assert (await tries(caller, wrong, CODE))[0] == 422
        assert (await tries(caller, str(number + 1), CODE))[0] == 422
        assert (await tries(caller, str(number), CODE, **{"Sec-Fetch-Site": "cross-site"}))[0] == 403


async def test_five_wrong_codes_close_a_number_for_an_hour_to_who_typed_them_and_to_nobody_else(served: Site):  # noqa: F811
    number = await slip(served)
    async with Colleague(served.url) as caller:
        for which in (number, number + 1):  # one of them does not exist: nothing shows which
            for _ in range(MOST_TRIES):
                status, page = await tries(caller, str(which), new_code())
                assert status == 422
                assert "passen nicht zusammen" in page
            assert "zu viele Versuche" in (await tries(caller, str(which), CODE))[1]
        owner = {"X-Forwarded-For": "203.0.113.7"}  # as a proxy on this machine says it
        assert (await tries(caller, str(number), CODE, **owner))[0] == 200
        served.clock.passes(minutes=61)
        assert (await tries(caller, str(number), CODE))[0] == 200
    async with served.app.database.reading() as session:
        assert not await session.scalar(select(ClaimTryRow.id).limit(1)), "what strangers type leaves no rows"


def test_what_is_remembered_is_bounded_and_a_household_is_one(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.web.ideas.tries.MOST_KEPT", 100)
    kept = Tries()
    for number in range(1000):
        kept.note(kept.mark("203.0.113.7", number), NOON)
    assert len(kept) == 100
    for host in range(MOST_TRIES):
        kept.note(kept.mark(f"2001:db8:1:2::{host}", 1), NOON)
    assert kept.are_over(kept.mark("2001:db8:1:2:3::9", 1), NOON)
    assert not kept.are_over(kept.mark("2001:db8:1:3::9", 1), NOON)
    assert not kept.are_over(kept.mark("2001:db8:1:2:3::9", 1), NOON + PAUSE)


@pytest.mark.browser
async def test_a_granddaughter_looks(visitor: Visitor, site: Site):
    number = await slip(site)
    visit = await visitor("/ideas/claim", java_script_enabled=False)
    await visit.page.get_by_label("Nummer").fill(f"I-{number:04d}")
    await visit.page.get_by_label("Code", exact=True).fill(CODE)
    await visit.page.get_by_role("button", name="Nachsehen").click()
    await expect(visit.page.get_by_role("heading", level=1)).to_have_text(f"I-{number:04d} · Mehr Bänke")
    await expect(visit.page.locator(".life li")).to_have_text(["23. November 2026: eingegangen"])
