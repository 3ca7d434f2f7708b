"""A city with administrators in its settings, and what tests of the staff do again and again."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from bot.answering.answers import Answers
from storage import invitations, staff
from storage.database import Database
from tests.city import City
from tests.fakes.telegram.people import Person

BOSS, SECOND = 7_000_001, 7_000_002
LINK = re.compile(r"https://t\.me/gera_bot\?start=(team-[\w-]{32})")


@dataclass
class Town:
    """Gera with a staff. The first administrator is there from the start, the second when a test wants one."""

    city: City

    @classmethod
    @asynccontextmanager
    async def open(cls, database: str, answers: Answers, folder: Path, **settings: Any) -> AsyncIterator[Self]:
        async with City(database, answers, folder, administrators=(BOSS,), **settings) as city:
            yield cls(city)

    @property
    def database(self) -> Database:
        return self.city.apps[0].database

    async def administrator(self, *, second: bool = False) -> Person:
        """One of those whom the settings name."""
        if second:
            await self.city.stop_app(self.city.apps[0])
            await self.city.start_app(administrators=(BOSS, SECOND))
        return await self.city.known_person("Zweite" if second else "Erste", id=SECOND if second else BOSS)

    async def invites(self, boss: Person, role: str, name: str) -> str:
        """An invitation by the chat; what stands behind `/start`."""
        await boss.says("/einladen")
        await boss.hears()
        await boss.presses(role)
        await boss.hears()
        await boss.says(name)
        return LINK.search((await boss.answer()).text)[1]

    async def joined(self, boss: Person, role: str, name: str, second: Person | None = None) -> Person:
        """Somebody who came by an invitation; `second` turns the second key."""
        code = await self.invites(boss, role, name)
        person = await self.city.known_person(name)
        await person.says(f"/start {code}")
        await person.hears()
        if second:
            await self.notices_leave()
            await second.hears()
            await self.walks(second, "Ansehen", "Zustimmen")
            await self.notices_leave()
            await person.hears()
        return person

    async def walks(self, person: Person, *labels: str) -> None:
        """Press one button after the other, each under the answer to the one before."""
        for label in labels:
            await person.presses(label)
            await person.hears()

    async def notices_leave(self) -> None:
        await self.city.apps[0].post_office.run()

    async def menus_settle(self) -> None:
        await self.city.apps[0].telegram.show_staff_menus()

    def menu_of(self, person: Person | None) -> list[str]:
        """The commands that Telegram shows somebody; without a person, those that everybody sees."""
        commands = self.city.telegram.world.commands
        own = commands.get((f"chat:{person.id}:0", "")) if person else None
        return [command["command"] for command in own or commands.get(("default", ""), [])]

    async def staff(self) -> dict[str, str]:
        async with self.database.reading() as session:
            return {member.name: member.role for member in await staff.everybody(session)}

    async def open_invitations(self) -> int:
        async with self.database.reading() as session:
            return len(await invitations.open_invitations(session, self.city.clock.now()))
