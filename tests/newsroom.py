"""The staff of a test city: an editor and a publisher with Telegram, residents who have subscribed."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from bot.announcements import afterwards_flow, fetching, sending
from storage import announcements, deliveries, pace, people, staff, subscriptions
from storage.announcements import AnnouncementRow
from storage.deliveries import DeliveryRow, State
from storage.staff import Role
from tests.city import City
from tests.fakes.telegram.people import Person

FAST = {"deliveries_per_second": 1000, "allow_paid_broadcast": True}
"""The tests' clock stands still, so that the pace must not matter."""
WINDOW = 100
"""Messages under way at once at this pace: a tenth of a second of it."""


def arrived(residents: Sequence[Person]) -> int:
    """How many messages these residents have got."""
    return sum(len(resident.messages) for resident in residents)


class Newsroom:
    """Staff and subscribers of a city, and the ticks, beaten by hand."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.app = city.apps[0]

    async def member(self, name: str, role: Role) -> Person:
        person = await self.city.known_person(name)
        async with self.app.database.writing() as session:
            staff.add(session, address=f"telegram:{person.id}", role=role, name=name, now=self.city.clock.now())
        return person

    async def residents(self, count: int, topic: str = "all", language: str = "de", **about: Any) -> list[Person]:
        """Residents who have subscribed; `about` goes into their rows: quiet hours, digest."""
        found = []
        async with self.app.database.writing() as session:
            for _ in range(count):
                person = self.city.person("Resident", started=True)
                row = people.add(session, f"telegram:{person.id}", self.city.clock.now(), 10.0)
                row.language = language
                for name, value in about.items():
                    setattr(row, name, value)
                await subscriptions.subscribe(session, row.address, topic, "test", self.city.clock.now())
                found.append(person)
        return found

    async def beats(self, times: int = 1, **passes: float) -> None:
        """Time passes, then the ticks: the clock's deeds, the pumps, and again."""
        self.city.clock.passes(**passes)
        office = self.app.offices.announcements
        for _ in range(times):
            if self.app.telegram:
                await fetching.tick(self.app.database, self.city.clock, office, self.app.telegram.fetch_picture)
            await sending.tick(self.app.database, self.city.clock, office)
            await afterwards_flow.tick(self.app.database, self.city.clock, office)
            async with asyncio.timeout(20):
                await self.app.post_office.run()
                while await self._due():  # the app's own tick may be pumping at this moment
                    await asyncio.sleep(0.01)
                    await self.app.post_office.run()

    async def _due(self) -> int:
        """Deliveries that are leaving, or could."""
        row, now = DeliveryRow, self.city.clock.now()
        could = (row.state == State.WAITING) & (row.not_before <= now) & ~row.paused & ~row.collected
        due = select(func.count()).where(could | row.state.in_((State.CLAIMED, State.SENDING)))
        async with self.app.database.reading() as session:
            return await session.scalar(due) or 0

    async def row(self, id: int = 1) -> AnnouncementRow:
        async with self.app.database.reading() as session:
            row = await announcements.content_of(session, id)
        assert row
        return row

    async def account(self, occasion: str = "announcement:1") -> dict[State, int]:
        async with self.app.database.reading() as session:
            return dict(await deliveries.account(session, occasion))

    async def drafts(self, author: Person, text: str = "Der Workshop ist verlegt.", kind: str = "Neuigkeit") -> None:
        """Compose with German words alone, up to the review."""
        await self.says(author, "/rundruf")
        if "Neuer Rundruf" in author.messages[-1].buttons:
            await self.presses(author, "Neuer Rundruf")
        await self.presses(author, kind)
        await self.says(author, text)
        for _ in range(4):  # plain German, English, picture, link
            await self.presses(author, "Überspringen")
        if kind != "Notfall":  # that goes to all
            await self.presses(author, "Weiter")

    async def asks_release(self, author: Person) -> None:
        """Test to oneself, then the request."""
        await self.presses(author, "Probe an mich")
        await self.beats()
        await self.reopens(author)
        await self.presses(author, "Freigabe anfragen")
        await self.beats()

    async def released(self, kind: str = "Neuigkeit") -> tuple[Person, Person]:
        """An announcement in its hold; its author and the second key."""
        editor = await self.member("Presse", Role.EDITOR)
        publisher = await self.member("Leitung", Role.PUBLISHER)
        await self.drafts(editor, kind=kind)
        await self.asks_release(editor)
        await self.presses(publisher, "Freigeben")
        return editor, publisher

    async def sent(self, count: int = 5) -> tuple[list[Person], Person, Person]:
        """An announcement that so many residents have got; the residents, its author, the second key."""
        residents = await self.residents(count)
        editor, publisher = await self.released()
        await self.beats(2, seconds=61)
        await self.beats(2, seconds=6)
        assert (await self.row()).state == "finished"
        return residents, editor, publisher

    async def going_out(self, residents: Sequence[Person], at_least: int) -> asyncio.Task[None]:
        """The announcement in its hold is on its way, slowly; so many have got it."""
        self.city.clock.runs()
        self.city.telegram.faults.latency(0.05, chat=residents)
        going = asyncio.create_task(self.beats(seconds=61))
        async with asyncio.timeout(10):
            while sum(bool(resident.messages) for resident in residents) < at_least:  # noqa: ASYNC110 - the fake says when
                await asyncio.sleep(0.01)
        return going

    async def opens_report(self, person: Person) -> None:
        await self.reopens(person)
        await self.presses(person, "Bericht")

    async def reopens(self, author: Person, number: int = 1) -> None:
        await self.says(author, "/rundruf")
        await self.presses(author, f"Rundruf {number}")

    async def holds_pushes(self, **time: float) -> None:
        """Nothing but replies leaves for so long."""
        async with self.app.database.writing() as session:
            now = self.city.clock.now()
            await pace.pause(session, "telegram", now + timedelta(**time), now)

    async def all_taken(self) -> None:
        """Wait until every update has been taken and answered."""
        async with asyncio.timeout(10):
            while len(self.city.telegram.updates):  # noqa: ASYNC110 - the fake says when
                await asyncio.sleep(0.02)
        await self.city.settled()

    async def says(self, person: Person, text: str, **more: Any) -> None:
        self.city.clock.passes(seconds=2)  # nobody writes faster than their allowance
        await person.says(text, **more)
        await person.hears()
        await self.city.settled()

    async def presses(self, person: Person, label: str) -> None:
        self.city.clock.passes(seconds=2)
        await person.presses(label)
        await person.hears()
        await self.city.settled()
