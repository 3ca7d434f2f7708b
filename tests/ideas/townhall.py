"""A database with staff, residents and ideas, for tests of the deeds themselves."""

from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.ideas import handling
from bot.ideas.clock import CHECK_DAYS
from bot.ideas.office import Done, IdeaOffice
from bot.ideas.telling import Telling
from bot.texts import load_texts
from storage import ideas, lifelines, people, staff, supporters
from storage.database import Database, Session
from storage.deliveries import DeliveryRow
from storage.ideas import IdeaRow, Stage
from storage.lifelines import Milestone
from storage.staff import Role, StaffRow
from tests.city import NOON

GERA = ZoneInfo("Europe/Berlin")
REASONED = (
    "Das prüfen wir gern: Zwei Bänke mit Lehne kommen an den Weg am Ufer, die Kosten trägt der Topf für Grünflächen."
)
WORDS = "Bitte schreiben Sie uns, an welchem Weg die Bänke stehen sollen."


def an_office(*, one_key: bool = False) -> IdeaOffice:
    return IdeaOffice(textbook=load_texts(), zone=GERA, telling=Telling(zone=GERA, faces={"telegram"}), one_key=one_key)


class Townhall:
    """Three moderators and an administrator; residents come by name."""

    def __init__(self, database: Database, *, one_key: bool = False) -> None:
        self.database = database
        self.office = an_office(one_key=one_key)

    async def opens(self) -> None:
        async with self.database.writing() as session:
            for name, role in [
                ("Anna", Role.MODERATOR), ("Bert", Role.MODERATOR), ("Cem", Role.MODERATOR),
                ("Leitung", Role.ADMINISTRATOR),
            ]:  # fmt: skip
                staff.add(session, address=f"telegram:{name}", role=role, name=name, now=NOON)
                people.add(session, f"telegram:{name}", NOON, 10.0)

    async def member(self, session: Session, name: str) -> StaffRow:
        found = await staff.of(session, f"telegram:{name}")
        assert found
        return found

    async def resident(self, name: str) -> str:
        async with self.database.writing() as session:
            if await people.lock(session, f"telegram:{name}") is None:
                people.add(session, f"telegram:{name}", NOON, 10.0)
        return f"telegram:{name}"

    async def idea(self, author: str | None = "Autorin", title: str = "Bänke am Ufer", **about) -> int:
        address = await self.resident(author) if author else None
        async with self.database.writing() as session:
            row = await ideas.add(
                session,
                IdeaRow(
                    **{
                        "author": address, "pseudonym": "Gera-Ahorn 7", "title": title, "text": "Mehr Bänke, bitte.",
                        "language": "de", "handed_in": NOON, "stage": Stage.RECEIVED, "clock_began": NOON,
                        "clock_days": CHECK_DAYS, "support": 0, "version": 0, **about,
                    }
                ),
            )  # fmt: skip
            await lifelines.grow(session, row.id, Milestone.RECEIVED, NOON)
            return row.id

    async def supports(self, id: int, *names: str) -> None:
        addresses = [await self.resident(name) for name in names]
        async with self.database.writing() as session:
            idea = await ideas.numbered(session, id)
            assert idea
            for address in addresses:
                await supporters.join(session, idea, address, NOON)

    async def row(self, id: int) -> IdeaRow:
        async with self.database.reading() as session:
            found = await ideas.look_at(session, id)
        assert found
        return found

    async def life(self, id: int) -> list[str]:
        async with self.database.reading() as session:
            return [step.milestone for step in await lifelines.of(session, id)]

    async def backers(self, id: int) -> set[str]:
        async with self.database.reading() as session:
            rows = await supporters.of_idea(session, id)
            idea = await ideas.look_at(session, id)
        assert idea
        assert idea.support == len(rows)
        return {row.address.partition(":")[2] for row in rows}

    async def told(self, occasions: str) -> dict[str, list[str]]:
        """Who is told for occasions that begin so: the last part of each, by name."""
        async with self.database.reading() as session:
            rows = await session.scalars(
                select(DeliveryRow).where(DeliveryRow.occasion.startswith(occasions)).order_by(DeliveryRow.id)
            )
            found: dict[str, list[str]] = {}
            for row in rows:
                found.setdefault(row.address.partition(":")[2], []).append(row.occasion)
        return found

    async def does(self, who: str, deed, *arguments, at=NOON, **more):
        """A deed of a member, in a transaction of its own. `seen` is what stands now, if it is wanted."""
        async with self.database.writing() as session:
            by = await self.member(session, who)
            return await deed(session, self.office, *arguments, by, at, **more)


async def version(hall: Townhall, id: int) -> int:
    return (await hall.row(id)).version


async def public(hall: Townhall, id: int, who: str = "Anna") -> None:
    done = await hall.does(who, handling.accept, id, seen=await version(hall, id))
    assert isinstance(done, Done)
