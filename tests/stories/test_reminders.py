"""A resident is reminded of a workshop, hears of its new date once with both, and of its cancellation at once."""

from dataclasses import replace
from datetime import timedelta

from bot.events import deeds
from bot.events.event import Event, Status
from bot.events.rows import from_row
from storage import events
from tests.events.calendar import an_event, berlin
from tests.pushes import rows_of, send_due


async def change(city, number: int, **values) -> None:
    async with city.apps[0].database.writing() as session:
        row = await events.numbered(session, number)
        assert row
        event: Event = from_row(row)
        await deeds.change(session, row, replace(event, **values), city.clock.now())


async def beat(city, moment: str) -> None:
    city.clock.passes(seconds=(berlin(moment) - city.clock.now()).total_seconds())
    await city.beats("reminders")
    await send_due(city.apps[0])


async def test_a_resident_hears_of_a_workshop_in_time_and_of_every_change_once(city):
    ann = await city.known_person()
    await ann.forges_press("1:subscribe:workshops")
    await ann.hears(2)
    async with city.apps[0].database.writing() as session:
        number = (await deeds.add(session, an_event("2026-12-02 17:30", uid="w1"), city.clock.now())).id
    await beat(city, "2026-11-24 12:00")
    await ann.hears_nothing()

    later = berlin("2026-12-04 17:30")
    await change(city, number, start=later, end=later + timedelta(hours=2))
    await beat(city, "2026-11-24 12:11")
    (moved,) = await ann.hears()
    assert "Mittwoch, 2. Dezember 2026, 17:30 bis 19:30 Uhr" in moved.text
    assert "Freitag, 4. Dezember 2026, 17:30 bis 19:30 Uhr" in moved.text
    assert moved.buttons == ["Warum bekomme ich das?"]

    await beat(city, "2026-12-01 17:30")
    await ann.hears_nothing()
    await beat(city, "2026-12-03 17:30")
    (reminded,) = await ann.hears()
    assert reminded.text.startswith("Erinnerung: Werkstatt Mobilität")
    assert "Freitag, 4. Dezember 2026" in reminded.text
    assert "Kornmarkt 12" in reminded.text

    city.clock.passes(hours=8)  # half past one at night
    await change(city, number, status=Status.CANCELLED)
    await beat(city, "2026-12-04 05:31")
    (cancelled,) = await ann.hears()
    assert cancelled.text.startswith("Fällt aus: Werkstatt Mobilität")
    assert [row.occasion.partition(":")[2] for row in await rows_of(city, "workshop:")] == [
        f"{number}:moved:1", f"{number}:one-day:2", f"{number}:cancelled:2",
    ]  # fmt: skip
