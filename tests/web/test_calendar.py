"""`/calendar.ics`, over a real port: any calendar program may subscribe, on both databases."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import vobject

from bot.answering.answers import Answers
from bot.events import deeds
from bot.events.event import Status
from storage import events
from tests.events.calendar import an_event
from tests.web.site import Site


@pytest.fixture
async def served(new_database: str, answers: Answers, tmp_path: Path) -> AsyncIterator[Site]:
    site = Site(new_database, answers, tmp_path)
    await site.open()
    yield site
    await site.close()


async def fetch(site: Site, query: str = "", **headers: str) -> tuple[int, str, aiohttp.typedefs.LooseHeaders]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{site.url}/calendar.ics{query}", headers=headers) as answer,
    ):
        return answer.status, await answer.text(), answer.headers


async def test_a_calendar_program_sees_an_event_come_and_go(served: Site):
    now = served.clock.now()
    async with served.app.database.writing() as session:
        number = (await deeds.add(session, an_event("2027-04-14 17:30", uid="w1", id=""), now)).id
        await deeds.add(session, an_event("2027-05-14 17:30", uid="w2", status=Status.PLANNED), now)
    status, text, headers = await fetch(served)
    assert (status, headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    found = [event for event in vobject.readOne(text).vevent_list if event.uid.value.startswith("w")]
    assert [(event.uid.value, event.sequence.value) for event in found] == [("w1@smartcity.gera.de", "0")]
    assert (await fetch(served, **{"If-None-Match": headers["etag"]}))[:2] == (304, "")
    async with served.app.database.writing() as session:
        row = await events.numbered(session, number)
        assert row
        await deeds.cancel(session, row, now)
    status, text, _ = await fetch(served, **{"If-None-Match": headers["etag"]})
    assert status == 200
    cancelled = next(event for event in vobject.readOne(text).vevent_list if event.uid.value.startswith("w1"))
    assert (cancelled.status.value, cancelled.sequence.value) == ("CANCELLED", "1")
    assert "Cancelled: " in (await fetch(served, "?lang=en"))[1]
