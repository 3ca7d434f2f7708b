"""Pushes for tests: planned as the rooms plan them, and let out when the test says."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.app import App
from bot.conversation.words import Reply
from bot.delivery.kinds import Kind
from bot.delivery.planning import counts_of, schedule
from storage import deliveries, subscriptions
from storage.deliveries import DeliveryRow
from tests.city import City
from tests.fakes.telegram.people import Person

BERLIN = ZoneInfo("Europe/Berlin")


async def announce(city: City, text: str, *topics: str, kind: Kind = Kind.NEWS, **more: Any) -> int:
    """Tell everybody who wants one of these topics (none named: everybody); how many they are."""
    now = city.clock.now()
    async with city.apps[0].database.writing() as session:
        recipients = await subscriptions.recipients(session, topics or None)
        rows = schedule(
            occasion=f"announcement:{text}",
            kind=kind,
            recipients=recipients,
            counts=await counts_of(session, recipients, now),
            at=now,
            zone=BERLIN,
            content=Reply(text=text, **more).as_data(),
        )
        return await deliveries.plan(session, rows, now)


async def send_due(app: App) -> None:
    """What the ticks do, at once."""
    (digests,) = [tick for tick in app.schedule.ticks if tick.name == "digests"]
    await digests.beat()
    await app.post_office.run()


async def rows_of(city: City, occasion: str = "") -> list[DeliveryRow]:
    """The deliveries of occasions that begin so, oldest first."""
    async with city.apps[0].database.reading() as session:
        chosen = select(DeliveryRow).where(DeliveryRow.occasion.startswith(occasion)).order_by(DeliveryRow.id)
        return list(await session.scalars(chosen))


def until_friday(city: City) -> None:
    """Let time pass until after the hour of the digest; stories begin on a Monday at noon."""
    city.clock.passes(seconds=(timedelta(days=4, hours=4, minutes=1)).total_seconds())


async def subscriber(city: City, topic: str = "Workshops", **about: Any) -> Person:
    """A resident who wants to hear of a topic on the first page."""
    ann = await city.known_person(**about)
    await ann.says("/abo")
    await ann.hears()
    await ann.presses(topic)
    await ann.hears(2)
    return ann
