"""A resident looks at what is stored, deletes it, blocks the assistant, comes back."""

import asyncio
from datetime import timedelta

from sqlalchemy import select

from storage import deliveries, staff
from storage.deliveries import Planned, State
from storage.people import PersonRow
from storage.receipts import ReceiptRow
from storage.staff import Role
from tests.pushes import announce, rows_of, send_due, subscriber


async def test_my_data_are_shown_in_plain_words(city):
    ann = await subscriber(city)
    city.clock.passes(hours=9)
    await announce(city, "Neues Licht", "workshops")
    await ann.says("/meinedaten")
    (data,) = await ann.hears()
    for words in ("Ihre Sprache: Deutsch", "Sie haben abonniert: Workshops.", "20:00", "auf dem Weg zu Ihnen: 1"):
        assert words in data.text
    assert data.buttons == ["Alles löschen", "Meine Abos", "Datenschutz"]


async def test_after_deleting_nothing_is_known_and_nothing_comes(city):
    ann = await subscriber(city)
    await announce(city, "Vorher", "workshops")
    await send_due(city.apps[0])
    await ann.answer()
    city.clock.passes(hours=9)
    await announce(city, "Nachher", "workshops")
    await ann.says("/loeschen")
    (asked,) = await ann.hears()
    assert asked.buttons == ["Ja, alles löschen", "Nein, behalten"]
    await ann.presses("Ja, alles löschen")
    assert "Alles ist gelöscht" in (await ann.hears())[0].text
    await ann.presses("Ja, alles löschen")
    assert "Alles ist gelöscht" in (await ann.hears())[0].text
    await city.settled()
    city.clock.passes(hours=24)
    await send_due(city.apps[0])
    await ann.hears_nothing()
    stored = await city.everything_stored()
    assert stored.count(str(ann.id)) == 1  # that the last press was taken: for 72 hours, and the words of it are gone
    async with city.apps[0].database.reading() as session:
        assert list(await session.scalars(select(PersonRow))) == []
        assert [receipt.replies for receipt in await session.scalars(select(ReceiptRow))] == [None]
    assert {row.state for row in await rows_of(city)} == {State.SENT, State.WITHDRAWN}
    assert all(row.address.startswith("erased:") for row in await rows_of(city))
    await ann.presses("Warum bekomme ich das?")
    assert "nichts mehr gespeichert" in (await ann.hears(2))[1].text


async def test_the_staff_keep_what_they_get_for_their_work_and_leave_before_they_delete(city):
    ann = await subscriber(city)
    now = city.clock.now()
    async with city.apps[0].database.writing() as session:
        staff.add(session, address=f"telegram:{ann.id}", role=Role.EDITOR, name="Pressestelle", now=now)
        later = now + timedelta(hours=1)
        rows = [
            Planned(
                occasion=f"o:{reason}",
                address=f"telegram:{ann.id}",
                kind="notice",
                reason=reason,
                priority=2,
                not_before=later,
            )
            for reason in ("staff", "asked")
        ]
        await deliveries.plan(session, rows, now)
    await ann.says("/stopp")
    (stopped,) = await ann.hears()
    assert "Arbeit im Team kommen weiter" in stopped.text
    assert {row.reason: row.state for row in await rows_of(city)} == {"staff": "waiting", "asked": "withdrawn"}
    await ann.says("/loeschen")
    (first,) = await ann.hears()
    assert "Verlassen Sie zuerst das Team" in first.text
    await ann.forges_press("1:erased:")
    assert await ann.hears() == [first.text]
    await ann.says("/mydata")
    (data,) = await ann.hears()
    assert "dass Sie im Team der Stadt arbeiten" in data.text


async def test_blocking_lets_subscriptions_rest_and_coming_back_wakes_them(city):
    ann = await subscriber(city)
    city.clock.passes(hours=9)
    await announce(city, "Nachts", "workshops")
    await ann.blocks()
    await until(lambda: ended(city))
    assert [row.state for row in await rows_of(city)] == [State.UNREACHABLE]
    assert await announce(city, "Niemand hört es", "workshops") == 0
    await ann.unblocks()
    city.clock.passes(hours=12)
    await until(lambda: reachable(city))
    assert await announce(city, "Wieder da", "workshops") == 1
    await send_due(city.apps[0])
    assert (await ann.answer()).text == "Wieder da"


async def test_who_blocked_unnoticed_is_not_tried_again_until_they_write(city):
    ann = await subscriber(city)
    ann.chat.bot_status = "kicked"  # the update that tells it was lost
    await announce(city, "Eins", "workshops")
    await send_due(city.apps[0])
    assert [row.state for row in await rows_of(city)] == [State.UNREACHABLE]
    tried = len(city.telegram.calls("sendMessage"))
    city.clock.passes(hours=48)
    await send_due(city.apps[0])
    assert await announce(city, "Zwei", "workshops") == 0
    assert len(city.telegram.calls("sendMessage")) == tried
    ann.chat.bot_status = "member"
    await ann.says("/start")
    await ann.hears()
    assert await announce(city, "Drei", "workshops") == 1


async def ended(city) -> bool:
    return all(row.settled for row in await rows_of(city))


async def reachable(city) -> bool:
    async with city.apps[0].database.reading() as session:
        return await session.scalar(select(PersonRow.unreachable)) is None


async def until(holds) -> None:
    async with asyncio.timeout(5):
        while not await holds():  # noqa: ASYNC110 - the database says when
            await asyncio.sleep(0.02)
